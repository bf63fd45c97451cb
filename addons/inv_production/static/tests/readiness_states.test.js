import {describe, expect, test} from "@odoo/hoot";
import {
    press,
    queryAllAttributes,
    queryAllTexts,
    waitFor,
    waitForNone,
} from "@odoo/hoot-dom";
import {animationFrame, Deferred} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    getService,
    makeMockEnv,
    makeServerError,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import {user} from "@web/core/user";
import {makeBoard, makeCard, makeShort, mountBoard, serveBoard} from "./readiness_data";

defineMailModels();
describe.current.tags("desktop");

const MODEL = "inv.readiness.board";

async function openBoard(options) {
    const server = serveBoard(options);
    await mountBoard();
    await waitFor(".o_inv_readiness_board[data-status=ready]");
    return server;
}

function order(id) {
    return `[data-order='${id}']`;
}

/** A board that moves its cards, tells that it did, and steps the moves. */
function movable(cards, values = {}) {
    return ({moves}) => {
        expect.step(["board", ...moves]);
        const effect = moves.length ? {message: "Moved.", detail: ""} : null;
        const sequence = [...cards];
        const at = (id) => sequence.findIndex((card) => card.id === id);
        for (const [id, before, after] of moves) {
            const [card] = sequence.splice(at(id), 1);
            sequence.splice(before ? at(before) : at(after) + 1, 0, card);
        }
        return makeBoard(sequence, {effect, ...values});
    };
}

test("the frame is there before the data", async () => {
    const data = new Deferred();
    serveBoard({board: makeBoard([makeCard(1)])});
    onRpc(MODEL, "get_board", async ({parent}) => {
        await data;
        return parent();
    });
    await mountBoard();
    expect(".o_inv_board_skeleton").toHaveCount(4);
    expect(".o_inv_recompute").toHaveCount(1);
    data.resolve();
    await waitFor(order(1));
    expect(".o_inv_skeleton").toHaveCount(0);
});

test("a board that cannot be computed again stays", async () => {
    await openBoard({board: makeBoard([makeCard(1)])});
    let isBroken = true;
    onRpc(MODEL, "get_board", ({parent}) => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return parent();
    });
    await contains(".o_inv_recompute").click();
    await waitFor(".o_inv_strip_problem");
    expect(".o_inv_strip_problem").toHaveText(/Locked./);
    expect(order(1)).toHaveCount(1);
    isBroken = false;
    await contains(".o_inv_strip_retry").click();
    await waitForNone(".o_inv_strip_problem");
});

test("a card with many buttons folds the rest into its menu", async () => {
    const actions = ["release_partial", "substitute", "buy", "override"];
    await openBoard({board: makeBoard([makeShort(3, {actions})])});
    expect(queryAllTexts(`${order(3)} [data-action]`)).toEqual([
        "Release 37 of 50",
        "Substitute",
    ]);
    await contains(`${order(3)} .o_inv_card_more`).click();
    expect(queryAllTexts(".o_inv_card_menu [data-action]")).toEqual([
        "Buy",
        "Override…",
    ]);
    await contains(".o_inv_card_menu [data-action=buy]").click();
    expect.verifySteps([["decide_buy", 31, 1]]);
});

test("a reason that is refused stays in its box", async () => {
    const refused = [{id: 3, message: "Held by recall RC-0007."}];
    const answers = {decide_override: {message: "", refused}};
    await openBoard({board: makeBoard([makeShort(3)]), answers});
    await contains(`${order(3)} [data-action=override]`).click();
    expect("textarea[name=reason]").toBeFocused();
    await contains("textarea[name=reason]").edit("Taxi", {confirm: false});
    await contains(".o_inv_override_confirm").click();
    expect.verifySteps([["decide_override", 3, "Taxi"]]);
    expect(`${order(3)} .o_inv_refusal`).toHaveText("Held by recall RC-0007.");
    expect("textarea[name=reason]").toHaveValue("Taxi");
    await press("Escape");
    await animationFrame();
    expect(".o_inv_override_box").toHaveCount(0);
    expect(order(3)).toBeFocused();
});

test("what fails for one of many is told on its card and above", async () => {
    const refused = [{id: 2, message: "2 Units of Bearing missing."}];
    const answers = {decide_release: {message: "Released LEE/MO/091.", refused}};
    await openBoard({board: makeBoard([makeCard(1), makeCard(2)]), answers});
    await contains(".o_inv_release_ready").click();
    expect.verifySteps([["decide_release", [1, 2], "full"]]);
    expect(".o_inv_board_live").toHaveText("Released LEE/MO/091.");
    expect(".o_inv_refusal").toHaveCount(1);
    expect(`${order(2)} .o_inv_refusal`).toHaveText("2 Units of Bearing missing.");
    await contains(".o_inv_strip_message .o_inv_strip_close").click();
    expect(".o_inv_strip_message").toHaveCount(0);
});

test("R releases the card that has the focus", async () => {
    await openBoard({board: makeBoard([makeCard(1), makeCard(2)])});
    await contains(order(2)).focus();
    await press("r");
    await animationFrame();
    expect.verifySteps([["decide_release", [2], "full"]]);
});

test("a card keeps the focus when it moves, and Z undoes", async () => {
    await openBoard({board: movable([makeCard(1), makeCard(2), makeCard(3)])});
    await contains(order(2)).focus();
    await press(["Alt", "ArrowUp"]);
    await waitFor(".o_inv_effect_bar");
    const ids = queryAllAttributes(".o_inv_ready_card", "data-order");
    expect(ids).toEqual(["2", "1", "3"]);
    expect(order(2)).toBeFocused();
    await press("z");
    await waitForNone(".o_inv_effect_bar");
    expect.verifySteps([["board"], ["board", [2, 1, false]], ["board"]]);
});

test("a card keeps the focus when it becomes ready", async () => {
    const board = ({moves}) => makeBoard([moves.length ? makeCard(2) : makeShort(2)]);
    await openBoard({board});
    await contains(order(2)).focus();
    await press(["Alt", "ArrowUp"]);
    await waitFor(`[data-column=ready] ${order(2)}`);
    expect(order(2)).toBeFocused();
});

test("a card that is dropped where nothing is ranked comes back", async () => {
    const released = makeCard(9, {state: "released", rank: null, actions: []});
    const board = movable([makeCard(1), makeCard(2), released], {part_count: 0});
    await openBoard({board});
    await contains(order(1)).dragAndDrop("[data-column=released]");
    await animationFrame();
    expect.verifySteps([["board"]]);
    expect(".o_inv_effect_bar").toHaveCount(0);
});

test("more orders of a column are asked for", async () => {
    const row = {
        id: 23,
        name: "LEE/MO/0923",
        product: "Circulator 250 W",
        quantity: 40,
        uom: "pcs",
        part: "Cable 1.5 m",
        missing: 2.5,
        date_ready: null,
    };
    const board = ({limit}) => {
        expect.step(limit);
        const data = makeBoard([makeShort(3)]);
        Object.assign(data.columns[2], {rows: [row], rest: 3});
        return data;
    };
    await openBoard({board});
    expect(queryAllTexts(".o_inv_ready_line > *")).toEqual([
        "LEE/MO/0923",
        "Circulator 250 W, 40 pcs",
        "Cable 1.5 m",
        "2.5 short",
    ]);
    expect(".o_inv_more").toHaveText("3 more");
    await contains(".o_inv_more").click();
    expect.verifySteps([6, 36]);
});

test("start and site are facets, and go along to the missing parts", async () => {
    const board = ({filters}) => {
        expect.step([filters.until, filters.warehouse_id]);
        return makeBoard([makeShort(3)]);
    };
    await openBoard({board});
    await contains(".o_inv_filter_toggle").click();
    await contains(".o_inv_filter_menu [data-until=week]").click();
    await contains(".o_inv_filter_toggle").click();
    await contains(".o_inv_filter_menu [data-site='2']").click();
    expect(queryAllTexts(".o_inv_facet")).toEqual(["Starts by Mar 15", "Rotterdam DC"]);
    await contains("[data-facet=warehouse] .o_inv_facet_remove").click();
    await contains(".o_inv_all_parts").click();
    const filters = {warehouse_id: false, until: "2026-03-15", search: ""};
    expect.verifySteps([
        [false, false],
        ["2026-03-15", false],
        ["2026-03-15", 2],
        ["2026-03-15", false],
        ["inv_production.inv_missing_parts_action", filters],
    ]);
});

test("readiness that changed elsewhere is read when nothing would be lost", async () => {
    const heard = {};
    await makeMockEnv();
    patchWithCleanup(getService("bus_service"), {
        subscribe: (type, callback) => {
            heard[type] = callback;
        },
        unsubscribe: () => {},
    });
    const company_id = user.activeCompany.id;
    await openBoard({board: movable([makeCard(1), makeCard(2)])});
    heard.inv_readiness_changed({company_id: company_id + 1});
    heard.inv_readiness_changed({company_id});
    await animationFrame();
    expect.verifySteps([["board"], ["board"]]);
    await contains(order(1)).focus();
    await press(["Alt", "ArrowDown"]);
    await waitFor(".o_inv_effect_bar");
    heard.inv_readiness_changed({company_id});
    await animationFrame();
    expect.verifySteps([["board", [1, false, 2]]]);
});
