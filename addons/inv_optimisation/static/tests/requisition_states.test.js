import {describe, expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {Deferred} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {makeQueue, mountQueue, serveQueue} from "./requisition_queue_data";

defineMailModels();
describe.current.tags("desktop");

async function openQueue(options) {
    const server = serveQueue(options);
    await mountQueue();
    await waitFor(".o_inv_line");
    return server;
}

test("the frame is there before the data", async () => {
    const data = new Deferred();
    serveQueue();
    onRpc("inv.requisition", "get_queue_data", async ({parent}) => {
        await data;
        return parent();
    });
    await mountQueue();
    expect(".o_inv_queue_loading .o_inv_skeleton_card").toHaveCount(7);
    expect(".o_inv_digest").toHaveCount(1);
    data.resolve();
    await waitFor(".o_inv_line");
    expect(".o_inv_queue_loading").toHaveCount(0);
});

test("a requisition that cannot be read leaves the others usable", async () => {
    await openQueue();
    let isBroken = true;
    onRpc("inv.requisition", "get_queue_detail", ({parent}) => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return parent();
    });
    await contains("[data-requisition='2'] .o_inv_queue_card").click();
    await waitFor(".o_inv_detail_error");
    expect(".o_inv_detail_error").toHaveText(/Locked./);
    expect(".o_inv_queue_card").toHaveCount(3);
    isBroken = false;
    await contains(".o_inv_detail_retry").click();
    await waitFor("[data-line='21']");
});

test("without the right the numbers stay and the buttons go", async () => {
    const rights = {can_approve: false, can_edit: false};
    await openQueue({queue: {rights}});
    expect("[data-action=approve], [data-action=return]").toHaveCount(0);
    expect("[data-action=change], .o_inv_fill_up_button").toHaveCount(0);
    expect(".o_inv_approve_all").toHaveCount(0);
    expect(".o_inv_lines_total").toHaveText("$ 8,563.60");
});

test("nothing to approve tells the next date", async () => {
    onRpc("inv.requisition", "get_queue_data", () => makeQueue([]));
    await mountQueue();
    await waitFor(".o_inv_queue_empty");
    expect(".o_inv_queue_empty").toHaveText(
        /Nothing to approve.\s+The next order-by date is Dec 1 \(4 items\)./
    );
    await contains(".o_inv_see_automatic").click();
    expect.verifySteps([["inv.requisition", undefined]]);
});

test("an error is shown in place and can be retried", async () => {
    let isBroken = true;
    serveQueue();
    onRpc("inv.requisition", "get_queue_data", ({parent}) => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return parent();
    });
    await mountQueue();
    await waitFor(".o_inv_queue_error");
    expect(".o_inv_queue_error").toHaveText(/Locked./);
    isBroken = false;
    await contains(".o_inv_queue_retry").click();
    await waitFor(".o_inv_line");
});

test("the server's sentence of a failed decision is shown in place", async () => {
    await openQueue();
    onRpc("inv.requisition", "decide_approve", () => {
        throw makeServerError({message: "The vendor is archived."});
    });
    await contains("[data-action=approve]").click();
    expect(".o_inv_notice_problem").toHaveText("The vendor is archived.");
    expect("[data-action=approve]").toBeEnabled();
});

test("a draft is submitted again", async () => {
    const details = {1: {state: "draft"}};
    const answers = {decide_submit: {message: "Submitted."}};
    await openQueue({details, answers});
    expect("[data-action=return]").toHaveCount(0);
    await contains("[data-action=submit]").click();
    await waitFor(".o_inv_queue_result:contains(Submitted.)");
    expect.verifySteps([["decide_submit", 1]]);
});
