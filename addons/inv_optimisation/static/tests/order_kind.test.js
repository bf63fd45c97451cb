import {expect, test} from "@odoo/hoot";
import {waitFor} from "@odoo/hoot-dom";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {defineModels, fields, models, mountView} from "@web/../tests/web_test_helpers";

class OrderMessage extends models.Model {
    _name = "inv.order.message";

    kind = fields.Selection({
        selection: [
            ["expedite", "Expedite"],
            ["postpone", "Postpone"],
            ["increase", "Increase"],
            ["decrease", "Decrease"],
            ["cancel", "Cancel"],
        ],
    });

    _records = [
        {id: 1, kind: "expedite"},
        {id: 2, kind: "postpone"},
        {id: 3, kind: "increase"},
        {id: 4, kind: "decrease"},
        {id: 5, kind: "cancel"},
        {id: 6, kind: false},
    ];
}

defineMailModels();
defineModels([OrderMessage]);

test("every kind has a word and an icon of its own", async () => {
    await mountView({
        type: "list",
        resModel: "inv.order.message",
        arch: `<list><field name="kind" widget="inv_order_kind"/></list>`,
    });
    await waitFor(".o_data_row");
    const badges = [...document.querySelectorAll(".o_data_row .badge")];
    expect(badges.map((badge) => badge.textContent.trim())).toEqual([
        "Expedite",
        "Postpone",
        "Increase",
        "Decrease",
        "Cancel",
    ]);
    const icons = badges.map((badge) => badge.querySelector("i").className);
    expect(new Set(icons).size).toBe(5);
});
