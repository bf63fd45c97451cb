/**
 * Colours and bar positions of the policy board. Pure functions: they place numbers the
 * server computed, they do not make new ones.
 */

/** Bounds, in points, of the five colours of the gap to target. */
export const GAP_BOUNDS = {farUnder: -2.5, under: -0.5, over: 0.5, farOver: 2};

/** Tints of the colourings without a target. */
export const SHADE_COUNT = 5;

/** Bars start at a round rate this many points apart. */
const FLOOR_STEP = 0.05;

/** Points between what is expected and the target, or null without an estimate. */
export function gapPoints({expected, target}) {
    if ((expected ?? null) === null || (target ?? null) === null) {
        return null;
    }
    return (expected - target) * 100;
}

/** @returns {"none"|"far_under"|"under"|"met"|"over"|"far_over"} */
export function gapTone(gap) {
    if (gap === null) {
        return "none";
    }
    if (gap < GAP_BOUNDS.under) {
        return gap <= GAP_BOUNDS.farUnder ? "far_under" : "under";
    }
    if (gap > GAP_BOUNDS.over) {
        return gap >= GAP_BOUNDS.farOver ? "far_over" : "over";
    }
    return "met";
}

/**
 * Tint 0 (nothing) to `SHADE_COUNT` (largest of the board).
 *
 * @param {number|null} value
 * @param {number[]} values of all cells
 */
export function shade(value, values) {
    const largest = Math.max(0, ...values.map((other) => other || 0));
    if (!largest || !value || value < 0) {
        return 0;
    }
    return Math.min(SHADE_COUNT, Math.ceil((value / largest) * SHADE_COUNT));
}

/** Rate at which all bars of the board start: round, and below every rate shown. */
export function rateFloor(cells) {
    const rates = cells
        .flatMap(({expected, target}) => [expected, target])
        .filter((rate) => Number.isFinite(rate));
    if (!rates.length) {
        return 0;
    }
    const lowest = Math.min(...rates);
    const steps = Math.ceil(lowest / FLOOR_STEP - 1e-9) - 1;
    return Math.max(0, Math.round(steps * FLOOR_STEP * 100) / 100);
}

/** Position of a rate on a bar from `floor` to 1, in percent of its length. */
export function ratePosition(rate, floor) {
    const share = (rate - floor) / (1 - floor || 1);
    return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}

/**
 * Cell reached by an arrow key.
 *
 * @param {string[][]} grid keys of the cells, row by row; null where a class is missing
 * @returns {string|null}
 */
export function neighbour(grid, key, arrow) {
    const [rowStep, columnStep] = {
        ArrowUp: [-1, 0],
        ArrowDown: [1, 0],
        ArrowLeft: [0, -1],
        ArrowRight: [0, 1],
    }[arrow] || [0, 0];
    const row = grid.findIndex((keys) => keys.includes(key));
    if (row < 0 || (!rowStep && !columnStep)) {
        return null;
    }
    const column = grid[row].indexOf(key);
    return grid[row + rowStep]?.[column + columnStep] ?? null;
}
