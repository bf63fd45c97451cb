import {registry} from "@web/core/registry";

function openMenu(section, entry) {
    return [
        {
            content: "Open the menu",
            trigger: `[data-menu-xmlid='inv_optimisation.${section}']`,
            run: "click",
        },
        {
            content: "Choose the entry",
            trigger: `[data-menu-xmlid='inv_optimisation.${entry}']`,
            run: "click",
        },
    ];
}

registry.category("web_tour.tours").add("inv_planner_applies_and_undoes_a_change", {
    steps: () => [
        {
            content: "Open the most urgent item",
            trigger: ".o_data_row:contains('Tour product') td[name=abc_xyz]",
            run: "click",
        },
        {content: "See its chart", trigger: ".o_inv_stocking_point_chart svg"},
        {
            content: "See why",
            trigger: ".o_field_inv_derivation:contains('Reorder point')",
        },
        {
            content: "Preview the change of its rule",
            trigger: "button[name=action_propose_changes]",
            run: "click",
        },
        {
            content: "Say why",
            trigger: ".o_field_widget[name=reason] input",
            run: "edit First plan",
        },
        {
            content: "Apply it",
            trigger: "button[name=action_apply]",
            run: "click",
        },
        {
            content: "It is applied; undo it",
            trigger: ".o_form_statusbar button[name=action_undo]",
            run: "click",
        },
        {
            content: "It is undone",
            trigger: ".o_arrow_button_current:contains('Undone')",
        },
        ...openMenu("inv_planning_menu", "inv_parameter_change_batch_menu"),
        {
            content: "The history keeps it",
            trigger: ".o_data_row:contains('First plan')",
        },
    ],
});

registry.category("web_tour.tours").add("inv_manager_reads_the_policy_board", {
    steps: () => [
        ...openMenu("inv_policy_menu", "inv_stocking_policy_board_menu"),
        {content: "Nine classes", trigger: ".o_inv_policy_board [data-cell='CZ']"},
        {
            content: "Choose the rule of a class",
            trigger: ".o_inv_policy_board [data-cell='AX']",
            run: "click",
        },
        {
            content: "Its target",
            trigger: ".o_inv_policy_editor [data-field=service_target] input",
        },
        {
            content: "All its settings",
            trigger: ".o_inv_policy_editor .o_inv_editor_body .btn-link",
            run: "click",
        },
        {
            content: "The form",
            trigger: ".o_form_view .o_field_widget[name=service_target]",
        },
        {
            content: "Back to the board",
            trigger: ".o_back_button, .breadcrumb-item a",
            run: "click",
        },
        {trigger: ".o_inv_policy_board [data-cell='AX']"},
    ],
});

registry.category("web_tour.tours").add("inv_planner_queues_a_run", {
    steps: () => [
        ...openMenu("inv_planning_menu", "inv_planning_run_menu"),
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: "button[name=action_start]", run: "click"},
        {
            content: "It waits for the scheduled action",
            trigger: ".o_arrow_button_current:contains('Queued')",
        },
    ],
});
