import {expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {Deferred, advanceTime, animationFrame} from "@odoo/hoot-mock";
import {ExchangeCurve} from "@inv_optimisation/exchange_curve/exchange_curve";
import {ExchangeCurveStore} from "@inv_optimisation/exchange_curve/exchange_curve_store";
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

const TARGETS = [0.9, 0.925, 0.95, 0.975];

function makeCurve(values = {}) {
    return {
        segments: [{id: 4, name: "A items"}],
        segment_id: false,
        may_apply: true,
        message: null,
        scope: "120 item-sites",
        axes: {
            x: [{place: 0.5, text: "$ 100k"}],
            y: [{place: 0.5, text: "95 %"}],
        },
        steps: TARGETS.map((target, index) => ({
            target,
            x: 0.2 + index * 0.2,
            y: 0.1 + index * 0.2,
            text: `$ ${index}00k, ${target}`,
        })),
        today: {x: 0.4, y: 0.2, text: "$ 90k, 91 %"},
        promise: {y: 0.6, text: "target 95 %"},
        choices: [
            {
                name: "service",
                title: "Keep the service",
                target: 0.91,
                is_possible: true,
                headline: "− $ 12,000",
                text: "91 % with $ 78k",
            },
            {
                name: "target",
                title: "Reach the target",
                target: 0.95,
                is_possible: true,
                headline: "+ $ 20,000",
                text: "95 % with $ 110k",
            },
            {
                name: "money",
                title: "Keep the money",
                target: 0.99,
                is_possible: false,
                headline: "+2 pt",
                text: "99 %",
            },
        ],
        ...values,
    };
}

function makeChoice(target) {
    const row = {
        name: "AX",
        before: "91.0",
        after: `${target * 100} %`,
        stock: "$ 50k",
        change_text: "− $ 1,000",
        is_less: true,
        bar: 0.5,
    };
    return {
        target,
        target_text: `${(target * 100).toFixed(1)} %`,
        stock_text: "$ 110k",
        rows: [row],
        total: {...row, name: "All"},
    };
}

async function mountCurve(answers = {}) {
    onRpc("inv.exchange.curve.page", "*", ({method, args}) => {
        expect.step([method, ...args]);
        const defaults = {
            get_curve: () => makeCurve(),
            get_choice: () => makeChoice(args[1]),
        };
        return (answers[method] || defaults[method])(...args);
    });
    mockService("action", {
        doAction(action) {
            expect.step(action.res_model || action);
        },
    });
    await mountWithCleanup(ExchangeCurve, {
        componentEnv: {config: getDefaultConfig()},
        props: {action: {}, actionId: 1},
    });
    await waitFor("[data-status=ready], [data-status=error]");
    await animationFrame();
}

test("the page begins at the target of the policies", async () => {
    await mountCurve();
    await waitFor(".o_inv_class_effects tbody tr");
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
    ]);
    expect(".o_inv_curve_target").toHaveValue(95);
    expect("[data-choice=target]").toHaveClass("o_inv_active");
    expect(".o_inv_preview_target").toHaveText("Preview 95.0 %");
    expect(queryAllTexts(".o_inv_class_effects tbody td").at(-1)).toBe("− $ 1,000");
    expect(".o_inv_class_change_bar").toHaveAttribute("style", "width: 25.0%");
});

test("a choice is chosen, one beyond the curve is not offered", async () => {
    await mountCurve();
    await contains("[data-choice=service] button").click();
    await animationFrame();
    expect("[data-choice=service]").toHaveClass("o_inv_active");
    expect("[data-choice=target]").not.toHaveClass("o_inv_active");
    expect("[data-choice=money] button").toHaveCount(0);
    expect("[data-choice=money]").toHaveText(/beyond the curve/);
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["get_choice", false, 0.91],
    ]);
});

test("arrow keys move the dot and ask once it rests", async () => {
    await mountCurve();
    await contains("[role=slider]").focus();
    await contains("[role=slider]").press("ArrowRight");
    await animationFrame();
    expect(".o_inv_curve_target").toHaveValue(97.5);
    await contains("[role=slider]").press("ArrowRight");
    await animationFrame();
    expect(".o_inv_curve_target").toHaveValue(97.5);
    await contains("[role=slider]").press("ArrowLeft");
    await contains("[role=slider]").press("ArrowDown");
    await animationFrame();
    expect(".o_inv_curve_target").toHaveValue(92.5);
    expect("[role=slider]").toHaveAttribute("aria-valuetext", "$ 100k, 0.925");
    await advanceTime(500);
    await animationFrame();
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["get_choice", false, 0.925],
    ]);
});

test("a target can be typed", async () => {
    await mountCurve();
    await contains(".o_inv_curve_target").edit("93");
    await animationFrame();
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["get_choice", false, 0.93],
    ]);
    expect(".o_inv_preview_target").toHaveText("Preview 93.0 %");
});

test("money finds its target; what it cannot buy is refused in words", async () => {
    let isRefused = false;
    await mountCurve({
        find_target: () => {
            if (isRefused) {
                throw makeServerError({message: "Choose a value above $ 50k."});
            }
            return 0.925;
        },
    });
    await contains(".o_inv_curve_budget").edit("100000");
    await animationFrame();
    expect(".o_inv_curve_target").toHaveValue(92.5);
    isRefused = true;
    await contains(".o_inv_curve_budget").edit("5");
    await animationFrame();
    expect(".o_inv_exchange_foot [role=alert]").toHaveText(
        "Choose a value above $ 50k."
    );
    expect(".o_inv_curve_target").toHaveValue(92.5);
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["find_target", false, 100000],
        ["get_choice", false, 0.925],
        ["find_target", false, 5],
    ]);
});

test("the preview opens the changes of the chosen point", async () => {
    await mountCurve({
        open_preview_of_target: () => ({res_model: "inv.parameter.change.batch"}),
    });
    await contains(".o_inv_preview_target").click();
    await animationFrame();
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["open_preview_of_target", false, 0.95],
        "inv.parameter.change.batch",
    ]);
});

test("another segment has a curve of its own", async () => {
    await mountCurve();
    await contains(".o_inv_segment").select("4");
    await animationFrame();
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["get_curve", 4],
        ["get_choice", 4, 0.95],
    ]);
});

test("who may not apply, and a segment without items", async () => {
    await mountCurve({get_curve: () => makeCurve({may_apply: false})});
    expect(".o_inv_preview_target").toHaveCount(0);
    await mountCurve({
        get_curve: () => ({segments: [], message: "Start a planning run."}),
    });
    expect(".o_inv_exchange_empty p").toHaveText("Start a planning run.");
    expect(".o_inv_curve_chart").toHaveCount(1);
    expect.verifySteps([
        ["get_curve", false],
        ["get_choice", false, 0.95],
        ["get_curve", false],
    ]);
});

test("an error is shown in place and can be retried", async () => {
    let isBroken = true;
    await mountCurve({
        get_curve: () => {
            if (isBroken) {
                throw makeServerError({message: "Locked."});
            }
            return makeCurve();
        },
    });
    expect(".alert p").toHaveText("Locked.");
    isBroken = false;
    await contains(".alert button").click();
    await waitFor(".o_inv_curve_chart");
    expect.verifySteps([
        ["get_curve", false],
        ["get_curve", false],
        ["get_choice", false, 0.95],
    ]);
});

test("an answer that comes late does not replace a newer one", async () => {
    const slow = new Deferred();
    const orm = {
        call: (model, method, [, target]) =>
            target === 0.9 ? slow : Promise.resolve(makeChoice(target)),
    };
    const store = new ExchangeCurveStore(orm);
    const first = store.choose(0.9);
    await store.choose(0.95);
    slow.resolve(makeChoice(0.9));
    await first;
    expect(store.choice.target).toBe(0.95);
});
