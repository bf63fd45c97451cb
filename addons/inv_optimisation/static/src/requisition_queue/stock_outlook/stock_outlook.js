import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatDay, formatQuantity} from "../requisition_queue_text";
import {outlookLayout, runOutDay} from "./outlook_layout";

const {DateTime} = luxon;

/** Stock of one line over six weeks, with and without the order. */
export class StockOutlook extends Component {
    static template = "inv_optimisation.StockOutlook";
    static props = {
        chart: {type: Object},
        unit: {type: String},
        today: {type: String},
        width: {type: Number, optional: true},
        height: {type: Number, optional: true},
    };
    static defaultProps = {width: 148, height: 50};

    get layout() {
        const {chart, width, height} = this.props;
        return outlookLayout(chart, width, height);
    }

    /** The whole picture as a sentence. */
    get description() {
        const {chart, unit} = this.props;
        const last = (values) => formatQuantity(values[values.length - 1] ?? 0);
        return _t(
            "%(stock)s %(unit)s in stock today, reorder point %(reorder)s, safety stock %(safety)s. %(without)s At the end %(left)s with this order, %(left_without)s without.",
            {
                unit,
                stock: last(chart.stock),
                reorder: formatQuantity(chart.reorder_point || 0),
                safety: formatQuantity(chart.safety_stock || 0),
                without: this.runOut,
                left: last(chart.with_order),
                left_without: last(chart.without),
            }
        );
    }

    get runOut() {
        const {chart, today} = this.props;
        const day = runOutDay(chart.without);
        if (day === null) {
            return _t("Without this order the stock lasts the six weeks.");
        }
        const date = DateTime.fromISO(today).plus({days: day * (chart.step_days || 1)});
        return _t("Without this order it runs out on %(date)s.", {
            date: formatDay(date.toISODate(), today),
        });
    }
}
