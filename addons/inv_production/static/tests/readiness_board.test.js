import {describe, expect, test} from "@odoo/hoot";
import {keyDown, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, onRpc} from "@web/../tests/web_test_helpers";
import {
    makeBoard,
    makeCard,
    makePart,
    makeShort,
    makeSupply,
    mountBoard,
    serveBoard,
} from "./readiness_data";

defineMailModels();
describe.current.tags("desktop");

async function openBoard(options) {
    const server = serveBoard(options);
    await mountBoard();
    await waitFor(".o_inv_readiness_board[data-status=ready]");
    return server;
}

function order(id) {
    return `[data-order='${id}']`;
}

test("columns tell how many orders and what they are worth", async () => {
    await openBoard({board: makeBoard([makeCard(1), makeCard(2), makeShort(3)])});
    expect("[data-column=ready] .o_inv_ready_head").toHaveText(/Ready\s+2\s+\$ 31,400/);
    expect("[data-column=by_date] .o_inv_ready_nothing").toHaveText(
        "No order waits for a date."
    );
    expect(".o_inv_release_ready").toHaveText("Release 2 Ready");
    expect(".o_inv_order_count").toHaveText("3 orders");
});

test("a card tells what lacks and which supply fixes it", async () => {
    const part = makePart({supply: makeSupply({late_days: 3})});
    await openBoard({board: makeBoard([makeShort(3, {part, more_parts: 1})])});
    const card = order(3);
    expect(`${card} .o_inv_rank`).toHaveText("3");
    expect(`${card} .o_inv_ready_share`).toHaveText("74 %");
    expect(`${card} .o_inv_ready_part`).toHaveText(
        /Ball bearing 6204: 9 pcs missing.\s+PO04720, 40 pcs, due Mar 11, 3 days after the start/
    );
    expect(`${card} .o_inv_more_parts`).toHaveText("And 1 more part");
    expect(queryAllTexts(`${card} [data-action]`)).toEqual([
        "Release 37 of 50",
        "Buy",
        "Override…",
    ]);
    expect(`${card} .btn-primary`).toHaveText("Release 37 of 50");
    await contains(`${card} .o_inv_ready_part a`).click();
    await contains(`${card} .o_inv_order_link`).click();
    expect.verifySteps(["purchase.order", "mrp.production"]);
});

test("releasing reads the board again", async () => {
    const answers = {decide_release: {message: "Released LEE/MO/091.", refused: []}};
    const server = await openBoard({board: makeBoard([makeCard(1)]), answers});
    server.board = makeBoard([makeCard(1, {state: "released", actions: []})]);
    await contains(`${order(1)} [data-action=release]`).click();
    expect.verifySteps([["decide_release", [1], "full"]]);
    expect(`[data-column=released] ${order(1)}`).toHaveCount(1);
    expect(".o_inv_strip_message").toHaveText("Released LEE/MO/091.");
});

test("all ready orders are released at once", async () => {
    await openBoard({board: makeBoard([makeCard(1), makeCard(2), makeShort(3)])});
    await contains(".o_inv_release_ready").click();
    expect.verifySteps([["decide_release", [1, 2], "full"]]);
});

test("what the server refuses is said on the card", async () => {
    const refused = [{id: 1, message: "2 Units of Bearing missing."}];
    const answers = {decide_release: {message: "", refused}};
    await openBoard({board: makeBoard([makeCard(1)]), answers});
    await contains(`${order(1)} [data-action=release]`).click();
    expect.verifySteps([["decide_release", [1], "full"]]);
    expect(`${order(1)} .o_inv_refusal`).toHaveText("2 Units of Bearing missing.");
});

test("an override asks for a reason first", async () => {
    await openBoard({board: makeBoard([makeShort(3)])});
    await contains(`${order(3)} [data-action=override]`).click();
    expect(".o_inv_override_confirm").not.toBeEnabled();
    await contains(`${order(3)} textarea`).edit("Parts by taxi", {confirm: false});
    await contains(".o_inv_override_confirm").click();
    expect.verifySteps([["decide_override", 3, "Parts by taxi"]]);
    expect(".o_inv_override_box").toHaveCount(0);
});

test("Alt and arrow move a card; nothing is saved before Keep Order", async () => {
    const effect = {message: "LEE/MO/094 moved from 4 to 3.", detail: "1 now short."};
    const board = ({moves}) =>
        makeBoard([makeShort(3), makeShort(4)], {effect: moves.length ? effect : null});
    await openBoard({board});
    await contains(order(4)).focus();
    await keyDown(["Alt", "ArrowUp"]);
    await waitFor(".o_inv_effect_bar");
    expect(".o_inv_effect").toHaveText("LEE/MO/094 moved from 4 to 3.");
    expect(`${order(3)} [data-action=buy]`).not.toBeEnabled();
    await contains(".o_inv_keep").click();
    const filters = {warehouse_id: false, until: false, search: ""};
    expect.verifySteps([["decide_keep", [[4, 3, false]], filters]]);
    expect(".o_inv_effect_bar").toHaveCount(0);
});

test("an unsaved move is undone", async () => {
    const effect = {message: "Moved.", detail: ""};
    const board = ({moves}) => {
        expect.step(moves.length);
        return makeBoard([makeCard(1), makeCard(2)], {
            effect: moves.length ? effect : null,
        });
    };
    await openBoard({board});
    await contains(order(1)).focus();
    await keyDown(["Alt", "ArrowDown"]);
    await waitFor(".o_inv_effect_bar");
    await contains(".o_inv_undo_moves").click();
    expect.verifySteps([0, 1, 0]);
    expect(".o_inv_effect_bar").toHaveCount(0);
});

test("a card is dragged before another one", async () => {
    const board = ({moves}) => {
        if (moves.length) {
            expect.step(moves);
        }
        return makeBoard([makeCard(1), makeCard(2), makeCard(3)]);
    };
    await openBoard({board});
    await contains(order(3)).dragAndDrop(order(1));
    await animationFrame();
    expect.verifySteps([[[3, 1, false]]]);
});

test("who may not rank cannot drag", async () => {
    const rights = {can_release: false, can_override: false, can_rank: false};
    const board = makeBoard([makeCard(1, {actions: []}), makeCard(2)], {rights});
    await openBoard({board});
    expect(".o_inv_can_move").toHaveCount(0);
    expect(".o_inv_release_ready").toHaveCount(0);
    expect(`${order(1)} .btn`).toHaveCount(0);
    expect(`${order(1)} .o_inv_card_more`).toHaveCount(0);
});

test("a freed shortage is told and released", async () => {
    const notice = {
        key: 5,
        message: "Receipt LEE/IN/0342 frees it.",
        order_ids: [1, 2],
    };
    await openBoard({board: makeBoard([makeCard(1), makeCard(2)], {notice})});
    expect(".o_inv_strip_freed").toHaveText(/Shortage freed.\s+Receipt LEE\/IN\/0342/);
    await contains(".o_inv_release_notice").click();
    await contains(".o_inv_dismiss").click();
    expect.verifySteps([
        ["decide_release", [1, 2], "full"],
        ["decide_dismiss", 5],
    ]);
});

test("a released order that lost its material says so", async () => {
    const card = makeCard(1, {
        state: "released",
        rank: null,
        actions: ["take_back"],
        release: {
            by: "Ana",
            date: "10 Mar 09:00",
            kind: "full",
            reason: null,
            short: "Short since release: Ball bearing, 3 pcs",
        },
    });
    await openBoard({board: makeBoard([card])});
    expect(`${order(1)} .o_inv_release_short`).toHaveText(
        "Short since release: Ball bearing, 3 pcs"
    );
    expect(`${order(1)} .btn-primary`).toHaveCount(0);
    await contains(`${order(1)} [data-action=take_back]`).click();
    expect.verifySteps([["decide_take_back", [1]]]);
});

test("an old board asks to be computed again", async () => {
    await openBoard({board: makeBoard([makeCard(1)])});
    expect(".o_inv_strip_stale").toHaveCount(0);
    await advanceTime(16 * 60 * 1000);
    await waitFor(".o_inv_strip_stale");
    await contains(".o_inv_strip_stale .btn").click();
    expect(".o_inv_strip_stale").toHaveCount(0);
});

test("filters go to the server, and an empty answer offers to clear them", async () => {
    const board = ({filters}) => {
        expect.step(filters.search);
        return makeBoard(filters.search ? [] : [makeCard(1)]);
    };
    await openBoard({board});
    await contains("input[name=search]").edit("nothing", {confirm: "blur"});
    await waitFor(".o_inv_board_empty");
    expect(".o_inv_board_empty .fs-4").toHaveText(
        "No open manufacturing order matches “nothing”."
    );
    await contains(".o_inv_clear_filters").click();
    expect.verifySteps(["", "nothing", ""]);
    expect(order(1)).toHaveCount(1);
});

test("good news when nothing is short", async () => {
    await openBoard({board: makeBoard([makeCard(1), makeCard(2)])});
    expect(".o_inv_all_ready").toHaveText("All 2 orders are ready.");
});

test("a failed computation can be tried again", async () => {
    serveBoard({board: makeBoard([makeCard(1)])});
    let isBroken = true;
    onRpc("inv.readiness.board", "get_board", () => {
        if (isBroken) {
            throw new Error("No connection");
        }
    });
    expect.errors(0);
    await mountBoard();
    await waitFor(".o_inv_board_error");
    isBroken = false;
    await contains(".o_inv_board_error .btn").click();
    await waitFor(order(1));
});
