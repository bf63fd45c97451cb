import {expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {advanceTime} from "@odoo/hoot-mock";
import {secondsLeft} from "@inv_optimisation/run_progress/run_estimate";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    defineModels,
    fields,
    MockServer,
    models,
    mountView,
    serverState,
} from "@web/../tests/web_test_helpers";

class PlanningRun extends models.Model {
    _name = "inv.planning.run";

    name = fields.Char();
    progress = fields.Float();
    point_count = fields.Integer();
    done_count = fields.Integer();
    state = fields.Selection({
        selection: [
            ["draft", "Draft"],
            ["queued", "Queued"],
            ["running", "Running"],
            ["done", "Done"],
            ["failed", "Failed"],
        ],
    });

    _records = [
        {id: 1, state: "running", progress: 60, point_count: 2000, done_count: 1200},
        {id: 2, state: "done", progress: 100, point_count: 10, done_count: 10},
        {id: 3, state: "failed", progress: 40, point_count: 10, done_count: 4},
        {id: 4, state: "draft", progress: 0, point_count: 0, done_count: 0},
        {id: 5, state: "queued", progress: 0, point_count: 0, done_count: 0},
    ];
}

defineMailModels();
defineModels([PlanningRun]);

function mountRuns(type = "list", values = {}) {
    const field = `<field name="progress" widget="inv_run_progress"/>`;
    return mountView({
        type,
        resModel: "inv.planning.run",
        arch: `<${type}>${field}</${type}>`,
        ...values,
    });
}

function notify(payload) {
    MockServer.env["bus.bus"]._sendone(
        serverState.partnerId,
        "inv.planning.run/progress",
        {run_id: 1, point_count: 2000, state: "running", ...payload}
    );
}

test("time left needs two seconds of observed progress", () => {
    const first = {time: 0, count: 100};
    expect(secondsLeft(first, {time: 1000, count: 200}, 1000)).toBe(null);
    expect(secondsLeft(first, {time: 5000, count: 100}, 1000)).toBe(null);
    expect(secondsLeft(first, {time: 4000, count: 300}, 1000)).toBe(14);
});

test("every state has its words", async () => {
    await mountRuns();
    const labels = [
        "1,200 of 2,000 items",
        "10 of 10 items",
        "Stopped at 4 of 10 items",
        "Not started",
        "Waiting to start",
    ];
    labels.forEach((label, index) => {
        expect(`.o_data_row:eq(${index}) .o_inv_run_label`).toHaveText(label);
    });
    expect(".o_inv_run_bar:first").toHaveAttribute("aria-valuenow", "60");
});

test("notifications move the bar of their run only", async () => {
    await mountRuns();
    notify({done_count: 1400, progress: 70});
    await waitFor(".o_inv_run_bar[aria-valuenow='70']");
    await advanceTime(4000);
    notify({done_count: 1600, progress: 80});
    await waitFor(".o_inv_run_bar[aria-valuenow='80']");
    expect(".o_data_row:first .o_inv_run_label").toHaveText(
        /^1,600 of 2,000 items · \d+ s left$/
    );
    expect(".o_data_row:eq(1) .o_inv_run_label").toHaveText("10 of 10 items");
});

test("the end of a run reloads its record", async () => {
    await mountRuns("form", {resId: 1});
    MockServer.env["inv.planning.run"].write([1], {
        state: "done",
        progress: 100,
        done_count: 1990,
    });
    notify({done_count: 2000, progress: 100, state: "done"});
    await waitFor(".o_inv_run_progress[data-state=done]");
    await waitFor(".o_inv_run_label:contains('1,990 of 2,000 items')");
});
