import {
    linearScale,
    monthTicks,
    spreadLabels,
    tickDecimals,
    toDay,
    valueAxis,
} from "./scale";
import {
    between,
    demandBars,
    forecastBand,
    forecastLine,
    levelPath,
    levelSteps,
    linePath,
    round,
    stepPath,
    stockOutRuns,
    zoneRects,
} from "./series";

/** Pixels. Small is a phone or a narrow column. */
const SIZES = {
    large: {endLabel: 68, stock: 136, demand: 84, gap: 34},
    small: {endLabel: 14, stock: 150, demand: 60, gap: 28},
};
const SMALL_BELOW = 560;
const TOP = 46;
const AXIS_HEIGHT = 22;
const CHARACTER_WIDTH = 6.6;
const LABEL_GAP = 13;
const STEP_LABEL_WIDTH = 40;
const RECEIPT_LABEL_WIDTH = 44;
const NEAR_DAYS = {past: 42, future: 49};
const LEVEL_KEYS = ["order_up_to", "reorder_point", "safety_stock"];
const BANDS = [95, 80, 50];

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

function axisTicks(axis, y) {
    return axis.ticks.map((value) => ({value, y: round(y(value))}));
}

function stepLabels(steps, x, y, rightEdge) {
    return steps
        .filter((step, index) => {
            const left = x(step.startDay);
            const hasRoom = x(step.endDay) - left > STEP_LABEL_WIDTH;
            const isAtEnd = rightEdge - left < 2 * STEP_LABEL_WIDTH;
            return hasRoom && !(isAtEnd && index);
        })
        .map((step) => ({
            x: round(x(step.startDay) + 5),
            y: round(y(step.value) - 5),
            value: step.value,
        }));
}

function buildLevels(data, days, plot, y, bottom) {
    const levels = LEVEL_KEYS.map((key) => {
        const steps = levelSteps(data.levels, key, days.startDay, days.endDay);
        const last = steps[steps.length - 1];
        const endValue = last && last.endDay === days.endDay ? last.value : null;
        return {
            key,
            steps,
            path: levelPath(steps, plot.x, y),
            labels: stepLabels(steps, plot.x, y, plot.right),
            endValue,
            endY: endValue === null ? null : round(y(endValue)),
        };
    });
    const ended = levels.filter((level) => level.endY !== null);
    const spread = spreadLabels(
        ended.map((level) => level.endY + 4),
        LABEL_GAP,
        bottom + 4
    );
    ended.forEach((level, index) => (level.labelY = spread[index]));
    return levels;
}

/** Receipts to come show their quantity where the next arrow leaves room for it. */
function buildReceipts(data, days, plot, baseY) {
    const shapes = data.receipts
        .map((receipt, index) => ({...receipt, index, day: toDay(receipt.date)}))
        .filter(({day}) => day >= days.startDay && day <= days.endDay)
        .map((receipt) => ({
            index: receipt.index,
            day: receipt.day,
            x: round(plot.x(receipt.day)),
            y: round(baseY),
            isSuggested: Boolean(receipt.is_suggested),
            hasDocument: Boolean(receipt.res_model && receipt.res_id),
        }))
        .sort((a, b) => a.day - b.day);
    return shapes.map((shape, place) => {
        const next = shapes[place + 1] || plot.end;
        const hasLabel =
            shape.day >= days.today && next.x - shape.x > RECEIPT_LABEL_WIDTH;
        return {...shape, hasLabel};
    });
}

function buildStockPanel(data, days, plot, {axis, top, bottom}) {
    const y = linearScale([axis.low, axis.high], [bottom, top]);
    const past = between(data.stock, days.startDay, days.today);
    const projected = between(data.projected, days.today, days.endDay);
    const levels = buildLevels(data, days, plot, y, bottom);
    const runs = stockOutRuns([...past, ...projected.slice(past.length ? 1 : 0)]);
    const leadEnd = Math.min(days.endDay, days.today + (data.lead_time_days || 0));
    return {
        top,
        bottom,
        y,
        zeroY: round(y(0)),
        ticks: axisTicks(axis, y),
        decimals: tickDecimals(axis.step),
        past: stepPath(past, plot.x, y),
        projected: linePath(projected, plot.x, y),
        levels: levels.reverse(),
        zone: zoneRects(levels[1].steps, levels[2].steps, plot.x, y),
        outs: runs.map(({startDay, endDay}) => ({
            x: round(plot.x(startDay)),
            width: round(plot.x(Math.min(endDay, days.endDay)) - plot.x(startDay)),
            isFuture: startDay >= days.today,
        })),
        receipts: buildReceipts(data, days, plot, y(0)),
        leadTime: leadEnd > days.today ? {x: round(plot.x(leadEnd))} : null,
    };
}

function buildDemandPanel(data, days, plot, {axis, top, bottom}) {
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

function levelValues(data) {
    return data.levels.flatMap((level) => LEVEL_KEYS.map((key) => level[key] ?? NaN));
}

function stockValues(data) {
    const lines = [...data.stock, ...data.projected].map(({quantity}) => quantity);
    return [...lines, ...levelValues(data)];
}

function demandValues(data) {
    const highs = data.forecast.flatMap((bucket) => [bucket.quantity, bucket.high_95]);
    return [...data.demand.map(({quantity}) => Math.max(0, quantity)), ...highs];
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
