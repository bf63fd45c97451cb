import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";
import {
    formatCount,
    formatDay,
    formatQuantity,
} from "@inv_optimisation/requisition_queue/requisition_queue_text";

export {
    formatCount,
    formatDay,
    formatQuantity,
    formatWhole,
} from "@inv_optimisation/requisition_queue/requisition_queue_text";

const {DateTime} = luxon;

export function columnTitle(key) {
    return {
        ready: _t("Ready"),
        by_date: _t("Ready by date"),
        short: _t("Short"),
        released: _t("Released"),
    }[key];
}

export const COLUMN_ICONS = {
    ready: "fa-check-circle",
    by_date: "fa-clock-o",
    short: "fa-exclamation-triangle",
    released: "fa-unlock-alt",
};

export const CHANGE_ICONS = {
    was_short: "fa-refresh",
    was_ready: "fa-refresh",
    was_by_date: "fa-refresh",
    new: "fa-bolt",
};

export function changeText(change) {
    return {
        was_short: _t("was short"),
        was_ready: _t("was ready"),
        was_by_date: _t("had a date"),
        new: _t("new"),
    }[change];
}

/** "today 14:00", or "Wed 11 Mar" on another day. */
export function startText(dateStart, today) {
    const start = deserializeDateTime(dateStart);
    if (start.toISODate() === today) {
        const time = start.toLocaleString(DateTime.TIME_SIMPLE);
        return _t("today %(time)s", {time});
    }
    return start.toLocaleString({weekday: "short", day: "numeric", month: "short"});
}

/** "50 pcs" */
export function amountText(quantity, unit) {
    return _t("%(quantity)s %(unit)s", {quantity: formatQuantity(quantity), unit});
}

/** "SO1182 Nordbau · due 13 Mar" */
export function customerText(card, today) {
    const name = card.customer || _t("Stock");
    return card.due
        ? _t("%(name)s · due %(date)s", {name, date: formatDay(card.due, today)})
        : name;
}

/** "5 pcs missing." */
export function missingText(part) {
    return _t("%(amount)s missing.", {amount: amountText(part.missing, part.uom)});
}

/** "PO04720, 40 pcs, due 11 Mar" */
export function supplyText(supply, unit, today) {
    if (!supply) {
        return _t("No supply planned");
    }
    const label = supply.label;
    const amount = amountText(supply.quantity, unit);
    if (!supply.date) {
        return _t("%(label)s, %(amount)s, no date yet", {label, amount});
    }
    const date = formatDay(supply.date, today);
    return supply.is_firm
        ? _t("%(label)s, %(amount)s, due %(date)s", {label, amount, date})
        : _t("%(label)s, %(amount)s, is not confirmed", {label, amount});
}

/** "and 2 more parts" */
export function morePartsText(count) {
    return count === 1
        ? _t("And 1 more part")
        : _t("And %(count)s more parts", {count: formatCount(count)});
}

export function lateText(days) {
    return days === 1
        ? _t("1 day after the start")
        : _t("%(count)s days after the start", {count: formatCount(days)});
}

export function actionText(action, card) {
    const count = formatQuantity(card.buildable);
    const total = formatQuantity(card.quantity);
    return {
        release: _t("Release"),
        release_first: _t("Release First Op."),
        release_partial: _t("Release %(count)s of %(total)s", {count, total}),
        override: _t("Override…"),
        take_back: _t("Take Back"),
        open: _t("Open"),
        expedite: _t("Expedite"),
        buy: _t("Buy"),
        substitute: _t("Substitute"),
        transfer: _t("Transfer"),
    }[action];
}

export function ordersText(count) {
    return count === 1
        ? _t("1 order")
        : _t("%(count)s orders", {count: formatCount(count)});
}

export function releaseReadyText(count) {
    return _t("Release %(count)s Ready", {count: formatCount(count)});
}

/** "10:41" of a UTC date and time of the server. */
export function clockText(moment) {
    return deserializeDateTime(moment).toLocaleString(DateTime.TIME_SIMPLE);
}

/** "Released by Ana, 27 Nov 10:41" */
export function releaseText(released) {
    const {by, date} = released;
    return {
        full: _t("Released by %(by)s, %(date)s", {by, date}),
        first_operation: _t("First operation released by %(by)s, %(date)s", {by, date}),
        override: _t("Without material, by %(by)s, %(date)s", {by, date}),
    }[released.kind];
}
