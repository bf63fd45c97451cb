import {describe, expect, test} from "@odoo/hoot";
import {press, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError} from "@web/../tests/web_test_helpers";
import {mountProgramme} from "./programme_data";

defineMailModels();
describe.current.tags("desktop");

const THURSDAY = "[data-day='2026-03-12']";

test("tiles, days, coverage, rules and sessions tell the state", async () => {
    await mountProgramme();
    await waitFor(THURSDAY);
    expect("[data-tile=due]").toHaveText(/38\s*of capacity 40\s+19 done · Tom 14/);
    expect("[data-tile=overdue] .o_inv_bad").toHaveText("7");
    expect("[data-tile=accuracy]").toHaveText(/96.8 %.*interval 95.4–97.8, n 842/s);
    expect(THURSDAY).toHaveText("45 ▲");
    expect(THURSDAY).toHaveAttribute("aria-label", /45 counts.*over capacity/);
    expect("[data-day='2026-03-16']").toHaveText("closed");
    expect(".o_inv_over_count").toHaveText("1 day over capacity");
    expect("[data-class=C]").toHaveText(/14 %\s+5 pts behind/);
    expect(".o_inv_left_out").toHaveText(
        /Left out: 6 hot bins with over 40 picks a day/
    );
    expect("[data-reason=capacity]").toHaveText(/3 counts fit no day/);
    expect(".o_inv_session").toHaveText(/not assigned.*To Assign/s);
    expect(".o_inv_zone").toHaveText(/23 ▲/);
});

test("a day opens and its counts are moved by keyboard", async () => {
    await mountProgramme({}, {move_counts: {message: "1 counts moved."}});
    await contains(THURSDAY).click();
    await waitFor("[data-plan='77']");
    expect("[data-plan='77']").toHaveText(/Bearing 6204\s+A-03-2-B\s+A\s+Class A/);
    expect(".o_inv_day_note").toHaveText(/4 more come again/);
    expect(".o_inv_day_move").toHaveCount(0);
    await contains("[data-plan='77'] .o_inv_day_choose").click();
    await contains(".o_inv_day_target").select("2026-03-19");
    await contains(".o_inv_day_apply").click();
    expect.verifySteps([["move_counts", [77], "2026-03-19"]]);
    await waitFor(".o_inv_count_message.alert-success");
    expect(".o_inv_day_move").toHaveCount(0);
});

test("a count is dragged to another day", async () => {
    await mountProgramme();
    await contains(THURSDAY).click();
    await waitFor("[data-plan='77']");
    await contains("[data-plan='77']").dragAndDrop("[data-day='2026-03-19']");
    expect.verifySteps([["move_counts", [77], "2026-03-19"]]);
});

test("a refused move says the limit", async () => {
    const message = "Bearing must be counted by Fri 20 Mar. Choose an earlier day.";
    await mountProgramme(
        {},
        {
            move_counts: () => {
                throw makeServerError({message});
            },
        }
    );
    await contains(THURSDAY).click();
    await contains("[data-plan='77'] .o_inv_day_choose").click();
    await contains(".o_inv_day_target").select("2026-03-19");
    await contains(".o_inv_day_apply").click();
    await waitFor(".alert-warning[role=alert]");
    expect(".o_inv_count_message").toHaveText(message);
    expect("[data-plan='77'] .o_inv_day_choose").toBeChecked();
    expect.verifySteps([["move_counts", [77], "2026-03-19"]]);
});

test("levelling shows what it moves before it does", async () => {
    const preview = {
        token: "abc",
        count: 1,
        weeks: 6,
        peak_before: 93,
        peak_after: 57,
        over_before: 3,
        over_after: 0,
        moves: [
            {id: 77, name: "Bearing in A-03", from: "2026-03-12", to: "2026-03-13"},
        ],
        more_count: 0,
        message: "1 counts moved.",
    };
    await mountProgramme(
        {},
        {preview_levelling: preview, apply_levelling: {message: "1 counts moved."}}
    );
    await contains(".o_inv_level").click();
    await waitFor(".o_inv_level_dialog");
    expect(".o_inv_level_dialog").toHaveText(
        /Busiest day: 93 minutes now, 57 afterwards/
    );
    expect(".o_inv_level_move").toHaveCount(1);
    expect.verifySteps([["preview_levelling", 1]]);
    await contains(".o_inv_level_apply").click();
    expect.verifySteps([["apply_levelling", 1, "abc"]]);
    expect(".o_inv_level_dialog").toHaveCount(0);
});

test("rules are ordered by keyboard and switched", async () => {
    await mountProgramme();
    await waitFor(".o_inv_rule");
    expect(queryAllTexts(".o_inv_rule b")).toEqual(["Negative Stock", "Class A"]);
    await contains("[data-rule='2'] .o_inv_rule_handle").focus();
    await press(["alt", "ArrowUp"]);
    await contains("[data-rule='1'] .o_inv_rule_switch").click();
    expect.verifySteps([
        ["set_rule_order", 1, [2, 1]],
        ["set_rule_active", 1, 1, false],
    ]);
});

test("without a programme the page starts one", async () => {
    const empty =
        "No programme yet. Start with class A every 21 working days: 20 counts a day.";
    const without = [{id: 4, name: "Leeds Plant"}];
    await mountProgramme(
        {programme: false, empty, without},
        {create_default_programme: 1}
    );
    await waitFor(".o_inv_count_empty");
    expect(".o_inv_count_empty p").toHaveText(empty);
    await contains(".o_inv_create_programme").click();
    expect.verifySteps([["create_default_programme", 4]]);
});

test("who may not plan sees the figures and no button that changes them", async () => {
    await mountProgramme({can_plan: false});
    await contains(THURSDAY).click();
    await waitFor("[data-plan='77']");
    for (const name of ["plan_now", "level", "rule_add", "rule_handle", "day_choose"]) {
        expect(`.o_inv_${name}`).toHaveCount(0);
    }
    expect(".o_inv_rule_switch:first").not.toBeEnabled();
});
