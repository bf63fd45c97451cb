import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError} from "@web/../tests/web_test_helpers";
import {mountMatrix} from "./network_data";

defineMailModels();
describe.current.tags("desktop");

test("a lane tells days, cost and limit, with the tint of its days", async () => {
    await mountMatrix();
    const cell = "[data-row='Site 1'] [data-to='Site 2']";
    await waitFor(`${cell} .o_inv_tint_1`);
    expect(cell).toHaveText(
        /2 days\s+0.12 €\/unit \+ 78 € a shipment\s+full at 800 kg/
    );
    expect(`${cell} .fa-line-chart`).toHaveCount(1);
    expect(`${cell} button`).toHaveAttribute("aria-label", "Site 1 → Site 2. 2 days");
});

test("closed lanes are hatched with their date, problems are written out", async () => {
    await mountMatrix();
    await waitFor("[data-state=closed] .o_inv_net_hatched");
    expect("[data-state=closed]").toHaveText(/closed to Mar 31/);
    expect("[data-state=closed] .fa-line-chart").toHaveCount(0);
    expect("[data-row='Site 2'] [data-to='Site 3'] .o_inv_net_warn").toHaveText(
        "No route yet"
    );
    expect(".o_inv_net_head").toHaveText(/1 to complete\s*1 closed/);
});

test("the legend explains tints and signs", async () => {
    await mountMatrix();
    await waitFor(".o_inv_legend");
    expect(queryAllTexts(".o_inv_legend_item")).toEqual([
        "1 day or less",
        "to 2 days",
        "over 2 days",
        "closed",
        "no lane",
        "measured",
    ]);
});

test("a click opens the lane, a plus a new one between the two sites", async () => {
    await mountMatrix();
    await contains("[data-row='Site 1'] [data-to='Site 2'] button").click();
    await contains("[data-row='Site 1'] [data-to='Site 3'] button").click();
    expect.verifySteps([
        ["dialog", "inv.lane", 12, {}],
        [
            "dialog",
            "inv.lane",
            false,
            {default_source_warehouse_id: 1, default_target_warehouse_id: 3},
        ],
    ]);
});

test("who may not change lanes cannot add one", async () => {
    await mountMatrix({can_edit: false});
    await waitFor("[data-state=missing]");
    expect("[data-state=missing] button").toHaveCount(0);
    expect("[data-state=missing]:first").toHaveText("no lane");
    expect(".o_inv_propose").toHaveCount(0);
});

test("an empty network says what the button does", async () => {
    await mountMatrix({lane_count: 0});
    await waitFor(".o_inv_net_empty");
    expect(".o_inv_net_empty").toHaveText(/One is made of each resupply route/);
    await contains(".o_inv_propose").click();
    await expect.waitForSteps([
        "action_propose_lanes",
        ["open", "display_notification"],
    ]);
});

test("one site alone has no lanes", async () => {
    await mountMatrix({lane_count: 0, sites: [{id: 1, name: "Site 1"}], rows: []});
    await waitFor(".o_inv_net_empty");
    expect(".o_inv_net_empty").toHaveText(/Lanes need two sites/);
    expect(".o_inv_propose").toHaveCount(0);
});

test("a failure is said and can be tried again", async () => {
    let isBroken = true;
    await mountMatrix(
        {},
        {
            get_matrix() {
                if (isBroken) {
                    throw makeServerError({message: "The network is away."});
                }
                return {...{rows: [], sites: [], tints: []}, lane_count: 0};
            },
        }
    );
    await waitFor(".o_inv_net_failure");
    expect(".o_inv_net_failure").toHaveText(/The network is away/);
    isBroken = false;
    await contains(".o_inv_net_failure .btn").click();
    await waitFor(".o_inv_net_empty");
    expect(".o_inv_net_failure").toHaveCount(0);
});
