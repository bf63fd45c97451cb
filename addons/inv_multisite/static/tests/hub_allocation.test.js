import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {makeDetail, makePage, makePlan, makeRow, mountHub} from "./deployment_data";

defineMailModels();
describe.current.tags("desktop");

const FILTERS = {hub_id: false, status: false, search: ""};
const START = [
    ["get_page", FILTERS, 0],
    ["get_detail", 42],
];

test("the first short item is shown with its methods side by side", async () => {
    await mountHub();
    await waitFor(".o_inv_shares");
    expect.verifySteps(START);
    expect(queryAllTexts("thead .o_inv_shares_label")).toEqual([
        "Equal risk",
        "Proportional",
    ]);
    expect("[data-fair=equal_risk]").toHaveText(/Chosen/);
    expect("[data-fair=proportional]").toHaveText(/30 %/);
    expect("[data-branch=Lyon] .o_inv_shares_input").toHaveValue("20");
    expect("[data-item=Seal] .fa-check").toHaveCount(1);
    expect("[data-item=Pump] .o_inv_hub_bar_supply").toHaveAttribute(
        "style",
        "width: 50.0%"
    );
});

test("another method is used for the item, or for the whole plan", async () => {
    await mountHub();
    await contains("[data-use=proportional]").click();
    await expect.waitForSteps([
        ...START,
        ["action_set_method", [42], "proportional"],
        ...START,
    ]);
    await contains(".o_inv_hub_method select").select("proportional");
    await expect.waitForSteps([["action_set_method", [5], "proportional"], ...START]);
});

test("a quantity is saved, and what is refused goes back", async () => {
    const action_set_qty = ([, quantity]) => {
        if (quantity > 20) {
            throw new Error("at most 20");
        }
        return true;
    };
    await mountHub({action_set_qty});
    await contains("[data-branch=Lyon] input").edit("12", {confirm: "blur"});
    await expect.waitForSteps([...START, ["action_set_qty", [1], 12], ...START]);
    await contains("[data-branch=Rotterdam] input").edit("99", {confirm: "blur"});
    await waitFor(".o_inv_hub_strip_problem");
    expect.verifySteps([["action_set_qty", [2], 99]]);
    expect("[data-branch=Rotterdam] input").toHaveValue("40");
    await contains("[data-branch=Rotterdam] input").edit("many", {confirm: "blur"});
    expect(".o_inv_hub_strip_problem").toHaveText(/Type a number/);
    expect.verifySteps([]);
});

test("an item and a plan are accepted, refusals are a problem", async () => {
    const action_accept = {accepted: [1], refused: [[2, "gone"]], message: "1 sent"};
    await mountHub({action_accept});
    await contains(".o_inv_shares_accept").click();
    await waitFor(".o_inv_hub_strip_problem");
    expect(".o_inv_hub_strip").toHaveText("1 sent");
    expect.verifySteps([...START, ["action_accept", [1, 2]], ...START]);
    await contains(".o_inv_hub_accept_all").click();
    await expect.waitForSteps([["action_accept", [5]], ...START]);
});

test("what is sent and what is refused say so", async () => {
    const rows = [
        makeRow(1, "Lyon", 20, {state: "accepted", suggestion_id: 3, shipment: "TS/1"}),
        makeRow(2, "Rotterdam", 40, {state: "refused", message: "Leeds has only 3."}),
    ];
    await mountHub({get_detail: makeDetail({rows, can_share: false})});
    await contains("[data-branch=Lyon] .o_inv_shares_sent").click();
    expect.verifySteps([...START, ["open", "inv.transfer.suggestion"]]);
    expect("[data-branch=Lyon] input").toHaveCount(0);
    expect("[data-branch=Rotterdam] .o_inv_shares_refused").toHaveText(/only 3/);
    expect("[data-use]").toHaveCount(0);
});

test("a surplus shows what is pushed and no methods", async () => {
    await mountHub({get_detail: makeDetail({status: "surplus"})});
    await waitFor(".o_inv_shares");
    expect(".o_inv_shares_method").toHaveCount(0);
    expect("thead").toHaveText(/Pushed/);
    await contains("[data-tab=surplus]").click();
    await expect.waitForSteps([
        ...START,
        ["get_page", {...FILTERS, status: "surplus"}, 0],
        ["get_detail", 42],
    ]);
});

test("a viewer sees figures and no buttons", async () => {
    const detail = {can_edit: false, can_share: false, can_accept: false};
    await mountHub({
        get_page: makePage({can_decide: false}),
        get_detail: makeDetail(detail),
    });
    await waitFor(".o_inv_shares");
    const doors =
        ".o_inv_hub_run, .o_inv_hub_accept_all, .o_inv_shares input, [data-use]";
    expect(doors).toHaveCount(0);
    expect("[data-branch=Lyon] .o_inv_shares_final").toHaveText(/20/);
    expect.verifySteps(START);
});

test("no hub, no plan and nothing to share are told apart", async () => {
    const none = {items: [], count: 0, tabs: [{code: "short", label: "S", count: 0}]};
    let page = makePage({...none, hubs: [], plan: null, run: null});
    await mountHub({get_page: () => page});
    await waitFor(".o_inv_net_empty");
    expect(".o_inv_net_empty").toHaveText(/No hub yet/);
    await contains(".o_inv_net_empty .btn").click();
    page = makePage({...none, plan: makePlan({open_count: 0})});
    expect.verifySteps([START[0], ["open", "stock.action_warehouse_form"]]);
});
