import {expect, test} from "@odoo/hoot";
import {queryAll} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {asText} from "@inv_optimisation/derivation/derivation_tree";
import {
    contains,
    defineModels,
    fields,
    models,
    mountView,
    onRpc,
} from "@web/../tests/web_test_helpers";

const MANUAL = {
    label: "Lead time",
    value: "30",
    unit: "days",
    formula: "set by hand, the engine would use 14 days",
    origin: "manual",
    highlighted: true,
    note: "I. Duarte, 12 Oct, until 31 Dec: “Plant moves”.",
    override_id: 7,
    children: [],
};

class StockingPoint extends models.Model {
    _name = "inv.stocking.point";

    explanation = fields.Json();
    recomputation = fields.Json();
    card = fields.Json();

    _records = [
        {
            id: 1,
            explanation: [MANUAL],
            recomputation: {
                is_identical: true,
                text: "Recomputed from this record alone: identical.",
                can_compare: true,
            },
            card: {
                key_numbers: [
                    {
                        name: "on_hand",
                        label: "On hand",
                        value: "48",
                        unit: "Units",
                        caption: "11 days",
                    },
                ],
                strip: {
                    zones: [
                        {name: "safety", share: 0.2, start: 0},
                        {name: "order", share: 0.8, start: 0.2},
                    ],
                    unit: "Units",
                    reorder_share: 0.5,
                    maximum_share: 0.9,
                    reorder_text: "reorder 120",
                    maximum_text: "up to 216",
                    now_share: 0.3,
                    now_text: "48 now",
                    ahead_share: 0.15,
                    ahead_text: "33 one lead time ahead (8 Dec)",
                    zone: "safety",
                    is_ahead_deciding: true,
                },
            },
        },
    ];
}

defineMailModels();
defineModels([StockingPoint]);

function mountCard(arch) {
    return mountView({
        type: "form",
        resModel: "inv.stocking.point",
        resId: 1,
        arch: `<form><field name="recomputation" invisible="1"/>${arch}</form>`,
    });
}

test("a manual value tells its story and is cleared", async () => {
    onRpc("inv.parameter.override", "action_clear", ({args}) => {
        expect.step(args[0]);
        return true;
    });
    await mountCard(`<field name="explanation" widget="inv_derivation"/>`);
    expect(".o_inv_derivation_note").toHaveText(/Plant moves/);
    expect(".o_inv_derivation_check").toHaveText(/identical/);
    await contains(".o_inv_derivation_clear").click();
    expect.verifySteps([[7]]);
});

test("the last run is compared", async () => {
    onRpc("inv.stocking.point", "get_derivation_changes", () => ({
        title: "Against the run before",
        rows: [{label: "Lead time", before: "11", after: "14"}],
    }));
    await mountCard(`<field name="explanation" widget="inv_derivation"/>`);
    await contains(".o_inv_derivation_compare").click();
    expect(".o_inv_derivation_change").toHaveText(/11 → 14/);
});

test("the tree as text has one line a number", () => {
    const tree = [{...MANUAL, label: "Time", origin: "computed", children: [MANUAL]}];
    const lines = asText(tree, ({value, unit}) => `${value} ${unit}`).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^Time: 30 days = set by hand/);
    expect(lines[2]).toMatch(/^ {2}Lead time: 30 days .*\[manual\]$/);
});

test("key numbers and strip come from the server", async () => {
    await mountCard(
        `<field name="card" widget="inv_key_numbers"/><field name="card" widget="inv_buffer_strip"/>`
    );
    expect("[data-number=on_hand] .o_inv_numbers_value").toHaveText("48");
    expect(".o_inv_buffer").toHaveAttribute("data-zone", "safety");
    expect(queryAll(".o_inv_buffer_zone")).toHaveLength(2);
    expect(".o_inv_buffer_decides").toHaveClass("o_inv_buffer_safety");
    expect(".o_inv_buffer_note").toHaveText(/One lead time ahead/);
});
