import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {queryAllTexts} from "@odoo/hoot-dom";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {StationApp} from "@inv_handheld/station_app/station_app";
import {makeStation, mountOnStation} from "@inv_handheld/../tests/station_data";

const REASON = "Recall RC-0007: Face may crack when dry.";
const ALLOWED =
    "Bring it to quarantine, count it or scrap it. Nothing else is allowed.";
const LINE = {id: "1", place: "A-04-1-D", path: "", package: false, reserved: 0};
const CARD = {
    kind: "item",
    title: "Mechanical seal 32 mm",
    code: "SEA-032",
    image: "",
    uom: "pcs",
    packaging: false,
    lot: "VD-5482",
    is_serial: false,
    expiry: false,
    hold: {reason: REASON, allowed: ALLOWED},
    totals: [
        {label: "on hand", value: 412},
        {label: "held", value: 174},
    ],
    hidden: false,
    lines: [
        {...LINE, lot: "VD-5482", quantity: 174, is_this: true, hold: {reason: REASON}},
        {...LINE, id: "2", lot: "VD-5510", quantity: 238, is_this: false, hold: false},
    ],
    next: false,
    offers: [],
    scan: {raw: "X", kind: "lot", elements: [], message: false},
};

beforeEach(allowTranslations);

test("held says why and what is allowed before every number, and offers nothing", async () => {
    const {station, server} = await makeStation();
    server.cards.X = CARD;
    await mountOnStation(StationApp, station);
    await station.scan("X");
    await animationFrame();
    await animationFrame();
    expect(".o_scan_held[role=alert]").toHaveCount(1);
    expect(queryAllTexts(".o_scan_held p")).toEqual([REASON, ALLOWED]);
    const held = document.querySelector(".o_scan_held");
    for (const number of document.querySelectorAll(
        ".o_scan_figures dd, .o_scan_line_quantity"
    )) {
        const order = held.compareDocumentPosition(number);
        expect(order).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    }
    expect(queryAllTexts(".o_scan_tag_bad")).toEqual(["held"]);
    expect(queryAllTexts(".o_scan_primary")).toEqual(["Next code"]);
});
