import {Component} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";
import {formAction} from "../../requisition_queue/queue_navigation";

/** Says that the plan is old and why, and how far a run under way is. */
export class PlanBanner extends Component {
    static template = "inv_optimisation.PlanBanner";
    static props = {store: Object};

    setup() {
        this.action = useService("action");
    }

    get plan() {
        return this.props.store.header?.plan || {};
    }

    get width() {
        return `${(this.plan.progress.share * 100).toFixed(1)}%`;
    }

    openRun() {
        const {run_id: runId} = this.plan.warning;
        this.action.doAction(formAction("", "inv.planning.run", runId));
    }
}
