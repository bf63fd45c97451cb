import {_t} from "@web/core/l10n/translation";
import {formatFloat} from "@web/core/utils/numbers";
import {firstProjectedOut, readingAt} from "./geometry/reading";
import {toDay, toIsoDate} from "./geometry/scale";

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

function levelRows(level, data) {
    return ["order_up_to", "reorder_point", "safety_stock"]
        .filter((key) => level && (level[key] ?? null) !== null)
        .map((key) => ({
            key,
            label: levelName(key),
            value: formatQuantity(level[key], data),
        }));
}

function demandRows({demand, forecast}, data) {
    const rows = [];
    if (demand) {
        const label = _t("Demand, week of %(date)s", {
            date: formatDay(toDay(demand.date), data),
        });
        const note = demandNote(demand, data);
        rows.push({
            key: "demand",
            label,
            value: formatQuantity(demand.quantity, data),
            note,
        });
    }
    if (forecast) {
        const label = _t("Forecast, week of %(date)s", {
            date: formatDay(toDay(forecast.date), data),
        });
        rows.push({key: "forecast", label, value: formatRate(forecast.quantity, data)});
        for (const percent of [50, 80, 95]) {
            const value = intervalText(forecast, percent, data);
            if (value) {
                const share = _t("%(percent)s % interval", {percent});
                rows.push({key: `interval_${percent}`, label: share, value});
            }
        }
    }
    return rows;
}

/**
 * Lines of the box under the pointer.
 *
 * @returns {{key: string, label: string, value: string, note?: string}[]}
 */
export function readingRows(reading, data) {
    const rows = [];
    if (reading.stock !== null) {
        rows.push({
            key: reading.isFuture ? "projected" : "stock",
            label: reading.isFuture ? _t("Projected stock") : _t("Stock"),
            value: formatWithUnit(reading.stock, data),
        });
    }
    rows.push(...levelRows(reading.level, data));
    rows.push(...demandRows(reading, data));
    reading.receipts.forEach((receipt, index) => {
        rows.push({
            key: `receipt_${index}`,
            label: receipt.is_suggested ? _t("Planned receipt") : _t("Receipt"),
            value: receiptText(receipt, data),
        });
    });
    return rows;
}

/** Sentences that stand for the picture, for those who do not see it. */
export function describeChart(data) {
    const now = readingAt(data, toDay(data.today));
    const sentences = [
        _t("Stock and demand from %(start)s to %(end)s.", {
            start: formatDay(toDay(data.start), data),
            end: formatDay(toDay(data.end), data),
        }),
    ];
    if (now.stock !== null) {
        const quantity = formatWithUnit(now.stock, data);
        sentences.push(_t("%(quantity)s in stock today.", {quantity}));
    }
    for (const {label, value} of levelRows(now.level, data)) {
        sentences.push(_t("%(level)s: %(quantity)s.", {level: label, quantity: value}));
    }
    const out = firstProjectedOut(data);
    sentences.push(
        out === null
            ? _t("The projection does not run out of stock.")
            : _t("The projection runs out on %(date)s.", {date: formatDay(out, data)})
    );
    return sentences.join(" ");
}
