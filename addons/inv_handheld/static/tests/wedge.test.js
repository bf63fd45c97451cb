import {describe, expect, test} from "@odoo/hoot";
import {FNC1, WedgeBuffer, splitCodes} from "@inv_handheld/base/wedge";

describe.current.tags("headless");

/** Type keys with a pause in between; return the code that came out. */
function type(keys, gap = 10, buffer = new WedgeBuffer()) {
    let time = 1000;
    let code = null;
    for (const key of keys) {
        time += gap;
        const event = typeof key === "string" ? {key} : key;
        if (event.up) {
            buffer.releaseAlt();
        } else {
            code = buffer.press(event, time) || code;
        }
    }
    return code;
}

test("a scanner's keystrokes are a code at Enter and at Tab", () => {
    expect(type([..."4006381333931", "Enter"])).toBe("4006381333931");
    expect(type([..."A-03-2-B", "Tab"])).toBe("A-03-2-B");
});

test("what a person types is no scan", () => {
    expect(type([..."4006381", "Enter"], 120)).toBe(null);
    expect(type(["a", "Enter"])).toBe(null);
});

test("keys without a character are passed over", () => {
    expect(type(["Shift", "A", "Shift", "B", "ArrowUp", "1", "Enter"])).toBe("AB1");
});

test("GS1's separator is kept however it comes", () => {
    const start = [..."10LOT"];
    const end = [..."3012", "Enter"];
    const expected = `10LOT${FNC1}3012`;
    expect(type([...start, FNC1, ...end])).toBe(expected);
    expect(type([...start, {key: "]", ctrlKey: true}, ...end])).toBe(expected);
    const alt = [..."029"].map((key) => ({key, altKey: true}));
    expect(type([...start, {key: "Alt"}, ...alt, {up: true}, ...end])).toBe(expected);
});

test("a code after a pause does not carry what stood in the buffer", () => {
    const buffer = new WedgeBuffer();
    buffer.press({key: "x"}, 0);
    expect(type([..."ABC-1", "Enter"], 10, buffer)).toBe("ABC-1");
});

test("a code without Enter is complete after a pause", () => {
    const buffer = new WedgeBuffer();
    [..."EAN-1"].forEach((key, index) => buffer.press({key}, 100 + index));
    expect(buffer.take()).toBe("EAN-1");
    expect(buffer.take()).toBe(null);
});

test("pasted lines are codes", () => {
    expect(splitCodes("30AA\r\n30BB\n\n 30CC \t30DD")).toEqual([
        "30AA",
        "30BB",
        "30CC",
        "30DD",
    ]);
});
