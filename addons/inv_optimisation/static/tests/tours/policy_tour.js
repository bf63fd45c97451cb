import {registry} from "@web/core/registry";

const APPLY = [
    {
        content: "The preview says what it does",
        trigger: ".o_inv_effect_text:contains('Nothing is ordered')",
    },
    {
        content: "Apply it",
        trigger: "button[name=action_apply]:enabled",
        run: "click",
    },
    {
        content: "It is applied; undo it",
        trigger: ".o_form_statusbar button[name=action_undo]:enabled",
        run: "click",
    },
    {
        content: "It is undone",
        trigger: ".o_arrow_button_current:contains('Undone')",
    },
];

registry.category("web_tour.tours").add("inv_policy_preview_apply_undo", {
    steps: () => [
        {
            content: "Choose a class",
            trigger: ".o_inv_policy_rule .o_inv_rule_open:contains('Tour rule')",
            run: "click",
        },
        {
            content: "A target that cannot be",
            trigger: ".o_inv_policy_editor [data-field=service_target] input",
            run: "edit 100",
        },
        {
            content: "It says why",
            trigger: ".o_inv_editor_problem:contains('infinite stock')",
        },
        {
            content: "A higher target",
            trigger: ".o_inv_policy_editor [data-field=service_target] input",
            run: "edit 98.5",
        },
        {
            content: "See what it does and preview it",
            trigger: ".o_inv_preview_policy:enabled",
            run: "click",
        },
        ...APPLY,
    ],
});

registry.category("web_tour.tours").add("inv_exchange_curve_apply", {
    steps: () => [
        {
            content: "The classes follow the chosen point",
            trigger: ".o_inv_class_effects tbody tr",
        },
        {
            content: "Choose by typing",
            trigger: ".o_inv_curve_target",
            run: "edit 97 && press Enter",
        },
        {
            content: "The total is there",
            trigger: ".o_inv_preview_target:contains('97.0'):enabled",
        },
        {
            content: "A value beyond the curve says its limits",
            trigger: ".o_inv_curve_budget",
            run: "edit 1 && press Enter",
        },
        {
            content: "It says so",
            trigger: ".o_inv_exchange_foot:contains('between')",
        },
        {
            content: "Preview it",
            trigger: ".o_inv_preview_target:enabled",
            run: "click",
        },
        ...APPLY,
    ],
});
