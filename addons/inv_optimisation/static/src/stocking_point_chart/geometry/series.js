import {toDay} from "./scale";

/**
 * Shapes of the stock and demand chart as SVG path text and rectangles.
 * `x` takes a day number, `y` a quantity; both return pixels.
 */

/** A bucket of issued or forecast demand covers this many days. */
export const BUCKET_DAYS = 7;

/** One decimal is below what a screen shows and keeps the path text short. */
export function round(value) {
    return Math.round(value * 10) / 10;
}

function point(x, y) {
    return `${round(x)},${round(y)}`;
}

/** Keep the part of the points between two days. */
export function between(points, startDay, endDay) {
    return points.filter(({date}) => {
        const day = toDay(date);
        return day >= startDay && day <= endDay;
    });
}

/** A quantity holds from its day until the next one. */
export function stepPath(points, x, y) {
    return points
        .map(({date, quantity}, index) => {
            const px = round(x(toDay(date)));
            const py = round(y(quantity));
            return index ? `H${px}V${py}` : `M${px},${py}`;
        })
        .join("");
}

/** Straight lines from day to day. */
export function linePath(points, x, y) {
    return points
        .map(({date, quantity}, index) => {
            const position = point(x(toDay(date)), y(quantity));
            return `${index ? "L" : "M"}${position}`;
        })
        .join("");
}

/**
 * Stretches over which one level keeps its value, cut to the visible days.
 *
 * @param {Object[]} levels sorted by date; each holds until the next one
 * @param {string} key for instance "reorder_point"
 * @returns {{startDay: number, endDay: number, value: number}[]}
 */
export function levelSteps(levels, key, startDay, endDay) {
    const steps = [];
    levels.forEach((level, index) => {
        const next = levels[index + 1];
        const from = Math.max(startDay, toDay(level.date));
        const until = Math.min(endDay, next ? toDay(next.date) : endDay);
        const value = level[key] ?? null;
        if (value === null || until <= from) {
            return;
        }
        const last = steps[steps.length - 1];
        if (last && last.endDay === from && last.value === value) {
            last.endDay = until;
        } else {
            steps.push({startDay: from, endDay: until, value});
        }
    });
    return steps;
}

/** Path of level steps; a gap in the steps is a gap in the line. */
export function levelPath(steps, x, y) {
    return steps
        .map(({startDay, endDay, value}, index) => {
            const isJoined = index && steps[index - 1].endDay === startDay;
            const start = isJoined
                ? `V${round(y(value))}`
                : `M${point(x(startDay), y(value))}`;
            return `${start}H${round(x(endDay))}`;
        })
        .join("");
}

/** Rectangles between two levels, where both are known. */
export function zoneRects(lowSteps, highSteps, x, y) {
    const rects = [];
    for (const low of lowSteps) {
        for (const high of highSteps) {
            const from = Math.max(low.startDay, high.startDay);
            const until = Math.min(low.endDay, high.endDay);
            if (until > from && high.value > low.value) {
                rects.push({
                    x: round(x(from)),
                    y: round(y(high.value)),
                    width: round(x(until) - x(from)),
                    height: round(y(low.value) - y(high.value)),
                });
            }
        }
    }
    return rects;
}

/**
 * Runs of days without stock.
 *
 * @returns {{startDay: number, endDay: number}[]} endDay is the first day after the run
 */
export function stockOutRuns(points) {
    const runs = [];
    for (const {date, quantity} of points) {
        if (quantity > 0) {
            continue;
        }
        const day = toDay(date);
        const last = runs[runs.length - 1];
        if (last && last.endDay >= day) {
            last.endDay = day + 1;
        } else {
            runs.push({startDay: day, endDay: day + 1});
        }
    }
    return runs;
}

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
