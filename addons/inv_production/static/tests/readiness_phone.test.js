import {describe, expect, test} from "@odoo/hoot";
import {queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {makeBoard, makeCard, makeShort, mountBoard, serveBoard} from "./readiness_data";

defineMailModels();
describe.current.tags("mobile");

test("columns are tabs, and cards move by buttons", async () => {
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
    await contains("[data-order='4'] .o_inv_move_up").click();
    await waitFor(".o_inv_effect_bar");
});
