import {registry} from "@web/core/registry";

const LOW = "tr.o_inv_second_line:contains('Order')";

function row(name) {
    return `.o_inv_first_line:contains('${name}')`;
}

function focus(name) {
    return {
        content: `Look at ${name}`,
        trigger: row(name),
        run: "hover",
    };
}

function decide(name, button) {
    return {
        content: `Decide on ${name}`,
        trigger: `${row(name)} + .o_inv_second_line ${button}:enabled`,
        run: "click",
    };
}

registry.category("web_tour.tours").add("inv_workbench_day", {
    steps: () => [
        {content: "The rows say why", trigger: LOW},
        {
            content: "Filter by a card",
            trigger: ".o_inv_exception_card[data-kind=below_reorder_point]",
            run: "click",
        },
        {
            content: "The search bar says it",
            trigger: ".o_facet_values:contains('Below Reorder Point')",
        },
        focus("Bench one"),
        decide("Bench one", ".o_inv_decide_main"),
        {
            content: "It is approved; undo it",
            trigger: ".o_inv_workbench_foot:contains('Approved') .o_inv_undo:enabled",
            run: "click",
        },
        {
            content: "It is back",
            trigger: ".o_inv_workbench_foot:contains('Undone')",
        },
        focus("Bench one"),
        decide("Bench one", ".o_inv_decide_quantity"),
        {
            content: "Nothing is no quantity",
            trigger: ".o_inv_decision_box .o_inv_quantity",
            run: "edit 0",
        },
        {
            content: "Try it",
            trigger: ".o_inv_decision_box .o_inv_submit:enabled",
            run: "click",
        },
        {
            content: "It says what is wrong and keeps the box",
            trigger: ".o_inv_decision_problem:contains('above 0')",
        },
        {
            content: "A better quantity",
            trigger: ".o_inv_decision_box .o_inv_quantity",
            run: "edit 25",
        },
        {
            content: "Order it",
            trigger: ".o_inv_decision_box .o_inv_submit:enabled",
            run: "click",
        },
        {
            content: "It is ordered",
            trigger: ".o_inv_workbench_foot:contains('Approved 25')",
        },
        focus("Bench two"),
        decide("Bench two", ".o_inv_decide_defer"),
        {
            content: "Until next week",
            trigger: ".o_inv_decision_box[data-mode=defer] .o_inv_submit:enabled",
            run: "click",
        },
        {
            content: "It is deferred",
            trigger: ".o_inv_workbench_foot:contains('Deferred')",
        },
        focus("Bench three"),
        decide("Bench three", ".o_inv_decide_more"),
        {
            content: "Another vendor",
            trigger: ".o_inv_choose_vendor",
            run: "click",
        },
        {
            content: "Choose it",
            trigger: ".o_inv_choices tr:contains('Second vendor') input",
            run: "click",
        },
        {
            content: "Order there",
            trigger: ".o_inv_decision_box .o_inv_submit:enabled",
            run: "click",
        },
        {
            content: "The rest is done; the filter says so",
            trigger: ".o_inv_empty_workbench .o_inv_clear_filters",
            run: "click",
        },
        {
            content: "Look at what is safe",
            trigger: ".o_inv_approve_safe",
            run: "click",
        },
        {
            content: "The lines are listed before",
            trigger: ".o_inv_safe_lines tr:contains('Bench safe')",
        },
        {
            content: "Approve them",
            trigger: ".o_inv_approve_listed",
            run: "click",
        },
        {
            content: "They are gone",
            trigger: `.o_inv_workbench_foot:contains('Approved'):not(:has(.modal))`,
        },
        {
            content: "The row is gone",
            trigger: `.o_inv_exceptions:not(:has(.o_inv_approve_safe))`,
        },
    ],
});

registry.category("web_tour.tours").add("inv_workbench_phone", {
    steps: () => [
        {
            content: "The card offers the order",
            trigger:
                ".o_kanban_record:contains('Bench one') .o_inv_decide_main:contains('Order')",
            run: "click",
        },
        {
            content: "It is approved",
            trigger: ".o_inv_workbench_foot:contains('Approved')",
        },
    ],
});
