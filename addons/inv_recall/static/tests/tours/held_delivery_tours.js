import {registry} from "@web/core/registry";

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
