import {demandBars, forecastBand, forecastLine} from "./demand_series";
import {axisTicks, linearScale, tickDecimals} from "./scale";
import {round} from "./series";

/** Geometry of the lower panel: issued demand and its forecast. */

/** Widest first, so that the narrow ones lie on top. */
const BANDS = [95, 80, 50];

/** Everything the value axis of the panel must cover. */
export function demandValues(data) {
    const highs = data.forecast.flatMap((bucket) => [bucket.quantity, bucket.high_95]);
    return [...data.demand.map(({quantity}) => Math.max(0, quantity)), ...highs];
}

export function buildDemandPanel(data, days, plot, {axis, top, bottom}) {
    const y = linearScale([axis.low, axis.high], [bottom, top]);
    const ends = [days.today, days.endDay];
    const last = data.forecast[data.forecast.length - 1];
    const endY = y(last ? Math.max(0, last.quantity) : 0);
    return {
        top,
        bottom,
        y,
        ticks: axisTicks(axis, y),
        decimals: tickDecimals(axis.step),
        bars: demandBars(data.demand, plot.x, y, days.startDay, days.today),
        bands: BANDS.map((percent) => ({
            percent,
            path: forecastBand(data.forecast, percent, plot.x, y, ...ends),
        })).filter(({path}) => path),
        line: forecastLine(data.forecast, plot.x, y, ...ends),
        // Two lines of text: name and percentages.
        endLabelY: round(Math.min(bottom - 12, Math.max(top + 8, endY + 2))),
    };
}
