import {expect, test} from "@odoo/hoot";
import {press, queryAll, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {Deferred, animationFrame} from "@odoo/hoot-mock";
import {
    readingAt,
    weeklyRows,
} from "@inv_optimisation/stocking_point_chart/geometry/reading";
import {toDay} from "@inv_optimisation/stocking_point_chart/geometry/scale";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

class StockingPoint extends models.Model {
    _name = "inv.stocking.point";

    name = fields.Char();

    _records = [
        {id: 1, name: "Seal"},
        {id: 2, name: "Valve"},
    ];
}

defineMailModels();
defineModels([StockingPoint]);

function makeData(values = {}) {
    return {
        unit: "Units",
        decimals: 0,
        today: "2026-11-26",
        start: "2026-11-12",
        end: "2026-12-17",
        lead_time_days: 7,
        stock: [
            {date: "2026-11-19", quantity: 40},
            {date: "2026-11-26", quantity: 26},
        ],
        projected: [
            {date: "2026-11-26", quantity: 26},
            {date: "2026-12-03", quantity: 0},
            {date: "2026-12-04", quantity: 60},
        ],
        levels: [
            {
                date: "2026-11-12",
                reorder_point: 30,
                order_up_to: 80,
                safety_stock: null,
            },
        ],
        receipts: [
            {
                date: "2026-12-04",
                quantity: 60,
                label: "P00884",
                res_model: "purchase.order",
                res_id: 7,
                is_suggested: false,
            },
            {
                date: "2026-12-10",
                quantity: 24,
                label: "",
                res_model: false,
                res_id: false,
                is_suggested: true,
            },
        ],
        demand: [
            {
                date: "2026-11-19",
                quantity: 14,
                is_excluded: false,
                capped_quantity: 10,
            },
        ],
        forecast: [
            {
                date: "2026-11-26",
                quantity: 12.4,
                low_50: 10,
                high_50: 15,
                low_80: 6,
                high_80: 19,
                low_95: -1,
                high_95: 26,
            },
        ],
        message: null,
        ...values,
    };
}

function mountForm(values = {}) {
    return mountView({
        type: "form",
        resModel: "inv.stocking.point",
        resId: 1,
        resIds: [1, 2],
        arch: `<form><field name="name"/><widget name="inv_stocking_point_chart"/></form>`,
        ...values,
    });
}

test("a reading has the numbers of its day and side of today", () => {
    const data = makeData();
    const past = readingAt(data, toDay("2026-11-19"));
    expect([past.stock, past.demand.quantity, past.forecast]).toEqual([40, 14, null]);
    const future = readingAt(data, toDay("2026-12-04"));
    expect(future.stock).toBe(60);
    expect(future.receipts).toHaveLength(1);
    expect(future.level.reorder_point).toBe(30);
});

test("the table has a row for each week of demand and forecast", () => {
    const rows = weeklyRows(makeData());
    expect(rows.map(({stock}) => stock)).toEqual([40, 26]);
    expect(rows.map(({isFuture}) => isFuture)).toEqual([false, true]);
});

test("the form does not wait for the chart", async () => {
    const answer = new Deferred();
    onRpc("inv.stocking.point", "get_chart_data", () => answer);
    await mountForm();
    expect(".o_field_widget[name=name]").toHaveCount(1);
    expect(".o_inv_chart_skeleton").toHaveCount(1);
    answer.resolve(makeData());
    await waitFor(".o_inv_time_chart_svg");
    expect(".o_inv_chart_skeleton").toHaveCount(0);
});

test("the picture is described in sentences and shows levels and receipts", async () => {
    onRpc("inv.stocking.point", "get_chart_data", ({args}) => {
        expect(args[0]).toEqual([1]);
        return makeData();
    });
    await mountForm();
    const svg = await waitFor(".o_inv_time_chart_svg");
    const label = svg.getAttribute("aria-label");
    expect(label).toInclude("26 Units in stock today.");
    expect(label).toInclude("Reorder point: 30.");
    expect(label).toInclude("The projection runs out on");
    expect(".o_inv_receipt").toHaveCount(2);
    expect(".o_inv_receipt_suggested").toHaveCount(1);
    expect(".o_inv_ring").toHaveCount(1);
});

test("no style of another screen changes the height of a demand bar", async () => {
    onRpc("inv.stocking.point", "get_chart_data", () => makeData());
    await mountForm();
    await waitFor(".o_inv_demand_bar");
    for (const bar of queryAll(".o_inv_demand_bar")) {
        const drawn = parseFloat(getComputedStyle(bar).height);
        expect(Math.abs(drawn - Number(bar.getAttribute("height")))).toBeLessThan(0.1);
    }
});

test("arrow keys choose a day and escape leaves it", async () => {
    onRpc("inv.stocking.point", "get_chart_data", () => makeData());
    await mountForm();
    const svg = await waitFor(".o_inv_time_chart_svg");
    svg.focus();
    await press("ArrowRight", {shiftKey: true});
    await animationFrame();
    expect(".o_inv_chart_reading dd[data-key=projected]").toHaveText("0 Units");
    await press("Escape");
    await animationFrame();
    expect(".o_inv_chart_reading").toHaveCount(0);
});

test("a click on an arrow opens its document", async () => {
    mockService("action", {
        doAction(action) {
            expect.step([action.res_model, action.res_id]);
        },
    });
    onRpc("inv.stocking.point", "get_chart_data", () => makeData());
    await mountForm();
    await waitFor(".o_inv_time_chart_svg");
    await contains(".o_inv_receipt_document").click();
    await contains(".o_inv_receipt_suggested").click();
    expect.verifySteps([["purchase.order", 7]]);
});

test("the table shows the same numbers", async () => {
    onRpc("inv.stocking.point", "get_chart_data", () => makeData());
    await mountForm();
    await waitFor(".o_inv_time_chart_svg");
    await contains(".o_inv_chart_toggle").click();
    expect(".o_inv_chart_table tbody tr").toHaveCount(2);
    const cells = queryAllTexts(".o_inv_chart_table tbody tr:eq(1) td");
    expect(cells.slice(0, 4)).toEqual(["26", "30", "80", "–"]);
    await contains(".o_inv_chart_toggle").click();
    await waitFor(".o_inv_time_chart_svg");
    expect(".o_inv_chart_table").toHaveCount(0);
});

test("another record loads another chart", async () => {
    onRpc("inv.stocking.point", "get_chart_data", ({args}) => {
        expect.step(args[0][0]);
        return makeData();
    });
    await mountForm();
    await waitFor(".o_inv_time_chart_svg");
    await contains(".o_pager_next").click();
    await waitFor(".o_inv_time_chart_svg");
    await animationFrame();
    expect.verifySteps([1, 2]);
});

test("a message takes the place of the chart", async () => {
    const message = "9 weeks of sales, 26 are needed.";
    onRpc("inv.stocking.point", "get_chart_data", () => makeData({message}));
    await mountForm();
    await waitFor(".o_inv_chart_message");
    expect(".o_inv_chart_message").toHaveText(message);
    expect(".o_inv_chart_toggle").toHaveCount(0);
});

test("an error is shown in place and can be retried", async () => {
    let isBroken = true;
    onRpc("inv.stocking.point", "get_chart_data", () => {
        if (isBroken) {
            throw makeServerError({message: "History is being rebuilt."});
        }
        return makeData();
    });
    await mountForm();
    await waitFor(".o_inv_chart_error");
    expect(".o_inv_chart_error").toHaveText(/History is being rebuilt/);
    isBroken = false;
    await contains(".o_inv_chart_retry").click();
    await waitFor(".o_inv_time_chart_svg");
});

test("a new record asks to be saved first", async () => {
    await mountForm({resId: undefined, resIds: []});
    expect(".o_inv_chart_message").toHaveText(/Save the stocking point/);
});
