import {expect, test} from "@odoo/hoot";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    mockService,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {RecallDashboard} from "@inv_recall/recall_dashboard/recall_dashboard";

defineMailModels();

const CARDS = [
    {
        key: "open",
        title: "Open recalls",
        tone: "running",
        figure: "1",
        text: "no deadline is set",
        method: "",
    },
    {
        key: "free",
        title: "Lots to hold",
        tone: "warning",
        figure: "6",
        text: "677 Units can be shipped",
        method: "open_dashboard_card",
        arguments: ["free"],
    },
];

test("cards show figures, and open what they count", async () => {
    onRpc("inv.recall", "get_dashboard", () => CARDS);
    onRpc("inv.recall", "open_dashboard_card", ({args}) => {
        expect.step(["open_dashboard_card", ...args]);
        return {type: "ir.actions.act_window", res_model: "inv.recall.lot"};
    });
    mockService("action", {
        doAction(action) {
            expect.step(["doAction", action.res_model]);
        },
    });
    await mountWithCleanup(RecallDashboard);
    expect("[data-card=free]").toHaveText(/Lots to hold\s+6\s+677 Units/);
    expect("[data-card=free] .fa-exclamation-triangle").toHaveCount(1);
    expect("[data-card=open]").not.toBeEnabled();
    await contains("[data-card=free]").click();
    expect.verifySteps([
        ["open_dashboard_card", "free"],
        ["doAction", "inv.recall.lot"],
    ]);
});
