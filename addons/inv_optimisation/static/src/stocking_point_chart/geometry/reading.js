import {BUCKET_DAYS} from "./demand_series";
import {toDay} from "./scale";

/**
 * Numbers of the chart on one day and in one week, for the box under the pointer and for
 * the table. Pure functions.
 */

function findBucket(buckets, day) {
    return (
        buckets.find(({date}) => {
            const start = toDay(date);
            return day >= start && day < start + BUCKET_DAYS;
        }) || null
    );
}

function findLevel(levels, day) {
    let current = null;
    for (const level of levels) {
        if (toDay(level.date) > day) {
            break;
        }
        current = level;
    }
    return current;
}

function quantityOn(points, day) {
    const found = points.find(({date}) => toDay(date) === day);
    return found ? found.quantity : null;
}

/**
 * @param {Object} data see `inv.stocking.point.get_chart_data`
 * @param {number} day
 */
export function readingAt(data, day) {
    const isFuture = day > toDay(data.today);
    return {
        day,
        isFuture,
        stock: quantityOn(isFuture ? data.projected : data.stock, day),
        level: findLevel(data.levels, day),
        demand: isFuture ? null : findBucket(data.demand, day),
        forecast: isFuture ? findBucket(data.forecast, day) : null,
        receipts: data.receipts.filter(({date}) => toDay(date) === day),
    };
}

function bucketStarts(data) {
    const dates = [...data.demand, ...data.forecast].map(({date}) => toDay(date));
    if (dates.length) {
        return [...new Set(dates)].sort((a, b) => a - b);
    }
    const start = toDay(data.start);
    const count = Math.ceil((toDay(data.end) - start + 1) / BUCKET_DAYS);
    return Array.from({length: count}, (_, index) => start + index * BUCKET_DAYS);
}

/**
 * One row a week. Stock and levels are those at the end of the week; a week is cut where
 * the next one starts (today, when the weeks of the forecast start on another weekday).
 *
 * @param {Object} data see `inv.stocking.point.get_chart_data`
 */
export function weeklyRows(data) {
    const today = toDay(data.today);
    const starts = bucketStarts(data);
    return starts.map((start, index) => {
        const end = Math.min(start + BUCKET_DAYS, starts[index + 1] ?? Infinity);
        const inWeek = ({date}) => toDay(date) >= start && toDay(date) < end;
        const stock = data.stock.filter(inWeek).pop();
        const projected = data.projected.filter(inWeek).pop();
        const atEnd = projected || stock;
        return {
            day: start,
            isFuture: end - 1 > today,
            stock: atEnd ? atEnd.quantity : null,
            level: findLevel(data.levels, end - 1),
            demand: data.demand.find(({date}) => toDay(date) === start) || null,
            forecast: data.forecast.find(({date}) => toDay(date) === start) || null,
            receipts: data.receipts.filter(inWeek),
        };
    });
}

/** First day on which the projection has no stock left, or null. */
export function firstProjectedOut(data) {
    const found = data.projected.find(({quantity}) => quantity <= 0);
    return found ? toDay(found.date) : null;
}
