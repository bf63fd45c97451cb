import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("inv_variance_approval", {
    steps: () => [
        {
            content: "The largest variance is chosen",
            trigger: ".o_inv_chosen .o_inv_choose:contains('Tour pump')",
        },
        {
            content: "How the book came to its figure",
            trigger: ".o_inv_panel_timeline li:contains('Counted by')",
        },
        {
            content: "Approving without a cause is refused",
            trigger: ".o_inv_approve",
            run: "click",
        },
        {
            content: "It says what to do",
            trigger: ".o_inv_strip_problem:contains('Choose a cause')",
        },
        {
            content: "Choose a cause",
            trigger: ".o_inv_cause",
            run: "selectByLabel Wrong quantity picked",
        },
        {
            content: "Approve",
            trigger: ".o_inv_approve",
            run: "click",
        },
        {
            content: "It is approved; the swap comes next",
            trigger: ".o_inv_strip_message:contains('1 line approved')",
        },
        {
            content: "Two bins are offset",
            trigger: ".o_inv_offset.btn-primary",
            run: "click",
        },
        {
            content: "Offset by a move",
            trigger: ".o_inv_strip_message:contains('offset by an internal move')",
        },
        {
            content: "Nothing is left",
            trigger: ".o_inv_variance_empty:contains('Nothing to approve')",
        },
    ],
});
