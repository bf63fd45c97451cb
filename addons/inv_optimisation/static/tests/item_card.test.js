import {advanceTime, animationFrame, beforeEach, expect, test} from "@odoo/hoot";
import {queryAllTexts, queryOne} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {DEBOUNCE_MS} from "@inv_optimisation/item_card/what_if/what_if";
import {
    contains,
    defineModels,
    makeServerError,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

function makeSlider(name, values = {}) {
    return {
        name,
        label: name,
        unit: "days",
        value: 14,
        today: 14,
        low: 0,
        high: 60,
        step: 1,
        tick_share: 0.25,
        text: "14 days",
        today_text: "14 days",
        is_share: false,
        is_fixed: false,
        ...values,
    };
}

function makeWhatIf(values = {}) {
    const isChanged = Object.keys(values).length > 0;
    return {
        message: false,
        is_changed: isChanged,
        can_decide: true,
        segment_count: 214,
        sliders: [
            makeSlider("service_target", {
                is_share: true,
                value: values.service_target ?? 0.95,
                today: 0.95,
                low: 0.8,
                high: 0.999,
                step: 0.001,
                unit: "%",
            }),
            makeSlider("lead_time_days", {value: values.lead_time_days ?? 14}),
        ],
        rows: [
            {
                name: "reorder_point",
                label: "Reorder point",
                today: "120",
                what_if: isChanged ? "132" : "120",
                is_changed: isChanged,
            },
        ],
        curve: {
            line: [
                {x: 0, y: 0},
                {x: 1, y: 1},
            ],
            today: {x: 0.4, y: 0.6},
            what_if: {x: 0.6, y: 0.8},
            low_service: "80 %",
            high_service: "100 %",
            low_value: "€ 2,000",
            high_value: "€ 3,000",
            description: "95 % for € 2,218 today",
        },
    };
}

const CALIBRATION = {
    verdict: "calibrated",
    verdict_text: "Calibrated",
    sentence: "20 order cycles replayed.",
    marks: {target: 0.75, test: 0.69, low: 0.5, high: 0.85, realised: 0.58},
    low_text: "80 %",
    high_text: "100 %",
    facts: [{label: "Stock-out days", value: "12"}],
    target_text: "95 %",
    test_text: "93.8 %",
    realised_text: "91.6 %",
    realised_note: "On time in the last 26 weeks.",
};

class StockingPoint extends models.Model {
    _name = "inv.stocking.point";

    _records = [{id: 1}];
}

defineMailModels();
defineModels([StockingPoint]);

function mountCard(arch) {
    return mountView({
        type: "form",
        resModel: "inv.stocking.point",
        resId: 1,
        arch: `<form>${arch}</form>`,
    });
}

/** Native date inputs take no keys one by one. */
function setDay(day) {
    const input = queryOne(".o_inv_keep_form [name=until]");
    input.value = day;
    input.dispatchEvent(new Event("input"));
    input.dispatchEvent(new Event("change"));
}

beforeEach(() => {
    onRpc("inv.stocking.point", "get_what_if", ({args}) => makeWhatIf(args[1]));
    onRpc("inv.stocking.point", "get_calibration", () => CALIBRATION);
});

test("a drag asks once, after it stopped, and marks what moved", async () => {
    onRpc("inv.stocking.point", "get_what_if", ({args}) => {
        expect.step(JSON.stringify(args[1]));
    });
    await mountCard(`<widget name="inv_what_if"/>`);
    expect.verifySteps(["{}"]);
    expect(".o_inv_what_if_apply").not.toBeEnabled();
    const range = "[data-slider=lead_time_days] input[type=range]";
    await contains(range).edit(20, {instantly: true});
    await contains(range).edit(21, {instantly: true});
    await advanceTime(DEBOUNCE_MS + 10);
    expect.verifySteps(['{"lead_time_days":21}']);
    expect("[data-figure=reorder_point] .o_inv_what_if_then").toHaveText("132");
    expect("[data-figure=reorder_point]").toHaveClass("o_inv_what_if_moved");
    expect(".o_inv_what_if_apply").toBeEnabled();
    await contains(".o_inv_what_if_discard").click();
    expect.verifySteps(["{}"]);
    expect(".o_inv_what_if_apply").not.toBeEnabled();
});

test("shares are typed in percent", async () => {
    await mountCard(`<widget name="inv_what_if"/>`);
    const number = "[data-slider=service_target] input[type=number]";
    expect(number).toHaveValue(95);
    onRpc("inv.stocking.point", "get_what_if", ({args}) => {
        expect.step(args[1].service_target);
    });
    await contains(number).edit("97.5", {instantly: true});
    await advanceTime(DEBOUNCE_MS + 10);
    expect.verifySteps([0.975]);
});

test("the server's sentence about the range is shown, the figures stay", async () => {
    await mountCard(`<widget name="inv_what_if"/>`);
    onRpc("inv.stocking.point", "get_what_if", () => {
        throw makeServerError({
            message: "Lead time must lie between 0 days and 365 days.",
        });
    });
    await contains("[data-slider=lead_time_days] input[type=number]").edit("900");
    await advanceTime(DEBOUNCE_MS + 10);
    expect(".o_inv_what_if_error").toHaveText(/between 0 days and 365 days/);
    expect("[data-figure=reorder_point] .o_inv_what_if_then").toHaveText("120");
});

test("a value is kept with last day and reason only", async () => {
    onRpc("inv.stocking.point", "action_keep_what_if", ({args}) => {
        expect.step(args.slice(1));
        return true;
    });
    await mountCard(`<widget name="inv_what_if"/>`);
    await contains("[data-slider=lead_time_days] input[type=number]").edit("30");
    await advanceTime(DEBOUNCE_MS + 10);
    await contains(".o_inv_what_if_keep").click();
    await contains(".o_inv_keep_confirm").click();
    expect(".o_inv_keep_error").toHaveText(/needs a last day/);
    setDay("2026-12-31");
    await animationFrame();
    await contains(".o_inv_keep_confirm").click();
    expect(".o_inv_keep_error").toHaveText(/Say why/);
    await contains(".o_inv_keep_form [name=reason]").edit("Plant moves");
    await contains(".o_inv_keep_confirm").click();
    expect.verifySteps([[{lead_time_days: 30}, "2026-12-31", "Plant moves"]]);
});

test("the calibration shows interval, target and realised service", async () => {
    await mountCard(`<widget name="inv_calibration"/>`);
    expect(".o_inv_item_chip").toHaveText("Calibrated");
    expect(".o_inv_calibration_scale_interval").toHaveStyle(
        {width: "35.00%"},
        {
            inline: true,
        }
    );
    expect(".o_inv_calibration_scale_realised").toHaveCount(1);
    expect(queryAllTexts(".o_inv_calibration_scale_key span")).toEqual([
        "target 95 %",
        "back-test 93.8 %",
        "realised 91.6 %",
    ]);
});

test("too little history shows the target alone", async () => {
    onRpc("inv.stocking.point", "get_calibration", () => ({
        ...CALIBRATION,
        verdict: "short",
        verdict_text: "Too little history",
        marks: {target: 0.75, test: null, low: null, high: null, realised: null},
        test_text: "",
        realised_text: "",
    }));
    await mountCard(`<widget name="inv_calibration"/>`);
    expect(".o_inv_item_chip_short").toHaveText("Too little history");
    expect(".o_inv_calibration_scale_target").toHaveCount(1);
    expect(".o_inv_calibration_scale_interval").toHaveCount(0);
    expect(".o_inv_calibration_scale_realised").toHaveCount(0);
});
