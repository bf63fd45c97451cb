import {describe, expect, test} from "@odoo/hoot";
import {press, queryAll, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError} from "@web/../tests/web_test_helpers";
import {makeLine, makeQueue, mountQueue} from "./variance_data";

defineMailModels();
describe.current.tags("desktop");

const LINES = [makeLine(1), makeLine(2), makeLine(3)];

test("the largest is chosen and explained", async () => {
    await mountQueue(makeQueue(LINES));
    await waitFor(".o_inv_panel_timeline li");
    expect(".o_inv_chosen .o_inv_choose").toHaveText("Motor stator 1");
    expect(queryAllTexts(".o_inv_panel_timeline li b")).toEqual(["46", "−8", "30"]);
    expect(".o_inv_panel_timeline p").toHaveText("46 − 8 = 38");
    expect("[data-tile=net] b").toHaveText(/−.*370/);
});

test("a key decides with the variance that was seen and the cause", async () => {
    await mountQueue(makeQueue(LINES), {
        answer: (method, [rows, decision, values]) => {
            expect.step([decision, rows, values.cause_id]);
        },
    });
    await waitFor(".o_inv_panel_timeline li");
    await contains(".o_inv_cause").select("1");
    await press("a");
    await waitFor(".o_inv_strip_message:contains('1 line approved')");
    expect.verifySteps([["approve", [{id: 1, variance_qty: -8}], 1]]);
});

test("keys rest while a note is typed", async () => {
    await mountQueue(makeQueue(LINES), {
        answer: (method, [, decision]) => expect.step(decision),
    });
    await waitFor(".o_inv_panel_timeline li");
    await contains(".o_inv_note").edit("ax", {confirm: false});
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_inv_note").toHaveValue("ax");
});

test("ticked lines are decided together and the decision is taken back", async () => {
    await mountQueue(makeQueue(LINES), {
        answer: (method, [rows, decision]) => {
            expect.step([decision, ...rows.map(({id}) => id)]);
        },
    });
    await waitFor(".o_inv_panel_timeline li");
    await press(" ");
    await press("ArrowDown");
    await press("ArrowDown");
    await press(" ");
    await waitFor(".o_inv_variance_panel h2:contains('2 lines selected')");
    await contains(".o_inv_approve").click();
    await waitFor(".o_inv_undo");
    await press("z");
    await waitFor(".o_inv_strip_message:contains('back in the queue')");
    expect.verifySteps([
        ["approve", 1, 3],
        ["reopen", 1, 3],
    ]);
});

test("a swap is offset with the other line", async () => {
    const causes = [{code: "neighbour", text: "A-07-2 has +8 pcs", res_id: 2}];
    const line = makeLine(1, {causes});
    await mountQueue(makeQueue([line, makeLine(2, {variance_qty: 8})]), {
        details: {
            1: {
                proposal: {
                    decision: "offset",
                    other_line_id: 2,
                    title: "Offset",
                    text: "one internal move.",
                },
            },
        },
        answer: (method, [, decision, values]) => {
            expect.step([decision, values.other_line_id]);
        },
    });
    await contains(".o_inv_offset.btn-primary").click();
    expect.verifySteps([["offset", 2]]);
});

test("a chosen cause and a note stay when the page is read again", async () => {
    await mountQueue(makeQueue(LINES), {
        answer: () => ({done: [], refused: [{id: 1, message: "Not now."}]}),
    });
    await waitFor(".o_inv_panel_timeline li");
    await contains(".o_inv_cause").select("1");
    await contains(".o_inv_note").edit("Pallet was hidden", {confirm: false});
    await contains(".o_inv_reject").click();
    await waitFor(".o_inv_strip_problem li");
    await waitFor(".o_inv_panel_timeline li");
    expect(".o_inv_cause").toHaveValue("1");
    expect(".o_inv_note").toHaveValue("Pallet was hidden");
});

test("what the server refuses is told line by line", async () => {
    await mountQueue(makeQueue(LINES), {
        answer: () => ({
            done: [],
            refused: [{id: 1, message: "Choose a cause."}],
        }),
    });
    await waitFor(".o_inv_panel_timeline li");
    await contains(".o_inv_approve").click();
    await waitFor(".o_inv_strip_problem li");
    expect(".o_inv_strip_problem li").toHaveText("Motor stator 1: Choose a cause.");
});

test("without the right a line has no approve button but says why", async () => {
    const decision = {kind: "none", reason: "You may approve up to € 500."};
    await mountQueue(makeQueue([makeLine(1, {decision})]));
    await waitFor(".o_inv_no_right");
    expect(".o_inv_no_right").toHaveText("You may approve up to € 500.");
    expect(".o_inv_approve").toHaveCount(0);
    expect(".o_inv_recount").toHaveCount(1);
});

test("above the limit of two persons the button says so", async () => {
    const decision = {kind: "first", reason: ""};
    await mountQueue(makeQueue([makeLine(1, {decision})]));
    await waitFor(".o_inv_approve");
    expect(".o_inv_approve").toHaveText(/Approve as First of Two/);
});

test("an empty queue is good news; a search without a match can be cleared", async () => {
    await mountQueue(({search}) => {
        expect.step(search || "");
        return makeQueue([]);
    });
    await waitFor(".o_inv_variance_empty:contains('8 lines posted today')");
    await contains(".o_inv_filter_search").edit("zzz", {confirm: "Enter"});
    await waitFor(".o_inv_variance_empty:contains('No variance matches')");
    await contains(".o_inv_clear_filters").click();
    expect.verifySteps(["", "zzz", ""]);
});

test("a page that cannot be read says so and can be read again", async () => {
    let isBroken = true;
    await mountQueue(() => {
        if (isBroken) {
            throw makeServerError({message: "The database rests."});
        }
        return makeQueue(LINES);
    });
    await waitFor(".alert:contains('The database rests.')");
    isBroken = false;
    await contains(".alert .btn").click();
    await waitFor(".o_inv_variance");
    expect(queryAll(".o_inv_variance")).toHaveLength(3);
});

test("lines that failed are shown and posted again", async () => {
    const failed = {count: 1, value: 10};
    const queue = makeQueue(LINES);
    await mountQueue((filters) => {
        expect.step(filters.state || "review");
        return {...queue, tiles: {...queue.tiles, failed}};
    });
    await contains(".o_inv_show_failed").click();
    await waitFor(".o_inv_retry");
    expect.verifySteps(["review", "failed"]);
});
