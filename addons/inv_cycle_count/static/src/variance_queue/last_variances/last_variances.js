import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {signedQuantity} from "../variance_text";

const BAR = {width: 8, gap: 4, height: 11};

/** The last variances of a record as bars above and below a line. */
export class LastVariances extends Component {
    static template = "inv_cycle_count.LastVariances";
    static props = {values: {type: Array}};

    get label() {
        return _t("Last variances: %(values)s", {
            values: this.props.values.map(signedQuantity).join(", "),
        });
    }

    get size() {
        return {
            width: 5 * (BAR.width + BAR.gap),
            height: 2 * BAR.height + 1,
        };
    }

    get bars() {
        const {values} = this.props;
        const largest = Math.max(...values.map(Math.abs)) || 1;
        const start = 5 - values.length;
        return values.map((value, index) => {
            const length = value
                ? Math.max((Math.abs(value) / largest) * BAR.height, 2)
                : 1;
            return {
                key: index,
                x: (start + index) * (BAR.width + BAR.gap),
                y: value > 0 ? BAR.height - length : BAR.height,
                width: BAR.width,
                height: length,
                kind: value > 0 ? "gain" : value < 0 ? "loss" : "none",
            };
        });
    }
}
