import {expect, test} from "@odoo/hoot";
import {queryFirst, waitFor} from "@odoo/hoot-dom";
import {
    gapPoints,
    gapTone,
    neighbour,
    rateFloor,
    ratePosition,
    shade,
} from "@inv_optimisation/policy_board/policy_board_scale";
import {
    formatGap,
    formatMoney,
    formatRate,
} from "@inv_optimisation/policy_board/policy_board_text";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    makeMockEnv,
    makeServerError,
    onRpc,
} from "@web/../tests/web_test_helpers";
import {makeBoard, makeCell, mountAction, mountBoard} from "./policy_board_data";

defineMailModels();

test("the gap is in points and unknown without an estimate", () => {
    expect(Math.round(gapPoints({expected: 0.903, target: 0.94}) * 10)).toBe(-37);
    expect(gapPoints({expected: null, target: 0.94})).toBe(null);
});

test("the colour follows the gap", () => {
    const tones = [-3.7, -2.5, -0.8, 0.4, 1.2, 2.8, null].map(gapTone);
    expect(tones).toEqual([
        "far_under",
        "far_under",
        "under",
        "met",
        "over",
        "far_over",
        "none",
    ]);
});

test("shades compare with the largest class", () => {
    const values = [0, 10, 55, 100];
    expect(values.map((value) => shade(value, values))).toEqual([0, 1, 3, 5]);
    expect(shade(0, [0, null])).toBe(0);
});

test("bars start at a round rate below every rate", () => {
    const cells = [makeCell("A", "X", {expected: 0.889, target: 0.92})];
    expect(rateFloor(cells)).toBe(0.85);
    expect(rateFloor([makeCell("A", "X", {expected: 0.9})])).toBe(0.85);
    expect(rateFloor([])).toBe(0);
    expect(ratePosition(0.925, 0.85)).toBe(50);
    expect(ratePosition(0.5, 0.85)).toBe(0);
});

test("arrow keys stay inside the matrix", () => {
    const grid = [
        ["AX", "AY"],
        ["BX", null],
    ];
    expect(neighbour(grid, "AX", "ArrowRight")).toBe("AY");
    expect(neighbour(grid, "AX", "ArrowDown")).toBe("BX");
    expect(neighbour(grid, "AX", "ArrowUp")).toBe(null);
    expect(neighbour(grid, "AY", "ArrowDown")).toBe(null);
    expect(neighbour(grid, "AX", "Enter")).toBe(null);
});

test("numbers are short and carry their sign", async () => {
    await makeMockEnv();
    expect(formatGap(-3.71)).toBe("−3.7 pt");
    expect(formatGap(0.42)).toBe("+0.4 pt");
    expect(formatGap(-0.04)).toBe("0.0 pt");
    expect(formatRate(0.9)).toBe("90");
    expect(formatMoney(1180000, false)).toBe("1.18M");
    expect(formatMoney(8900000, false)).toBe("8.9M");
    expect(formatMoney(11400000, false)).toBe("11.4M");
    expect(formatMoney(960400, false)).toBe("960k");
    expect(formatMoney(15240, false)).toBe("15.2k");
    expect(formatMoney(12000, false)).toBe("12k");
    expect(formatMoney(0, false)).toBe("0");
    expect(formatMoney(9640.4, false)).toBe("9,640");
    expect(formatMoney(null, false)).toBe("–");
});

test("gap, missing estimate and empty class are told in words", async () => {
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    expect("[data-class-code=AX] .o_inv_cell_gap").toHaveText("+1.0 pt");
    expect("[data-class-code=AY]").toHaveAttribute("data-gap-tone", "far_under");
    expect("[data-class-code=BX] .o_inv_cell_gap").toHaveText("no estimate yet");
    expect("[data-class-code=BX] .o_inv_cell_bar").toHaveCount(0);
    expect("[data-class-code=BY] .o_inv_cell_none").toHaveText("no items");
});

test("the switch changes the colouring only", async () => {
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    expect("[data-class-code=AY]").toHaveClass("o_inv_colour_far_under");
    await contains("[data-colouring=item_count]").click();
    expect("[data-class-code=AY]").toHaveClass("o_inv_colour_shade_5");
    expect("[data-class-code=AY] .o_inv_cell_gap").toHaveText("−5.0 pt");
});

test("arrow keys move the focus from class to class", async () => {
    await mountBoard(makeBoard());
    await waitFor(".o_inv_policy_matrix");
    await contains("[data-cell=AX]").focus();
    await contains("[data-cell=AX]").press("ArrowDown");
    expect(queryFirst("[data-cell=BX]")).toBe(document.activeElement);
});

test("without points the board says what to do", async () => {
    await mountBoard(makeBoard({point_count: 0, message: "Nothing planned yet."}));
    await waitFor(".o_inv_board_empty");
    expect(".o_inv_board_empty p").toHaveText("Nothing planned yet.");
    await contains(".o_inv_open_runs").click();
    expect.verifySteps(["inv_optimisation.inv_planning_run_action"]);
});

test("an error is shown in place and can be retried", async () => {
    let isBroken = true;
    onRpc("inv.stocking.policy", "get_board_data", () => {
        if (isBroken) {
            throw makeServerError({message: "Locked."});
        }
        return makeBoard();
    });
    await mountAction();
    await waitFor(".o_inv_board_error");
    isBroken = false;
    await contains(".o_inv_board_retry").click();
    await waitFor(".o_inv_policy_matrix");
});
