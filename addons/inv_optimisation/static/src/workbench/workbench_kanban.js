import {Component, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {ChecklistBanner} from "../checklist/checklist_banner/checklist_banner";
import {DecisionBar} from "./decision_bar/decision_bar";
import {EmptyWorkbench} from "./empty_workbench/empty_workbench";
import {ExceptionCards} from "./exception_cards/exception_cards";
import {PlanBanner} from "./plan_banner/plan_banner";
import {WorkbenchFoot} from "./workbench_foot/workbench_foot";
import {useWorkbench} from "./workbench_view";

export class WorkbenchKanbanController extends KanbanController {
    static template = "inv_optimisation.WorkbenchKanban";
    static components = {
        ...KanbanController.components,
        ChecklistBanner,
        EmptyWorkbench,
        ExceptionCards,
        PlanBanner,
        WorkbenchFoot,
    };

    setup() {
        super.setup();
        this.workbench = useWorkbench(this);
        this.store = this.workbench.store;
    }

    get isEmpty() {
        return this.model.isReady && !this.model.root.count && !this.model.isSample;
    }

    get count() {
        return this.model.isReady ? this.model.root.count : 0;
    }
}

registry.category("views").add("inv_workbench_kanban", {
    ...kanbanView,
    Controller: WorkbenchKanbanController,
});

/** Reason and buttons of a card; every card shows its buttons. */
export class DecisionButtons extends Component {
    static template = "inv_optimisation.DecisionButtons";
    static components = {DecisionBar};
    static props = {...standardWidgetProps};

    setup() {
        this.store = useState(this.env.invWorkbench);
    }

    get row() {
        const {resId, data} = this.props.record;
        return {id: resId, suggestion: data.suggestion || null};
    }
}

registry.category("view_widgets").add("inv_decision_buttons", {
    component: DecisionButtons,
});
