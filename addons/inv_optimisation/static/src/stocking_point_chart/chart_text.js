import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {toIsoDate} from "./geometry/scale";

const {DateTime} = luxon;

/** Below this mean a week, one more decimal than the unit has is shown. */
const SMALL_RATE = 10;

/** "8 Dec", with the year only when it is not the year of the plan. */
export function formatDay(day, data) {
    const iso = toIsoDate(day);
    const date = DateTime.fromISO(iso);
    const options = {day: "numeric", month: "short"};
    if (iso.slice(0, 4) !== data.today.slice(0, 4)) {
        options.year = "numeric";
    }
    return date.toLocaleString(options);
}

/** Label of a month on the time axis; January carries its year. */
export function formatMonth({day, isYearStart}) {
    const options = {month: "short"};
    if (isYearStart) {
        options.year = "numeric";
    }
    return DateTime.fromISO(toIsoDate(day)).toLocaleString(options);
}

export function formatTick(value, decimals) {
    return formatFloat(value, {digits: [16, decimals]});
}

export function formatQuantity(value, data) {
    return formatFloat(value, {digits: [16, data.decimals]});
}

/**
 * A mean is not a quantity one can move: small ones keep one decimal more. The bounds of
 * an interval follow the mean, so that they read alike.
 */
export function formatRate(value, data, mean = value) {
    const extra = Math.abs(mean) < SMALL_RATE ? 1 : 0;
    return formatFloat(value, {digits: [16, data.decimals + extra]});
}

export function formatWithUnit(value, data) {
    return _t("%(quantity)s %(unit)s", {
        quantity: formatQuantity(value, data),
        unit: data.unit,
    });
}

export function levelName(key) {
    return {
        order_up_to: _t("Order up to"),
        reorder_point: _t("Reorder point"),
        safety_stock: _t("Safety stock"),
    }[key];
}

/** Label at the right end of a level line. */
export function levelEndLabel(key, value, data) {
    const quantity = formatQuantity(value, data);
    return {
        order_up_to: _t("Up to %(quantity)s", {quantity}),
        reorder_point: _t("Reorder %(quantity)s", {quantity}),
        safety_stock: _t("Safety %(quantity)s", {quantity}),
    }[key];
}

export function receiptText(receipt, data) {
    const values = {
        quantity: formatWithUnit(receipt.quantity, data),
        document: receipt.label || "",
    };
    if (receipt.is_suggested) {
        return _t("%(quantity)s suggested", values);
    }
    if (!receipt.label) {
        return values.quantity;
    }
    return _t("%(quantity)s, %(document)s", values);
}

export function intervalText(bucket, percent, data) {
    const low = bucket[`low_${percent}`] ?? null;
    const high = bucket[`high_${percent}`] ?? null;
    if (low === null || high === null) {
        return "";
    }
    return _t("%(low)s to %(high)s", {
        low: formatRate(Math.max(0, low), data, bucket.quantity),
        high: formatRate(Math.max(0, high), data, bucket.quantity),
    });
}

export function demandNote(bucket, data) {
    if (bucket.is_excluded) {
        return _t("left out of the forecast");
    }
    if ((bucket.capped_quantity ?? null) !== null) {
        return _t("counted as %(quantity)s", {
            quantity: formatQuantity(bucket.capped_quantity, data),
        });
    }
    return "";
}
