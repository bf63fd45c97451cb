import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {queryAll, queryFirst, waitFor} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {
    chartConfig,
    withAlpha,
} from "@inv_optimisation/forecast_page/forecast_chart/forecast_chart_config";
import {ForecastPage} from "@inv_optimisation/forecast_page/forecast_page";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeMockEnv,
    makeServerError,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {getDefaultConfig} from "@web/views/view";
import {makeChart, makeDetail, makePage, makeRow} from "./forecast_page_data";

defineMailModels();

beforeEach(async () => {
    await makeMockEnv();
});

const COLOURS = {
    demand: "#828d9e",
    forecast: "#71639e",
    manual: "#b35300",
    before: "#5f6873",
    today: "#b3261e",
    text: "#5f6873",
    grid: "#eceff1",
    future: "#f5f5f9",
};

/** Mount the page; returns the details that were asked for. */
async function mountPage({rows = () => makePage(), calls = {}} = {}) {
    const details = [];
    onRpc("inv.forecast.page", "get_rows", ({args}) => rows(...args));
    onRpc("inv.forecast.page", "get_detail", ({args}) => {
        details.push(`${args[0]} ${args[1]}`);
        return makeDetail(args[1], {kind: args[0]});
    });
    for (const [name, call] of Object.entries(calls)) {
        onRpc("inv.forecast.page", name, ({args}) => call(...args));
    }
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model || action);
        },
    });
    await mountWithCleanup(ForecastPage, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
    await waitFor(".o_inv_forecast_page[data-status=ready], .alert");
    return details;
}

describe("on a wide screen", () => {
    describe.current.tags("desktop");

    test("rows say last and next weeks, error, and the verdict in words", async () => {
        const details = await mountPage();
        await waitFor(".o_inv_forecast_chart canvas");
        expect(details).toEqual(["category 1"]);
        const first = queryFirst(".o_inv_forecast_row");
        expect(first.querySelector(".o_inv_forecast_amounts")).toHaveText(
            /7,290 → € 5,040/
        );
        expect(first.querySelector(".o_inv_added")).toHaveText("4.4 pt worse");
        expect(first.querySelector(".o_inv_added .fa")).toHaveClass(
            "fa-exclamation-triangle"
        );
        expect(first.querySelector(".o_inv_forecast_chip")).toHaveText(
            "+20 % to 8 Dec"
        );
        expect(".o_inv_forecast_row:eq(1) .o_inv_added .fa").toHaveClass(
            "fa-check-circle"
        );
        expect(".o_inv_forecast_row polyline:first").toHaveAttribute(
            "points",
            "2,2 94,10"
        );
        expect(".o_inv_override_verdict").toHaveText(/Helped/);
    });

    test("choosing a row shows its detail", async () => {
        const details = await mountPage();
        await waitFor(".o_inv_forecast_chart canvas");
        await contains(".o_inv_forecast_row:eq(1) button").click();
        await waitFor(".o_inv_forecast_head:contains('Category 2')");
        expect(details).toEqual(["category 1", "category 2"]);
        expect(".o_inv_forecast_row:eq(1)").toHaveClass("o_inv_forecast_chosen");
    });

    test("a refused override keeps what was typed", async () => {
        await mountPage({
            calls: {
                create_override(kind, id, site, values) {
                    expect.step([kind, id, site, values.value, values.date_to]);
                    throw makeServerError({
                        message: "A forecast override needs a last day.",
                    });
                },
            },
        });
        await contains(".o_inv_override").click();
        await contains(".o_inv_override_form [name=value]").edit("25", {
            confirm: false,
        });
        await contains(".o_inv_override_form [name=note]").edit("Leaflet", {
            confirm: false,
        });
        await contains(".o_inv_override_confirm").click();
        await waitFor(".o_inv_override_problem");
        expect(".o_inv_override_problem").toHaveText(/needs a last day/);
        expect(".o_inv_override_form [name=value]").toHaveValue(25);
        expect(".o_inv_override_form [name=note]").toHaveValue("Leaflet");
        expect.verifySteps([["category", 1, false, 25, ""]]);
    });

    test("an override can be planned with and undone", async () => {
        const details = await mountPage({
            calls: {
                create_override: () => ({
                    text: "+25 % for Category 1.",
                    note: "The next plan uses it.",
                    undo: {call: "take_back_override", id: 9},
                    plan: {
                        kind: "category",
                        id: 1,
                        site_id: false,
                        text: "Plan 12 now",
                    },
                }),
                take_back_override(id) {
                    expect.step(`take back ${id}`);
                    return {text: "Taken back.", note: "", undo: false, plan: false};
                },
            },
        });
        await contains(".o_inv_override").click();
        await contains(".o_inv_override_form [name=value]").edit("25", {
            confirm: false,
        });
        await contains(".o_inv_override_confirm").click();
        await waitFor(".o_inv_forecast_notice:contains('+25 %')");
        expect(".o_inv_override_form").toHaveCount(0);
        expect(".o_inv_forecast_plan").toHaveText("Plan 12 now");
        await contains(".o_inv_forecast_undo").click();
        await waitFor(".o_inv_forecast_notice:contains('Taken back')");
        expect(".o_inv_forecast_undo").toHaveCount(0);
        expect.verifySteps(["take back 9"]);
        expect(details).toEqual(["category 1", "category 1", "category 1"]);
    });

    test("a running override ends; a problem is said in the foot", async () => {
        await mountPage({
            calls: {
                end_override(id) {
                    expect.step(`end ${id}`);
                    throw makeServerError({message: "It is over already."});
                },
            },
        });
        await contains(".o_inv_override_end").click();
        await waitFor(".o_inv_forecast_notice .text-danger");
        expect(".o_inv_forecast_notice").toHaveText(/over already/);
        expect.verifySteps(["end 7"]);
    });
});

test("a click on the tile lists items that are worse than naive", async () => {
    const asked = [];
    await mountPage({
        rows(filters) {
            asked.push(filters);
            const item = {kind: "item", abc_xyz: "AX"};
            return makePage(filters.only_worse ? {rows: [makeRow(4, item)]} : {});
        },
    });
    await contains(".o_inv_forecast_worse").click();
    await waitFor(".o_inv_forecast_row .o_inv_class_chip");
    expect(asked.at(-1)).toEqual({
        kind: "items",
        sort: "added",
        search: "",
        site_id: false,
        only_worse: true,
    });
    await contains("[data-kind=categories]").click();
    await animationFrame();
    expect(asked.at(-1).only_worse).toBe(false);
});

test("search, sort, pages and sites ask the server", async () => {
    const asked = [];
    await mountPage({
        rows(filters, offset) {
            asked.push([filters.search, filters.sort, filters.site_id, offset]);
            return makePage({offset});
        },
    });
    await contains("[aria-label='Next page']").click();
    await contains(".o_inv_forecast_sort").select("bias");
    await contains(".o_inv_forecast_search input").edit("pump", {confirm: "enter"});
    await animationFrame();
    expect(asked.slice(0, 3)).toEqual([
        ["", "usage", false, 0],
        ["", "usage", false, 20],
        ["", "bias", false, 0],
    ]);
    expect(asked.at(-1)).toEqual(["pump", "bias", false, 0]);
});

test("nothing found offers to clear the filters", async () => {
    await mountPage({
        rows: (filters) => makePage(filters.search ? {rows: [], count: 0} : {}),
    });
    await contains(".o_inv_forecast_search input").edit("zzz", {confirm: "enter"});
    await contains(".o_inv_forecast_nothing button").click();
    await waitFor(".o_inv_forecast_row");
    expect(queryAll(".o_inv_forecast_row")).toHaveLength(2);
});

test("without a plan the page says what to do", async () => {
    await mountPage({rows: () => makePage({rows: [], count: 0, is_planned: false})});
    await contains(".o_inv_forecast_empty button").click();
    expect.verifySteps(["inv_optimisation.inv_planning_run_action"]);
});

test("a failing server is said, and asked again", async () => {
    let count = 0;
    await mountPage({
        rows() {
            count += 1;
            if (count === 1) {
                throw makeServerError({message: "The database is away."});
            }
            return makePage();
        },
    });
    expect(".alert").toHaveText(/The database is away/);
    await contains(".alert button").click();
    await waitFor(".o_inv_forecast_row");
});

test.tags("mobile");
test("on a phone a row opens as a page of its own", async () => {
    const details = await mountPage();
    expect(".o_inv_forecast_detail").toHaveCount(0);
    await contains(".o_inv_forecast_row:eq(1) button").click();
    await waitFor(".o_inv_forecast_head:contains('Category 2')");
    expect(".o_inv_forecast_list").toHaveCount(0);
    await contains(".o_inv_forecast_back").click();
    await waitFor(".o_inv_forecast_list");
    expect(details).toEqual(["category 2"]);
});

test("the chart has bands, bars and lines, and hatches doubtful weeks", () => {
    const config = chartConfig(makeChart(), COLOURS);
    const {datasets} = config.data;
    expect(datasets).toHaveLength(9);
    expect(datasets[1].fill).toBe("-1");
    expect(datasets[1].data[2]).toBe(30);
    expect(datasets[6].borderWidth).toEqual([0, 1, 0, 0]);
    expect(datasets[6].backgroundColor[0]).toBe("#828d9e");
    expect(datasets[6].backgroundColor[1]).toBeInstanceOf(CanvasPattern);
    const {borderColor} = datasets[8].segment;
    expect(borderColor({p0DataIndex: 3, p1DataIndex: 3})).toBe("#b35300");
    expect(borderColor({p0DataIndex: 2, p1DataIndex: 3})).toBe(undefined);
    const {callbacks} = config.options.plugins.tooltip;
    expect(callbacks.label({dataIndex: 2})).toEqual(["Forecast 11"]);
    expect(withAlpha("#71639e", 0.2)).toBe("#71639e33");
});
