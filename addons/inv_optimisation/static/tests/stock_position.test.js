import {expect, test} from "@odoo/hoot";
import {queryAllAttributes, queryAllTexts, waitFor} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {PositionTiles} from "@inv_optimisation/stock_position/stock_position";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    makeServerError,
    mockService,
    models,
    mountView,
    mountWithCleanup,
    onRpc,
} from "@web/../tests/web_test_helpers";

class StockPosition extends models.Model {
    _name = "inv.stock.position";

    range_qty = fields.Float();

    _records = [
        {id: 1, range_qty: -12.5},
        {id: 2, range_qty: 0},
        {id: 3, range_qty: 1300},
    ];
}

defineMailModels();
defineModels([StockPosition]);

function makeTiles(values = {}) {
    return {
        sites: [
            {
                id: 1,
                name: "Leeds",
                value: "$ 900",
                stages: [
                    {stage: "raw", share: 0.25},
                    {stage: "wip", share: 0},
                    {stage: "finished", share: 0.5},
                ],
                transit_share: 0.125,
                model_share: 0.6,
                note: "model $ 700, $ 200 above",
            },
            {
                id: 2,
                name: "Lyon",
                value: "$ 400",
                stages: [{stage: "finished", share: 0.3}],
                transit_share: 0,
                model_share: 0.3,
                note: "model $ 400, in line",
            },
        ],
        all: {
            value: "$ 1,300",
            text: "$ 200 excess at 3 item-sites while 2 others run short.",
            help: {text: "Moving $ 80 helps.", action: "inv.transfers"},
        },
        has_work: false,
        ...values,
    };
}

async function mountTiles(answer) {
    onRpc("inv.stock.position", "get_tiles", answer);
    mockService("action", {
        doAction(action) {
            expect.step(action);
        },
    });
    await mountWithCleanup(PositionTiles);
    await animationFrame();
}

test("tiles draw the stages and the model on one scale", async () => {
    await mountTiles(() => makeTiles());
    await waitFor(".o_inv_position_tile:not(.o_inv_skeleton)");
    expect(queryAllTexts(".o_inv_position_value")).toEqual([
        "$ 900",
        "$ 400",
        "$ 1,300",
    ]);
    expect(
        queryAllAttributes(".o_inv_position_tile:first span[style]", "style")
    ).toEqual(["width: 25.00%", "width: 0.00%", "width: 50.00%", "width: 12.50%"]);
    expect(queryAllAttributes(".o_inv_model_tick", "style")).toEqual([
        "inset-inline-start: 60.00%",
        "inset-inline-start: 30.00%",
    ]);
    expect(".o_inv_position_bar:first").toHaveAttribute(
        "aria-label",
        "$ 900 on hand, model $ 700, $ 200 above"
    );
    expect(".o_inv_position_all").toHaveText(/while 2 others run short/);
});

test("help between the sites leads to the transfers", async () => {
    await mountTiles(() => makeTiles());
    await contains(".o_inv_position_all .btn-link").click();
    expect.verifySteps(["inv.transfers"]);
});

test("without help or work nothing is said about them", async () => {
    const {all} = makeTiles();
    await mountTiles(() => makeTiles({all: {...all, help: null}}));
    expect(".o_inv_position_all .btn-link").toHaveCount(0);
    expect(".o_inv_position_legend .o_inv_stage_wip").toHaveCount(0);
});

test("work is in the legend where there is some", async () => {
    await mountTiles(() => makeTiles({has_work: true}));
    expect(".o_inv_position_legend .o_inv_stage_wip").toHaveCount(1);
});

test("tiles wait in grey and say what went wrong", async () => {
    let refuse = null;
    const wait = new Promise((_resolve, reject) => {
        refuse = reject;
    });
    await mountTiles(() => wait);
    expect(".o_inv_skeleton").toHaveCount(3);
    refuse(makeServerError({message: "Too many rows."}));
    await waitFor(".alert");
    expect(".alert").toHaveText("Too many rows.");
    expect(".o_inv_skeleton").toHaveCount(0);
});

test("the range is told with its sign", async () => {
    await mountView({
        type: "list",
        resModel: "inv.stock.position",
        arch: `<list><field name="range_qty" widget="inv_range"/></list>`,
    });
    await waitFor(".o_data_row");
    expect(queryAllTexts("td .o_inv_number")).toEqual([
        "− 12.5",
        "in range",
        "+ 1,300",
    ]);
    expect(".o_data_row:eq(0) .o_inv_number").toHaveClass("o_inv_range_less");
    expect(".o_data_row:eq(1) .o_inv_number").toHaveClass("text-muted");
    expect(".o_data_row:eq(2) .o_inv_number").toHaveClass("o_inv_range_more");
});
