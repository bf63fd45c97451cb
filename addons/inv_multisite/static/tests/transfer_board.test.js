import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeMockEnv} from "@web/../tests/web_test_helpers";
import {
    closedText,
    coverText,
    loadText,
} from "@inv_multisite/transfer_board/transfer_board_text";
import {makeBoard, makeLane, makeLine, mountBoard} from "./transfer_data";

defineMailModels();
describe.current.tags("desktop");

describe("words", () => {
    // Numbers are written in the language of the session.
    beforeEach(() => makeMockEnv());

    test("cover without demand has no end", () => {
        expect(coverText(96, 55)).toBe("96 → 55 days");
        expect(coverText(9999, 9999)).toBe("∞ → ∞ days");
    });

    test("a load names its unit, its room and its vehicles", () => {
        expect(loadText(makeLane(1))).toBe("412 of 1,000 kg");
        expect(loadText(makeLane(1, {room: 0}))).toBe("412 kg");
        expect(loadText(makeLane(1, {room: 2000, vehicles: 2}))).toBe(
            "412 of 2,000 kg, 2 loads"
        );
        expect(loadText(makeLane(1, {load: 0}))).toBe("");
    });

    test("a lane says why it takes nothing", () => {
        expect(closedText(makeLane(1))).toBe("");
        expect(closedText(makeLane(1, {has_route: false}))).toBe("no route");
        expect(closedText(makeLane(1, {is_open: false}))).toBe("closed");
    });
});

test("lanes, three ways and moves are shown; the first row is open", async () => {
    await mountBoard();
    await waitFor(".o_inv_waterfall");
    expect(".o_inv_gain_matrix [data-lane='Rotterdam → Lyon']").toHaveText(/2 moves/);
    expect(".o_inv_gain_matrix [data-lane='Lyon → Rotterdam']").toHaveText(/closed to/);
    expect(queryAllTexts(".o_inv_way > span")).toEqual([
        "Do nothing",
        "Buy new",
        "Transfer",
    ]);
    expect(".o_inv_accept_all").toHaveText("Accept All (1)");
    expect("[data-step=risk]").toHaveText(/−/);
    expect(".o_inv_why").toHaveText(/Cut from 120 to 48/);
    expect.verifySteps([["get_board", false]]);
});

test("a blocked move says why and cannot be ticked", async () => {
    await mountBoard();
    await waitFor(".o_inv_waterfall");
    expect("[data-product=Glue] .o_inv_block").toHaveText(/Lot expires/);
    expect("[data-product=Glue] input").not.toBeEnabled();
    expect("[data-product='Pump 1'] input").toBeChecked();
    await contains("[data-product='Pump 1'] input").click();
    expect(".o_inv_accept_chosen").not.toBeEnabled();
    expect.verifySteps([["get_board", false]]);
});

test("a lane is chosen and left", async () => {
    await mountBoard();
    await waitFor(".o_inv_waterfall");
    await contains(".o_inv_gain_matrix [data-lane='Rotterdam → Lyon']").click();
    await waitFor(".o_inv_facet");
    expect(".o_inv_accept_all").toHaveText("Accept Lane (1)");
    await contains(".o_inv_facet button").click();
    await expect.waitForSteps([
        ["get_board", false],
        ["get_board", 7],
        ["get_board", false],
    ]);
});

test("what was refused is said", async () => {
    const answer = {accepted: [], refused: [[1, "gone"]], message: "None accepted."};
    await mountBoard(makeBoard(), {action_accept: answer});
    await waitFor(".o_inv_waterfall");
    await contains(".o_inv_detail .o_inv_accept").click();
    await waitFor(".o_inv_strip_problem");
    expect(".o_inv_strip_problem").toHaveText(/None accepted/);
    await expect.waitForSteps([
        ["get_board", false],
        ["action_accept", [1]],
        ["get_board", false],
    ]);
});

test("a rejection needs its reason before it is sent", async () => {
    await mountBoard(makeBoard(), {action_reject: true});
    await waitFor(".o_inv_waterfall");
    await contains(".o_inv_detail .o_inv_ignore").click();
    expect(".o_inv_inline .btn-primary").not.toBeEnabled();
    await contains(".o_inv_reason").edit("Phased out", {confirm: false});
    await contains(".o_inv_inline .btn-primary").click();
    await expect.waitForSteps([
        ["get_board", false],
        ["action_reject", [1], "Phased out"],
        ["get_board", false],
    ]);
});

test("a viewer sees no button that decides", async () => {
    await mountBoard(makeBoard({can_decide: false, can_configure: false}));
    await waitFor(".o_inv_waterfall");
    expect(".o_inv_accept_all, .o_inv_run, .o_inv_detail .o_inv_accept").toHaveCount(0);
    expect(".o_inv_lane_table input, .o_inv_controls input").toHaveCount(0);
    expect.verifySteps([["get_board", false]]);
});

test("an empty board says what is nearest", async () => {
    const nearest = {product: "O-ring", site: "Rotterdam", missing_days: 9};
    await mountBoard(makeBoard({lines: [], count: 0, new_count: 0, nearest}));
    await waitFor(".o_inv_transfer_empty");
    expect(".o_inv_transfer_empty").toHaveText(
        /No transfer pays today\s+No site has more .* O-ring in Rotterdam, 9 days short/
    );
    expect.verifySteps([["get_board", false]]);
});

test("without lanes the board leads to them", async () => {
    const empty = {lanes: [], sites: [], lines: [], count: 0, new_count: 0};
    await mountBoard(makeBoard({...empty, comparison: null}));
    await waitFor(".o_inv_transfer_empty");
    expect(".o_inv_transfer_empty").toHaveText(/No lanes yet/);
    expect(".o_inv_transfer_empty .btn").toHaveText("Open Lanes");
    expect.verifySteps([["get_board", false]]);
});

test("an accepted move names its shipment and can be taken back", async () => {
    const lines = [makeLine(1, {state: "accepted", reference: "TS/2026/00001"})];
    await mountBoard(makeBoard({lines, count: 1, new_count: 0}));
    await waitFor(".o_inv_waterfall");
    expect("[data-product='Pump 1'] .o_inv_block").toHaveText("TS/2026/00001");
    expect(".o_inv_take_back").toHaveCount(1);
    expect.verifySteps([["get_board", false]]);
});
