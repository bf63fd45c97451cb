import {buildDemandPanel, demandValues} from "./demand_layout";
import {linearScale, monthTicks, tickDecimals, toDay, valueAxis} from "./scale";
import {round} from "./series";
import {buildStockPanel, levelValues, stockValues} from "./stock_layout";

/** Pixels. Small is a phone or a narrow column. */
const SIZES = {
    large: {endLabel: 68, stock: 136, demand: 84, gap: 34},
    small: {endLabel: 14, stock: 150, demand: 60, gap: 28},
};
const SMALL_BELOW = 500;
const TOP = 46;
const AXIS_HEIGHT = 22;
const CHARACTER_WIDTH = 6.6;
const NEAR_DAYS = {past: 42, future: 49};

/**
 * Days on the axis.
 *
 * @param {Object} data see `inv.stocking.point.get_chart_data`
 * @param {"near"|"all"} range "near" is about three months around today
 */
export function visibleDays(data, range) {
    const today = toDay(data.today);
    const startDay = toDay(data.start);
    const endDay = Math.max(toDay(data.end), today + 1);
    if (range === "all") {
        return {startDay, endDay, today};
    }
    return {
        startDay: Math.max(startDay, today - NEAR_DAYS.past),
        endDay: Math.min(endDay, today + NEAR_DAYS.future),
        today,
    };
}

/** Width of the widest number, with its separators. */
function numberWidth(values, decimals) {
    const known = values.filter(Number.isFinite);
    const digits = Math.max(1, ...known.map((value) => `${Math.round(value)}`.length));
    const separators = Math.floor((digits - 1) / 3);
    const fraction = decimals ? decimals + 1 : 0;
    return Math.ceil((digits + separators + fraction) * CHARACTER_WIDTH);
}

function axisWidth(axis) {
    return numberWidth(axis.ticks, tickDecimals(axis.step));
}

/**
 * Everything the chart draws, in pixels.
 *
 * @param {Object} data see `inv.stocking.point.get_chart_data`
 * @param {number} width of the chart
 * @param {"near"|"all"} range
 */
export function buildLayout(data, width, range) {
    const isSmall = width < SMALL_BELOW;
    const size = isSmall ? SIZES.small : SIZES.large;
    const smallestStep = data.decimals ? 0 : 1;
    const stockAxis = valueAxis(stockValues(data), smallestStep);
    const demandAxis = valueAxis(demandValues(data), smallestStep);
    const days = visibleDays(data, range);
    const left = Math.max(axisWidth(stockAxis), axisWidth(demandAxis)) + 14;
    const margin = size.endLabel + numberWidth(levelValues(data), data.decimals);
    const right = Math.max(left + 1, width - margin);
    const plot = {
        left,
        right,
        end: {x: width},
        x: linearScale([days.startDay, days.endDay], [left, right]),
    };
    const stockBottom = TOP + size.stock;
    const demandTop = stockBottom + size.gap;
    const demandBottom = demandTop + size.demand;
    const months = monthTicks(days.startDay, days.endDay, right - left);
    return {
        width,
        height: demandBottom + AXIS_HEIGHT,
        isSmall,
        days,
        plot,
        todayX: round(plot.x(days.today)),
        months: months.map((tick) => ({...tick, x: round(plot.x(tick.day))})),
        stock: buildStockPanel(data, days, plot, {
            axis: stockAxis,
            top: TOP,
            bottom: stockBottom,
        }),
        demand: buildDemandPanel(data, days, plot, {
            axis: demandAxis,
            top: demandTop,
            bottom: demandBottom,
        }),
    };
}

/** Day under a position of the pointer. */
export function dayAt(layout, position) {
    const {startDay, endDay} = layout.days;
    const {left, right} = layout.plot;
    const share = (position - left) / (right - left || 1);
    const day = Math.round(startDay + share * (endDay - startDay));
    return Math.min(endDay, Math.max(startDay, day));
}
