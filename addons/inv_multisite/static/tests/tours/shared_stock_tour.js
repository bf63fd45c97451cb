import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inv_shared_stock", {
    steps: () => [
        {
            content: "Nothing is computed yet",
            trigger:
                ".o_list_view .o_nocontent_help:contains('Nothing is computed yet')",
        },
        {
            content: "Compute",
            trigger: "button[name=action_compute]",
            run: "click",
        },
        {
            content: "Open the item",
            trigger: ".o_data_row:contains('Tour pump') .o_data_cell[name=product_id]",
            run: "click",
        },
        {
            content: "It says what sharing saves",
            trigger: ".o_form_view:contains('at the same service')",
        },
        {
            content: "Every site has its stock",
            trigger: ".o_field_widget[name=stage_ids] .o_data_row:contains('Lyon')",
        },
        {
            content: "See why",
            trigger: ".o_notebook .nav-link:contains('Why')",
            run: "click",
        },
        {
            content: "The tree has the hub",
            trigger: ".o_field_widget[name=explanation]:contains('Leeds')",
        },
        {
            content: "Use it",
            trigger: "button[name=action_use]",
            run: "click",
        },
        {
            content: "It is in use",
            trigger: "button[name=action_leave]",
        },
    ],
});
