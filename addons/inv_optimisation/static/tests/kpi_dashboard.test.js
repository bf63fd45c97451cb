import {expect, test} from "@odoo/hoot";
import {queryFirst, waitFor} from "@odoo/hoot-dom";
import {KpiDashboard} from "@inv_optimisation/kpi_dashboard/kpi_dashboard";
import {exportUrl} from "@inv_optimisation/kpi_dashboard/kpi_dashboard_api";
import {
    chartConfig,
    endRoom,
    spreadLabels,
} from "@inv_optimisation/kpi_dashboard/kpi_chart/kpi_chart_config";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";

defineMailModels();

const LINE = {line: "3,10 97,30", area: "3,40 97,40", x: 97, y: 30, target: 12};
const COLOURS = {
    stock: "#00f",
    model: "#0f0",
    target: "#f00",
    lost: "#aaa",
    last: "#b50",
};

function makeTile(code, values = {}) {
    return {
        code,
        name: code,
        size: "small",
        value: "5.0",
        suffix: "a year",
        state: "reached",
        verdict: "target 6.0",
        line: LINE,
        note: "A 7 · B 5",
        formula: "Cost of goods sold ÷ average stock value.",
        numbers: "€ 32.9M ÷ € 6.54M = 5.0",
        scope: "All sites",
        age: "data to 22 Nov",
        has_rows: true,
        chart: false,
        ...values,
    };
}

function makeChart(kind = "line") {
    return {
        kind,
        labels: ["Oct", "Nov"],
        titles: ["October 2026", "November 2026"],
        series: [
            {
                name: "Stock",
                colour: "stock",
                values: [7, 6],
                texts: ["€ 7", "€ 6"],
                end: "Stock 6",
                fill: true,
                is_dashed: false,
            },
            {
                name: "Model",
                colour: "model",
                values: [null, 5],
                texts: ["–", "€ 5"],
                end: "Model 5",
                fill: false,
                is_dashed: false,
            },
        ],
        axis: {
            min: 4,
            max: 8,
            ticks: [
                {value: 4, label: "€ 4"},
                {value: 8, label: "€ 8"},
            ],
        },
        description: "Stock from € 7 to € 6",
    };
}

function makePage(values = {}) {
    return {
        filters: {warehouse_id: false, abc_class: false, months: 12},
        options: {
            sites: [
                {id: 1, name: "Leeds"},
                {id: 2, name: "Lyon"},
            ],
            classes: [{id: "A", name: "Class A"}],
            months: [
                {id: 12, name: "12 months"},
                {id: 24, name: "24 months"},
            ],
        },
        can_plan: true,
        is_manager: false,
        is_empty: false,
        message: "",
        frozen: "October and earlier are frozen · data to 22 Nov",
        reconstructed: "Until May 2026 reconstructed from stock moves",
        scope: "All sites",
        tiles: [
            makeTile("stock_value", {size: "large", chart: makeChart()}),
            makeTile("turns"),
            makeTile("excess", {state: "missed", line: false}),
        ],
        ...values,
    };
}

async function mountPage(answer = () => makePage()) {
    onRpc("inv.kpi.dashboard", "get_dashboard_data", ({args}) => answer(args[0]));
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model || action);
        },
    });
    await mountWithCleanup(KpiDashboard, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
}

test("tiles show value, verdict in words, and where to look", async () => {
    await mountPage();
    await waitFor("[data-kpi=turns]");
    expect("[data-kpi=turns] .o_inv_kpi_value").toHaveText("5.0");
    expect("[data-kpi=turns] .o_inv_kpi_verdict .visually-hidden").toHaveText(
        "Reached:"
    );
    expect("[data-kpi=turns] .o_inv_kpi_verdict span:last").toHaveText("target 6.0");
    expect("[data-kpi=excess] .o_inv_kpi_verdict .fa").toHaveClass(
        "fa-arrow-circle-down"
    );
    expect("[data-kpi=turns] .o_inv_kpi_note").toHaveText("A 7 · B 5");
    expect("[data-kpi=turns] .o_inv_kpi_line_target").toHaveAttribute("y1", "12");
    expect("[data-kpi=excess] svg").toHaveCount(0);
    expect("[data-kpi=stock_value] canvas").toHaveAttribute(
        "aria-label",
        "Stock from € 7 to € 6"
    );
    expect(".o_inv_kpi_frozen").toHaveText(
        "October and earlier are frozen · data to 22 Nov"
    );
    expect(".o_inv_kpi_past").toHaveText(
        "Until May 2026 reconstructed from stock moves"
    );
});

test("a tile turns over, tells its formula and turns back with Escape", async () => {
    await mountPage();
    await waitFor("[data-kpi=turns]");
    await contains("[data-kpi=turns] .o_inv_kpi_info").click();
    expect("[data-kpi=turns] .o_inv_kpi_numbers").toHaveText("€ 32.9M ÷ € 6.54M = 5.0");
    expect(queryFirst("[data-kpi=turns] .o_inv_kpi_close")).toBe(
        document.activeElement
    );
    await contains("[data-kpi=turns] .o_inv_kpi_close").press("Escape");
    expect("[data-kpi=turns] .o_inv_kpi_numbers").toHaveCount(0);
    expect(queryFirst("[data-kpi=turns] .o_inv_kpi_info")).toBe(document.activeElement);
});

test("rows open what the server names, for the chosen filters", async () => {
    onRpc("inv.kpi.dashboard", "get_rows_action", ({args}) => {
        expect.step(args);
        return {type: "ir.actions.act_window", res_model: "inv.kpi.snapshot"};
    });
    await mountPage();
    await waitFor("[data-kpi=turns]");
    await contains("[data-kpi=turns] .o_inv_kpi_info").click();
    await contains("[data-kpi=turns] .o_inv_kpi_rows").click();
    expect.verifySteps([
        ["turns", {warehouse_id: false, abc_class: false, months: 12}],
        "inv.kpi.snapshot",
    ]);
});

test("filters read the page again", async () => {
    await mountPage((filters) => {
        expect.step([filters.warehouse_id, filters.abc_class, filters.months]);
        return makePage({filters});
    });
    await waitFor("[data-kpi=turns]");
    await contains(".o_inv_kpi_site").select("2");
    await contains(".o_inv_kpi_class").select("A");
    await contains(".o_inv_kpi_months").select("24");
    expect.verifySteps([
        [false, false, 12],
        [2, false, 12],
        [2, "A", 12],
        [2, "A", 24],
    ]);
    expect(".o_inv_kpi_export").toHaveAttribute(
        "href",
        exportUrl({warehouse_id: 2, abc_class: "A", months: 24})
    );
});

test("without figures the page starts a planning run", async () => {
    onRpc("inv.kpi.dashboard", "action_start_run", () => ({
        res_model: "inv.planning.run",
    }));
    await mountPage(() =>
        makePage({is_empty: true, message: "No figures yet.", tiles: []})
    );
    await waitFor(".o_inv_kpi_empty");
    expect(".o_inv_kpi_empty p").toHaveText("No figures yet.");
    expect(".o_inv_kpi_export").toHaveCount(0);
    await contains(".o_inv_kpi_start").click();
    expect.verifySteps(["inv.planning.run"]);
});

test("who may not plan is not offered a run", async () => {
    await mountPage(() => makePage({is_empty: true, can_plan: false, tiles: []}));
    await waitFor(".o_inv_kpi_empty");
    expect(".o_inv_kpi_start").toHaveCount(0);
});

test("an error is shown in place and can be retried", async () => {
    let isBroken = true;
    await mountPage(() => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return makePage();
    });
    await waitFor(".o_inv_kpi_error");
    isBroken = false;
    await contains(".o_inv_kpi_retry").click();
    await waitFor("[data-kpi=turns]");
});

test("names of lines do not cover each other", () => {
    const labels = spreadLabels([
        {text: "Target", y: 52},
        {text: "Fill", y: 50},
        {text: "Cycle", y: 120},
    ]);
    expect(labels.map((label) => [label.text, label.y])).toEqual([
        ["Fill", 50],
        ["Target", 64],
        ["Cycle", 120],
    ]);
    expect(endRoom([{end: ""}])).toBe(0);
    expect(endRoom([{end: "Stock 6"}])).toBeGreaterThan(40);
});

test("the gap to the model is filled and ticks keep the words of the server", () => {
    const config = chartConfig(makeChart(), COLOURS);
    const [stock, model] = config.data.datasets;
    expect(stock.fill).toEqual({target: 1});
    expect(model.fill).toBe(false);
    const axis = {};
    config.options.scales.y.afterBuildTicks(axis);
    expect(axis.ticks).toEqual([{value: 4}, {value: 8}]);
    expect(config.options.scales.y.ticks.callback(8)).toBe("€ 8");
    const bars = chartConfig(makeChart("bar"), COLOURS);
    expect(bars.data.datasets[0].backgroundColor).toEqual(["#aaa", "#b50"]);
});
