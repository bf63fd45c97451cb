import {_t} from "@web/core/l10n/translation";
import {
    demandNote,
    formatDay,
    formatQuantity,
    formatRate,
    formatWithUnit,
    intervalText,
    levelName,
    receiptText,
} from "./chart_text";
import {firstProjectedOut, readingAt} from "./geometry/reading";
import {toDay} from "./geometry/scale";

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
