/**
 * Scales of the stock and demand chart: dates are whole days, positions are pixels.
 * Pure functions, no DOM and no translations.
 */

const MS_PER_DAY = 86400000;
const TICK_MULTIPLES = [1, 2, 5, 10];
const MAX_TICKS = 5;
const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60];

/** Share of the value range left free above the highest line, for its label. */
export const HEADROOM = 0.08;

/**
 * @param {string} isoDate for instance "2026-11-26"
 * @returns {number} whole days since 1 January 1970
 */
export function toDay(isoDate) {
    const [year, month, day] = isoDate.split("-").map(Number);
    return Math.round(Date.UTC(year, month - 1, day) / MS_PER_DAY);
}

/** Inverse of `toDay`. */
export function toIsoDate(day) {
    return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/**
 * @param {[number, number]} domain
 * @param {[number, number]} range
 * @returns {(value: number) => number} position of a value, on a straight line
 */
export function linearScale([low, high], [from, to]) {
    const span = high - low || 1;
    return (value) => from + ((value - low) / span) * (to - from);
}

/**
 * Smallest round step (1, 2 or 5 times a power of ten) that needs at most `maxTicks`
 * ticks between `low` and `high`.
 */
export function tickStep(low, high, maxTicks, smallestStep = 0) {
    const span = high - low;
    if (!(span > 0)) {
        return smallestStep || 1;
    }
    let power = 10 ** Math.floor(Math.log10(span / maxTicks));
    for (;;) {
        for (const multiple of TICK_MULTIPLES) {
            const step = multiple * power;
            const count = Math.floor(high / step) - Math.ceil(low / step) + 1;
            if (step >= smallestStep && count <= maxTicks) {
                return step;
            }
        }
        power *= 10;
    }
}

/**
 * Value axis with zero on it, headroom for labels and at most five round ticks.
 *
 * @param {number[]} values everything the panel draws
 * @param {number} [smallestStep] rounding of the unit: no tick between two units
 * @returns {{low: number, high: number, step: number, ticks: number[]}}
 */
export function valueAxis(values, smallestStep = 0) {
    const known = values.filter(Number.isFinite);
    const lowest = Math.min(0, ...known);
    // An axis without any value goes to one.
    const highest = Math.max(0, ...known) || (lowest ? 0 : 1);
    const room = (highest - lowest) * HEADROOM;
    const high = highest ? highest + room : 0;
    const low = lowest ? lowest - room : 0;
    const step = tickStep(low, high, MAX_TICKS, smallestStep);
    const first = Math.ceil(low / step);
    const count = Math.floor(high / step) - first + 1;
    const ticks = Array.from({length: count}, (_, index) => (first + index) * step);
    return {low, high, step, ticks};
}

/** Decimals a tick label needs so that two ticks never read the same. */
export function tickDecimals(step) {
    return Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
}

/** Ticks of a value axis with their position. */
export function axisTicks(axis, y) {
    return axis.ticks.map((value) => ({value, y: Math.round(y(value) * 10) / 10}));
}

/**
 * First days of months inside the range, thinned out to leave `minGap` pixels.
 *
 * @returns {{day: number, isYearStart: boolean}[]}
 */
export function monthTicks(startDay, endDay, width, minGap = 44) {
    const days = Math.max(1, endDay - startDay);
    const monthWidth = (width * 30.44) / days;
    const monthStep =
        MONTH_STEPS.find((count) => count * monthWidth >= minGap) ??
        MONTH_STEPS[MONTH_STEPS.length - 1];
    const start = new Date(startDay * MS_PER_DAY);
    const ticks = [];
    for (let offset = 0; ; offset++) {
        const first = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + offset, 1);
        const day = Math.round(first / MS_PER_DAY);
        if (day > endDay) {
            return ticks;
        }
        const month = new Date(first).getUTCMonth();
        if (day >= startDay && month % Math.min(monthStep, 12) === 0) {
            ticks.push({day, isYearStart: month === 0});
        }
    }
}

/**
 * Move labels apart, top to bottom, without leaving the panel.
 *
 * @param {number[]} positions wanted position of each label
 * @param {number} gap least distance between two labels
 * @param {number} bottom lowest allowed position
 * @returns {number[]} positions in the order given
 */
export function spreadLabels(positions, gap, bottom) {
    const order = positions
        .map((position, index) => ({position, index}))
        .sort((a, b) => a.position - b.position);
    let floor = -Infinity;
    for (const label of order) {
        label.position = Math.max(label.position, floor);
        floor = label.position + gap;
    }
    let ceiling = bottom;
    for (const label of [...order].reverse()) {
        label.position = Math.min(label.position, ceiling);
        ceiling = label.position - gap;
    }
    const result = new Array(positions.length);
    for (const {position, index} of order) {
        result[index] = position;
    }
    return result;
}
