import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    demandNote,
    formatDay,
    formatQuantity,
    formatRate,
    intervalText,
    receiptText,
} from "../chart_text";
import {weeklyRows} from "../geometry/reading";

/** The numbers of the chart, one row a week, with links to the documents. */
export class ChartTable extends Component {
    static template = "inv_optimisation.ChartTable";
    static props = {
        data: {type: Object},
        openDocument: {type: Function},
    };

    get caption() {
        const {unit} = this.props.data;
        return _t("Quantities in %(unit)s; stock and levels at the end of the week.", {
            unit,
        });
    }

    get rows() {
        return weeklyRows(this.props.data);
    }

    date(row) {
        return formatDay(row.day, this.props.data);
    }

    quantity(value) {
        const isKnown = (value ?? null) !== null;
        return isKnown ? formatQuantity(value, this.props.data) : "–";
    }

    level(row, key) {
        return this.quantity(row.level ? row.level[key] : null);
    }

    demandNote(row) {
        return demandNote(row.demand, this.props.data);
    }

    forecast(row) {
        return row.forecast ? formatRate(row.forecast.quantity, this.props.data) : "–";
    }

    interval(row) {
        const text = row.forecast && intervalText(row.forecast, 80, this.props.data);
        return text || "–";
    }

    receipt(receipt) {
        return receiptText(receipt, this.props.data);
    }
}
