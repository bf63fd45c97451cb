import {
    formatAmount,
    formatCount,
    formatPercent,
    formatQuantity,
    formatWhole,
} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {deserializeDateTime} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

const {DateTime} = luxon;
const MINUS = "−";

export {formatCount, formatQuantity};

function withSign(value, text) {
    if (!value) {
        return text;
    }
    return value > 0 ? `+${text}` : `${MINUS}${text}`;
}

/** "−12", "+8", "0" */
export function signedQuantity(value) {
    return withSign(value, formatQuantity(Math.abs(value)));
}

/** "−€ 1,421": whole money above ten, cents below. */
export function signedMoney(value, currencyId) {
    return withSign(value, money(Math.abs(value), currencyId));
}

export function money(value, currencyId) {
    const format = Math.abs(value) < 10 && value % 1 ? formatAmount : formatWhole;
    return format(value, currencyId);
}

/** "−19 %" */
export function signedPercent(share) {
    return _t("%(percent)s %", {
        percent: withSign(share, formatPercent(Math.abs(share))),
    });
}

/** "09:12", with the day when it is not today. */
export function timeText(datetime) {
    if (!datetime) {
        return "";
    }
    const moment = deserializeDateTime(datetime);
    const time = moment.toLocaleString(DateTime.TIME_24_SIMPLE);
    if (moment.hasSame(DateTime.local(), "day")) {
        return time;
    }
    const day = moment.toLocaleString({day: "numeric", month: "short"});
    return _t("%(day)s %(time)s", {day, time});
}

export function dayOrTime(datetime) {
    if (!datetime) {
        return "";
    }
    const moment = deserializeDateTime(datetime);
    return moment.hasSame(DateTime.local(), "day")
        ? moment.toLocaleString(DateTime.TIME_24_SIMPLE)
        : moment.toLocaleString({day: "numeric", month: "short"});
}

export function linesText(count) {
    return count === 1
        ? _t("1 line")
        : _t("%(count)s lines", {count: formatCount(count)});
}

export const BREACHES = {
    qty: _t("qty"),
    percent: _t("%"),
    amount: _t("€"),
    lot: _t("lot"),
};

export const CAUSE_ICONS = {
    neighbour: "fa-exchange",
    lot: "fa-tags",
    pick: "fa-hand-o-up",
    receipt: "fa-download",
    uom: "fa-cubes",
    drift: "fa-line-chart",
};

/** What a decision is called once it was made. */
export function doneText(decision, count) {
    const lines = linesText(count);
    const texts = {
        approve: _t("%(lines)s approved; posted in the background.", {lines}),
        offset: _t("%(lines)s offset by an internal move.", {lines}),
        recount: _t("%(lines)s sent to another counter.", {lines}),
        reject: _t("%(lines)s rejected; stock stays as it is.", {lines}),
        investigate: _t("An activity was made for %(lines)s.", {lines}),
        reopen: _t("%(lines)s back in the queue.", {lines}),
    };
    return texts[decision];
}
