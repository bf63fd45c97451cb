import {Component, useState} from "@odoo/owl";
import {LineDetail} from "../line_detail/line_detail";
import {useQuantityInput} from "../requisition_detail/mode_focus";
import {StockOutlook} from "../stock_outlook/stock_outlook";
import {describeLine} from "./line_text";

/** One line of the order as table rows: itself, and its detail when it is open. */
export class RequisitionLine extends Component {
    static template = "inv_optimisation.RequisitionLine";
    static components = {LineDetail, StockOutlook};
    static props = {
        store: {type: Object},
        line: {type: Object},
    };

    setup() {
        this.store = useState(this.props.store);
        useQuantityInput(this.store, this.props.line);
    }

    get words() {
        const {detail, data} = this.store;
        return describeLine(this.props.line, detail.currency_id, data.today);
    }

    get isOpen() {
        return this.store.openLineId === this.props.line.id;
    }

    get isTicked() {
        return this.store.draft.lineIds.includes(this.props.line.id);
    }

    onType(ev) {
        this.store.draft.quantities[this.props.line.id] = ev.target.value;
    }

    /** The whole row is a target; its controls act for themselves. */
    onRowClick(ev) {
        if (ev.target.closest("button, input, label")) {
            return;
        }
        const {mode} = this.store;
        if (mode === "split") {
            this.store.toggleSplitLine(this.props.line.id);
        } else if (mode !== "change") {
            this.store.toggleLine(this.props.line.id);
        }
    }
}
