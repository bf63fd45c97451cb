import {registry} from "@web/core/registry";

const READY = ".o_inv_recall[data-status=ready]";
const row = (name) => `${READY} .o_inv_recall_row[data-node='${name}']`;
const step = (name) =>
    `.o_statusbar_status .o_arrow_button_current:contains('${name}')`;
const button = (name) => `.o_statusbar_buttons button[name=${name}]`;

registry.category("web_tour.tours").add("inv_recall_to_customers", {
    steps: () => [
        {
            content: "Say what is wrong",
            trigger: ".o_field_widget[name=title] input",
            run: "edit Seal cracks",
        },
        {
            content: "Choose the lot",
            trigger: ".o_field_widget[name=lot_ids] input",
            run: "edit VD-5482",
        },
        {
            content: "It is found",
            trigger: ".o-autocomplete--dropdown-item:contains('VD-5482')",
            run: "click",
        },
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

registry.category("web_tour.tours").add("inv_recall_mock", {
    steps: () => [
        {
            content: "Name the test",
            trigger: ".o_field_widget[name=title] input",
            run: "edit Yearly trace test",
        },
        {
            content: "Choose a lot that was shipped",
            trigger: ".o_field_widget[name=lot_ids] input",
            run: "edit CP-0211",
        },
        {
            content: "It is found",
            trigger: ".o-autocomplete--dropdown-item:contains('CP-0211')",
            run: "click",
        },
        {
            content: "Start the clock",
            trigger: button("action_start"),
            run: "click",
        },
        {
            content: "It says that it is an exercise",
            trigger: `${READY} .o_inv_mock_banner:contains('test@company.example')`,
        },
        {
            content: "The clock runs",
            trigger: `${READY} .o_inv_clock_text:contains('0:00:')`,
        },
        {
            content: "Everything is traced",
            trigger: `${READY} [data-target=traced]:contains('100 %')`,
        },
        ...["Balance", "Contain", "Notify"].flatMap((name) => [
            {
                content: `Next: ${name}`,
                trigger: button("action_next"),
                run: "click",
            },
            {content: name, trigger: step(name)},
        ]),
        {
            content: "The running step is marked",
            trigger: `${READY} [data-step=notify]:contains('running')`,
        },
        {
            content: "Stop the clock",
            trigger: `${READY} .o_inv_clock button`,
            run: "click",
        },
        {
            content: "It stands",
            trigger: `${READY} .o_inv_clock:not(:has(button))`,
        },
        {
            content: "Report",
            trigger: button("action_next"),
            run: "click",
        },
        {
            content: "Conclude",
            trigger: ".modal .o_field_widget[name=conclusion] textarea",
            run: "edit Every pump was found.",
        },
        {
            content: "Close the case",
            trigger: ".modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is closed and the evidence is kept",
            trigger: `body:not(:has(.modal)) .o_statusbar_status .o_arrow_button_current:contains('Closed')`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_recall_held_delivery", {
    steps: () => [
        {
            content: "Nothing is reserved; check availability",
            trigger: "button[name=action_assign]",
            run: "click",
        },
        {
            content: "The held lot is not offered",
            trigger: "button[name=action_assign]:enabled",
        },
        {
            content: "Open the details of the move",
            trigger:
                ".o_field_widget[name=move_ids] .o_data_row button[name=action_show_details]",
            run: "click",
        },
        {
            content: "Add a line by hand",
            trigger:
                ".modal .o_field_x2many_list_row_add a, .modal .o-kanban-button-new",
            run: "click",
        },
        {
            content: "The held lot has nothing free; take it all the same",
            trigger:
                ".modal .o_data_row:contains('VD-5482'):contains('0.00') .o_data_cell",
            run: "click",
        },
        {
            content: "Five pieces",
            trigger:
                ".modal .o_selected_row .o_field_widget[name=quantity] input, .modal .o_data_row .o_data_cell[name=quantity]",
            run: "click",
        },
        {
            content: "Type it",
            trigger: ".modal .o_field_widget[name=quantity] input",
            run: "edit 5",
        },
        {
            content: "Save",
            trigger: ".modal footer .o_form_button_save, .modal footer .btn-primary",
            run: "click",
        },
        {
            content: "It is refused, and the recall is named",
            trigger: ".modal:contains('is held by recall RC-') footer .btn-primary",
            run: "click",
        },
        {
            content: "Discard the line",
            trigger:
                ".modal:not(:contains('is held')) footer button:contains('Discard')",
            run: "click",
        },
        {
            content: "Nothing is reserved",
            trigger:
                "body:not(:has(.modal)) .o_form_saved, body:not(:has(.modal)) button[name=action_assign]",
        },
    ],
});
