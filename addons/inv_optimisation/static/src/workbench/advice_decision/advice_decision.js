import {Component, onWillStart, onWillUnmount, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {DecisionBar} from "../decision_bar/decision_bar";
import {WorkbenchStore} from "../workbench_store";

/** The decisions of the workbench on the item card of one row. */
export class AdviceDecision extends Component {
    static template = "inv_optimisation.AdviceDecision";
    static components = {DecisionBar};
    static props = {...standardWidgetProps};

    setup() {
        this.ui = useService("ui");
        const store = new WorkbenchStore(useService("orm"), useService("action"));
        this.store = useState(store);
        store.connect({
            rows: () => [this.row],
            reload: () => this.props.record.load(),
        });
        store.focus(this.props.record.resId);
        onWillStart(() => {
            this.store.load();
        });
        onWillUnmount(() => this.store.leave());
    }

    get row() {
        const {resId, data} = this.props.record;
        return {id: resId, suggestion: data.suggestion || null};
    }

    get isOpen() {
        return Boolean(this.props.record.data.decision_kind);
    }
}

registry.category("view_widgets").add("inv_advice_decision", {
    component: AdviceDecision,
    fieldDependencies: [
        {name: "suggestion", type: "json"},
        {name: "decision_kind", type: "selection"},
    ],
});
