import {Component} from "@odoo/owl";
import {formatDay} from "../chart_text";
import {readingRows} from "../reading_text";

/** Box with every number of one day. Without `x` it stands below the chart. */
export class ChartReading extends Component {
    static template = "inv_optimisation.ChartReading";
    static props = {
        reading: {type: Object},
        data: {type: Object},
        x: {type: Number, optional: true},
        width: {type: Number, optional: true},
    };

    get title() {
        return formatDay(this.props.reading.day, this.props.data);
    }

    get rows() {
        return readingRows(this.props.reading, this.props.data);
    }

    /** On the side of the line with more room, so the box stays inside the chart. */
    get style() {
        const {x, width} = this.props;
        if (x === undefined) {
            return "";
        }
        return x < width / 2 ? `left: ${x + 10}px` : `right: ${width - x + 10}px`;
    }
}
