import {getFixture} from "@odoo/hoot";
import {mountWithCleanup} from "@web/../tests/web_test_helpers";
import {ConnectionLostError} from "@web/core/network/rpc";
import {EventQueue} from "@inv_handheld/base/event_queue";
import {Feedback} from "@inv_handheld/base/feedback";
import {Settings} from "@inv_handheld/base/settings";
import {Station} from "@inv_handheld/base/station";

/** A store with the methods of StationDatabase; what is written is copied. */
export class MemoryDatabase {
    constructor(stores) {
        this.stores = stores || {events: new Map(), photos: new Map(), kept: new Map()};
    }

    key(value) {
        return value.uuid || value.key;
    }

    async all(store) {
        return [...this.stores[store].values()].map((value) => ({...value}));
    }

    async get(store, key) {
        return this.stores[store].get(key);
    }

    async put(store, ...values) {
        values.forEach((value) => this.stores[store].set(this.key(value), {...value}));
    }

    async remove(store, ...keys) {
        keys.forEach((key) => this.stores[store].delete(key));
    }

    keep(key, value) {
        return value === undefined
            ? this.remove("kept", key)
            : this.put("kept", {key, value, time: Date.now()});
    }

    recall(key) {
        return this.get("kept", key);
    }
}

/** A server that answers events; `isDown` cuts the network, `refuses` codes. */
export class FakeServer {
    constructor() {
        this.device = "test-device";
        this.isDown = false;
        this.refuses = new Set();
        this.applied = [];
        this.sent = [];
        this.answers = new Map();
        this.photos = [];
        this.cards = {};
        this.session = {
            user: {id: 1, name: "Amelia Hart", lang: "en_US"},
            company: {id: 1, name: "Northmoor"},
            place: "Leeds plant",
            settings: {},
            tasks: [
                {code: "lookup", name: "Look up", icon: "fa-search", has_tile: true},
            ],
        };
    }

    check() {
        if (this.isDown) {
            throw new ConnectionLostError("/scan/events");
        }
    }

    async loadSession() {
        this.check();
        return this.session;
    }

    async call() {
        this.check();
        return {tasks: this.session.tasks};
    }

    async sendEvents(rows) {
        this.check();
        this.sent.push(rows.map((row) => row.uuid));
        return rows.map((row) => this.answer(row));
    }

    answer(row) {
        if (!this.answers.has(row.uuid)) {
            this.applied.push(row.scan || row.state);
            const isRefused = this.refuses.has(row.scan);
            this.answers.set(row.uuid, {
                uuid: row.uuid,
                state: isRefused ? "refused" : "done",
                message: isRefused ? `${row.scan} is closed.` : false,
                next_state: false,
                data: this.cards[row.scan] ? {card: this.cards[row.scan]} : {},
                feedback: false,
            });
        }
        return this.answers.get(row.uuid);
    }

    async sendPhoto(photo) {
        this.check();
        this.photos.push(photo.uuid);
        return photo.size > 100 ? {refused: "Too large."} : {};
    }
}

export function makeQueue(options = {}) {
    const server = options.server || new FakeServer();
    const queue = new EventQueue({
        database: new MemoryDatabase(),
        send: (rows) => server.sendEvents(rows),
        owner: {user: 1, userName: "Amelia", company: 1},
        delays: [1000],
        ...options,
    });
    return {queue, server};
}

export async function makeStation(options = {}) {
    const server = options.server || new FakeServer();
    const settings = new Settings();
    Object.assign(settings.values, {sound: false, vibration: false});
    const feedback = new Feedback(settings.values);
    const played = [];
    feedback.play = (name) => played.push(name);
    const database = options.database || new MemoryDatabase();
    const station = new Station({database, transport: server, settings, feedback});
    station.queue.delays = [100000];
    await station.start();
    return {station, server, settings, played};
}

/** Mount a component of the station with its environment. */
export function mountOnStation(Component, station, props = {}) {
    getFixture().classList.add("o_scan");
    return mountWithCleanup(Component, {
        env: {station},
        props,
        noMainContainer: true,
    });
}
