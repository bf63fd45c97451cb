import {expect, test} from "@odoo/hoot";
import {queryFirst, waitFor} from "@odoo/hoot-dom";
import {Deferred, advanceTime, animationFrame, mockDate} from "@odoo/hoot-mock";
import {RESULT_MS} from "@inv_optimisation/workbench/workbench_store";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError} from "@web/../tests/web_test_helpers";
import {makeHeader, makeRow, mountBench} from "./workbench_data";

defineMailModels();

const ROW = "[data-row='1']";
const MAIN = `${ROW} .o_inv_decide_main`;
const ANSWER = {message: "Approved 48 pcs of item 1.", batch: "b1"};

test("approving asks the server, says it, and goes to the next row", async () => {
    const bench = await mountBench(() => {
        bench.gone.add(1);
        return ANSWER;
    });
    await contains(MAIN).click();
    await waitFor(".o_inv_undo");
    expect.verifySteps([["decide_approve", [1], {}], "reload"]);
    expect(".o_inv_workbench_result span").toHaveText(ANSWER.message);
    expect(ROW).toHaveCount(0);
    expect(bench.store.focusId).toBe(2);
    expect("[data-row='2'] .o_inv_decide_main").toHaveCount(1);
});

test("undo takes the whole click back and cannot be pressed twice", async () => {
    await mountBench((method) =>
        method === "undo" ? {message: "Undone: item 1.", batch: null} : ANSWER
    );
    await contains(MAIN).click();
    await contains(".o_inv_undo").click();
    await waitFor(".o_inv_workbench_result:contains('Undone')");
    expect.verifySteps([
        ["decide_approve", [1], {}],
        "reload",
        ["undo", "b1"],
        "reload",
    ]);
    expect(".o_inv_undo").toHaveCount(0);
});

test("the way back disappears after its time", async () => {
    await mountBench(() => ANSWER);
    await contains(MAIN).click();
    await waitFor(".o_inv_undo");
    await advanceTime(RESULT_MS - 1000);
    expect(".o_inv_undo").toHaveCount(1);
    await advanceTime(1500);
    await animationFrame();
    expect(".o_inv_undo").toHaveCount(0);
    expect(".o_inv_workbench_result").toHaveText("Decided today: 3 by Ann.");
    expect.verifySteps([["decide_approve", [1], {}], "reload"]);
});

test("a conflict says who was first and keeps what was typed", async () => {
    const message = "Ann decided on item 1 at 09:12. Reload the list.";
    await mountBench(() => ({conflict: {message}}));
    await contains(`${ROW} .o_inv_decide_quantity`).click();
    await contains(".o_inv_quantity").edit("60", {confirm: false});
    await contains(".o_inv_submit").click();
    await waitFor(".o_inv_decision_conflict");
    expect(`${ROW} .o_inv_decision_conflict`).toHaveText(/Ann decided/);
    expect(".o_inv_quantity").toHaveValue(60);
    expect(".o_inv_undo").toHaveCount(0);
    expect.verifySteps([["decide_approve", [1], {1: 60}]]);
    await contains(".o_inv_decision_conflict .btn-link").click();
    await animationFrame();
    expect.verifySteps(["reload"]);
    expect(".o_inv_decision_conflict").toHaveCount(0);
});

test("a refused quantity says why and stays to be corrected", async () => {
    await mountBench(() => {
        throw makeServerError({message: "The quantity must be above 0."});
    });
    await contains(`${ROW} .o_inv_decide_quantity`).click();
    expect(".o_inv_quantity").toHaveValue(48);
    await contains(".o_inv_quantity").edit("0", {confirm: false});
    await contains(".o_inv_submit").click();
    await waitFor(".o_inv_decision_problem");
    expect(`${ROW} .o_inv_decision_problem`).toHaveText(
        "The quantity must be above 0."
    );
    expect(".o_inv_quantity").toHaveValue(0);
    expect(".o_inv_submit").toBeEnabled();
    expect.verifySteps([["decide_approve", [1], {1: 0}]]);
});

test("deferring proposes a week, ignoring a month with a reason", async () => {
    mockDate("2026-11-27 10:00:00");
    await mountBench(() => ({message: "Deferred.", batch: "b2"}));
    await contains(`${ROW} .o_inv_decide_defer`).click();
    expect(".o_inv_decision_box").toHaveAttribute("data-mode", "defer");
    expect(queryFirst(".o_inv_date_until").value).toBe("2026-12-04");
    await contains(".o_inv_submit").click();
    await waitFor(".o_inv_undo");
    expect.verifySteps([["decide_defer", [1], "2026-12-04"], "reload"]);
    await contains(`${ROW} .o_inv_decide_more`).click();
    await contains(".o_inv_choose_ignore").click();
    expect(queryFirst(".o_inv_date_until").value).toBe("2026-12-27");
    await contains(".o_inv_ignore_reason").edit("Phased out", {confirm: false});
    await contains(".o_inv_submit").click();
    await animationFrame();
    expect.verifySteps([["decide_ignore", [1], "Phased out", "2026-12-27"], "reload"]);
});

test("another vendor has to be chosen before it can be ordered", async () => {
    await mountBench((method) =>
        method === "get_options"
            ? {
                  quantity: 48,
                  vendors: [
                      {id: 7, name: "Alpha", price: "$ 5", is_chosen: true},
                      {id: 8, name: "Beta", price: "$ 6", is_chosen: false},
                  ],
                  transfers: [],
              }
            : ANSWER
    );
    await contains(`${ROW} .o_inv_decide_more`).click();
    await contains(".o_inv_choose_vendor").click();
    await waitFor(".o_inv_choices");
    expect(".o_inv_submit").not.toBeEnabled();
    await contains(".o_inv_choices tr:contains('Beta') input").click();
    await contains(".o_inv_submit").click();
    await animationFrame();
    expect.verifySteps([["get_options", 1], ["decide_vendor", 1, 8, 48], "reload"]);
});

test("no other site to send is said in words", async () => {
    await mountBench(() => ({quantity: 48, vendors: [], transfers: []}));
    await contains(`${ROW} .o_inv_decide_more`).click();
    await contains(".o_inv_choose_transfer").click();
    await waitFor(".o_inv_decision_box:contains('No other site can send')");
    expect(".o_inv_submit").not.toBeEnabled();
    expect.verifySteps([["get_options", 1]]);
});

test("what cannot be approved leads to what is wrong", async () => {
    const fix = {kind: "fix", can_approve: false, button: "Fix"};
    await mountBench(() => ({res_model: "product.template"}), {
        rows: [makeRow(1, fix)],
    });
    expect(MAIN).toHaveText("Fix");
    expect(".o_inv_decide_quantity").toHaveCount(0);
    await contains(MAIN).click();
    await animationFrame();
    expect.verifySteps([["open_fix", 1], "product.template"]);
});

test("a click that is under way cannot be given twice", async () => {
    const answer = new Deferred();
    const bench = await mountBench(() => answer);
    bench.store.approve();
    await animationFrame();
    expect(MAIN).not.toBeEnabled();
    await bench.store.approve();
    answer.resolve(ANSWER);
    await waitFor(`${MAIN}:enabled`);
    expect.verifySteps([["decide_approve", [1], {}], "reload"]);
});

test("who may not decide sees reasons and no buttons", async () => {
    const bench = await mountBench(() => ({}), {header: {may_decide: false}});
    expect(`${ROW} .o_inv_reason`).toHaveText("Order 48: item 1 runs out.");
    expect(MAIN).toHaveCount(0);
    await bench.store.setMode("quantity");
    await animationFrame();
    expect(".o_inv_decision_box").toHaveCount(0);
});

test("an open box keeps its row when the pointer passes others", async () => {
    const bench = await mountBench(() => ANSWER);
    await contains(`${ROW} .o_inv_decide_quantity`).click();
    bench.store.focus(2);
    expect(bench.store.focusId).toBe(1);
    await contains(".o_inv_quantity").press("Escape");
    expect(".o_inv_decision_box").toHaveCount(0);
    bench.store.focus(2);
    expect(bench.store.focusId).toBe(2);
    bench.store.step(-1);
    expect(bench.store.focusId).toBe(1);
    bench.store.step(-1);
    expect(bench.store.focusId).toBe(1);
});

test("a run under way is followed to its end, then the list is read", async () => {
    const bench = await mountBench((method) => {
        expect(method).toBe("run_plan");
        return makeHeader({
            plan: {text: "", progress: {share: 0.5, text: "1 of 2 item-sites"}},
        });
    });
    await bench.store.runPlan();
    expect(bench.store.header.plan.progress.share).toBe(0.5);
    expect.verifySteps([["run_plan"]]);
    await advanceTime(2500);
    await animationFrame();
    expect(bench.store.header.plan.progress).toBe(null);
    expect.verifySteps(["reload"]);
    expect(queryFirst(MAIN)).not.toBe(null);
});
