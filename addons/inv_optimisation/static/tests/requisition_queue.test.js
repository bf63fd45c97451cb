import {describe, expect, test} from "@odoo/hoot";
import {press, queryFirst, waitFor} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, onRpc} from "@web/../tests/web_test_helpers";
import {makeCard, mountQueue, serveQueue} from "./requisition_queue_data";

defineMailModels();
describe.current.tags("desktop");

const APPROVED = {message: "Approved REQ/2026/0411.", undo: true, removes: [1]};
const selectedCard = ".o_inv_selected .o_inv_card_title";

async function openQueue(options) {
    const server = serveQueue(options);
    await mountQueue();
    await waitFor(".o_inv_line");
    return server;
}

test("a card tells worth, need, time left, budget and risk", async () => {
    await openQueue({cards: [makeCard(1, {edited_count: 2}), makeCard(2)]});
    const card = "[data-requisition='1']";
    expect(`${card} .o_inv_card_title`).toHaveText("Vendor 1");
    expect(`${card} .o_inv_card_amount`).toHaveText("$ 8,563.60");
    expect(`${card} .o_inv_card_need`).toHaveText("2 lines · need by Dec 8");
    expect(`${card} .o_inv_time_left`).toHaveText("4 h left");
    expect(`${card} .o_inv_time_left`).toHaveClass("o_inv_urgent");
    expect(`${card} .o_inv_card_budget_text`).toHaveText("95 % of budget");
    expect(`${card} .o_inv_badge_risk`).toHaveText("1 at risk");
    expect(`${card} .o_inv_badge_plain`).toHaveText(/2/);
    expect(".o_inv_queue_total").toHaveText("2 requisitions, $ 71,240");
    expect(".o_inv_queue_pager").toHaveText(/^1-2 \/ 2$/);
});

test("the notes tell what happened without the user, and the limit", async () => {
    await openQueue();
    expect(".o_inv_note_automatic").toHaveText(
        "Approved without you since Friday: 31 lines, $ 4,870. See them"
    );
    expect(".o_inv_note_limit").toHaveText(
        /You also approve for A. Brook until Nov 27.\s+Your limit is \$ 10,000 an order./
    );
});

test("the detail shows lines with reason, price change and both futures", async () => {
    await openQueue();
    const line = "[data-line='11']";
    expect(".o_inv_requisition_meta").toHaveText(
        "REQ/2026/0411 · buyer I. Duarte · deliver to Rotterdam DC"
    );
    expect("[data-action=approve]").toHaveText("Approve $ 8,563.60");
    expect(`${line} .o_inv_line_reason`).toHaveText("48 on hand last to 15 Dec.");
    expect(`${line} .o_inv_cell_quantity`).toHaveText(/120 pcs\s+10 × Box of 12/);
    expect(`${line} .o_inv_price_change`).toHaveText("+3.2 %");
    expect(`${line} svg`).toHaveAttribute(
        "aria-label",
        "48 pcs in stock today, reorder point 70, safety stock 34. Without this order it runs out on Nov 28. At the end 100 with this order, 0 without."
    );
    expect("[data-line='12'] .o_inv_badge_edited").toHaveText("by I. Duarte");
    expect("[data-measure=minimum]").toHaveText(/Minimum order \$ 7,500/);
    expect("[data-measure=minimum] .o_inv_measure_note").toHaveText("$ 500.00 to go");
});

test("approving moves on to the next and offers to undo", async () => {
    const restored = {message: "Undone.", undo: false};
    const answers = {decide_approve: APPROVED, decide_undo: restored};
    const server = await openQueue({answers});
    await contains("[data-action=approve]").click();
    expect.verifySteps([["decide_approve", [1]]]);
    await waitFor("[data-line='21']");
    expect("[data-requisition='1']").toHaveCount(0);
    expect(selectedCard).toHaveText("Vendor 2");
    expect(".o_inv_selected .o_inv_queue_card").toBeFocused();
    expect(".o_inv_queue_result").toHaveText(/Approved REQ\/2026\/0411./);
    expect(".o_inv_queue_live").toHaveText("Approved REQ/2026/0411.");
    server.cards = [makeCard(1), ...server.cards];
    await contains(".o_inv_undo").click();
    await waitFor("[data-line='11']");
    expect.verifySteps([["decide_undo"]]);
    expect(selectedCard).toHaveText("Vendor 1");
    expect(".o_inv_undo").toHaveCount(0);
});

test("the detail that comes with an answer is not read again", async () => {
    const next = {id: 2, lines: [], title: "Sent along", bars: [], sites: []};
    await openQueue({answers: {decide_approve: {...APPROVED, next}}});
    onRpc("inv.requisition", "get_queue_detail", () => expect.step("read"));
    await contains("[data-action=approve]").click();
    await waitFor(".o_inv_requisition_title:contains('Sent along')");
    expect.verifySteps([["decide_approve", [1]]]);
});

test("all within the limit are approved at once", async () => {
    const answers = {decide_approve: {message: "Approved 3.", removes: [1, 2, 3]}};
    await openQueue({answers});
    expect(".o_inv_approve_all").toHaveText("Approve 3 within my limit");
    await contains(".o_inv_approve_all").click();
    await waitFor(".o_inv_queue_empty");
    expect.verifySteps([["decide_approve", [1, 2, 3]]]);
    expect(".o_inv_approve_all").toHaveCount(0);
});

test("a refused approval shows the sentence and whom to ask", async () => {
    const message =
        "€ 12,480 is above your limit of € 10,000. M. de Wit can approve it.";
    const refused = {message, ask: {user_id: 5, name: "M. de Wit"}};
    await openQueue({answers: {decide_approve: {refused}}});
    await contains("[data-action=approve]").click();
    expect(".o_inv_notice_refused").toHaveText(new RegExp(message.slice(0, 30)));
    expect(selectedCard).toHaveText("Vendor 1");
    await contains(".o_inv_ask").click();
    expect.verifySteps([
        ["decide_approve", [1]],
        ["decide_ask", 1, 5],
    ]);
    expect(".o_inv_queue_result").toHaveText("Done.");
});

test("above the limit the sentence is there from the start", async () => {
    const refusal = {message: "Above your limit.", ask: null};
    await openQueue({details: {1: {refusal}}});
    expect(".o_inv_notice_refused").toHaveText("Above your limit.");
    expect("[data-action=approve]").toHaveCount(0);
    expect("[data-action=return]").toHaveCount(1);
});

test("returning asks for a comment in place", async () => {
    await openQueue({answers: {decide_return: {removes: [1]}}});
    await contains("[data-action=return]").click();
    expect(".modal").toHaveCount(0);
    expect(".o_inv_comment").toBeFocused();
    expect(".o_inv_submit").not.toBeEnabled();
    expect("[data-action=approve]").not.toBeEnabled();
    await contains(".o_inv_comment").edit(" Old price? ", {confirm: false});
    await contains(".o_inv_submit").click();
    expect.verifySteps([["decide_return", 1, "Old price?"]]);
    await waitFor("[data-line='21']");
    expect(".o_inv_decision_box").toHaveCount(0);
});

test("escape leaves a box and goes back to its button", async () => {
    await openQueue();
    await contains("[data-action=return]").click();
    await press("Escape");
    await animationFrame();
    expect(".o_inv_decision_box").toHaveCount(0);
    expect("[data-action=return]").toBeFocused();
});

test("another box keeps what was typed, cancelling does not", async () => {
    await openQueue();
    await contains("[data-action=return]").click();
    await contains(".o_inv_comment").edit("Old price?", {confirm: false});
    await contains("[data-action=split]").click();
    await contains("[data-action=return]").click();
    expect(".o_inv_comment").toHaveValue("Old price?");
    await contains(".o_inv_cancel").click();
    await contains("[data-action=return]").click();
    expect(".o_inv_comment").toHaveValue("");
});

test("rejecting needs a reason and snoozes", async () => {
    await openQueue({answers: {decide_reject: {removes: [1]}}});
    await contains(".o_inv_more").click();
    await contains(".o_inv_reject_item").click();
    await contains(".o_inv_reason").edit("Phased out", {confirm: false});
    await contains(".o_inv_snooze").edit("14", {confirm: false});
    expect(".o_inv_submit").toHaveText("Reject for 14 days");
    await contains(".o_inv_submit").click();
    expect.verifySteps([["decide_reject", 1, "Phased out", 14]]);
});

test("changed quantities are sent by line with their reason", async () => {
    await openQueue();
    await contains("[data-action=change]").click();
    expect("[data-line='11'] .o_inv_quantity_input").toBeFocused();
    expect("[data-line='11'] .o_inv_quantity_input").toHaveValue(120);
    await contains("[data-line='11'] .o_inv_quantity_input").edit("120");
    await contains("[data-line='12'] .o_inv_quantity_input").edit("144");
    expect(".o_inv_submit").toHaveText("Save 1 quantity");
    expect(".o_inv_submit").not.toBeEnabled();
    await contains(".o_inv_reason").edit("Week 51 needs more", {confirm: false});
    await contains(".o_inv_submit").click();
    expect.verifySteps([["decide_change", 1, {12: 144}, "Week 51 needs more"]]);
    expect(selectedCard).toHaveText("Vendor 1");
});

test("ticked lines are split off, never all of them", async () => {
    await openQueue();
    await contains("[data-action=split]").click();
    await contains("[data-line='11'] .o_inv_tick").click();
    expect(".o_inv_submit").toHaveText("Split 1 line off");
    await press("a");
    await animationFrame();
    expect.verifySteps([]);
    await contains("[data-line='12'] .o_inv_cell_site").click();
    expect(".o_inv_submit").not.toBeEnabled();
    expect(".o_inv_decision_hint").toHaveText("One line has to stay.");
    await contains("[data-line='12'] .o_inv_tick").click();
    await contains(".o_inv_submit").click();
    expect.verifySteps([["decide_split", 1, [11]]]);
});

test("the advice can be followed", async () => {
    await openQueue();
    expect(".o_inv_fill_up_text").toHaveText(
        "Add 12 × SEA-5070 ($ 458.40, needed on Dec 21 anyway) to reach the minimum order of $ 7,500: saves $ 180, 7 days of extra stock."
    );
    await contains(".o_inv_fill_up_button").click();
    expect.verifySteps([["decide_fill_up", 1, "minimum"]]);
});

test("a conflict is told on its card and typed words stay", async () => {
    const conflict = {message: "A. Brook approved it at 14:02."};
    const server = await openQueue({answers: {decide_return: {conflict}}});
    await press("j");
    await waitFor("[data-line='21']");
    await contains("[data-action=return]").click();
    await contains(".o_inv_comment").edit("Why now?", {confirm: false});
    await contains(".o_inv_submit").click();
    expect("[data-requisition='2'] .o_inv_card_conflict").toHaveText(/A. Brook/);
    expect(".o_inv_comment").toHaveValue("Why now?");
    server.cards = server.cards.filter(({id}) => id !== 2);
    await contains("[data-requisition='2'] .o_inv_card_reload").click();
    await waitFor("[data-line='31']");
    expect(".o_inv_card_conflict, .o_inv_decision_box").toHaveCount(0);
    expect.verifySteps([["decide_return", 2, "Why now?"]]);
});

test("keys move, open boxes and decide, but not while typing", async () => {
    await openQueue({answers: {decide_approve: APPROVED}});
    await press("j");
    await waitFor("[data-line='21']");
    await press("k");
    await waitFor("[data-line='11']");
    await press("r");
    await waitFor(".o_inv_comment");
    await press("a");
    await press("Escape");
    await animationFrame();
    expect.verifySteps([]);
    await press("a");
    await waitFor("[data-line='21']");
    expect.verifySteps([["decide_approve", [1]]]);
    await press("z");
    await animationFrame();
    expect.verifySteps([["decide_undo"]]);
});

test("keys can be switched off", async () => {
    await openQueue();
    await contains(".o_inv_toggle_keys").click();
    queryFirst(".o_inv_toggle_keys").blur();
    await press("a");
    await animationFrame();
    expect.verifySteps([]);
    expect(".o_inv_queue_keys kbd").toHaveCount(0);
});
