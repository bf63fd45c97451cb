import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {formatMonetary} from "@web/views/fields/formatters";

const {DateTime} = luxon;
const HOURS_PER_DAY = 24;
const DAYS_PER_WEEK = 7;

/** Below it, a number of days has a decimal. */
const SMALL_DAYS = 10;
const MINUS = "−";

export function isKnown(value) {
    return (value ?? null) !== null && value !== false;
}

/** Amount of an order, with its cents. */
export function formatAmount(amount, currencyId) {
    return isKnown(amount) ? formatMonetary(amount, {currencyId}) : "–";
}

/** Amount in a list or a total: whole money. */
export function formatWhole(amount, currencyId) {
    return isKnown(amount)
        ? formatMonetary(amount, {currencyId, digits: [16, 0]})
        : "–";
}

/** "8 Dec", with the year only when it is not the year of `today`. */
export function formatDay(iso, today) {
    if (!iso) {
        return "–";
    }
    const options = {day: "numeric", month: "short"};
    if (iso.slice(0, 4) !== today.slice(0, 4)) {
        options.year = "numeric";
    }
    return DateTime.fromISO(iso).toLocaleString(options);
}

/** Name of the weekday within the last week, else the date. */
export function formatSince(iso, today) {
    const date = DateTime.fromISO(iso);
    const days = DateTime.fromISO(today).diff(date, "days").days;
    return days >= 0 && days < DAYS_PER_WEEK
        ? date.toLocaleString({weekday: "long"})
        : formatDay(iso, today);
}

export function formatQuantity(quantity) {
    return formatFloat(quantity, {digits: [16, 2], trailingZeros: false});
}

/** @param {string} unit name of the weight unit of the database */
export function formatWeight(weight, unit) {
    return _t("%(weight)s %(unit)s", {weight: formatQuantity(weight), unit});
}

export function formatCount(count) {
    return formatFloat(count, {digits: [16, 0]});
}

/** A share as percentage without its sign: 0.954 is "95". */
export function formatPercent(share, decimals = 0) {
    return formatFloat(share * 100, {digits: [16, decimals], trailingZeros: false});
}

export function percentText(share, decimals = 0) {
    return isKnown(share)
        ? _t("%(percent)s %", {percent: formatPercent(share, decimals)})
        : "–";
}

/** "+3.2 %" */
export function changeText(share) {
    const percent = formatPercent(Math.abs(share), 1);
    return share < 0
        ? _t("%(minus)s%(percent)s %", {minus: MINUS, percent})
        : _t("+%(percent)s %", {percent});
}

export function isUrgent(hours) {
    return isKnown(hours) && hours < HOURS_PER_DAY;
}

/** Time until the last moment at which ordering keeps the need date. */
export function timeLeftText(hours) {
    if (!isKnown(hours)) {
        return "";
    }
    const size = Math.abs(hours);
    const isDays = size >= HOURS_PER_DAY;
    const count = formatCount(Math.floor(isDays ? size / HOURS_PER_DAY : size));
    if (hours < 0) {
        return isDays
            ? _t("%(count)s d late", {count})
            : _t("%(count)s h late", {count});
    }
    return isDays ? _t("%(count)s d left", {count}) : _t("%(count)s h left", {count});
}

export function linesText(count) {
    return count === 1
        ? _t("1 line")
        : _t("%(count)s lines", {count: formatCount(count)});
}

export function daysText(days) {
    if (!isKnown(days)) {
        return "–";
    }
    const decimals = Math.abs(days) < SMALL_DAYS ? 1 : 0;
    const count = formatFloat(days, {digits: [16, decimals], trailingZeros: false});
    return count === "1" ? _t("1 day") : _t("%(count)s days", {count});
}

/** "10 × Box of 12" or "" without a pack. */
export function packText(line) {
    return line.pack_name && isKnown(line.pack_qty)
        ? _t("%(count)s × %(pack)s", {
              count: formatQuantity(line.pack_qty),
              pack: line.pack_name,
          })
        : "";
}

export function queueTitle(total, currencyId) {
    const amount = formatWhole(total.amount, currencyId);
    return total.count === 1
        ? _t("1 requisition, %(amount)s", {amount})
        : _t("%(count)s requisitions, %(amount)s", {
              count: formatCount(total.count),
              amount,
          });
}

/** "6 lines · need by 8 Dec" */
export function needText(card, today) {
    return _t("%(lines)s · need by %(date)s", {
        lines: linesText(card.line_count),
        date: formatDay(card.date_need, today),
    });
}

/** "I. Duarte, 24 Nov: please split" */
export function noteText(note, today) {
    return note
        ? _t("%(who)s, %(date)s: %(comment)s", {
              who: note.user,
              date: formatDay(note.date, today),
              comment: note.comment,
          })
        : "";
}

/** "deliver to 3 sites" or the name of the only one. */
export function sitesText(sites) {
    return sites.length === 1
        ? _t("deliver to %(site)s", {site: sites[0]})
        : _t("deliver to %(count)s sites", {count: sites.length});
}
