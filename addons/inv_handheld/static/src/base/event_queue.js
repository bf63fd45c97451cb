import {EventBus} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {makeKey} from "./keys";
import {PROBLEMS, getProblem} from "./transport";

const BATCH = 50;
//: So often the server may fail at one event before it is set aside.
const MOST_FAILURES = 5;
//: Answered events that stay in the log of the device.
const HISTORY = 100;
export const DELAYS = [2000, 4000, 8000, 16000, 30000, 60000];
export const QUEUED = {state: "queued", data: {}, message: false, next_state: false};

/**
 * The log of the device: every scan and tap, in order.
 *
 * An event is on the disk before `append` resolves. Waiting events are sent in order
 * in batches; each gets its answer. Without a network they wait, and are sent again
 * with the same key, so that the server applies them once. A refused event stays
 * until the user decides. `change` is triggered on the bus whenever the log changes.
 */
export class EventQueue {
    /**
     * @param {Object} options
     * @param {Object} options.database store with `all`, `put` and `remove`
     * @param {Function} options.send async (events) => [{uuid, state, message, data}]
     * @param {Object} options.owner {user, company}: whose events are sent
     */
    constructor({database, send, owner, clock = () => Date.now(), delays = DELAYS}) {
        Object.assign(this, {database, send, owner, clock, delays});
        this.bus = new EventBus();
        this.events = [];
        this.waiters = new Map();
        this.failures = 0;
        this.size = BATCH;
        this.problem = null;
        this.running = null;
        this.timer = null;
        this.writing = Promise.resolve();
    }

    async load() {
        const rows = await this.database.all("events");
        this.events = rows.sort((a, b) => a.sequence - b.sequence);
        this.sequence = Math.max(0, ...rows.map((row) => row.sequence));
        const counter = await this.database.get("kept", "sequence");
        this.sequence = Math.max(this.sequence, counter?.value || 0);
        this.bus.trigger("change");
    }

    get own() {
        return this.events.filter((row) => row.user === this.owner.user);
    }

    get waiting() {
        return this.own.filter((row) => row.status === "waiting");
    }

    get refused() {
        return this.own.filter((row) => row.status === "refused");
    }

    /** Events of somebody else who used this device and has not sent them. */
    get foreign() {
        return this.events.filter(
            (row) => row.user !== this.owner.user && row.status === "waiting"
        );
    }

    /**
     * Write an event into the log; resolves with it when it is on the disk.
     *
     * @param {Object} event {task, state, scan, payload, label, detail, icon}
     */
    append(event) {
        // Two scans at once keep their order.
        const write = this.writing.then(() => this.write(event));
        this.writing = write.catch(() => {});
        return write;
    }

    async write(event) {
        const row = {
            uuid: makeKey(),
            sequence: this.sequence + 1,
            time: this.clock(),
            user: this.owner.user,
            userName: this.owner.userName,
            company: this.owner.company,
            state: "",
            scan: null,
            payload: {},
            ...event,
            status: "waiting",
        };
        await this.database.put("events", row);
        await this.database.put("kept", {key: "sequence", value: row.sequence});
        this.sequence = row.sequence;
        this.events.push(row);
        this.bus.trigger("change");
        return row;
    }

    /** Resolve with the answer of an event, or with `QUEUED` when it has to wait. */
    answerOf(uuid) {
        return new Promise((resolve) => this.waiters.set(uuid, resolve));
    }

    /** Send what waits; one run at a time. Resolves when there is nothing to send. */
    flush() {
        if (!this.running) {
            this.running = this.run().finally(() => {
                this.running = null;
                // What came while the last batch was on its way.
                if (this.waiting.length && !this.problem) {
                    this.flush();
                }
            });
        }
        return this.running;
    }

    async run() {
        clearTimeout(this.timer);
        while (this.waiting.length) {
            const batch = this.waiting.slice(0, this.size);
            let answers = null;
            try {
                answers = await this.send(batch);
            } catch (error) {
                if (await this.setAside(batch, error)) {
                    continue;
                }
                this.fail(error);
                return;
            }
            await this.settle(batch, answers);
        }
        this.recover();
    }

    /**
     * The server itself fails: send one by one, to find the event that it cannot take.
     * After some tries that one waits for a decision, and the others go on.
     */
    async setAside(batch, error) {
        if (getProblem(error) !== PROBLEMS.server) {
            return false;
        }
        if (batch.length > 1) {
            this.size = 1;
            return false;
        }
        const [row] = batch;
        row.failures = (row.failures || 0) + 1;
        if (row.failures < MOST_FAILURES) {
            return false;
        }
        const message = _t("The server cannot take this scan: %s", error.message);
        Object.assign(row, {status: "refused", message});
        await this.database.put("events", row);
        this.waiters.get(row.uuid)?.({...QUEUED, state: "refused", message});
        this.waiters.delete(row.uuid);
        this.bus.trigger("change");
        return true;
    }

    recover() {
        this.size = BATCH;
        this.failures = 0;
        this.problem = null;
        this.bus.trigger("change");
    }

    /** The batch stays as it is; whoever waits for an answer is told so. */
    fail(error) {
        this.problem = error;
        const delay = this.delays[Math.min(this.failures, this.delays.length - 1)];
        this.failures++;
        this.timer = setTimeout(() => this.flush(), delay);
        for (const resolve of this.waiters.values()) {
            resolve(QUEUED);
        }
        this.waiters.clear();
        this.bus.trigger("change");
    }

    async settle(batch, answers) {
        const byKey = new Map(answers.map((answer) => [answer.uuid, answer]));
        const answered = batch.filter((row) => byKey.has(row.uuid));
        if (!answered.length) {
            throw new Error("The server answered none of the events.");
        }
        for (const row of answered) {
            const {state, message} = byKey.get(row.uuid);
            Object.assign(row, {status: state, message, answered: this.clock()});
        }
        await this.database.put("events", ...answered);
        await this.trim();
        this.failures = 0;
        this.problem = null;
        for (const row of answered) {
            this.waiters.get(row.uuid)?.(byKey.get(row.uuid));
            this.waiters.delete(row.uuid);
        }
        this.bus.trigger("change");
        this.bus.trigger("answered", {rows: answered, answers: byKey});
    }

    /** Forget old answered events; never one that waits or was refused. */
    async trim() {
        const open = ["waiting", "refused"];
        const closed = this.events.filter((row) => !open.includes(row.status));
        const old = closed.slice(0, Math.max(0, closed.length - HISTORY));
        if (old.length) {
            const keys = new Set(old.map((row) => row.uuid));
            await this.database.remove("events", ...keys);
            this.events = this.events.filter((row) => !keys.has(row.uuid));
        }
    }

    /** Note what the user decided on a refused event; it leaves the list of refused. */
    async decide(row, status) {
        Object.assign(row, {status});
        await this.database.put("events", row);
        this.bus.trigger("change");
    }
}
