import {Component, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {
    actionText,
    amountText,
    formatDay,
    formatQuantity,
    formatWhole,
    startText,
} from "../../readiness_board/readiness_board_text";
import {keyOf} from "../parts_store";
import {SupplySparkline} from "../supply_sparkline/supply_sparkline";

const FIX_ICONS = {
    transfer: "fa-exchange",
    expedite: "fa-bolt",
    substitute: "fa-random",
    buy: "fa-shopping-cart",
};

/** One missing part; open, it tells who gets what and what fixes it. */
export class PartRow extends Component {
    static template = "inv_production.PartRow";
    static components = {SupplySparkline};
    static props = {part: {type: Object}, store: {type: Object}, open: {type: Object}};

    setup() {
        this.store = useState(this.props.store);
        this.keyOf = keyOf;
        this.quantity = formatQuantity;
    }

    get part() {
        return this.props.part;
    }

    get today() {
        return this.store.data.today;
    }

    get isOpen() {
        return this.store.openKey === keyOf(this.part);
    }

    /** Heads of the columns, for the card of a phone, which has no head. */
    get labels() {
        return {
            short: _t("Short now"),
            onHand: _t("On hand"),
            firstNeed: _t("First need"),
            orders: _t("Orders"),
            value: _t("Blocked output"),
            supply: _t("Next receipt"),
            state: _t("State"),
        };
    }

    get subtitle() {
        const {code, class: itemClass, warehouse} = this.part;
        const site = this.store.data.warehouses.length > 1 ? warehouse : "";
        return [code, itemClass, site].filter(Boolean).join(" · ");
    }

    get value() {
        return formatWhole(this.part.value, this.store.data.currency_id);
    }

    get firstNeed() {
        return formatDay(this.part.first_need, this.today);
    }

    get supplyTitle() {
        const {supply} = this.part;
        return supply.vendor ? `${supply.label} · ${supply.vendor}` : supply.label;
    }

    get supplyNote() {
        const {supply, uom} = this.part;
        const amount = amountText(supply.quantity, uom);
        return supply.date
            ? _t("%(amount)s · %(date)s", {
                  amount,
                  date: formatDay(supply.date, this.today),
              })
            : amount;
    }

    get state() {
        const {state, late_days: days} = this.part;
        return {
            none: {tone: "bad", icon: "fa-exclamation-triangle", text: _t("none")},
            late: {
                tone: "bad",
                icon: "fa-exclamation-triangle",
                text: _t("late %(days)s d", {days}),
            },
            unconfirmed: {
                tone: "soon",
                icon: "fa-clock-o",
                text: _t("not confirmed"),
            },
            partial: {tone: "soon", icon: "fa-adjust", text: _t("covers a part")},
            on_time: {tone: "good", icon: "fa-check", text: _t("on time")},
        }[state];
    }

    get button() {
        return actionText(this.part.primary, {});
    }

    fixIcon(fix) {
        return FIX_ICONS[fix.icon];
    }

    cost(fix) {
        const isKnown = (fix.cost ?? null) !== null;
        return isKnown ? formatWhole(fix.cost, this.store.data.currency_id) : "";
    }

    start(order) {
        return startText(order.date_start, this.today);
    }

    buildable(order) {
        return _t("%(count)s of %(total)s", {
            count: formatQuantity(order.buildable),
            total: formatQuantity(order.quantity),
        });
    }

    customer(order) {
        return order.customer || _t("Stock");
    }

    day(date) {
        return date ? formatDay(date, this.today) : "";
    }
}
