import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {Expression, evaluate, getPackSentence} from "@inv_handheld/base/expression";
import {formatQuantity} from "@inv_handheld/base/format";
import {allowTranslations, patchWithCleanup} from "@web/../tests/web_test_helpers";
import {localization} from "@web/core/l10n/localization";

describe.current.tags("headless");

beforeEach(allowTranslations);

const MINUS = "\u2212";
const TIMES = "\u00d7";

function press(...keys) {
    const expression = new Expression();
    keys.forEach((key) => expression.press(key));
    return expression;
}

test("sums and products, times first", () => {
    expect(evaluate(`12${TIMES}3+5`)).toBe(41);
    expect(evaluate(`5+12${TIMES}3`)).toBe(41);
    expect(evaluate(`100${MINUS}2${TIMES}8${MINUS}4`)).toBe(80);
    expect(evaluate(`2${TIMES}3${TIMES}4`)).toBe(24);
    expect(evaluate("0.1+0.2")).toBe(0.3);
});

test("what is not complete has no value", () => {
    for (const text of ["", "12+", `3${TIMES}`]) {
        expect(evaluate(text)).toBe(null);
    }
});

test("the pad starts empty, never with a number", () => {
    const expression = new Expression();
    expect(expression.isEmpty).toBe(true);
    expect(expression.value).toBe(null);
    expect(expression.line).toBe("");
});

test("keys build the line", () => {
    const expression = press("1", "2", TIMES, "3", "+", "5");
    expect(expression.line).toBe(`12 ${TIMES} 3 + 5`);
    expect(expression.value).toBe(41);
    expression.press("back");
    expect(expression.value).toBe(null);
    expression.press("C");
    expect(expression.isEmpty).toBe(true);
});

test("an operator replaces the one before, and cannot come first", () => {
    expect(press("+", "7", "+", TIMES, "2").value).toBe(14);
});

test("one decimal point a number", () => {
    expect(press("1", ".", "5", ".", "2").value).toBe(1.52);
    expect(press(".", "5").value).toBe(0.5);
});

test("scans add, and typing goes on from them", () => {
    const expression = new Expression();
    expression.add(1);
    expression.add(1);
    expect(expression.value).toBe(2);
    expect(expression.line).toBe("2");
    expression.add(12);
    expect(expression.value).toBe(14);
    expression.press("5");
    expect(expression.value).toBe(19);
    expect(expression.line).toBe("14 + 5");
    expression.press("C");
    expression.press("4");
    expression.press("0");
    expression.add(1);
    expect(expression.line).toBe("40 + 1");
    expect(expression.value).toBe(41);
});

test("below zero there is no quantity", () => {
    const expression = new Expression();
    expression.add(-1);
    expect(expression.value).toBe(null);
    expression.add(1);
    expect(expression.value).toBe(null);
    expect(press("3", MINUS, "5").value).toBe(null);
    expect(press("3", MINUS, "3").value).toBe(0);
});

test("the quantity in packs", () => {
    const pack = {name: "Box of 12", quantity: 12};
    expect(getPackSentence(41, pack)).toBe("3 × Box of 12 and 5 loose");
    expect(getPackSentence(24, pack)).toBe("2 × Box of 12");
    expect(getPackSentence(5, pack)).toBe("");
    expect(getPackSentence(null, pack)).toBe("");
    expect(getPackSentence(5, false)).toBe("");
});

test("numbers in the user's writing", () => {
    patchWithCleanup(localization, {decimalPoint: ",", thousandsSep: "."});
    expect(formatQuantity(1234567.5)).toBe("1.234.567,5");
    expect(formatQuantity(-3)).toBe("\u22123");
    expect(formatQuantity(0.0001)).toBe("0");
    expect(formatQuantity(12)).toBe("12");
});
