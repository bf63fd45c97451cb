import {reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {EventQueue, QUEUED} from "./event_queue";
import {PhotoQueue} from "./photo_queue";
import {getProblem} from "./transport";
import {CardMemory} from "./card_memory";
import {ScanRouter} from "./scan_router";
import {tasks} from "./task_registry";

//: A scan that was not answered by then is treated as queued [ms].
const PATIENCE = 6000;
const FULL = 0.8;
//: Events between two looks at the storage.
const MEASURE = 25;
const SESSION = "session";

/**
 * The device, the user and what is on the screen. Screens get it by `useStation()`.
 *
 * `state` is reactive; `submit` is the way to send anything; `scan` the way in.
 */
export class Station extends ScanRouter {
    constructor({database, transport, settings, feedback}) {
        super();
        Object.assign(this, {database, transport, settings, feedback});
        this.state = reactive({
            user: {},
            company: {},
            place: "",
            tasks: [],
            screens: [{name: "home"}],
            problem: null,
            since: null,
            waiting: 0,
            refused: 0,
            foreign: 0,
            overlay: null,
            alarm: null,
            sheet: null,
            notice: null,
            here: null,
            isFull: false,
            isTorchOn: false,
            reader: null,
        });
        this.owner = {};
        const common = {database, owner: this.owner};
        this.queue = new EventQueue({
            ...common,
            send: (rows) => this.transport.sendEvents(rows),
        });
        this.photos = new PhotoQueue({
            ...common,
            send: (photo) => this.transport.sendPhoto(photo),
        });
        this.cards = new CardMemory(database, this.owner);
        this.queue.bus.addEventListener("change", () => this.showQueue());
        this.photos.bus.addEventListener("change", () => this.showQueue());
    }

    // -- Start ------------------------------------------------------------

    /** Find out who works here, from the server or from what was kept. */
    async start() {
        await this.loadSession();
        await this.queue.load();
        await this.photos.load();
        await this.measureStorage();
        this.flush();
    }

    async loadSession() {
        try {
            const session = await this.transport.loadSession();
            this.adopt(session);
            this.setProblem(null);
            await this.database.keep(SESSION, session);
        } catch (error) {
            const problem = getProblem(error);
            const kept = await this.database.recall(SESSION);
            if (!kept) {
                throw error;
            }
            this.adopt(kept.value);
            this.setProblem(problem);
        }
    }

    adopt(session) {
        const {
            user,
            company,
            place,
            tasks: list,
            settings,
            hides_stock: hides,
        } = session;
        Object.assign(this.state, {user, company, place, tasks: list});
        Object.assign(this.owner, {
            user: user.id,
            userName: user.name,
            company: company.id,
        });
        this.settings.adopt(settings);
        if (hides) {
            // A blind count is under way: figures seen before it must not be shown.
            this.cards.forget();
        }
    }

    /** Ask again for the counts on the home screen. */
    async refresh() {
        try {
            const {tasks: list, hides_stock: hides} =
                await this.transport.call("get_home");
            this.state.tasks = list;
            if (hides) {
                this.cards.forget();
            }
        } catch (error) {
            this.setProblem(getProblem(error));
        }
    }

    /** Tasks that the user may use and that this client knows. */
    get usableTasks() {
        return this.state.tasks.filter((task) => tasks.contains(task.code));
    }

    // -- Queue ------------------------------------------------------------

    showQueue() {
        this.state.waiting = this.queue.waiting.length + this.photos.waiting.length;
        this.state.refused = this.queue.refused.length + this.photos.refused.length;
        this.state.foreign = this.queue.foreign.length;
        this.state.log = this.queue.own.length;
        const {problem} = this.queue;
        if (problem) {
            this.setProblem(getProblem(problem));
        } else if (!this.queue.waiting.length && this.queue.running) {
            this.setProblem(null);
        }
    }

    setProblem(problem) {
        if (problem && !this.state.problem) {
            this.state.since = Date.now();
        }
        this.state.problem = problem;
    }

    /** Send events, then photos. */
    async flush() {
        await this.queue.flush();
        if (this.queue.problem) {
            return;
        }
        try {
            await this.photos.flush();
            this.setProblem(null);
        } catch (error) {
            this.setProblem(getProblem(error));
        }
    }

    /** The network is back, or the user asks to try now. */
    async retry() {
        try {
            const session = await this.transport.loadSession();
            if (session.user.id === this.owner.user) {
                this.adopt(session);
                this.setProblem(null);
            }
        } catch (error) {
            this.setProblem(getProblem(error));
            return;
        }
        await this.flush();
        await this.measureStorage();
    }

    /**
     * Write an event into the log; the answer comes later.
     *
     * A handler of scans awaits this and not the answer, so that the next scan is on
     * the disk at once, however slow the server is.
     *
     * @returns {Promise<Object>} {uuid, answer: promise as of `submit`}
     */
    async record(event) {
        const {uuid} = await this.queue.append(event);
        const settled = this.queue.answerOf(uuid);
        if (this.queue.sequence % MEASURE === 0) {
            this.measureStorage();
        }
        this.flush();
        const patience = new Promise((resolve) =>
            setTimeout(() => resolve(QUEUED), PATIENCE)
        );
        const answer = Promise.race([settled, patience]).then((result) => {
            this.show(result);
            return {...result, uuid};
        });
        return {uuid, answer};
    }

    /**
     * Write an event into the log, send it and wait for its answer.
     *
     * @param {Object} event {task, state, scan, payload}; for the list of waiting
     *     scans also {label, detail, icon}
     * @returns {Promise<Object>} the answer {state, next_state, data, message}, with
     *     the state "queued" when it has to wait. `uuid` is the key for undo and photos.
     */
    async submit(event) {
        const {answer} = await this.record(event);
        return answer;
    }

    /** What every answer does, whatever the task: sound, alarm, reason. */
    show(answer) {
        const {state, message, feedback, data} = answer;
        if (data?.alarm) {
            this.state.alarm = {...data.alarm};
            this.feedback.play("wrong");
        } else if (state === "refused") {
            this.feedback.play("unknown");
            this.openSheet({title: message, kind: "refused"});
        } else if (state !== "queued") {
            this.feedback.play(state === "duplicate" ? "duplicate" : feedback || "ok");
        }
        // A card or a sheet says it already.
        const isSaid = data?.card || state === "refused" || state === "queued";
        this.notify(isSaid ? null : message);
    }

    /** Take back the event with this key by a new event; both stay in the log. */
    undo(uuid) {
        const row = uuid
            ? this.queue.own.find((event) => event.uuid === uuid)
            : this.queue.own.findLast(
                  (event) => event.state !== "undo" && !event.undone
              );
        if (!row) {
            this.notify(_t("Nothing to undo."));
            return Promise.resolve(null);
        }
        row.undone = true;
        return this.submit({
            task: row.task,
            state: "undo",
            payload: {undo: row.uuid},
            label: _t("Undo"),
            detail: row.label || row.scan || "",
            icon: "fa-undo",
        });
    }

    notify(text) {
        this.state.notice = text || null;
    }

    async measureStorage() {
        const {usage = 0, quota = 0} =
            (await globalThis.navigator.storage?.estimate?.()) || {};
        this.state.isFull = quota > 0 && usage / quota > FULL;
    }

    /** Everything on this device as a file, for the day when nothing else helps. */
    exportLog() {
        const content = {
            device: this.transport.device,
            exported: new Date().toISOString(),
            events: this.queue.events,
        };
        return new Blob([JSON.stringify(content, null, 1)], {type: "application/json"});
    }
}
