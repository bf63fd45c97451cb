import {_t} from "@web/core/l10n/translation";
import {formatFloat, formatInteger, formatMonetary} from "@web/views/fields/formatters";

const {DateTime} = luxon;

export function formatCount(number) {
    return formatInteger(number);
}

export function formatShare(percent, digits = 1) {
    return `${formatFloat(percent, {digits: [16, digits], trailingZeros: digits > 0})} %`;
}

export function formatMoney(amount, currencyId) {
    return formatMonetary(amount, {currencyId, digits: [16, 0]});
}

/** A day in a few letters: Mar 12. */
export function shortDay(day) {
    return DateTime.fromISO(day).toLocaleString({day: "numeric", month: "short"});
}

/** A day with its weekday: Thu, Mar 12. */
export function weekDay(day) {
    return DateTime.fromISO(day).toLocaleString({
        weekday: "short",
        day: "numeric",
        month: "short",
    });
}

/** A day in full, for titles and readers. */
export function fullDay(day) {
    return DateTime.fromISO(day).toLocaleString({
        weekday: "long",
        day: "numeric",
        month: "long",
    });
}

/** Name of a weekday in three letters; 0 is Monday. */
export function weekdayName(weekday) {
    return DateTime.fromObject({weekYear: 2024, weekNumber: 1, weekday: weekday + 1})
        .toLocaleString({weekday: "short"})
        .toString();
}

/** What a reader hears on a day of the heat map. */
export function cellLabel(cell) {
    const day = fullDay(cell.date);
    if (cell.is_closed) {
        return _t("%(day)s, closed", {day});
    }
    const values = {day, count: cell.count};
    if (cell.is_past) {
        return _t("%(day)s, %(count)s counted", values);
    }
    Object.assign(values, {minutes: cell.minutes, capacity: cell.capacity_minutes});
    return cell.is_over
        ? _t(
              "%(day)s, %(count)s counts, %(minutes)s of %(capacity)s minutes, over capacity",
              values
          )
        : _t("%(day)s, %(count)s counts, %(minutes)s of %(capacity)s minutes", values);
}
