import {beforeEach, describe, expect, test} from "@odoo/hoot";
import {advanceTime} from "@odoo/hoot-mock";
import {allowTranslations} from "@web/../tests/web_test_helpers";
import {RPCError} from "@web/core/network/rpc";
import {QUEUED} from "@inv_handheld/base/event_queue";
import {StationDatabase} from "@inv_handheld/base/database";
import {PhotoQueue} from "@inv_handheld/base/photo_queue";
import {FakeServer, MemoryDatabase, makeQueue} from "./station_data";

describe.current.tags("headless");

beforeEach(allowTranslations);

const scan = (code) => ({task: "lookup", state: "scan", scan: code});

test("an event is on the disk before append resolves", async () => {
    const database = new MemoryDatabase();
    const {queue} = makeQueue({database});
    await queue.load();
    const row = await queue.append(scan("A"));
    expect(database.stores.events.get(row.uuid).status).toBe("waiting");
    expect(row.sequence).toBe(1);
});

test("a full disk is told and nothing is sent", async () => {
    const database = new MemoryDatabase();
    database.put = () => Promise.reject(new Error("QuotaExceeded"));
    const {queue, server} = makeQueue({database});
    await queue.load();
    await expect(queue.append(scan("A"))).rejects.toThrow(/QuotaExceeded/);
    expect(queue.waiting).toHaveLength(0);
    expect(server.sent).toEqual([]);
});

test("events are sent in order, in batches", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    const codes = Array.from({length: 120}, (_, index) => `S${index}`);
    await Promise.all(codes.map((code) => queue.append(scan(code))));
    await queue.flush();
    expect(server.applied).toEqual(codes);
    expect(server.sent.map((batch) => batch.length)).toEqual([50, 50, 20]);
    expect(queue.waiting).toHaveLength(0);
});

test("without a network events wait and whoever asks is told", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    server.isDown = true;
    const row = await queue.append(scan("A"));
    const answer = queue.answerOf(row.uuid);
    await queue.flush();
    expect(await answer).toBe(QUEUED);
    expect(queue.waiting).toHaveLength(1);
    expect(queue.problem).not.toBe(null);
});

test("it tries again by itself and the server applies each once", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    server.isDown = true;
    await queue.append(scan("A"));
    await queue.append(scan("B"));
    await queue.flush();
    server.isDown = false;
    await advanceTime(1100);
    await queue.running;
    expect(server.applied).toEqual(["A", "B"]);
    expect(queue.problem).toBe(null);
});

test("an answer that got lost is asked for again with the same key", async () => {
    const server = new FakeServer();
    const {queue} = makeQueue({server});
    await queue.load();
    const send = server.sendEvents.bind(server);
    server.sendEvents = async (rows) => {
        await send(rows);
        throw new TypeError("connection lost on the way back");
    };
    await queue.append(scan("A"));
    await queue.flush();
    server.sendEvents = send;
    await queue.flush();
    expect(server.applied).toEqual(["A"]);
    expect(server.sent).toHaveLength(2);
    expect(server.sent[0]).toEqual(server.sent[1]);
    expect(queue.waiting).toHaveLength(0);
});

test("a refused event stays with its reason and the rest goes on", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    server.refuses.add("B");
    for (const code of ["A", "B", "C"]) {
        await queue.append(scan(code));
    }
    await queue.flush();
    expect(server.applied).toEqual(["A", "B", "C"]);
    expect(queue.refused.map((row) => [row.scan, row.message])).toEqual([
        ["B", "B is closed."],
    ]);
    await queue.decide(queue.refused[0], "discarded");
    expect(queue.refused).toHaveLength(0);
    expect(queue.events).toHaveLength(3);
});

test("an event that the server cannot take does not block the others", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    const send = server.sendEvents.bind(server);
    server.sendEvents = async (rows) => {
        if (rows.some((row) => row.scan === "POISON")) {
            throw new RPCError("Odoo Server Error");
        }
        return send(rows);
    };
    for (const code of ["A", "POISON", "B"]) {
        await queue.append(scan(code));
    }
    await queue.flush();
    expect(server.applied).toEqual([]);
    for (let turn = 0; turn < 6; turn++) {
        await advanceTime(1100);
        await queue.running;
    }
    expect(server.applied).toEqual(["A", "B"]);
    expect(queue.refused.map((row) => row.scan)).toEqual(["POISON"]);
    expect(queue.waiting).toHaveLength(0);
});

test("a new page finds what waits, and goes on counting", async () => {
    const database = new MemoryDatabase();
    const server = new FakeServer();
    server.isDown = true;
    const before = makeQueue({database, server}).queue;
    await before.load();
    await before.append(scan("A"));
    await before.append(scan("B"));
    const after = makeQueue({database, server}).queue;
    await after.load();
    expect(after.waiting.map((row) => row.scan)).toEqual(["A", "B"]);
    expect((await after.append(scan("C"))).sequence).toBe(3);
    server.isDown = false;
    await after.flush();
    expect(server.applied).toEqual(["A", "B", "C"]);
});

test("scans of another user stay until that user is back", async () => {
    const database = new MemoryDatabase();
    const server = new FakeServer();
    server.isDown = true;
    const first = makeQueue({database, server}).queue;
    await first.load();
    await first.append(scan("A"));
    server.isDown = false;
    const other = makeQueue({database, server, owner: {user: 2, company: 1}}).queue;
    await other.load();
    await other.flush();
    expect(server.applied).toEqual([]);
    expect(other.foreign).toHaveLength(1);
    const back = makeQueue({database, server}).queue;
    await back.load();
    await back.flush();
    expect(server.applied).toEqual(["A"]);
});

test("old answered events are forgotten, open ones never", async () => {
    const {queue, server} = makeQueue();
    await queue.load();
    server.refuses.add("S0");
    for (let index = 0; index < 130; index++) {
        await queue.append(scan(`S${index}`));
    }
    await queue.flush();
    expect(queue.events).toHaveLength(101);
    expect(queue.refused).toHaveLength(1);
});

test("photos go one by one; a refused one stays with its reason", async () => {
    const server = new FakeServer();
    const photos = new PhotoQueue({
        database: new MemoryDatabase(),
        send: (photo) => server.sendPhoto(photo),
        owner: {user: 1},
    });
    await photos.append("event-1", new Blob(["x".repeat(10)]));
    await photos.append("event-1", new Blob(["x".repeat(200)]));
    server.isDown = true;
    await expect(photos.flush()).rejects.toThrow();
    expect(photos.waiting).toHaveLength(2);
    server.isDown = false;
    await photos.flush();
    expect(photos.waiting).toHaveLength(0);
    expect(photos.refused.map((photo) => photo.message)).toEqual(["Too large."]);
});

test("the real database keeps events over a new connection", async () => {
    const name = `inv_scan_test_${Math.random()}`;
    const first = new StationDatabase(name);
    await first.put("events", {uuid: "a", sequence: 1}, {uuid: "b", sequence: 2});
    await first.keep("session", {user: 1});
    await first.remove("events", "a");
    await first.close();
    const second = new StationDatabase(name);
    expect(await second.all("events")).toEqual([{uuid: "b", sequence: 2}]);
    expect((await second.recall("session")).value).toEqual({user: 1});
    await second.keep("session", undefined);
    expect(await second.recall("session")).toBe(undefined);
    await second.close();
    globalThis.indexedDB.deleteDatabase(name);
});
