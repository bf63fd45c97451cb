import {LineDetail} from "../line_detail/line_detail";
import {RequisitionLine} from "../requisition_line/requisition_line";
import {formatWhole} from "../requisition_queue_text";

/** One line of the order as a card. */
export class PhoneLine extends RequisitionLine {
    static template = "inv_optimisation.PhoneLine";
    static components = {LineDetail};

    get words() {
        const {line} = this.props;
        const whole = formatWhole(line.subtotal, this.store.detail.currency_id);
        return {...super.words, whole};
    }
}
