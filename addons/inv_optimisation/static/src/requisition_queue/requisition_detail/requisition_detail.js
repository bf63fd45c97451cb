import {Component, useRef, useState} from "@odoo/owl";
import {DecisionBox} from "../decision_box/decision_box";
import {DecisionNotice} from "../decision_notice/decision_notice";
import {FillUpAdvice} from "../fill_up_advice/fill_up_advice";
import {RequisitionHeader} from "../requisition_header/requisition_header";
import {RequisitionLine} from "../requisition_line/requisition_line";
import {formatAmount, linesText} from "../requisition_queue_text";
import {leaveModeOnEscape, useModeFocus} from "./mode_focus";

/** Right pane: one requisition with its reasons, line by line. */
export class RequisitionDetail extends Component {
    static template = "inv_optimisation.RequisitionDetail";
    static components = {
        DecisionBox,
        DecisionNotice,
        FillUpAdvice,
        RequisitionHeader,
        RequisitionLine,
    };
    static props = {store: {type: Object}};

    setup() {
        this.store = useState(this.props.store);
        this.root = useRef("root");
        useModeFocus(this.root, this.store);
        this.linesText = linesText;
    }

    get total() {
        const {amount, currency_id} = this.store.detail;
        return formatAmount(amount, currency_id);
    }

    onKeydown(ev) {
        leaveModeOnEscape(ev, this.store);
    }
}
