import {linearScale} from "../../stocking_point_chart/geometry/scale";

const HEADROOM = 1.06;
const INSET = 2;

/** A falling line; a receipt lifts it straight up on its day. */
function pathOf(values, first, x, y) {
    return values
        .map((value, index) => {
            const across = x(first + index).toFixed(1);
            const level = y(value).toFixed(1);
            if (!index) {
                return `M${across} ${level}`;
            }
            return value > values[index - 1]
                ? `H${across}V${level}`
                : `L${across} ${level}`;
        })
        .join("");
}

/**
 * Lines of the small stock chart, in pixels: the past, then two futures.
 *
 * @param {Object} chart see `inv.requisition.get_queue_detail`
 * @param {number} width
 * @param {number} height
 */
export function outlookLayout(chart, width, height) {
    const {stock, without, with_order, today_index} = chart;
    const levels = [chart.reorder_point, chart.safety_stock].filter(Number.isFinite);
    const values = [...stock, ...without, ...with_order, ...levels];
    const low = Math.min(0, ...values);
    const high = Math.max(1, ...values) * HEADROOM;
    const future = Math.max(without.length, with_order.length, 1);
    const x = linearScale([0, today_index + future - 1], [0, width]);
    const y = linearScale([low, high], [height - INSET, INSET]);
    const safety = Math.max(0, chart.safety_stock || 0);
    return {
        past: pathOf(stock, 0, x, y),
        without: pathOf(without, today_index, x, y),
        withOrder: pathOf(with_order, today_index, x, y),
        todayX: Math.round(x(today_index)) + 0.5,
        reorderY: Number.isFinite(chart.reorder_point) ? y(chart.reorder_point) : null,
        safetyY: y(safety),
        safetyHeight: y(0) - y(safety),
        zeroY: y(0),
    };
}

/** Days from today until the stock is used up; null when it lasts. */
export function runOutDay(values) {
    const day = values.findIndex((value) => value <= 0);
    return day < 0 ? null : day;
}
