import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {mountMatrix, mountStock} from "./network_data";

defineMailModels();
describe.current.tags("mobile");

test("lanes are listed by the site that sends", async () => {
    await mountMatrix();
    await waitFor(".o_inv_lane_group");
    expect(".o_inv_matrix").toHaveCount(0);
    expect("[data-row='Site 1'] .o_inv_lane_row").toHaveCount(1);
    expect("[data-row='Site 3']").toHaveText(/Sends to no site yet/);
    expect(queryAllTexts("[data-row='Site 3'] .o_inv_lane_add .btn")).toEqual([
        "to Site 1",
        "to Site 2",
    ]);
    await contains("[data-row='Site 2'] [data-to='Site 1']").click();
    expect.verifySteps([["dialog", "inv.lane", 21, {}]]);
});

test("sites are cards, with the figures that say something", async () => {
    await mountStock({}, {resId: 42});
    await waitFor(".o_inv_site_card");
    expect(".o_inv_items").toHaveCount(0);
    expect(".o_inv_sites").toHaveCount(0);
    expect(queryAllTexts("[data-site=Lyon] dt")).toEqual([
        "On hand",
        "Free",
        "Position",
        "Short",
    ]);
    await contains(".o_inv_back").click();
    await waitFor(".o_inv_items");
    expect(".o_inv_site_card").toHaveCount(0);
    expect.verifySteps([
        ["get_items", "", 0],
        ["get_product", 42],
    ]);
});
