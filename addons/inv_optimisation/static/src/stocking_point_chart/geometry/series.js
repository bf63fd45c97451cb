import {toDay} from "./scale";

/**
 * Shapes of the stock and demand chart as SVG path text and rectangles.
 * `x` takes a day number, `y` a quantity; both return pixels.
 */

/** One decimal is below what a screen shows and keeps the path text short. */
export function round(value) {
    return Math.round(value * 10) / 10;
}

export function point(x, y) {
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
