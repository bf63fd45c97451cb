import {beforeEach, expect, test} from "@odoo/hoot";
import {animationFrame} from "@odoo/hoot-mock";
import {queryAllTexts} from "@odoo/hoot-dom";
import {allowTranslations, contains} from "@web/../tests/web_test_helpers";
import {browser} from "@web/core/browser/browser";
import {Settings} from "@inv_handheld/base/settings";
import {StationApp} from "@inv_handheld/station_app/station_app";
import {MemoryDatabase, FakeServer, makeStation, mountOnStation} from "./station_data";

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
    hold: {reason: "Recall RC-0007. Do not pick.", allowed: "Move it to quarantine."},
    totals: [{label: "on hand", value: 412}],
    hidden: false,
    lines: [
        {
            id: "1-2-False",
            place: "A-04-1-D",
            path: "",
            lot: "VD-5510",
            package: false,
            quantity: 238,
            reserved: 0,
            is_this: false,
            hold: false,
        },
    ],
    next: false,
    offers: [],
    scan: {raw: "X", kind: "lot", elements: [], message: false},
};

beforeEach(allowTranslations);
beforeEach(() => browser.localStorage.removeItem("inv_scan_settings"));

test("home shows the tasks that the user may use and this client knows", async () => {
    const server = new FakeServer();
    server.session.tasks.push({code: "not_in_this_client", name: "?", has_tile: true});
    const {station} = await makeStation({server});
    await mountOnStation(StationApp, station);
    expect(queryAllTexts(".o_scan_tile_name")).toEqual(["Look up"]);
    expect(".o_scan_chip").toHaveText("Saved");
    expect(".o_scan_subtitle").toHaveText("Leeds plant · Amelia Hart");
});

test("a scan at home is looked up; held comes before every number", async () => {
    const {station, server} = await makeStation();
    server.cards.X = CARD;
    await mountOnStation(StationApp, station);
    await station.scan("X");
    await animationFrame();
    await animationFrame();
    expect(".o_scan_item h2").toHaveText("Mechanical seal 32 mm");
    expect(".o_scan_held").toHaveText(/HELD\s*Recall RC-0007/);
    const held = document.querySelector(".o_scan_held");
    const figures = document.querySelector(".o_scan_figures");
    const order = held.compareDocumentPosition(figures);
    expect(order).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(".o_scan_line_place").toHaveText("A-04-1-D");
});

test("offline the chip never says Saved, and the kept card says its age", async () => {
    const {station, server} = await makeStation();
    server.cards.X = CARD;
    await mountOnStation(StationApp, station);
    await station.scan("X");
    await animationFrame();
    server.isDown = true;
    await station.scan("X");
    await animationFrame();
    await animationFrame();
    expect(".o_scan_chip").toHaveText("1");
    expect(".o_scan_strip_late").toHaveText(/Stock as of \d\d:\d\d/);
    await station.scan("UNSEEN");
    await animationFrame();
    expect(".o_scan_chip").toHaveText("2");
    expect(".o_scan_message").toHaveText(/UNSEEN/);
    server.cards.UNSEEN = {...CARD, title: "Found later"};
    server.isDown = false;
    await station.retry();
    await animationFrame();
    expect(".o_scan_chip").toHaveText("Saved");
    expect(".o_scan_item h2").toHaveText("Found later");
});

test("a slow server does not keep the next scan from the disk", async () => {
    const {station, server} = await makeStation();
    await mountOnStation(StationApp, station);
    station.openTask("lookup");
    await animationFrame();
    server.sendEvents = () => new Promise(() => {});
    await station.scan("A");
    await station.scan("B");
    const rows = await station.database.all("events");
    expect(rows.map((row) => row.scan)).toEqual(["A", "B"]);
});

test("a scan on a screen without scans is looked up, not lost", async () => {
    const {station, server} = await makeStation();
    await mountOnStation(StationApp, station);
    station.open("settings");
    await animationFrame();
    await station.scan("X");
    await animationFrame();
    await animationFrame();
    expect(server.applied).toEqual(["X"]);
    expect(".o_scan_title").toHaveText("Look up");
});

test("a blind count makes the device forget figures", async () => {
    const {station, server} = await makeStation();
    await station.cards.keep("X", CARD);
    server.session.hides_stock = true;
    await station.retry();
    expect(await station.cards.recall("X")).toBe(undefined);
});

test("a refused scan waits for a decision; escalating is an event", async () => {
    const {station, server} = await makeStation();
    server.refuses.add("BAD");
    await mountOnStation(StationApp, station);
    await station.submit({task: "lookup", state: "scan", scan: "BAD", label: "BAD"});
    await animationFrame();
    expect(".o_scan_sheet").toHaveText(/BAD is closed/);
    station.open("queue");
    await animationFrame();
    expect(".o_scan_refused_text").toHaveText("BAD is closed.");
    await contains(".o_scan_refused button:contains(Send to supervisor)").click();
    await animationFrame();
    await animationFrame();
    expect(".o_scan_refused").toHaveCount(0);
    expect(server.applied.at(-1)).toBe("escalate");
});

test("discarding asks and leaves a trace", async () => {
    const {station, server} = await makeStation();
    server.refuses.add("BAD");
    await mountOnStation(StationApp, station);
    await station.submit({task: "lookup", state: "scan", scan: "BAD"});
    station.open("queue");
    await animationFrame();
    await contains(".o_scan_refused button:contains(Discard)").click();
    expect(server.applied).toEqual(["BAD"]);
    await contains(".o_scan_sheet button:contains(Discard)").click();
    await animationFrame();
    await animationFrame();
    expect(server.applied).toEqual(["BAD", "discard"]);
    expect(".o_scan_refused").toHaveCount(0);
});

test("an alarm closes by the right code only, and nothing passes it", async () => {
    const {station, server, played} = await makeStation();
    await mountOnStation(StationApp, station);
    station.state.alarm = {
        title: "Wrong location",
        scanned: "A-03-4-B",
        right: "A-03-2-B",
        actions: [
            {label: "Switch", task: "lookup", state: "switch"},
            {label: "Stay", isSafe: true},
        ],
    };
    await animationFrame();
    expect("[role=alertdialog]").toHaveText(/Wrong location/);
    expect(".o_scan_scanned").toHaveText("4");
    expect(".o_scan_right").toHaveText("2");
    expect("[data-safe=true]").toBeFocused();
    await station.scan("A-03-4-B");
    await animationFrame();
    expect("[role=alertdialog]").toHaveCount(1);
    expect(played.at(-1)).toBe("wrong");
    station.back();
    expect(station.state.alarm).not.toBe(null);
    await station.scan("A-03-2-B");
    await animationFrame();
    expect("[role=alertdialog]").toHaveCount(0);
    expect(server.applied).toEqual([]);
});

test("an alarm in an answer opens the alarm; its action is an event", async () => {
    const {station, server} = await makeStation();
    await mountOnStation(StationApp, station);
    station.show({
        state: "done",
        data: {
            alarm: {
                title: "Wrong location",
                actions: [{label: "Switch", task: "lookup", state: "switch"}],
            },
        },
    });
    await animationFrame();
    await contains(".o_scan_alarm_button:contains(Switch)").click();
    await animationFrame();
    expect(server.applied).toEqual(["switch"]);
});

test("undo is an event of its own", async () => {
    const {station, server} = await makeStation();
    const {uuid} = await station.submit({task: "lookup", state: "scan", scan: "A"});
    await station.undo();
    expect(server.applied).toEqual(["A", "undo"]);
    expect(station.queue.own.at(-1).payload).toEqual({undo: uuid});
    await station.undo();
    expect(server.applied).toHaveLength(2);
});

test("settings act at once and stay on the device", async () => {
    const saved = [];
    const {station} = await makeStation();
    station.settings.save = (change) => saved.push(change);
    await mountOnStation(StationApp, station);
    station.open("settings");
    await animationFrame();
    await contains("[data-setting=hand-left]").click();
    await contains("[data-setting=theme-night]").click();
    await contains("[data-setting=sound]").click();
    expect("div.o_scan_hand_left.o_scan_theme_night").toHaveCount(1);
    expect(saved).toEqual([{hand: "left"}, {theme: "night"}, {sound: false}]);
    expect(new Settings().values.hand).toBe("left");
});

test("what the user set elsewhere comes below what this device says", () => {
    const settings = new Settings();
    settings.set("hand", "left");
    settings.adopt({hand: "right", theme: "night"});
    expect(settings.values.hand).toBe("left");
    expect(settings.values.theme).toBe("night");
});

test("logging out asks when scans wait", async () => {
    const server = new FakeServer();
    const {station} = await makeStation({server, database: new MemoryDatabase()});
    server.isDown = true;
    await station.submit({task: "lookup", state: "scan", scan: "A"});
    await mountOnStation(StationApp, station);
    station.openOverlay("more");
    await animationFrame();
    await contains(".o_scan_more_entry:contains(Log out)").click();
    expect(".o_scan_sheet").toHaveText(/1 scans are not sent yet/);
    await contains(".o_scan_sheet button:contains(Stay)").click();
    expect(station.queue.waiting).toHaveLength(1);
});

test("a start without a network knows who works here", async () => {
    const database = new MemoryDatabase();
    const server = new FakeServer();
    await makeStation({database, server});
    server.isDown = true;
    const {station} = await makeStation({database, server});
    expect(station.state.user.name).toBe("Amelia Hart");
    expect(station.state.problem).toBe("offline");
    expect(JSON.stringify([...database.stores.kept.values()])).not.toMatch(/csrf/);
});
