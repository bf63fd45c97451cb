import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {CountStore} from "@inv_cycle_count/station/store/count_store";
import {makeStation} from "@inv_handheld/../tests/station_data";
import {BEARING, makeCounting, makeItem, makePlace, makeWork} from "./count_data";

describe.current.tags("headless");
beforeEach(allowTranslations);

const bearing = makeItem(1, {barcodes: {[BEARING]: 1}});
const nut = makeItem(2);
const pump = makeItem(3, {key: "3-serial-0-0", tracking: "serial", is_serial: true});

async function start(items = [bearing, nut]) {
    const work = makeWork([makePlace(1, items), makePlace(2, [])]);
    const counting = await makeCounting(work);
    const store = new CountStore(counting.station);
    await store.load();
    await store.goTo(1, true);
    return {...counting, store};
}

test("what was counted is summed by item, the rest is open", async () => {
    const {store, station, server} = await start();
    await store.count(bearing, 12);
    await store.count(bearing, 5);
    expect(store.counted.map(({item, quantity}) => [item.key, quantity])).toEqual([
        [bearing.key, 17],
    ]);
    expect(store.open.map(({key}) => key)).toEqual([nut.key]);
    await store.none(nut);
    expect(store.open).toEqual([]);
    await station.flush();
    expect(server.states).toEqual([
        ["open", null],
        ["count", 12],
        ["count", 5],
        ["none", null],
    ]);
});

test("counts wait without a network and are sent in order, once", async () => {
    const {store, station, server} = await start();
    await station.flush();
    server.isDown = true;
    await store.count(bearing, 12);
    await store.none(nut);
    await station.flush();
    expect(store.counted).toHaveLength(2);
    expect(station.queue.waiting).toHaveLength(2);
    server.isDown = false;
    await station.flush();
    await station.flush();
    expect(server.states).toEqual([
        ["open", null],
        ["count", 12],
        ["none", null],
    ]);
    expect(station.queue.waiting).toEqual([]);
});

test("a page that is loaded again shows what was counted and what was on the pad", async () => {
    const {store, station, server} = await start();
    await store.count(bearing, 12);
    await store.saveDraft({key: nut.key, text: "4", added: 0, scans: 0});
    await station.flush();
    const again = await makeStation({server, database: station.database});
    const fresh = new CountStore(again.station);
    await fresh.load();
    expect(fresh.state.placeId).toBe(1);
    expect(fresh.counted[0].quantity).toBe(12);
    expect(fresh.progress.draft.text).toBe("4");
});

test("undo is an event of its own", async () => {
    const {store, station, server} = await start();
    const uuid = await store.count(bearing, 12);
    await station.flush();
    await store.undo();
    await station.flush();
    expect(store.counted).toEqual([]);
    expect(server.states.at(-1)).toEqual(["undo", null]);
    const row = station.queue.own.find(({state}) => state === "undo");
    expect(row.payload.undo).toBe(uuid);
});

test("a serial number counts once", async () => {
    const {store, station, played} = await start([pump]);
    expect(await store.countSerial(pump, "60417")).toBe(true);
    expect(await store.countSerial(pump, "60417")).toBe(false);
    expect(played.at(-1)).toBe("duplicate");
    expect(station.state.notice).toMatch(/60417 is already counted/);
    expect(store.counted[0].lots).toEqual(["60417"]);
});

test("what the server refuses is not counted and is told", async () => {
    const {store, station, server} = await start();
    server.reply = ({state}) =>
        state === "count" ? {state: "refused", message: "The office closed it."} : {};
    await store.count(bearing, 12);
    await station.flush();
    expect(store.counted).toEqual([]);
    expect(station.queue.refused).toHaveLength(1);
    expect(station.state.sheet.title).toBe("The office closed it.");
});

test("a place submitted without a network leaves the list until it is answered", async () => {
    const {store, station, server} = await start([bearing]);
    await station.flush();
    server.isDown = true;
    await store.count(bearing, 12);
    const answer = await store.submit();
    expect(answer.state).toBe("queued");
    expect(store.places.map(({place_id}) => place_id)).toEqual([2]);
    server.isDown = false;
    server.reply = ({state}) =>
        state === "submit"
            ? {next_state: "recount", data: {work: makeWork([makePlace(2, [])])}}
            : {};
    await station.flush();
    expect(store.work.places.map(({place_id}) => place_id)).toEqual([2]);
    expect(station.state.notice).toBe("Please recount A-01.");
});

test("counts of another device are shown, those taken back are not", async () => {
    const own = [
        {uuid: "a-b", key: bearing.key, lot: false, quantity: 7, item: bearing},
    ];
    const work = makeWork([makePlace(1, [bearing], {own})]);
    const {station} = await makeCounting(work);
    const store = new CountStore(station);
    await store.load();
    await store.goTo(1, true);
    expect(store.counted[0].quantity).toBe(7);
    await store.takeBack(store.counted[0].keys);
    expect(store.counted).toEqual([]);
});
