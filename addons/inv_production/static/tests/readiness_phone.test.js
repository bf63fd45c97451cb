import {describe, expect, test} from "@odoo/hoot";
import {queryAll, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {makeBoard, makeCard, makeShort, mountBoard, serveBoard} from "./readiness_data";

defineMailModels();
describe.current.tags("mobile");

const TOUCH = 44;

test("columns are tabs, and cards move by their menu", async () => {
    const effect = {message: "Moved.", detail: ""};
    const board = ({moves}) =>
        makeBoard([makeCard(1), makeShort(3), makeShort(4)], {
            effect: moves.length ? effect : null,
        });
    serveBoard({board});
    await mountBoard();
    await waitFor(".o_inv_board_tabs");
    expect(queryAllTexts(".o_inv_board_tabs .btn")).toEqual([
        "Ready 1",
        "Ready by date 0",
        "Short 2",
        "Released 0",
    ]);
    expect(".o_inv_ready_card").toHaveCount(1);
    await contains("[data-tab=short]").click();
    expect(".o_inv_ready_card").toHaveCount(2);
    await contains("[data-order='4'] .o_inv_card_more").click();
    await contains(".o_inv_move_up").click();
    await waitFor(".o_inv_effect_bar");
    expect(".o_inv_board_foot").toHaveCount(0);
});

test("all ready orders are released from the lower edge", async () => {
    serveBoard({board: makeBoard([makeCard(1), makeCard(2), makeShort(3)])});
    await mountBoard();
    await waitFor(".o_inv_board_foot");
    expect(".o_inv_release_ready").toHaveCount(1);
    await contains(".o_inv_board_foot .o_inv_release_ready").click();
    expect.verifySteps([["decide_release", [1, 2], "full"]]);
});

test("the first tab with orders is shown", async () => {
    serveBoard({board: makeBoard([makeShort(3)])});
    await mountBoard();
    await waitFor(".o_inv_ready_card");
    expect("[data-tab=short]").toHaveAttribute("aria-selected", "true");
});

test("an override is in the menu of the card", async () => {
    serveBoard({board: makeBoard([makeShort(3)])});
    await mountBoard();
    await waitFor(".o_inv_ready_card");
    expect(queryAllTexts(".o_inv_ready_actions [data-action]")).toEqual([
        "Release 37 of 50",
        "Buy",
    ]);
    await contains(".o_inv_card_more").click();
    await contains(".o_inv_card_menu [data-action=override]").click();
    await contains("textarea[name=reason]").edit("Taxi", {confirm: false});
    await contains(".o_inv_override_confirm").click();
    expect.verifySteps([["decide_override", 3, "Taxi"]]);
});

test("what can be touched is large enough", async () => {
    serveBoard({board: makeBoard([makeShort(3), makeCard(4, {state: "short"})])});
    await mountBoard();
    await waitFor(".o_inv_ready_card");
    const selector =
        ".o_inv_ready_card .btn, .o_inv_board_tabs .btn, .o_inv_board_foot .btn";
    const heights = queryAll(selector).map((el) => el.getBoundingClientRect().height);
    expect(heights.length).toBeGreaterThan(6);
    expect(Math.min(...heights)).toBeGreaterThan(TOUCH - 0.5);
});
