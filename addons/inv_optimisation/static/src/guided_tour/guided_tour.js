import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";

const POLICIES = "inv_optimisation.inv_policy_menu";

function step(content, trigger, tooltipPosition, run = "click") {
    return {content, trigger, tooltipPosition, run};
}

function openMenu(content, xmlid) {
    const section = `.o_menu_sections [data-menu-xmlid='${POLICIES}']`;
    const entry = `.o-dropdown--menu [data-menu-xmlid='${xmlid}']`;
    return [step(content, section, "bottom"), step(content, entry, "right")];
}

/** A decision with its way back, and the item behind it. */
function workbenchSteps() {
    return [
        step(
            _t(
                "A card counts what needs a decision and what it is worth. Press it to see only these items."
            ),
            ".o_inv_exception_card[data-kind=below_reorder_point]",
            "bottom"
        ),
        step(
            _t(
                "Below each item stands why. Press the sentence: the decisions appear beside it."
            ),
            ".o_inv_second_line .o_inv_reason",
            "bottom"
        ),
        step(
            _t(
                "Approve what is suggested. Another quantity, vendor or day is next to it."
            ),
            ".o_inv_second_line .o_inv_decide_main:enabled",
            "left"
        ),
        step(
            _t("The last decision stays here for 30 seconds. Take it back."),
            ".o_inv_undo:enabled",
            "top"
        ),
        step(
            _t("Open an item to see where its numbers come from."),
            ".o_inv_first_line .o_inv_item",
            "bottom"
        ),
        step(
            _t("What would this policy have achieved last year? The back-test tells."),
            ".o_inv_point_form .o_notebook .nav-link[name=back_test]",
            "top"
        ),
    ];
}

/** What the service of a class costs, and what more of it would cost. */
function policySteps() {
    return [
        ...openMenu(
            _t("Policies say how much service each class of items gets."),
            "inv_optimisation.inv_stocking_policy_board_menu"
        ),
        step(
            _t(
                "A class with its target, what is reached, and the stock it takes. Press it to try another target."
            ),
            ".o_inv_policy_matrix [data-class-code]:not(:has(.o_inv_cell_none)) [data-cell]",
            "bottom"
        ),
        step(
            _t("Nothing changes before you preview and apply it. Close it for now."),
            ".o_inv_editor_close",
            "left"
        ),
        ...openMenu(
            _t("The exchange curve tells what service costs."),
            "inv_optimisation.inv_exchange_curve_menu"
        ),
        step(
            _t(
                "Drag the dot or type a fill rate: the classes show what it means. Only the preview leads to a change."
            ),
            ".o_inv_curve_target",
            "top",
            "edit 95"
        ),
    ];
}

/** The round of a new planner. */
registry.category("web_tour.tours").add("inv_optimisation_guided_tour", {
    url: "/odoo/workbench",
    steps: () => [...workbenchSteps(), ...policySteps()],
});
