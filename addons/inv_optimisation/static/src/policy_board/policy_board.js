import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {useSetupAction} from "@web/search/action_hook";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {fetchBoardData} from "./policy_board_api";
import {formatCount} from "./policy_board_text";
import {PolicyEditor} from "./policy_editor/policy_editor";
import {PolicyMatrix} from "./policy_matrix/policy_matrix";
import {PolicyRules} from "./policy_rules/policy_rules";

/** Where service or money is off, class by class, and the rules that decide it. */
export class PolicyBoard extends Component {
    static template = "inv_optimisation.PolicyBoard";
    static components = {Layout, PolicyEditor, PolicyMatrix, PolicyRules};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({
            status: "loading",
            data: null,
            error: "",
            colouring: this.props.state?.colouring || "gap",
            axis: this.props.state?.axis || "xyz",
            policyId: this.props.state?.policyId || null,
        });
        const {state} = this;
        useSetupAction({
            getLocalState: () => ({
                colouring: state.colouring,
                axis: state.axis,
                policyId: state.policyId,
            }),
        });
        // The frame shows at once, so the promise is not returned.
        onWillStart(() => {
            this.load();
        });
    }

    async load() {
        this.state.status = "loading";
        try {
            const data = await fetchBoardData(this.orm, this.state.axis);
            Object.assign(this.state, {status: "ready", data, error: ""});
        } catch (error) {
            const message = error.data?.message || error.message || "";
            Object.assign(this.state, {status: "error", error: message});
        }
    }

    get isEmpty() {
        return this.state.status === "ready" && !this.state.data.point_count;
    }

    get scope() {
        return _t("%(count)s stocking points", {
            count: formatCount(this.state.data.point_count),
        });
    }

    setColouring(colouring) {
        this.state.colouring = colouring;
    }

    async setAxis(axis) {
        this.state.axis = axis;
        await this.load();
    }

    /** Show a rule beside the board; without one its form opens to make it. */
    chooseRule(policyId) {
        if (policyId) {
            this.state.policyId = policyId;
        } else {
            this.openRule(false);
        }
    }

    closeEditor() {
        this.state.policyId = null;
    }

    openCurve() {
        return this.action.doAction("inv_optimisation.inv_exchange_curve_action");
    }

    openRule(policyId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Rule"),
            res_model: "inv.stocking.policy",
            res_id: policyId || false,
            views: [[false, "form"]],
            target: "current",
        });
    }

    openPoints(cell) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            name: _t("Class %(code)s", {code: `${cell.abc}${cell.xyz}`}),
            res_model: "inv.stocking.point",
            domain: cell.domain,
            views: [
                [false, "list"],
                [false, "form"],
            ],
            target: "current",
        });
    }

    openRuns() {
        return this.action.doAction("inv_optimisation.inv_planning_run_action");
    }
}

registry.category("actions").add("inv_optimisation.policy_board", PolicyBoard);
