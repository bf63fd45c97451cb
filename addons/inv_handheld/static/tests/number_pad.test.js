import {beforeEach, expect, test} from "@odoo/hoot";
import {advanceTime, animationFrame} from "@odoo/hoot-mock";
import {pointerDown, pointerUp} from "@odoo/hoot-dom";
import {allowTranslations, contains} from "@web/../tests/web_test_helpers";
import {reactive} from "@odoo/owl";
import {Expression} from "@inv_handheld/base/expression";
import {NumberPad} from "@inv_handheld/number_pad/number_pad";
import {makeStation, mountOnStation} from "./station_data";

beforeEach(allowTranslations);

const PACK = {name: "Box", quantity: 12, uom: "pcs"};

async function mountPad(props = {}) {
    const {station} = await makeStation();
    const values = [];
    await mountOnStation(NumberPad, station, {
        uom: "pcs",
        packaging: PACK,
        onChange: (value) => values.push(value),
        ...props,
    });
    return values;
}

test("the pad starts empty and shows what was typed", async () => {
    const values = await mountPad();
    expect(".o_scan_result span").toHaveText("");
    for (const key of ["1", "2", "×", "3", "+", "5"]) {
        await contains(`[data-key="${key}"]`).click();
    }
    expect(".o_scan_expression").toHaveText("12 × 3 + 5");
    expect(".o_scan_result").toHaveText(/41\s*pcs/);
    expect(".o_scan_sentence").toHaveText("3 × Box and 5 loose");
    expect(values.at(-1)).toBe(41);
    await contains("[data-key=C]").click();
    expect(".o_scan_result span").toHaveText("");
    expect(values.at(-1)).toBe(null);
});

test("one more, one less, one pack more", async () => {
    const values = await mountPad();
    await contains("[data-key=pack]").click();
    await contains("[data-key=plus-one]").click();
    await contains("[data-key=plus-one]").click();
    await contains("[data-key=minus-one]").click();
    expect(values).toEqual([12, 13, 14, 13]);
});

test("a long press repeats until it ends", async () => {
    const values = await mountPad();
    await pointerDown("[data-key=plus-one]");
    await advanceTime(450 + 90 * 5 + 10);
    expect(values).toEqual([1, 2, 3, 4, 5]);
    await pointerUp("[data-key=plus-one]");
    const count = values.length;
    await advanceTime(1000);
    expect(values.length).toBeLessThan(count + 2);
});

test("a scan from outside is shown", async () => {
    const expression = reactive(new Expression());
    await mountPad({expression});
    expression.add(12);
    await animationFrame();
    expect(".o_scan_result").toHaveText(/12\s*pcs/);
});

test("keys are as large as a glove needs", async () => {
    await mountPad();
    for (const key of document.querySelectorAll(".o_scan_key")) {
        expect(key.getBoundingClientRect().height).toBeGreaterThan(55);
    }
});
