import {toDay} from "./scale";
import {point, round} from "./series";

/**
 * Shapes of the demand panel. `x` takes a day number, `y` a quantity; both return pixels.
 */

/** A bucket of issued or forecast demand covers this many days. */
export const BUCKET_DAYS = 7;

/** Part of a bucket inside the visible days, or null. */
function bucketSpan(date, startDay, endDay) {
    const from = Math.max(startDay, toDay(date));
    const until = Math.min(endDay, toDay(date) + BUCKET_DAYS);
    return until > from ? {from, until} : null;
}

/**
 * Bars of issued demand. A bar ends at `endDay` (today), so a narrow last bar shows that
 * its week is not over.
 */
export function demandBars(demand, x, y, startDay, endDay) {
    const bars = [];
    for (const bucket of demand) {
        const span = bucketSpan(bucket.date, startDay, endDay);
        if (!span) {
            continue;
        }
        const left = x(span.from);
        const full = x(span.until) - left;
        const gap = Math.min(2, full / 4);
        const top = y(Math.max(0, bucket.quantity));
        const isCapped = (bucket.capped_quantity ?? null) !== null;
        const counted = isCapped ? bucket.capped_quantity : bucket.quantity;
        bars.push({
            date: bucket.date,
            x: round(left + gap / 2),
            width: round(Math.max(0.5, full - gap)),
            y: round(top),
            height: round(y(0) - top),
            countedY: round(y(Math.max(0, counted))),
            centre: round(left + full / 2),
            isExcluded: Boolean(bucket.is_excluded),
            isCapped,
        });
    }
    return bars;
}

/** Corners of the forecast: start of the first bucket, all middles, end of the last. */
function forecastCorners(forecast, startDay, endDay) {
    const corners = [];
    for (const bucket of forecast) {
        const span = bucketSpan(bucket.date, startDay, endDay);
        if (span) {
            corners.push({bucket, day: (span.from + span.until) / 2, ...span});
        }
    }
    if (!corners.length) {
        return [];
    }
    const first = corners[0];
    const last = corners[corners.length - 1];
    return [{...first, day: first.from}, ...corners, {...last, day: last.until}];
}

/** Line of the mean forecast. */
export function forecastLine(forecast, x, y, startDay, endDay) {
    return forecastCorners(forecast, startDay, endDay)
        .map(({bucket, day}, index) => {
            const position = point(x(day), y(Math.max(0, bucket.quantity)));
            return `${index ? "L" : "M"}${position}`;
        })
        .join("");
}

/**
 * Area between the bounds of one interval, cut at zero.
 *
 * @param {50|80|95} percent
 */
export function forecastBand(forecast, percent, x, y, startDay, endDay) {
    const corners = forecastCorners(forecast, startDay, endDay);
    const bound = (key) => (corner) => {
        const value = corner.bucket[`${key}_${percent}`] ?? null;
        return value === null ? null : point(x(corner.day), y(Math.max(0, value)));
    };
    const upper = corners.map(bound("high"));
    const lower = corners.map(bound("low")).reverse();
    const outline = [...upper, ...lower];
    return outline.length && !outline.includes(null) ? `M${outline.join("L")}Z` : "";
}
