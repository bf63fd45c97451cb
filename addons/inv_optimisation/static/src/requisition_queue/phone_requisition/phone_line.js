import {Component, useState} from "@odoo/owl";
import {LineDetail} from "../line_detail/line_detail";
import {useQuantityInput} from "../requisition_detail/mode_focus";
import {describeLine} from "../requisition_line/line_text";
import {formatWhole} from "../requisition_queue_text";

/** One line of the order as a card. */
export class PhoneLine extends Component {
    static template = "inv_optimisation.PhoneLine";
    static components = {LineDetail};
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
        return {
            ...describeLine(this.props.line, detail.currency_id, data.today),
            whole: formatWhole(this.props.line.subtotal, detail.currency_id),
        };
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
}
