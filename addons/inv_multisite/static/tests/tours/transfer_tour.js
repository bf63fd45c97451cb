import {registry} from "@web/core/registry";

const LYON = ".o_inv_lane_table tr[data-lane='Rotterdam → Lyon']";

registry.category("web_tour.tours").add("inv_transfer_board", {
    steps: () => [
        {
            content: "Three moves help Lyon",
            trigger:
                ".o_inv_gain_matrix [data-lane='Rotterdam → Lyon'] small:contains('3 moves')",
        },
        {
            content: "Choose the lane",
            trigger: `${LYON} .o_inv_lane_name`,
            run: "click",
        },
        {
            content: "Its moves are left",
            trigger: ".o_inv_accept_all:contains('Accept Lane (3)')",
        },
        {
            content: "Open the seal",
            trigger: ".o_inv_suggestion[data-product='Tour seal'] .o_inv_toggle",
            run: "click",
        },
        {
            content: "The sentence says what limits it",
            trigger: ".o_inv_why:contains('own need of Rotterdam')",
        },
        {
            content: "The cost lines end at the gain",
            trigger: ".o_inv_waterfall [data-step='total']",
        },
        {
            content: "Ignore it",
            trigger: ".o_inv_detail .o_inv_ignore",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".o_inv_detail .o_inv_reason",
            run: "edit Seals are being replaced",
        },
        {
            content: "Confirm",
            trigger: ".o_inv_detail .o_inv_inline .btn-primary:not(:disabled)",
            run: "click",
        },
        {
            content: "It is gone",
            trigger: ".o_inv_accept_all:contains('Accept Lane (2)')",
            run: "click",
        },
        {
            content: "Two moves are one transfer",
            trigger: ".o_inv_strip:contains('2 moves are transfers now')",
        },
        {
            content: "Nothing is left to decide on this lane",
            trigger: ".o_inv_transfer_empty .o_inv_clear_filters",
            run: "click",
        },
        {
            content: "Nothing is left at all",
            trigger: ".o_inv_transfer_empty:contains('No transfer pays today')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_transfer_compare", {
    steps: () => [
        {
            content: "Three ways have a cost each",
            trigger: ".o_inv_comparison [data-way='nothing']",
        },
        {
            content: "Buying too",
            trigger: ".o_inv_comparison [data-way='buy'] b",
        },
        {
            content: "The verdict says what the transfer saves",
            trigger: ".o_inv_verdict:contains('Transfer saves')",
        },
        {
            content: "Close the lane: the run is repeated",
            trigger: `${LYON} input[role='switch']`,
            run: "click",
        },
        {
            content: "Its moves stay, with the reason",
            trigger: ".o_inv_suggestion[data-state='blocked']:contains('Lane closed')",
        },
        {
            content: "Open it again",
            trigger: `${LYON} input[role='switch']:not(:disabled)`,
            run: "click",
        },
        {
            content: "The moves are back",
            trigger:
                ".o_inv_suggestion[data-product='Pump'][data-state='new'] .o_inv_toggle",
            run: "click",
        },
        {
            content: "Change the quantity",
            trigger: ".o_inv_detail .o_inv_change",
            run: "click",
        },
        {
            content: "Type it",
            trigger: ".o_inv_detail .o_inv_quantity",
            run: "edit 12",
        },
        {
            content: "Save it",
            trigger: ".o_inv_detail .o_inv_inline .btn-primary:not(:disabled)",
            run: "click",
        },
        {
            content: "The figures follow",
            trigger: ".o_inv_why:contains('Set by hand to 12')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_transfer_instead", {
    steps: () => [
        {
            content: "Open the line",
            trigger: ".o_inv_line:contains('Pump') .o_inv_line_open",
            run: "click",
        },
        {
            content: "Rotterdam can send it",
            trigger: ".o_inv_transfer_offer:contains('Rotterdam') .o_inv_use_transfer",
            run: "click",
        },
        {
            content: "The foot says what came of it",
            trigger: ".o_inv_queue_result:contains('come from Rotterdam')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_stock_by_site_transfer", {
    steps: () => [
        {
            content: "Rotterdam can help Lyon",
            trigger:
                "[data-short='Lyon'] [data-from='Rotterdam'] .o_inv_helper_request",
            run: "click",
        },
        {
            content: "Confirm",
            trigger: ".modal .btn-primary:contains('Transfer')",
            run: "click",
        },
        {
            content: "It says what comes",
            trigger: ".o_inv_net_message:contains('come from Rotterdam')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_transfer_form", {
    steps: () => [
        {
            content: "The form says why",
            trigger: ".o_form_view .o_field_widget[name=reason]:not(:empty)",
        },
        {
            content: "Accept",
            trigger: ".o_form_view button[name=action_accept]",
            run: "click",
        },
        {
            content: "It is accepted",
            trigger: ".o_notification:contains('1 move is a transfer now')",
        },
        {
            content: "The form follows",
            trigger: ".o_form_view button[name=action_cancel]",
        },
    ],
});
