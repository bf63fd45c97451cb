import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatCount, formatShare} from "../../count_programme/count_programme_text";

/** Months of the last year with their intervals; a table behind the chart. */
export class TrendChart extends Component {
    static template = "inv_cycle_count.TrendChart";
    static props = {trend: Object, target: Number};

    setup() {
        this.state = useState({isTable: false});
        this.share = formatShare;
        this.count = formatCount;
    }

    get months() {
        return this.props.trend.months;
    }

    monthName(row) {
        return luxon.DateTime.fromISO(row.month).toLocaleString({month: "short"});
    }

    /** Where a month stands between the edges of the chart, in percent. */
    place(index) {
        return (100 * (index + 0.5)) / this.months.length;
    }

    get line() {
        return this.months
            .map((row, index) => `${this.place(index)},${100 - row.percent_left}`)
            .join(" ");
    }

    get band() {
        const upper = this.months.map(
            (row, index) => `${this.place(index)},${100 - row.upper_percent_left}`
        );
        const lower = this.months.map(
            (row, index) => `${this.place(index)},${100 - row.lower_percent_left}`
        );
        return [...upper, ...lower.reverse()].join(" ");
    }

    get label() {
        const first = this.months[0];
        const last = this.months.at(-1);
        return _t("Accuracy by month, from %(first)s to %(last)s", {
            first: formatShare(first.percent),
            last: formatShare(last.percent),
        });
    }

    get hiddenText() {
        const {counted, least} = this.props.trend;
        return _t(
            "%(count)s counts in the last year. A trend is shown from %(least)s counts in two months; fewer show only chance.",
            {count: formatCount(counted), least}
        );
    }

    rangeText(row) {
        return `${row.lower_percent}–${row.upper_percent}`;
    }
}
