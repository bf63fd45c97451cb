import {axisTicks, linearScale, spreadLabels, tickDecimals, toDay} from "./scale";
import {
    between,
    levelPath,
    levelSteps,
    linePath,
    round,
    stepPath,
    stockOutRuns,
    zoneRects,
} from "./series";

/** Geometry of the upper panel: stock, levels, receipts. */

const LABEL_GAP = 13;
const STEP_LABEL_WIDTH = 40;
const RECEIPT_LABEL_WIDTH = 44;
const LEVEL_KEYS = ["order_up_to", "reorder_point", "safety_stock"];

export function levelValues(data) {
    return data.levels.flatMap((level) => LEVEL_KEYS.map((key) => level[key] ?? NaN));
}

/** Everything the value axis of the panel must cover. */
export function stockValues(data) {
    const lines = [...data.stock, ...data.projected].map(({quantity}) => quantity);
    return [...lines, ...levelValues(data)];
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

export function buildStockPanel(data, days, plot, {axis, top, bottom}) {
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
