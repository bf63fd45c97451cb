import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError} from "@web/../tests/web_test_helpers";
import {makeFigure, makePlan, mountAccuracy} from "./accuracy_data";

defineMailModels();
describe.current.tags("desktop");

test("figure, interval, n and sample kind stand together", async () => {
    await mountAccuracy();
    await waitFor(".o_inv_headline_figure");
    expect(".o_inv_headline").toHaveText(
        /random sample, 90 days\s+96.8 %\s+95.4 to 97.8/
    );
    expect(".o_inv_headline").toHaveText(/815 of 842 records in tolerance/);
    expect(".o_inv_headline").toHaveText(/we cannot say yet. 220 more random counts/);
    expect("[data-row='All sites']").toHaveText(/96.8 %\s+95.4–97.8 · 815 \/ 842/);
    expect("[data-tile=hit]").toHaveText(/91.8 %\s+biased/);
    expect("[data-tile=net]").toHaveText(/−0.12 %/);
    expect(queryAllTexts(".o_inv_cause b")).toEqual(["96", "18"]);
    expect(".o_inv_cause_unknown").toHaveText(/Not known.*100 %/s);
    expect(".o_inv_advice_text").toHaveText(/up to 96 of 300/);
});

test("charts have tables behind them", async () => {
    await mountAccuracy();
    await waitFor(".o_inv_trend svg");
    await contains(".o_inv_trend_toggle").click();
    expect(".o_inv_trend tbody tr").toHaveCount(2);
    await contains(".o_inv_curve_toggle").click();
    expect(queryAllTexts(".o_inv_curve tbody td")).toEqual([
        "±0.5",
        "3,200",
        "±1",
        "1,062",
    ]);
});

test("cuts change and open their lines", async () => {
    await mountAccuracy();
    await contains("[data-cut=zones]").click();
    await contains("[data-row='Aisle A'] .btn").click();
    await expect.waitForSteps([
        ["open", "inv_cycle_count.inv_count_line_report_action"],
        ["is_counted", "counted_datetime", "kind", "zone_id"],
    ]);
});

test("a trend of few counts is hidden", async () => {
    const trend = {
        months: [],
        axis: {ticks: [], target: 0},
        counted: 12,
        is_shown: false,
        least: 30,
    };
    await mountAccuracy({trend});
    await waitFor(".o_inv_trend_hidden");
    expect(".o_inv_trend svg").toHaveCount(0);
    expect(".o_inv_trend_hidden").toHaveText(/12 counts in the last year/);
});

test("the planner asks the server and adds its counts", async () => {
    await mountAccuracy(
        {},
        {
            get_sample_plan: makePlan({margin: 0.02, needed: 290, missing: 0}),
            add_sample_to_programme: {message: "8 random counts a day are added."},
        }
    );
    await waitFor(".o_inv_planner_foot");
    expect(".o_inv_planner_foot").toHaveText(
        /842 done, 220 to go: 8 a day for 6 weeks/
    );
    await contains(".o_inv_add_sample").click();
    await waitFor(".o_inv_count_message");
    await contains("#o_inv_margin").select("0.02");
    const filters = {kind: "sample", days: 90, warehouse_id: false};
    expect.verifySteps([
        ["add_sample_to_programme", 8, 6, filters],
        ["get_sample_plan", 0.968, 0.02, 0.95, 6, filters],
    ]);
    expect(".o_inv_planner_foot").toHaveText(/290 counts in all/);
});

test("a wish that cannot be is told beside the planner", async () => {
    const message = "Spread the counts over 1 to 52 weeks.";
    const refuse = () => {
        throw makeServerError({message});
    };
    await mountAccuracy({}, {get_sample_plan: refuse});
    await contains("#o_inv_weeks").select("13");
    await waitFor(".o_inv_planner_error");
    expect(".o_inv_planner_error").toHaveText(message);
    expect.verifySteps([
        [
            "get_sample_plan",
            0.968,
            0.01,
            0.95,
            13,
            {kind: "sample", days: 90, warehouse_id: false},
        ],
    ]);
});

test("all counts are labelled biased", async () => {
    await mountAccuracy();
    await contains("select[name=kind]").select("all");
    expect.verifySteps([
        ["get_record_accuracy", {kind: "all", days: 90, warehouse_id: false}],
    ]);
});

test("nothing counted leads to the programme", async () => {
    const none = makeFigure({has_data: false, counted: 0, verdict: "none"});
    await mountAccuracy({
        headline: none,
        values: {counted: 0},
        trend: {months: [], counted: 0, is_shown: false},
    });
    await waitFor(".o_inv_count_empty");
    await contains(".o_inv_open_programme").click();
    expect.verifySteps([["open", "inv_cycle_count.inv_count_programme_action"], []]);
});
