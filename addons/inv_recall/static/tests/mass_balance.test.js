import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {mountBalance} from "./recall_data";

defineMailModels();

test("each bar has a column and the sum below it", async () => {
    await mountBalance();
    expect(queryAllTexts("thead th")).toEqual([
        "",
        "Trigger (pcs)",
        "Share",
        "Made (pcs)",
        "Share",
    ]);
    expect(queryAllTexts("tfoot td")).toEqual(["412", "100 %", "80", "100 %"]);
    expect(queryAllTexts("tbody tr:first-child td")).toEqual([
        "247",
        "60.0 %",
        "0",
        "0.0 %",
    ]);
});

test("a bar is as wide as the shares that the server sends", async () => {
    await mountBalance();
    expect(".o_inv_recall_bar:first .o_inv_recall_part").toHaveCount(2);
    expect(".o_inv_recall_bar .o_inv_recall_qty_on_hand").toHaveAttribute(
        "style",
        /width: 60%/
    );
    expect(".o_inv_recall_bar .o_inv_recall_qty_on_hand").toHaveText("247");
    expect(".o_inv_recall_bar .o_inv_recall_qty_unexplained").toHaveAttribute(
        "title",
        "Unexplained: 4 pcs"
    );
});

test("a number opens the moves of all lots of its column, nought opens nothing", async () => {
    await mountBalance();
    expect("tbody button").toHaveCount(2);
    await contains("[data-figure=qty_on_hand]").click();
    await contains("[data-figure=qty_unexplained]").click();
    expect.verifySteps([
        ["action_open_figure", [[1], "qty_on_hand"]],
        ["action_open_figure", [[1], "qty_unexplained"]],
    ]);
});

test("what is unexplained is red, and only there", async () => {
    await mountBalance();
    expect("td.text-danger").toHaveCount(1);
    expect("td.text-danger").toHaveText("4");
    expect(".o_inv_recall_box_head .badge").toHaveText("4 to explain");
    expect(".o_inv_recall_box_head .text-bg-danger").toHaveCount(1);
});

test("a closed balance says so", async () => {
    await mountBalance({warning: ""});
    expect(".o_inv_recall_box_head .badge").toHaveText("closed");
    expect(".o_inv_recall_box_head .text-bg-success").toHaveCount(1);
});
