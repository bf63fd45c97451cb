import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {
    shortageBars,
    staircase,
} from "@inv_production/missing_parts/supply_sparkline/supply_sparkline";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains, makeServerError, onRpc} from "@web/../tests/web_test_helpers";
import {makeMissing, makeParts, mountParts} from "./readiness_data";

defineMailModels();
describe.current.tags("desktop");

const STATOR = {
    product_id: 32,
    name: "Motor stator",
    short: 13,
    value: 9480,
    supply: null,
    state: "none",
    primary: "buy",
};

test("tiles and rows tell what is missing and what comes", async () => {
    await mountParts([makeMissing(), makeMissing(STATOR)]);
    await waitFor(".o_inv_part_row");
    expect("[data-tile=short]").toHaveText(/Components short\s+2\s+of 214 needed/);
    expect("[data-tile=next]").toHaveText(/Mar 11\s+PO04720 covers LEE\/MO\/0913/);
    const row = "[data-part='Ball bearing 6204-2RS']";
    expect(`${row} .o_inv_cell_name`).toHaveText(/BRG-6204 · AX · Leeds plant/);
    expect(`${row} .o_inv_tag`).toHaveText("late 8 d");
    expect("[data-part='Motor stator'] .o_inv_no_supply").toHaveText("No supply");
    expect("[data-part='Motor stator'] .btn-primary").toHaveText("Buy");
    expect(`${row} svg`).toHaveAttribute(
        "aria-label",
        "Ball bearing 6204-2RS: 144 needed and 175 there or coming in 4 days, short on 2 of them."
    );
});

test("a row opens to who gets what and how to fix it", async () => {
    const message = "Asked Ana to expedite PO04733.";
    await mountParts([makeMissing()], {decide_expedite: {message, refused: []}});
    await contains(".o_inv_part_toggle").click();
    await waitFor(".o_inv_part_orders tbody tr");
    expect(queryAllTexts(".o_inv_part_orders tbody td").slice(4)).toEqual([
        "40",
        "31",
        "9",
        "31 of 40",
    ]);
    await contains("[data-fix=expedite]").click();
    expect.verifySteps([["decide_expedite", 31, 1]]);
    expect(".o_inv_strip_message").toHaveText(message);
    await contains(".o_inv_part_toggle").click();
    expect(".o_inv_part_detail").toHaveCount(0);
});

test("columns sort both ways", async () => {
    await mountParts([makeMissing(STATOR), makeMissing()]);
    const names = () => queryAllTexts(".o_inv_part_row b:first-of-type").slice(0, 1);
    await waitFor(".o_inv_part_row");
    expect(".o_inv_part_row:first [data-action]").toHaveText("Expedite");
    await contains("[data-sort=value]").click();
    expect(".o_inv_part_row:first [data-action]").toHaveText("Buy");
    await contains("[data-sort=short]").click();
    expect(".o_inv_part_row:first [data-action]").toHaveText("Expedite");
    expect(names()).toHaveLength(1);
});

test("a search without orders says so and can be cleared", async () => {
    const tiles = {...makeParts([]).tiles, order_count: 0};
    const parts = ({search}) => {
        expect.step(search);
        return [];
    };
    await mountParts(parts, {}, {values: {tiles}});
    await contains(".o_inv_board_filters input:first").edit("zzz", {confirm: "Enter"});
    await waitFor(".o_inv_board_empty:contains('matches “zzz”')");
    await contains(".o_inv_clear_filters").click();
    expect.verifySteps(["", "zzz", ""]);
    expect(".o_inv_board_empty").toHaveText(/No open manufacturing order\./);
});

test("nothing missing is good news", async () => {
    await mountParts([]);
    await waitFor(".o_inv_board_empty");
    expect(".o_inv_board_empty").toHaveText(
        "Nothing is missing. All 23 orders have their material."
    );
});

test("need and supply are stairs, the gap lies between them", () => {
    expect(staircase([0, 5, 10], 10)).toBe("M0 31.0H120.0V17.0H240.0V3.0");
    const bars = shortageBars([0, 10, 10], [5, 5, 5], 10);
    expect(bars).toEqual([{key: 1, x: 120, y: 3, width: 120, height: 14}]);
});

test("what the server refuses is told above the table", async () => {
    const refused = [{id: 31, message: "P00018 is done already."}];
    await mountParts([makeMissing()], {decide_expedite: {message: "", refused}});
    await contains(".o_inv_part_row [data-action=expedite]").click();
    expect.verifySteps([["decide_expedite", 31, 1]]);
    expect(".o_inv_strip_message").toHaveText("P00018 is done already.");
});

test("without the right the figures stay and the buttons go", async () => {
    const rights = {can_supply: false};
    await mountParts([makeMissing()], {}, {values: {rights}});
    await contains(".o_inv_part_toggle").click();
    await waitFor(".o_inv_part_orders");
    expect("[data-action], [data-fix]").toHaveCount(0);
    expect(".o_inv_part_row .o_inv_short").toHaveText("113");
});

test("the filters of the board come along", async () => {
    const rows = (filters) => {
        expect.step(filters.search);
        return [makeMissing()];
    };
    await mountParts(rows, {}, {context: {inv_filters: {search: "Nordbau"}}});
    await waitFor(".o_inv_part_row");
    expect("input[name=search]").toHaveValue("Nordbau");
    expect.verifySteps(["Nordbau"]);
});

test("a part whose orders cannot be read can be tried again", async () => {
    await mountParts([makeMissing()]);
    let isBroken = true;
    onRpc("inv.readiness.board", "get_missing_part", ({parent}) => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return parent();
    });
    await contains(".o_inv_part_toggle").click();
    await waitFor(".o_inv_detail_error");
    expect(".o_inv_detail_error").toHaveText(/Locked./);
    isBroken = false;
    await contains(".o_inv_detail_retry").click();
    await waitFor(".o_inv_part_orders");
    expect(".o_inv_detail_error").toHaveCount(0);
});

test("dates sort from the first one", async () => {
    const later = {...STATOR, first_need: "2026-03-16"};
    await mountParts([makeMissing(later), makeMissing()]);
    await contains("[data-sort=first_need]").click();
    expect("th:has([data-sort=first_need])").toHaveAttribute("aria-sort", "ascending");
    expect(".o_inv_part_row:first .o_inv_cell_name b").toHaveText(/Ball bearing/);
});
