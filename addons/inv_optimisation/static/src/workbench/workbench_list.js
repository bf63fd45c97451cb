import {useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {ListController} from "@web/views/list/list_controller";
import {ListRenderer} from "@web/views/list/list_renderer";
import {listView} from "@web/views/list/list_view";
import {ChecklistBanner} from "../checklist/checklist_banner/checklist_banner";
import {DecisionBar} from "./decision_bar/decision_bar";
import {EmptyWorkbench} from "./empty_workbench/empty_workbench";
import {ExceptionCards} from "./exception_cards/exception_cards";
import {PlanBanner} from "./plan_banner/plan_banner";
import {WorkbenchFoot} from "./workbench_foot/workbench_foot";
import {useFocusOnRows, useWorkbench, useWorkbenchKeys} from "./workbench_view";

/** Rows of two lines: the columns, and under them the reason and the decisions. */
export class WorkbenchRenderer extends ListRenderer {
    static recordRowTemplate = "inv_optimisation.WorkbenchRow";
    static components = {...ListRenderer.components, DecisionBar};

    setup() {
        super.setup();
        this.workbench = useState(this.env.invWorkbench);
    }

    get reasonColspan() {
        return this.nbCols - (this.hasSelectors ? 1 : 0);
    }

    isFocused(record) {
        return this.workbench.focusId === record.resId;
    }

    rowOf(record) {
        return {id: record.resId, suggestion: record.data.suggestion || null};
    }

    getRowClass(record) {
        const focus = this.isFocused(record) ? " o_inv_focused" : "";
        return `${super.getRowClass(record)} o_inv_first_line${focus}`;
    }

    get getEmptyRowIds() {
        return [];
    }
}

export class WorkbenchListController extends ListController {
    static template = "inv_optimisation.WorkbenchList";
    static components = {
        ...ListController.components,
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
        useWorkbenchKeys(this.workbench, this);
        useFocusOnRows(this.rootRef);
    }

    get selectedIds() {
        return this.model.root.selection.map((record) => record.resId);
    }

    get isEmpty() {
        return this.model.isReady && !this.model.root.count && !this.model.isSample;
    }

    get count() {
        return this.model.isReady ? this.model.root.count : 0;
    }

    openHistory(pointId) {
        return this.model.action.doActionButton({
            type: "object",
            name: "action_open_decisions",
            resModel: "inv.stocking.point",
            resId: pointId,
        });
    }
}

export const workbenchListView = {
    ...listView,
    Controller: WorkbenchListController,
    Renderer: WorkbenchRenderer,
    buttonTemplate: "inv_optimisation.WorkbenchButtons",
};

registry.category("views").add("inv_workbench_list", workbenchListView);
