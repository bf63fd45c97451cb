import {registry} from "@web/core/registry";

const BOARD = ".o_inv_readiness_board[data-status=ready]";

function card(product, column) {
    const place = column ? `[data-column=${column}] ` : "";
    return `${BOARD} ${place}.o_inv_ready_card:contains('${product}')`;
}

function pressAltUp({anchor}) {
    anchor.focus();
    anchor.dispatchEvent(
        new KeyboardEvent("keydown", {key: "ArrowUp", altKey: true, bubbles: true})
    );
}

registry.category("web_tour.tours").add("inv_readiness_drag", {
    steps: () => [
        {
            content: "Open the menu",
            trigger: "[data-menu-xmlid='inv_production.inv_readiness_menu']",
            run: "click",
        },
        {
            content: "Open the board",
            trigger: "[data-menu-xmlid='inv_production.inv_readiness_board_menu']",
            run: "click",
        },
        {content: "The first order has the bearings", trigger: card("Alpha", "ready")},
        {content: "The second one lacks them", trigger: card("Beta", "short")},
        {
            content: "Move the second order up by keyboard",
            trigger: card("Beta", "short"),
            run: pressAltUp,
        },
        {
            content: "The effect is told",
            trigger: `${BOARD} .o_inv_effect_bar:contains('moved from 2 to 1')`,
        },
        {
            content: "Take it back",
            trigger: `${BOARD} .o_inv_undo_moves`,
            run: "click",
        },
        {
            content: "Drag the second order before the first",
            trigger: `${BOARD}:not(:has(.o_inv_effect_bar)) [data-column=short] .o_inv_ready_card:contains('Beta')`,
            run: `drag_and_drop ${card("Alpha", "ready")}`,
        },
        {content: "Now the second is ready", trigger: card("Beta", "ready")},
        {
            content: "And the first lacks what it had",
            trigger: `${card("Alpha", "short")} .o_inv_change_was_ready`,
        },
        {content: "Keep it", trigger: `${BOARD} .o_inv_keep`, run: "click"},
        {
            content: "It is kept",
            trigger: `${BOARD}:not(:has(.o_inv_effect_bar)) .o_inv_strip_message:contains('kept')`,
        },
        {content: "The second stays ready", trigger: card("Beta", "ready")},
    ],
});

registry.category("web_tour.tours").add("inv_readiness_release_partial", {
    steps: () => [
        {
            content: "Part of the order can be built",
            trigger: `${card("Gamma")} [data-action=release_partial]:contains('Release 3 of 5')`,
            run: "click",
        },
        {
            content: "That part is released",
            trigger: `${card("Gamma", "released")}:contains('3 Units')`,
        },
        {
            content: "The rest waits",
            trigger: `${card("Gamma", "short")}:contains('2 Units')`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_readiness_override", {
    steps: () => [
        {
            content: "Start the order",
            trigger: "button[name=action_start]",
            run: "click",
        },
        {
            content: "It is refused with what is missing",
            trigger: ".modal .o_error_dialog, .modal:contains('Tour bearing missing')",
        },
        {
            content: "Look at what is missing",
            trigger: ".modal .modal-footer button:contains('See What Is Missing')",
            run: "click",
        },
        {
            content: "The component is listed",
            trigger:
                ".modal .o_field_widget[name=line_ids] .o_data_row:contains('Tour bearing')",
        },
        {
            content: "Say why it runs anyway",
            trigger: ".modal .o_field_widget[name=reason] textarea",
            run: "edit Parts come by taxi",
        },
        {
            content: "Release it",
            trigger: ".modal button[name=action_override]",
            run: "click",
        },
        {
            content: "Start it",
            trigger: "body:not(:has(.modal)) button[name=action_start]",
            run: "click",
        },
        {
            content: "It is in progress",
            trigger:
                ".o_field_widget[name=state] .o_arrow_button_current:contains('In Progress')",
        },
        {
            content: "The release is shown",
            trigger:
                ".o_field_widget[name=inv_release_state]:contains('Released Without Material')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_missing_parts", {
    steps: () => [
        {
            content: "Open the part",
            trigger: ".o_inv_part_row:contains('Tour bearing') .o_inv_part_toggle",
            run: "click",
        },
        {
            content: "See who gets what",
            trigger: ".o_inv_part_orders tr:contains('Beta'):contains('0 of 2')",
        },
        {
            content: "Back to the board",
            trigger: ".o_inv_open_board",
            run: "click",
        },
        {content: "The board is there", trigger: BOARD},
    ],
});
