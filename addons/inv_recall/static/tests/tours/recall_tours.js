import {READY, button, describeCase, step} from "./recall_steps";
import {registry} from "@web/core/registry";

const row = (name) => `${READY} .o_inv_recall_row[data-node='${name}']`;

registry.category("web_tour.tours").add("inv_recall_to_customers", {
    steps: () => [
        ...describeCase("Seal cracks", "VD-5482"),
        {
            content: "Say how bad it is",
            trigger: ".o_field_widget[name=severity] input",
            run: "click",
        },
        {
            content: "Class II",
            trigger: ".o_select_menu_item:contains('Class II')",
            run: "click",
        },
        {
            content: "Trace",
            trigger: button("action_start"),
            run: "click",
        },
        {
            content: "The vendor and the lot are there",
            trigger: `${row("VD-5482")} .o_inv_recall_cell_total:contains('100')`,
        },
        {
            content: "Open what became of it",
            trigger: `${row("VD-5482")} .o_inv_recall_open`,
            run: "click",
        },
        {
            content: "The order and the made lot are there",
            trigger: `${row("CP-0211")}:contains('TOUR/MO/0871')`,
        },
        {
            content: "Open who has it",
            trigger: `${row("CP-0211")} .o_inv_recall_open`,
            run: "click",
        },
        {
            content: "The customer has 20",
            trigger: `${row("Customer")} .o_inv_recall_cell_shipped:contains('20')`,
        },
        {
            content: "The balance is closed",
            trigger: `${READY} .o_inv_recall_balance .badge:contains('closed')`,
        },
        {
            content: "Next: balance",
            trigger: button("action_next"),
            run: "click",
        },
        {
            content: "The balance is looked at",
            trigger: step("Balance"),
        },
        {
            content: "Next: contain",
            trigger: button("action_next"),
            run: "click",
        },
        {
            content: "Contain",
            trigger: step("Contain"),
        },
        {
            content: "Hold what is left",
            trigger: `${READY} [data-card=contain]:contains('0 of 2')`,
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".modal .o_field_widget[name=reason] :is(input, textarea)",
            run: "edit Face cracks when dry",
        },
        {
            content: "Hold",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "Both lots are held",
            trigger: `body:not(:has(.modal)) ${READY} [data-card=contain]:contains('2 of 2')`,
        },
        {
            content: "Next: notify",
            trigger: button("action_next"),
            run: "click",
        },
        {
            content: "Notify",
            trigger: step("Notify"),
        },
        {
            content: "Write to the customers",
            trigger: `${READY} [data-card=notify]:contains('0 of 1')`,
            run: "click",
        },
        {
            content: "The preview names the lot",
            trigger: ".modal .o_field_widget[name=preview]:contains('CP-0211')",
        },
        {
            content: "Send",
            trigger: ".modal footer button[name=action_send]",
            run: "click",
        },
        {
            content: "The customer knows",
            trigger: `body:not(:has(.modal)) ${READY} [data-card=notify]:contains('1 of 1')`,
        },
    ],
});
