import {describe, expect, test} from "@odoo/hoot";
import {queryAll, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {mountQueue, serveQueue} from "./requisition_queue_data";

defineMailModels();
describe.current.tags("mobile");

const TOUCH = 44;

async function openQueue(options) {
    serveQueue(options);
    await mountQueue();
    await waitFor(".o_inv_phone_line");
}

test("one requisition is one page", async () => {
    await openQueue();
    expect(".o_inv_queue_list").toHaveCount(0);
    expect(".o_inv_phone_place").toHaveText(/1 of 3\s+4 h left/);
    expect(".o_inv_phone_header").toHaveText(
        /2 lines, 1 at risk · need by Dec 8 · Rotterdam DC/
    );
    expect(".o_inv_phone_line").toHaveCount(2);
    expect(".o_inv_fill_up_text").toHaveText(
        "Add 12 × SEA-5070, $ 458: reaches the minimum order of $ 7,500, saves $ 180."
    );
    expect("[data-line='12'] .o_inv_badge_edited").toHaveText(
        "by I. Duarte, plan says 120"
    );
    await contains(".o_inv_next").click();
    await waitFor("[data-line='21']");
    expect(".o_inv_phone_place").toHaveText(/2 of 3/);
});

test("approving shows the next page and what happened", async () => {
    const decide_approve = {message: "Approved.", undo: true, removes: [1]};
    await openQueue({answers: {decide_approve}});
    await contains("[data-action=approve]").click();
    await waitFor("[data-line='21']");
    expect.verifySteps([["decide_approve", [1]]]);
    expect(".o_inv_queue_result").toHaveText(/Approved./);
    expect(".o_inv_phone_place").toHaveText(/1 of 2/);
});

test("the other decisions are in the menu", async () => {
    await openQueue();
    await contains(".o_inv_more").click();
    await contains(".o_inv_change_item").click();
    await contains("[data-line='11'] .o_inv_quantity_input").edit("96");
    await contains(".o_inv_reason").edit("Less", {confirm: false});
    await contains(".o_inv_submit").click();
    expect.verifySteps([["decide_change", 1, {11: 96}, "Less"]]);
    await contains(".o_inv_more").click();
    await contains(".o_inv_open_requisition").click();
    expect.verifySteps([["inv.requisition", 1]]);
});

test("what can be touched is large enough", async () => {
    await openQueue();
    const selector = ".o_inv_phone_queue .btn:not(.btn-link), .o_inv_line_open";
    const heights = queryAll(selector).map((el) => el.getBoundingClientRect().height);
    expect(heights.length).toBeGreaterThan(6);
    expect(Math.min(...heights)).toBeGreaterThan(TOUCH - 0.5);
});
