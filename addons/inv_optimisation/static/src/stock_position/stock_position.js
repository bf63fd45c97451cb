import {Component, onWillStart, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {KanbanController} from "@web/views/kanban/kanban_controller";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {ListController} from "@web/views/list/list_controller";
import {listView} from "@web/views/list/list_view";
import {messageOf} from "../requisition_queue/store/queue_reader";
import {formatQuantity} from "../requisition_queue/requisition_queue_text";

/** Value of every site by stage against the model stock, on one scale. */
export class PositionTiles extends Component {
    static template = "inv_optimisation.PositionTiles";
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.state = useState({data: null, problem: ""});
        onWillStart(() => {
            this.load();
        });
    }

    async load() {
        try {
            this.state.data = await this.orm.call(
                "inv.stock.position",
                "get_tiles",
                []
            );
        } catch (error) {
            this.state.problem = messageOf(error);
        }
    }

    width(share) {
        return `width: ${(share * 100).toFixed(2)}%`;
    }

    place(share) {
        return `inset-inline-start: ${(share * 100).toFixed(2)}%`;
    }

    barLabel(site) {
        return _t("%(value)s on hand, %(note)s", {value: site.value, note: site.note});
    }

    openHelp() {
        this.action.doAction(this.state.data.all.help.action);
    }
}

export class StockPositionListController extends ListController {
    static template = "inv_optimisation.StockPositionList";
    static components = {...ListController.components, PositionTiles};
}

export class StockPositionKanbanController extends KanbanController {
    static template = "inv_optimisation.StockPositionKanban";
    static components = {...KanbanController.components, PositionTiles};
}

registry.category("views").add("inv_stock_position_list", {
    ...listView,
    Controller: StockPositionListController,
});
registry.category("views").add("inv_stock_position_kanban", {
    ...kanbanView,
    Controller: StockPositionKanbanController,
});

/** What is missing to the reorder point or over the maximum. */
export class RangeField extends Component {
    static template = "inv_optimisation.RangeField";
    static props = {...standardFieldProps};

    get value() {
        return this.props.record.data[this.props.name];
    }

    get text() {
        const {value} = this;
        if (!value) {
            return _t("in range");
        }
        const amount = formatQuantity(Math.abs(value));
        return value < 0 ? `− ${amount}` : `+ ${amount}`;
    }
}

registry.category("fields").add("inv_range", {
    component: RangeField,
    supportedTypes: ["float"],
});
