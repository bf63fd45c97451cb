import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, queryOne} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, onRpc} from "@web/../tests/web_test_helpers";
import {MOCK_PAGE, makePage, mountBoard} from "./recall_data";

defineMailModels();

const ISSUE = {
    tone: "danger",
    title: "174 pcs of 1 lots can still be used and shipped.",
    text: "",
    actions: [{label: "Hold…", method: "action_hold", arguments: []}],
};
const CARD = {
    key: "contain",
    title: "Contain",
    tone: "warning",
    figure: "0 of 1 lots held",
    text: "0 stopped, 174 pcs still free",
    method: "action_hold",
};

test("a case that was not traced shows no page and asks for none", async () => {
    await mountBoard([makePage()], "trigger");
    expect(".o_inv_recall").toHaveCount(0);
    expect.verifySteps([]);
});

test("one call brings the page", async () => {
    await mountBoard([makePage({issues: [ISSUE], cards: [CARD]})]);
    expect.verifySteps([["get_board", 42]]);
    expect(".o_inv_recall[data-status=ready]").toHaveCount(1);
    expect(queryAllTexts(".o_inv_recall_head span")).toEqual([
        "Opened Mon 2 Mar 09:12 by Ada",
        "traced 1,204 moves in 0.3 s at Mon 2 Mar 09:13",
    ]);
    expect(".o_inv_recall_issue_danger").toHaveText(/can still be used/);
    expect("[data-card=contain] .fa-exclamation-triangle").toHaveCount(1);
    expect(".o_inv_mock").toHaveCount(0);
});

test("nothing open shows no empty boxes", async () => {
    await mountBoard([makePage()]);
    expect(".o_inv_recall_issues").toHaveCount(0);
    expect(".o_inv_recall_cards").toHaveCount(0);
    expect.verifySteps([["get_board", 42]]);
});

test("a button follows the action of the server and reads the page again", async () => {
    onRpc("inv.recall", "action_hold", ({args}) => {
        expect.step(["action_hold", ...args]);
        return {type: "ir.actions.act_window", res_model: "inv.recall.hold.wizard"};
    });
    const held = {...CARD, figure: "1 of 1 lots held", tone: "done"};
    await mountBoard([
        makePage({issues: [ISSUE], cards: [CARD]}),
        makePage({cards: [held]}),
    ]);
    await contains(".o_inv_recall_issue button").click();
    await animationFrame();
    expect.verifySteps([
        ["get_board", 42],
        ["action_hold", 42],
        ["doAction", "inv.recall.hold.wizard"],
        ["get_board", 42],
    ]);
    expect(".o_inv_recall_issues").toHaveCount(0);
    expect("[data-card=contain]").toHaveText(/1 of 1 lots held/);
});

test("a switch is written and the page read again", async () => {
    onRpc("inv.recall", "action_set_toggle", ({args}) => {
        expect.step(["action_set_toggle", ...args]);
        return true;
    });
    const page = makePage();
    const on = makePage({toggles: [{...page.toggles[0], on: true}]});
    await mountBoard([page, on]);
    await contains("[name=include_siblings]").click();
    await animationFrame();
    expect.verifySteps([
        ["get_board", 42],
        ["action_set_toggle", 42, "include_siblings", true],
        ["get_board", 42],
    ]);
    expect("[name=include_siblings]").toBeChecked();
});

test("an open case whose lots moved offers to trace again", async () => {
    onRpc("inv.recall", "action_trace", () => {
        expect.step("action_trace");
        return true;
    });
    await mountBoard([makePage({is_stale: true}), makePage()]);
    await contains(".o_inv_recall_head .btn-warning").click();
    await animationFrame();
    expect(".o_inv_recall_head .btn-warning").toHaveCount(0);
    expect.verifySteps([["get_board", 42], "action_trace", ["get_board", 42]]);
});

test("a closed case does not", async () => {
    await mountBoard([makePage({is_stale: true, is_open: false})]);
    expect(".o_inv_recall_head .btn-warning").toHaveCount(0);
    expect("[name=include_siblings]").not.toBeEnabled();
    expect.verifySteps([["get_board", 42]]);
});

test("who may only look is not offered to trace again", async () => {
    await mountBoard([makePage({is_stale: true, may_decide: false})]);
    expect(".o_inv_recall_head .btn-warning").toHaveCount(0);
    expect.verifySteps([["get_board", 42]]);
});

test("a mock recall shows its clock above the scope", async () => {
    await mountBoard([makePage(MOCK_PAGE)]);
    expect(".o_inv_mock .o_inv_clock").toHaveCount(1);
    expect(".o_inv_recall_scope").toHaveCount(1);
    expect.verifySteps([["get_board", 42]]);
});

describe("phone", () => {
    describe.current.tags("mobile");

    test("nothing is wider than the screen", async () => {
        await mountBoard([makePage({...MOCK_PAGE, issues: [ISSUE], cards: [CARD]})]);
        const board = queryOne(".o_inv_recall");
        expect(board.scrollWidth).toBeLessThan(board.clientWidth + 1);
        expect.verifySteps([["get_board", 42]]);
    });
});
