import {CaseCards} from "@inv_recall/recall_board/case_cards/case_cards";
import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";

/** What all open recalls have left to do, above the list of cases. */
export class RecallDashboard extends Component {
    static template = "inv_recall.RecallDashboard";
    static components = {CaseCards};
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({cards: []});
        onWillStart(async () => {
            this.state.cards = await this.orm.call("inv.recall", "get_dashboard", []);
        });
    }

    async act(method, args) {
        return this.action.doAction(await this.orm.call("inv.recall", method, args));
    }
}

export class RecallKanbanController extends KanbanController {
    static template = "inv_recall.RecallKanban";
    static components = {...KanbanController.components, RecallDashboard};
}

export class RecallListController extends ListController {
    static template = "inv_recall.RecallList";
    static components = {...ListController.components, RecallDashboard};
}

registry.category("views").add("inv_recall_kanban", {
    ...kanbanView,
    Controller: RecallKanbanController,
});
registry.category("views").add("inv_recall_list", {
    ...listView,
    Controller: RecallListController,
});
