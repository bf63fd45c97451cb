import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {useQueueNavigation} from "../queue_navigation";
import {
    daysText,
    formatAmount,
    formatCount,
    formatDay,
    formatQuantity,
    formatWhole,
    isKnown,
    percentText,
} from "../requisition_queue_text";
import {StockOutlook} from "../stock_outlook/stock_outlook";

/** Under a line: why, the other vendors, and what each further pack brings. */
export class LineDetail extends Component {
    static template = "inv_optimisation.LineDetail";
    static components = {StockOutlook};
    static props = {
        store: {type: Object},
        line: {type: Object},
    };

    setup() {
        this.store = useState(this.props.store);
        this.open = useQueueNavigation();
        Object.assign(this, {daysText, formatAmount, formatWhole, percentText});
    }

    get currencyId() {
        return this.store.detail.currency_id;
    }

    get facts() {
        const {line} = this.props;
        const facts = [
            {label: _t("Cover"), value: this.cover},
            {label: _t("Arrives"), value: this.day(line.date_arrival)},
            {label: _t("Needed by"), value: this.day(line.date_need)},
        ];
        if (isKnown(line.recommended_qty)) {
            const value = this.quantity(line.recommended_qty);
            facts.push({label: _t("The plan says"), value});
        }
        if (line.edited_by) {
            const {edit_reason: reason, edited_by: name} = line;
            const value = reason ? _t("%(name)s: “%(reason)s”", {name, reason}) : name;
            facts.push({label: _t("Changed by"), value});
        }
        return facts;
    }

    get cover() {
        const {cover_before, cover_after} = this.props.line;
        return _t("%(before)s → %(after)s", {
            before: daysText(cover_before),
            after: daysText(cover_after),
        });
    }

    get openLabel() {
        const {line} = this.props;
        return _t("Open %(item)s", {item: line.product_code || line.product_name});
    }

    day(iso) {
        return formatDay(iso, this.store.data.today);
    }

    quantity(quantity) {
        const values = {quantity: formatQuantity(quantity), unit: this.props.line.uom};
        return _t("%(quantity)s %(unit)s", values);
    }

    /** Half of the deliveries take the first time, nine in ten at most the second. */
    leadTime({lead_median, lead_p90}) {
        if (!isKnown(lead_median)) {
            return "–";
        }
        const median = formatCount(lead_median);
        return isKnown(lead_p90)
            ? _t("%(median)s / %(late)s d", {median, late: formatCount(lead_p90)})
            : _t("%(median)s d", {median});
    }

    useLabel(alternative) {
        return _t("Use %(vendor)s", {vendor: alternative.vendor});
    }
}
