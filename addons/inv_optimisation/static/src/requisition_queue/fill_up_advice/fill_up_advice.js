import {Component, useState} from "@odoo/owl";
import {formatWhole, isKnown} from "../requisition_queue_text";
import {adviceSentence, shortAdviceSentence} from "./advice_text";

/** What to add to reach the minimum, the next price break or a full load. */
export class FillUpAdvice extends Component {
    static template = "inv_optimisation.FillUpAdvice";
    static props = {
        store: {type: Object},
        isShort: {type: Boolean, optional: true},
    };

    setup() {
        this.store = useState(this.props.store);
    }

    get advice() {
        return this.store.detail.advice;
    }

    get sentence() {
        const {detail, data} = this.store;
        const scope = {
            currencyId: detail.currency_id,
            today: data.today,
            targetText: this.target,
        };
        return this.props.isShort
            ? shortAdviceSentence(this.advice, scope)
            : adviceSentence(this.advice, scope);
    }

    get target() {
        const {target, kind} = this.advice;
        // A load has its weight in the bar above.
        if (kind === "load" || !isKnown(target)) {
            return "";
        }
        return formatWhole(target, this.store.detail.currency_id);
    }
}
