/** Fewer seconds of observation say nothing about the speed of a run. */
const LEAST_SECONDS = 2;

/**
 * Seconds until a run ends, if it goes on as fast as it was seen to go.
 *
 * @param {{time: number, count: number}} first sample, time in milliseconds
 * @param {{time: number, count: number}} last sample
 * @param {number} total
 * @returns {number|null} null while the speed is not known
 */
export function secondsLeft(first, last, total) {
    const seconds = (last.time - first.time) / 1000;
    const done = last.count - first.count;
    if (seconds < LEAST_SECONDS || done <= 0) {
        return null;
    }
    return Math.max(1, Math.round(((total - last.count) * seconds) / done));
}
