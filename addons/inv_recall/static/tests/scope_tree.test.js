import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {animationFrame} from "@odoo/hoot-mock";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {contains} from "@web/../tests/web_test_helpers";
import {CUSTOMER, REST, makeNode, makeOrder} from "./recall_nodes_data";
import {mountTree} from "./recall_data";

defineMailModels();

const row = (label) => `.o_inv_recall_row[data-node='${label}']`;

test("the vendor is open and shows the trigger below it", async () => {
    await mountTree();
    expect(row("Van Dijk BV")).toHaveAttribute("aria-expanded", "true");
    expect(row("Van Dijk BV")).toHaveAttribute("aria-level", "1");
    expect(row("VD-5482")).toHaveAttribute("aria-expanded", "false");
    expect(row("VD-5482")).toHaveAttribute("aria-level", "2");
    expect(`${row("VD-5482")} .badge`).toHaveText("to hold");
    expect(`${row("VD-5482")} .fa-unlock-alt`).toHaveCount(1);
    expect(`${row("Van Dijk BV")} .badge`).toHaveCount(0);
    expect.verifySteps([]);
});

test("a level is read once, when it is opened", async () => {
    await mountTree({}, {"1/0": [makeOrder(1), CUSTOMER]});
    const caret = `${row("VD-5482")} .o_inv_recall_open`;
    await contains(caret).click();
    expect.verifySteps([["children", 42, 1, 0]]);
    expect(`${row("PUMP-1")} .o_inv_recall_text`).toHaveText(
        /WH\/MO\/0001 → PUMP-1 .*20 pcs used/s
    );
    expect(row("PUMP-1")).toHaveAttribute("aria-level", "3");
    await contains(caret).click();
    expect(row("PUMP-1")).toHaveCount(0);
    await contains(caret).click();
    expect(row("PUMP-1")).toHaveCount(1);
    expect.verifySteps([]);
});

test("two clicks in a row read a level once and leave it open", async () => {
    await mountTree({}, {"1/0": [makeOrder(1)]});
    const caret = document.querySelector(`${row("VD-5482")} .o_inv_recall_open`);
    caret.click();
    caret.click();
    await animationFrame();
    expect(row("PUMP-1")).toHaveCount(1);
    expect.verifySteps([["children", 42, 1, 0]]);
});

test("the next page takes the place of the line that offers it", async () => {
    await mountTree(
        {},
        {"1/0": [makeOrder(1), REST], "1/20": [makeOrder(2), makeOrder(3)]}
    );
    await contains(`${row("VD-5482")} .o_inv_recall_open`).click();
    const rest = document.querySelector(
        `${row("Show more of 3 orders")} .o_inv_recall_open`
    );
    rest.click();
    // Impatient: the second click is no second page.
    rest.click();
    await animationFrame();
    expect(row("Show more of 3 orders")).toHaveCount(0);
    expect(
        queryAllTexts(
            ".o_inv_recall_row:not(.o_inv_recall_row_head) .o_inv_recall_text strong:last-of-type"
        )
    ).toEqual(["Van Dijk BV", "VD-5482", "PUMP-1", "PUMP-2", "PUMP-3"]);
    expect(row("PUMP-3")).toHaveAttribute("aria-level", "3");
    expect.verifySteps([
        ["children", 42, 1, 0],
        ["children", 42, 1, 20],
    ]);
});

test("a number opens its moves, a customer the deliveries", async () => {
    await mountTree({}, {"1/0": [CUSTOMER]});
    await contains(`${row("VD-5482")} .o_inv_recall_cell_total button`).click();
    expect(`${row("VD-5482")} .o_inv_recall_cell_transit button`).toHaveCount(0);
    expect(`${row("Van Dijk BV")} .o_inv_recall_number`).toHaveCount(0);
    await contains(`${row("VD-5482")} .o_inv_recall_open`).click();
    expect(`${row("Nordbau GmbH")} .o_inv_recall_number`).toHaveCount(0);
    await contains(`${row("Nordbau GmbH")} .o_inv_recall_open`).click();
    expect.verifySteps([
        ["action_open_figure", [[1], "qty_total"]],
        ["children", 42, 1, 0],
        ["action_open_deliveries", [1, 5]],
    ]);
});

// A phone shows the total only.
test.tags("desktop");
test("every figure of a lot opens its moves", async () => {
    await mountTree({nodes: [makeNode({transit: "3", shipped: "12"})]});
    for (const figure of ["on_hand", "transit", "shipped"]) {
        await contains(`.o_inv_recall_cell_${figure} button`).click();
        expect.verifySteps([["action_open_figure", [[1], `qty_${figure}`]]]);
    }
});

test("what went into it is read when it is asked for, and is flat", async () => {
    const seal = makeNode({key: "lot-9", line_id: 9, label: "RUBBER-4"});
    await mountTree({}, {components: [seal]});
    await contains("[role=tab]:contains(What went into it)").click();
    expect.verifySteps([["components", 42]]);
    expect(row("VD-5482")).toHaveCount(0);
    expect(row("RUBBER-4")).not.toHaveAttribute("aria-expanded");
    expect("[role=tab][aria-selected=true]").toHaveText("What went into it");
    await contains("[role=tab]:contains(Where it went)").click();
    expect(row("VD-5482")).toHaveCount(1);
    await contains("[role=tab]:contains(What went into it)").click();
    expect.verifySteps([]);
});

test("nothing went into it says so", async () => {
    await mountTree();
    await contains("[role=tab]:contains(What went into it)").click();
    expect(".o_inv_recall_tree p").toHaveText("Nothing with a number went into it.");
    expect.verifySteps([["components", 42]]);
});

test("switches show what they would bring, and are closed with the case", async () => {
    await mountTree();
    expect(".o_inv_recall_toggles label").toHaveText(/Co-Produced\s+60/);
    expect("[name=include_siblings]").not.toBeChecked();
    await contains("[name=include_siblings]").click();
    expect.verifySteps([["toggle", "include_siblings"]]);
});

test("who may only look cannot switch", async () => {
    await mountTree({may_decide: false});
    expect("[name=include_siblings]").not.toBeEnabled();
});

test("a lot left out is dimmed", async () => {
    const node = makeNode({dimmed: true, state: {key: "left_out", label: "left out"}});
    await mountTree({nodes: [node]});
    expect(`${row("VD-5482")}.o_inv_recall_dimmed`).toHaveCount(1);
    expect(`${row("VD-5482")} .fa-minus`).toHaveCount(1);
});
