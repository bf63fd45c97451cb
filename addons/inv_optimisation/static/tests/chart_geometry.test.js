import {describe, expect, test} from "@odoo/hoot";
import {
    demandBars,
    forecastBand,
    forecastLine,
} from "@inv_optimisation/stocking_point_chart/geometry/demand_series";
import {
    buildLayout,
    dayAt,
    visibleDays,
} from "@inv_optimisation/stocking_point_chart/geometry/layout";
import {
    linearScale,
    monthTicks,
    spreadLabels,
    tickDecimals,
    toDay,
    toIsoDate,
    valueAxis,
} from "@inv_optimisation/stocking_point_chart/geometry/scale";
import {
    levelPath,
    levelSteps,
    linePath,
    stepPath,
    stockOutRuns,
    zoneRects,
} from "@inv_optimisation/stocking_point_chart/geometry/series";

describe.current.tags("headless");

const START = toDay("2026-11-01");
const x = (day) => (day - START) * 10;
const y = (quantity) => 100 - quantity;

function on(day, values) {
    return {date: `2026-11-${String(day).padStart(2, "0")}`, ...values};
}

test("days survive the change to summer time", () => {
    expect(toDay("2026-03-30") - toDay("2026-03-28")).toBe(2);
    expect(toIsoDate(toDay("2026-03-29"))).toBe("2026-03-29");
});

test("a straight scale with an empty domain does not divide by zero", () => {
    expect(linearScale([0, 10], [0, 100])(5)).toBe(50);
    expect(linearScale([3, 3], [0, 100])(3)).toBe(0);
});

test("a value axis holds zero and has at most five round ticks", () => {
    for (const highest of [0.04, 0.7, 1, 3, 7, 49, 228, 999, 12481, 3e6]) {
        const axis = valueAxis([highest]);
        expect(axis.ticks.length).toBeLessThan(6);
        expect(axis.ticks[0]).toBe(0);
        expect(axis.high).toBeGreaterThan(highest);
        const mantissa = axis.step / 10 ** Math.floor(Math.log10(axis.step) + 1e-9);
        expect([1, 2, 5]).toInclude(Math.round(mantissa));
    }
    expect(valueAxis([228]).ticks).toEqual([0, 50, 100, 150, 200]);
});

test("a value axis goes below zero only for negative stock", () => {
    const axis = valueAxis([-40, 60]);
    expect(axis.ticks).toInclude(0);
    expect(axis.low).toBeLessThan(-40);
    expect(valueAxis([10]).low).toBe(0);
});

test("whole units get no tick between two units", () => {
    expect(valueAxis([2], 1).step).toBe(1);
    expect(valueAxis([], 1).ticks).toEqual([0, 1]);
});

test("tick labels get the decimals of their step", () => {
    expect([50, 1, 0.5, 0.02].map(tickDecimals)).toEqual([0, 0, 1, 2]);
});

test("months are thinned out on a narrow axis and mark the new year", () => {
    const [from, until] = [toDay("2026-05-28"), toDay("2027-02-20")];
    const wide = monthTicks(from, until, 1000);
    expect(wide.map(({day}) => toIsoDate(day))[0]).toBe("2026-06-01");
    expect(wide).toHaveLength(9);
    expect(wide.filter(({isYearStart}) => isYearStart)).toHaveLength(1);
    expect(monthTicks(from, until, 200).length).toBeLessThan(5);
});

test("end labels keep their distance and stay in the panel", () => {
    expect(spreadLabels([50, 52, 10], 13, 100)).toEqual([50, 63, 10]);
    expect(spreadLabels([98, 99], 13, 100)).toEqual([87, 100]);
});

test("past stock is drawn as steps and the projection as lines", () => {
    const points = [on(1, {quantity: 50}), on(2, {quantity: 40})];
    expect(stepPath(points, x, y)).toBe("M0,50H10V60");
    expect(linePath(points, x, y)).toBe("M0,50L10,60");
    expect(stepPath([], x, y)).toBe("");
});

test("a level holds until the next one and leaves a gap where it is unknown", () => {
    const levels = [
        {date: "2026-10-01", reorder_point: 20},
        on(5, {reorder_point: 20}),
        on(8, {reorder_point: null}),
        on(10, {reorder_point: 30}),
    ];
    const steps = levelSteps(levels, "reorder_point", START, START + 14);
    expect(steps).toEqual([
        {startDay: START, endDay: START + 7, value: 20},
        {startDay: START + 9, endDay: START + 14, value: 30},
    ]);
    expect(levelPath(steps, x, y)).toBe("M0,80H70M90,70H140");
});

test("joined steps rise on their date", () => {
    const levels = [on(1, {order_up_to: 40}), on(4, {order_up_to: 60})];
    const steps = levelSteps(levels, "order_up_to", START, START + 9);
    expect(levelPath(steps, x, y)).toBe("M0,60H30V40H90");
});

test("the zone lies between two known levels", () => {
    const low = [{startDay: START, endDay: START + 4, value: 20}];
    const high = [{startDay: START + 2, endDay: START + 9, value: 60}];
    expect(zoneRects(low, high, x, y)).toEqual([{x: 20, y: 40, width: 20, height: 40}]);
});

test("days without stock form runs", () => {
    const points = [3, 0, 0, 5, -1].map((quantity, index) => on(index + 1, {quantity}));
    expect(stockOutRuns(points)).toEqual([
        {startDay: START + 1, endDay: START + 3},
        {startDay: START + 4, endDay: START + 5},
    ]);
});

test("the bar of an unfinished week ends today", () => {
    const demand = [on(1, {quantity: 30}), on(8, {quantity: 10})];
    const bars = demandBars(demand, x, y, START, START + 10);
    expect(bars.map((bar) => bar.width)).toEqual([68, 28]);
    expect(bars[0].height).toBe(30);
});

test("capped and excluded buckets are told apart", () => {
    const demand = [
        on(1, {quantity: 60, capped_quantity: 40}),
        on(8, {quantity: 5, capped_quantity: null, is_excluded: true}),
    ];
    const [capped, excluded] = demandBars(demand, x, y, START, START + 14);
    expect(capped.isCapped).toBe(true);
    expect([capped.y, capped.countedY]).toEqual([40, 60]);
    expect(excluded.isExcluded).toBe(true);
    expect(excluded.isCapped).toBe(false);
});

test("forecast bands are cut at zero and need both bounds", () => {
    const forecast = [on(1, {quantity: 10, low_80: -5, high_80: 30, low_50: null})];
    expect(forecastLine(forecast, x, y, START, START + 7)).toBe("M0,90L35,90L70,90");
    expect(forecastBand(forecast, 80, x, y, START, START + 7)).toBe(
        "M0,70L35,70L70,70L70,100L35,100L0,100Z"
    );
    expect(forecastBand(forecast, 50, x, y, START, START + 7)).toBe("");
});

const DATA = {
    unit: "Units",
    decimals: 0,
    today: "2026-11-15",
    start: "2026-06-01",
    end: "2027-02-01",
    lead_time_days: 5,
    stock: [on(14, {quantity: 12}), on(15, {quantity: 9})],
    projected: [on(15, {quantity: 9}), on(16, {quantity: 0})],
    levels: [on(1, {reorder_point: 20, order_up_to: 40, safety_stock: 8})],
    receipts: [on(20, {quantity: 24, is_suggested: true})],
    demand: [on(8, {quantity: 14})],
    forecast: [on(15, {quantity: 12, high_95: 20})],
    message: null,
};

test("the layout keeps one time axis for both panels and room for the labels", () => {
    for (const width of [340, 900]) {
        const layout = buildLayout(DATA, width, "all");
        expect(layout.plot.right).toBeLessThan(width);
        expect(layout.todayX).toBeGreaterThan(layout.plot.left);
        expect(layout.demand.top).toBeGreaterThan(layout.stock.bottom);
        expect(layout.stock.levels.every(({endValue}) => endValue !== null)).toBe(true);
    }
    expect(buildLayout(DATA, 340, "all").isSmall).toBe(true);
});

test("the near range is about three months around today", () => {
    const {startDay, endDay, today} = visibleDays(DATA, "near");
    expect([today - startDay, endDay - today]).toEqual([42, 49]);
});

test("a chart without any value still has an axis", () => {
    const empty = {stock: [], projected: [], levels: [], receipts: []};
    const layout = buildLayout(
        {...DATA, ...empty, demand: [], forecast: []},
        900,
        "all"
    );
    expect(layout.stock.past).toBe("");
    expect(layout.demand.line).toBe("");
});

test("the pointer chooses the nearest day inside the axis", () => {
    const layout = buildLayout(DATA, 900, "all");
    const {plot, days} = layout;
    expect(dayAt(layout, plot.x(days.today) + 0.2)).toBe(days.today);
    expect(dayAt(layout, -50)).toBe(days.startDay);
    expect(dayAt(layout, 5000)).toBe(days.endDay);
});
