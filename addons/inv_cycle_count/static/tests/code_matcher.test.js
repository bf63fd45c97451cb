import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {CodeMatcher, readGs1} from "@inv_cycle_count/station/store/code_matcher";
import {CountExpression} from "@inv_cycle_count/station/store/count_expression";
import {TagReads} from "@inv_cycle_count/station/tags_view/tag_reads";
import {BEARING, BOX, makeItem, makePlace, makeWork} from "./count_data";

describe.current.tags("headless");
beforeEach(allowTranslations);

const bearing = makeItem(1, {barcodes: {[BEARING]: 1, [BOX]: 12}});
const sealA = makeItem(2, {
    key: "2-21-0-0",
    tracking: "lot",
    lot: "VD-1",
    lot_id: 21,
    barcodes: {4006381333948: 1},
});
const sealB = {...sealA, key: "2-22-0-0", lot: "VD-2", lot_id: 22};
const pump = makeItem(3, {
    key: "3-serial-0-0",
    tracking: "serial",
    is_serial: true,
    barcodes: {4006381333955: 1},
});
const place = makePlace(1, [bearing, sealA, sealB, pump]);
const work = makeWork([place, makePlace(2, [])]);
const matcher = new CodeMatcher(work);

test("a place is known by its barcode and by its name", () => {
    expect(matcher.match("BIN-2", place).place.place_id).toBe(2);
    expect(matcher.match("A-02", place).place.place_id).toBe(2);
});

test("an item counts one, its box twelve", () => {
    expect(matcher.match(BEARING, place).quantity).toBe(1);
    expect(matcher.match(BOX, place).quantity).toBe(12);
    expect(matcher.match(BOX, place).items).toEqual([bearing]);
});

test("a GS1 label gives item, lot and quantity without the network", () => {
    const raw = "0104006381333948" + "3715" + "\x1d" + "10VD-2";
    expect(readGs1(raw, work.nomenclature)).toEqual({
        code: "4006381333948",
        lot: "VD-2",
        quantity: 15,
    });
    const found = matcher.match(raw, place);
    expect(found.items).toEqual([sealB]);
    expect(found.quantity).toBe(15);
});

test("a lot that is not listed is an extra item of the product", () => {
    const {items} = matcher.match("0104006381333948" + "10NEW-7", place);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({product_id: 2, lot: "NEW-7", lot_id: false});
});

test("a product with several lots leaves the choice to the counter", () => {
    expect(matcher.match("4006381333948", place).items).toEqual([sealA, sealB]);
    expect(matcher.match("VD-1", place).items).toEqual([sealA]);
});

test("a serial number comes out of the label", () => {
    const found = matcher.match("0104006381333955" + "2160417", place);
    expect(found.items).toEqual([pump]);
    expect(found.lot).toBe("60417");
});

test("any other code is not known, and nonsense does no harm", () => {
    for (const raw of ["nothing", "", "\x1d\x1d", "(01)1", "0".repeat(500)]) {
        expect(matcher.match(raw, place)).toBe(null);
    }
    expect(readGs1(BEARING, null)).toBe(null);
});

test("a number typed after the first scan is the whole quantity", () => {
    const expression = new CountExpression();
    expression.scan(1);
    expect(expression.value).toBe(1);
    expression.press("4");
    expression.press("1");
    expect(expression.value).toBe(41);
});

test("a number typed after more scans comes on top", () => {
    const expression = new CountExpression();
    expression.scan(1);
    expression.scan(12);
    expression.press("5");
    expect(expression.value).toBe(18);
    expect(new CountExpression(expression.draft).value).toBe(18);
});

test("a tag counts once, with its first and last moment", () => {
    let now = 1000;
    const reads = new TagReads(() => now);
    expect(reads.add(["A", "B", " A "])).toBe(2);
    now = 2000;
    expect(reads.add(["A", "C"])).toBe(1);
    reads.tick();
    expect(reads.count).toBe(3);
    expect(reads.rate).toBe(3);
    expect(reads.takeNew()).toEqual([
        {epc: "A", first: 1000, last: 2000, count: 3},
        {epc: "B", first: 1000, last: 1000, count: 1},
        {epc: "C", first: 2000, last: 2000, count: 1},
    ]);
    expect(reads.takeNew()).toEqual([]);
});
