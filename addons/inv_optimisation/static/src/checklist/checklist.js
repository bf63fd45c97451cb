import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {Layout} from "@web/search/layout";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {messageOf} from "../requisition_queue/store/queue_reader";
import * as api from "./checklist_api";

const ICONS = {
    done: "fa-check-circle",
    open: "fa-circle-o",
    later: "fa-clock-o",
};

/** The first steps: what is missing, why it matters, and a button that fixes it. */
export class Checklist extends Component {
    static template = "inv_optimisation.Checklist";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = {controlPanel: {}};
        this.state = useState({data: null, problem: "", message: "", isBusy: false});
        onWillStart(() => {
            this.load();
        });
    }

    get steps() {
        return this.state.data?.steps || [];
    }

    /** What is to do comes first; what is done is a line. */
    get groups() {
        const isDone = ({state}) => state === "done";
        return [
            {name: "todo", title: "", steps: this.steps.filter((one) => !isDone(one))},
            {name: "done", title: _t("Done"), steps: this.steps.filter(isDone)},
        ].filter(({steps}) => steps.length);
    }

    /** Code of the step that comes next: one filled button on the page. */
    get nextCode() {
        const open = this.steps.filter(({state, button}) => state === "open" && button);
        const next = open.find(({is_important: isImportant}) => isImportant) || open[0];
        return next?.code;
    }

    icon(step) {
        return ICONS[step.state];
    }

    stateLabel(step) {
        const labels = {done: _t("Done:"), open: _t("Open:"), later: _t("Later:")};
        return labels[step.state];
    }

    get width() {
        return `width: ${(this.state.data.share * 100).toFixed(1)}%`;
    }

    load() {
        return this.act(async () => {
            this.state.data = await api.getChecklist(this.orm);
        });
    }

    /** Do what is missing, or go where it is done. */
    fix(step) {
        return this.act(async () => {
            const {action, message} = await api.fix(this.orm, step.code);
            if (action) {
                await this.action.doAction(action);
                return;
            }
            this.state.message = message;
            this.state.data = await api.getChecklist(this.orm);
        });
    }

    check(step) {
        return this.act(async () => {
            this.state.data = await api.markChecked(this.orm, step.code);
        });
    }

    startTour() {
        this.action.doAction({
            type: "ir.actions.act_url",
            url: "/odoo/workbench?tour=inv_optimisation_guided_tour",
            target: "self",
        });
    }

    openWorkbench() {
        this.action.doAction("inv_optimisation.inv_workbench_action");
    }

    async act(call) {
        if (this.state.isBusy) {
            return;
        }
        Object.assign(this.state, {isBusy: true, problem: "", message: ""});
        try {
            await call();
        } catch (error) {
            this.state.problem = messageOf(error);
        } finally {
            this.state.isBusy = false;
        }
    }
}

registry.category("actions").add("inv_optimisation.first_steps", Checklist);
