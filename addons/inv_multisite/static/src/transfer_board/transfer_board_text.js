import {
    formatAmount,
    formatCount,
    formatQuantity,
    formatWhole,
} from "@inv_optimisation/requisition_queue/requisition_queue_text";
import {deserializeDate} from "@web/core/l10n/dates";
import {_t} from "@web/core/l10n/translation";

const MINUS = "−";
/** Cover that the server shows for stock that nobody asks for. */
const ENDLESS_DAYS = 9999;

export {formatCount, formatQuantity};

/** "€ 2,840"; cents below ten. */
export function money(value, currencyId) {
    const size = Math.abs(value);
    const format = size < 10 && size % 1 ? formatAmount : formatWhole;
    const text = format(size, currencyId);
    return value < 0 ? `${MINUS}${text}` : text;
}

/** "+€ 1,176" */
export function signedMoney(value, currencyId) {
    return value > 0 ? `+${money(value, currencyId)}` : money(value, currencyId);
}

export function daysNumber(days) {
    return days >= ENDLESS_DAYS ? "∞" : formatCount(Math.round(days));
}

/** "96 → 55 days" */
export function coverText(before, after) {
    return _t("%(before)s → %(after)s days", {
        before: daysNumber(before),
        after: daysNumber(after),
    });
}

/** "2 days", "1.5 days" */
export function daysText(days) {
    return _t("%(days)s days", {days: formatQuantity(Math.round(days * 10) / 10)});
}

/** "Sat, 14 Mar" in the reader's language. */
export function dayText(date) {
    return date
        ? deserializeDate(date).toLocaleString({
              weekday: "short",
              day: "numeric",
              month: "short",
          })
        : "";
}

export function movesText(count) {
    return count === 1
        ? _t("1 move")
        : _t("%(count)s moves", {count: formatCount(count)});
}

/** "412 of 1,000 kg", or the load alone where a vehicle has no limit. */
export function loadText({load, room, load_unit: unit, vehicles}) {
    if (!load) {
        return "";
    }
    const amount = formatQuantity(Math.round(load * 10) / 10);
    if (!room) {
        return _t("%(load)s %(unit)s", {load: amount, unit});
    }
    const text = _t("%(load)s of %(room)s %(unit)s", {
        load: amount,
        room: formatQuantity(room),
        unit,
    });
    return vehicles > 1
        ? _t("%(text)s, %(count)s loads", {text, count: vehicles})
        : text;
}

export function closedText({is_open, closed_until, has_route}) {
    if (!is_open) {
        return closed_until
            ? _t("closed to %(day)s", {day: dayText(closed_until)})
            : _t("closed");
    }
    return has_route ? "" : _t("no route");
}
