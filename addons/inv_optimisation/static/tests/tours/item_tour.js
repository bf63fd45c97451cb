import {registry} from "@web/core/registry";

const NUMBER = "[data-slider=lead_time_days] input[type=number]";

registry.category("web_tour.tours").add("inv_planner_explains_and_overrides_an_item", {
    steps: () => [
        {
            content: "Open the item",
            trigger: ".o_data_row:contains('Tour product') td[name=abc_xyz]",
            run: "click",
        },
        {
            content: "Its five key numbers",
            trigger: ".o_inv_numbers [data-number=reorder_point]",
        },
        {
            content: "The record recomputes",
            trigger: ".o_inv_derivation_check:contains('identical')",
        },
        {
            content: "Expand why",
            trigger: ".o_inv_derivation_all:contains('Expand')",
            run: "click",
        },
        {
            content: "The lead time is an input",
            trigger: ".o_inv_derivation_row[data-label='Lead time']",
        },
        {
            content: "Move a slider",
            trigger: NUMBER,
            run: "edit 45 && press Enter",
        },
        {
            content: "The reorder point moves",
            trigger: "[data-figure=reorder_point].o_inv_what_if_moved",
        },
        {
            content: "Keep it for planning",
            trigger: ".o_inv_what_if_keep:enabled",
            run: "click",
        },
        {
            content: "Until a day",
            trigger: ".o_inv_keep_form input[name=until]",
            run() {
                this.anchor.value = luxon.DateTime.now().plus({days: 20}).toISODate();
                this.anchor.dispatchEvent(new Event("input", {bubbles: true}));
                this.anchor.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "For a reason",
            trigger: ".o_inv_keep_form input[name=reason]",
            run: "edit Plant moves",
        },
        {trigger: ".o_inv_keep_confirm", run: "click"},
        {
            content: "The tree shows it as manual",
            trigger: ".o_inv_derivation_note:contains('Plant moves')",
        },
        {
            content: "Override the forecast",
            trigger: "button[name=action_override_forecast]",
            run: "click",
        },
        {
            content: "Half as much again",
            trigger: ".modal .o_field_widget[name=value] input",
            run: "edit 50",
        },
        {
            content: "Until a day",
            trigger:
                ".modal .o_field_widget[name=date_to] input, .modal .o_field_widget[name=date_to] button",
            run: "click",
        },
        {
            content: "The last day",
            trigger: ".modal .o_field_widget[name=date_to] input",
            run() {
                const day = luxon.DateTime.now().plus({days: 30});
                this.anchor.value = day.toFormat("MM/dd/yyyy");
                this.anchor.dispatchEvent(new Event("input", {bubbles: true}));
                this.anchor.dispatchEvent(new Event("change", {bubbles: true}));
            },
        },
        {
            content: "A promotion",
            trigger:
                ".modal .o_field_widget[name=reason_code] input, .modal .o_field_widget[name=reason_code] select",
            run: "click",
        },
        {
            content: "Choose it",
            trigger: ".o_select_menu_item:contains('Promotion')",
            run: "click",
        },
        {
            content: "Which one",
            trigger: ".modal .o_field_widget[name=note] input",
            run: "edit Spring leaflet",
        },
        {trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "It is listed on the card",
            trigger:
                "body:not(:has(.modal)) .o_field_widget[name=forecast_override_ids] .o_data_row:contains('Spring leaflet')",
        },
        {
            content: "Clear the manual value",
            trigger: ".o_inv_derivation_clear",
            run: "click",
        },
        {
            content: "The forecast override is in the tree, the manual value is gone",
            trigger:
                ".o_inv_derivation:not(:contains('Plant moves')) .o_inv_derivation_note:contains('Spring leaflet')",
        },
    ],
});
