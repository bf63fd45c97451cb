import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {makeItems, makeProduct, mountStock} from "./network_data";

defineMailModels();
describe.current.tags("desktop");

const START = [
    ["get_items", "", 0],
    ["get_product", 42],
];

test("the first item is shown at all sites", async () => {
    await mountStock();
    await waitFor(".o_inv_sites");
    expect.verifySteps(START);
    const figures = queryAllTexts("[data-site=Leeds] [data-figure]");
    expect(figures).toEqual(["200.5", "10", "190.5", "–", "–", "–", "−3", "–", "100"]);
    expect("[data-site=Lyon] .o_inv_short").toHaveText("27");
    expect("[data-site=Lyon] .o_inv_cover_low").toHaveCount(1);
    expect("[data-site=Leeds] .o_inv_cover_low").toHaveCount(0);
    expect("[data-total='All sites']").toHaveText(/208.5 with what is in transit/);
    expect(".o_inv_network_item").toHaveText(/in pcs/);
    expect(".o_inv_network_item").toHaveText(/Not stocked in Oslo/);
});

test("helpers tell how much and by when, or why not", async () => {
    await mountStock();
    await waitFor(".o_inv_helper");
    expect("[data-short=Lyon] .o_inv_help_need").toHaveText(/27 pcs short/);
    expect("[data-from=Leeds]").toHaveText(
        /95 pcs above its own need\s+27 pcs\s+arrives Mar 9, 3 days before it runs out/
    );
    expect("[data-from=Rotterdam]").toHaveText(/no lane between these sites/);
    expect("[data-from=Rotterdam] .o_inv_helper_quantity").toHaveCount(0);
    await contains("[data-from=Leeds] .o_inv_helper_lane").click();
    expect.verifySteps([...START, ["dialog", "inv.lane", 7, {}]]);
});

test("another item is chosen and kept in the address", async () => {
    const updateActionState = ({resId}) => expect.step(["address", resId]);
    await mountStock({}, {updateActionState});
    await contains("[data-item=Seal]").click();
    await expect.waitForSteps([
        ...START,
        ["address", 42],
        ["get_product", 43],
        ["address", 43],
    ]);
    expect("[data-item=Seal]").toHaveAttribute("aria-current", "true");
});

test("an item of the address or of a button is opened", async () => {
    await mountStock({}, {resId: 77});
    await expect.waitForSteps([
        ["get_items", "", 0],
        ["get_product", 77],
    ]);
});

test("items are searched and paged by the server", async () => {
    await mountStock();
    await waitFor(".o_inv_items_pager");
    expect(".o_inv_items_pager small").toHaveText("1–2 of 45");
    await contains("[aria-label='Next page']").click();
    await contains(".o_inv_items_search input").edit("pump", {confirm: false});
    await expect.waitForSteps([
        ...START,
        ["get_items", "", 40],
        ["get_items", "pump", 0],
    ]);
});

test("nothing found and nothing planned are told apart", async () => {
    await mountStock({get_items: () => makeItems({items: [], count: 0})});
    await waitFor(".o_inv_net_empty");
    expect(".o_inv_net_empty").toHaveText(/Nothing is planned yet/);
    await contains(".o_inv_net_empty .btn").click();
    expect.verifySteps([
        ["get_items", "", 0],
        ["open", "inv_optimisation.inv_planning_run_action"],
    ]);
});

test("where no site is short the panel says so", async () => {
    const get_product = () =>
        makeProduct({help: [], help_text: "No site is short of this item."});
    await mountStock({get_product});
    await waitFor(".o_inv_help");
    expect(".o_inv_help").toHaveText(/No site is short of this item/);
    expect(".o_inv_help_card").toHaveCount(0);
    expect.verifySteps(START);
});
