import {Component} from "@odoo/owl";
import {formatCount, formatShare} from "../../count_programme/count_programme_text";

/** Rows that share one axis: dot, interval and, in words, the same figures. */
export class IntervalChart extends Component {
    static template = "inv_cycle_count.IntervalChart";
    static props = {rows: Array, axis: Object, target: Number, open: Function};

    setup() {
        this.share = formatShare;
    }

    text(row) {
        const counts = `${formatCount(row.right)} / ${formatCount(row.counted)}`;
        return `${row.lower_percent}–${row.upper_percent} · ${counts}`;
    }
}
