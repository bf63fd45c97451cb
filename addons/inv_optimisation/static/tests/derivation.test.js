import {expect, test} from "@odoo/hoot";
import {queryAllTexts} from "@odoo/hoot-dom";
import {
    branchPaths,
    initialPaths,
    usedOrigins,
    visibleRows,
} from "@inv_optimisation/derivation/derivation_tree";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
} from "@web/../tests/web_test_helpers";

function makeNode(label, values = {}) {
    return {
        label,
        value: 1,
        unit: "",
        formula: "",
        origin: "computed",
        highlighted: false,
        children: [],
        ...values,
    };
}

const TREE = [
    makeNode("Reorder point", {
        value: 120,
        unit: "Units",
        formula: "84 + 34",
        children: [
            makeNode("Demand", {
                value: 84.26,
                origin: "measured",
                children: [makeNode("A day", {value: 0.0135})],
            }),
            makeNode("Safety stock", {value: "34", origin: "policy"}),
        ],
    }),
    makeNode("Order quantity", {value: 1533}),
];

class StockingPoint extends models.Model {
    _name = "inv.stocking.point";

    explanation = fields.Json();

    _records = [
        {id: 1, explanation: TREE},
        {id: 2, explanation: false},
    ];
}

defineMailModels();
defineModels([StockingPoint]);

function mountForm(resId) {
    return mountView({
        type: "form",
        resModel: "inv.stocking.point",
        resId,
        arch: `<form><field name="explanation" widget="inv_derivation"/></form>`,
    });
}

test("only the first level is open at first", () => {
    const rows = visibleRows(TREE, initialPaths(TREE));
    expect(rows.map(({path}) => path)).toEqual(["0", "0.0", "0.1", "1"]);
    expect(rows.map(({isOpen}) => isOpen)).toEqual([true, false, false, false]);
    expect(branchPaths(TREE)).toEqual(["0", "0.0"]);
});

test("the way to a highlighted value is open", () => {
    const leaf = makeNode("Lead time", {highlighted: true, origin: "manual"});
    const tree = [makeNode("a", {children: [makeNode("b", {children: [leaf]})]})];
    expect([...initialPaths(tree)]).toEqual(["0", "0.0"]);
    expect(usedOrigins(tree)).toEqual(["manual"]);
});

test("values have unit, formula and origin", async () => {
    await mountForm(1);
    expect(queryAllTexts(".o_inv_derivation_value")).toEqual([
        "120 Units",
        "84.26",
        "34",
        "1,533",
    ]);
    expect(".o_inv_derivation_formula:first").toHaveText("84 + 34");
    expect(".o_inv_derivation_row .o_inv_origin_measured").toHaveText("measured");
    expect(".o_inv_derivation_row .o_inv_origin").toHaveCount(2);
});

test("a branch opens and tells its state", async () => {
    await mountForm(1);
    const toggle = "[data-label=Demand] .o_inv_derivation_toggle";
    expect(toggle).toHaveAttribute("aria-expanded", "false");
    await contains(toggle).click();
    expect(toggle).toHaveAttribute("aria-expanded", "true");
    expect("[data-label='A day'] .o_inv_derivation_value").toHaveText("0.0135");
});

test("all branches open and close together", async () => {
    await mountForm(1);
    await contains(".o_inv_derivation_all").click();
    expect(".o_inv_derivation_row").toHaveCount(5);
    expect(".o_inv_derivation_all").toHaveText("Collapse all");
    await contains(".o_inv_derivation_all").click();
    expect(".o_inv_derivation_row").toHaveCount(2);
});

test("without an explanation it says when there will be one", async () => {
    await mountForm(2);
    expect(".o_inv_derivation_empty").toHaveText(/next planning run/);
});
