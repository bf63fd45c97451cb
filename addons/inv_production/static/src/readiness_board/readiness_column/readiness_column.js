import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {ReadinessCard} from "../readiness_card/readiness_card";
import {
    amountText,
    COLUMN_ICONS,
    columnTitle,
    formatCount,
    formatDay,
    formatQuantity,
    formatWhole,
} from "../readiness_board_text";

/** The orders of one state, the first in full, the next ones a line each. */
export class ReadinessColumn extends Component {
    static template = "inv_production.ReadinessColumn";
    static components = {ReadinessCard};
    static props = {
        column: {type: Object},
        store: {type: Object},
        open: {type: Object},
        isSmall: {type: Boolean},
        slots: {type: Object, optional: true},
    };

    setup() {
        this.store = useState(this.props.store);
    }

    get title() {
        return columnTitle(this.props.column.key);
    }

    get icon() {
        return COLUMN_ICONS[this.props.column.key];
    }

    get value() {
        return formatWhole(this.props.column.value, this.store.data.currency_id);
    }

    get more() {
        const {rest} = this.props.column;
        return _t("%(count)s more", {count: formatCount(rest)});
    }

    rowText(row) {
        return _t("%(product)s, %(amount)s", {
            product: row.product,
            amount: amountText(row.quantity, row.uom),
        });
    }

    /** When it is ready, else how much is missing. */
    rowEnd(row) {
        return row.date_ready && row.part
            ? formatDay(row.date_ready, this.store.data.today)
            : row.missing
              ? _t("%(amount)s short", {amount: formatQuantity(row.missing)})
              : "";
    }

    get emptyText() {
        return {
            ready: _t("No order has all its material now."),
            by_date: _t("No order waits for a date."),
            short: _t("Nothing is short."),
            released: _t("No order is released."),
        }[this.props.column.key];
    }
}
