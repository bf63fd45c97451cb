import {Component} from "@odoo/owl";
import {describeBar} from "./measure_text";

/** One measure of an order against its target: minimum, price break, load or budget. */
export class MeasureBar extends Component {
    static template = "inv_optimisation.MeasureBar";
    static props = {
        bar: {type: Object},
        isShort: {type: Boolean, optional: true},
    };

    get measure() {
        return describeBar(this.props.bar, this.props.isShort);
    }
}
