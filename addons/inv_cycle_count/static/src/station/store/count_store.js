import {reactive, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatQuantity, useStation} from "@inv_handheld/building_blocks";
import {CodeMatcher} from "./code_matcher";
import {countedItems, emptyProgress, hasSerial, openItems} from "./place_progress";

const TASK = "count";
const EMPTY_WORK = {
    places: [],
    bin_count: 0,
    done_count: 0,
    overdue_count: 0,
    next: false,
};

/**
 * The counter's work: places, what was counted at them, and what is shown.
 *
 * What is counted goes into the station's log at once and is sent in order; the
 * progress is kept on the device, so that a reload or an empty battery loses nothing.
 */
export class CountStore {
    constructor(station) {
        this.station = station;
        this.state = reactive({
            view: "list",
            placeId: null,
            item: null,
            progress: {},
            submitted: [],
            tags: null,
            isReady: false,
        });
        station.queue.bus.addEventListener("answered", ({detail}) =>
            this.onAnswered(detail)
        );
    }

    // -- Work ---------------------------------------------------------------

    get work() {
        const task = this.station.state.tasks.find(({code}) => code === TASK);
        return task?.card || EMPTY_WORK;
    }

    /** Places to count; those that were submitted here and wait to be sent are left out. */
    get places() {
        return this.work.places.filter(
            ({place_id}) => !this.state.submitted.includes(place_id)
        );
    }

    get place() {
        return (
            this.work.places.find(({place_id}) => place_id === this.state.placeId) ||
            null
        );
    }

    get progress() {
        return this.state.progress[this.state.placeId] || emptyProgress();
    }

    get counted() {
        return this.place ? countedItems(this.place, this.progress) : [];
    }

    get open() {
        return this.place ? openItems(this.place, this.progress) : [];
    }

    /** "bin 6 of 19" */
    get position() {
        const {done_count, places} = this.work;
        const index = places.findIndex(({place_id}) => place_id === this.state.placeId);
        return _t("bin %(index)s of %(count)s", {
            index: done_count + Math.max(index, 0) + 1,
            count: done_count + places.length,
        });
    }

    get matcher() {
        return new CodeMatcher(this.work);
    }

    get storageKey() {
        const {user, company} = this.station.owner;
        return `count:${company}:${user}`;
    }

    /** Bring back what was counted before the page was loaded again. */
    async load() {
        if (this.state.isReady) {
            return;
        }
        const kept = await this.station.database.recall(this.storageKey);
        if (kept) {
            Object.assign(this.state, JSON.parse(kept.value));
        }
        this.state.isReady = true;
        this.forget();
    }

    /** Forget places that are no longer to be counted. */
    forget() {
        const waiting = this.station.queue.waiting.map(({payload}) => payload.place_id);
        const known = new Set([
            ...this.work.places.map(({place_id}) => place_id),
            ...waiting,
        ]);
        const {progress} = this.state;
        for (const id of Object.keys(progress)) {
            if (!known.has(Number(id))) {
                delete progress[id];
            }
        }
        this.state.submitted = this.state.submitted.filter((id) =>
            waiting.includes(id)
        );
        if (this.state.placeId && !this.place) {
            Object.assign(this.state, {placeId: null, view: "list", item: null});
        }
    }

    async keep() {
        const {view, placeId, item, progress, submitted} = this.state;
        const value = JSON.stringify({view, placeId, item, progress, submitted});
        await this.station.database.keep(this.storageKey, value);
    }

    /** Take new work from an answer, and keep it for a start without network. */
    async adopt(work) {
        const task = this.station.state.tasks.find(({code}) => code === TASK);
        if (!task) {
            return;
        }
        Object.assign(task, {card: work, count: work.bin_count});
        this.forget();
        await this.keep();
        const session = await this.station.database.recall("session");
        if (session) {
            const tasks = JSON.parse(JSON.stringify(this.station.state.tasks));
            await this.station.database.keep("session", {...session.value, tasks});
        }
    }

    async refresh() {
        await this.station.refresh();
        await this.adopt(this.work);
    }

    onAnswered({rows, answers}) {
        for (const row of rows.filter(({task}) => task === TASK)) {
            const answer = answers.get(row.uuid);
            if (answer.data?.work) {
                this.adopt(answer.data.work);
            }
            if (answer.state === "refused") {
                this.onRefused(row, answer);
            }
        }
    }

    /** What was refused is not counted; the queue keeps it with its reason. */
    onRefused(row, answer) {
        const id = row.payload.place_id;
        const progress = this.state.progress[id];
        if (progress) {
            progress.entries = progress.entries.filter(({uuid}) => uuid !== row.uuid);
        }
        this.state.submitted = this.state.submitted.filter((one) => one !== id);
        this.keep();
        if (["count", "none", "note"].includes(row.state)) {
            this.station.show(answer);
        }
    }

    // -- Going somewhere ------------------------------------------------------

    show(view) {
        this.state.view = view;
        return this.keep();
    }

    /** Go to a place; "here" only after its code was scanned. */
    async goTo(placeId, isHere = false) {
        Object.assign(this.state, {placeId, item: null, tags: null});
        const progress = this.ensureProgress(placeId);
        progress.isHere ||= isHere;
        const isFresh = !this.counted.length;
        const isRecount = this.place?.round > 1 && isFresh;
        await this.show(isRecount ? "recount" : "place");
        if (isHere) {
            await this.send("open", {
                label: this.place.location,
                icon: "fa-map-marker",
            });
        }
    }

    ensureProgress(placeId) {
        this.state.progress[placeId] ||= emptyProgress();
        return this.state.progress[placeId];
    }

    // -- Counting -------------------------------------------------------------

    /** Write an event into the log; resolves with its key when it is on the disk. */
    async send(state, {payload = {}, ...event}) {
        const row = await this.station.queue.append({
            task: TASK,
            state,
            payload: {place_id: this.state.placeId, ...payload},
            ...event,
        });
        this.station.flush();
        return row.uuid;
    }

    /** Count a quantity of an item; shown at once, sent in order. */
    async count(item, quantity, {expression, lot, isDamaged, raw} = {}) {
        const lotName = lot || item.lot || "";
        const detail = [
            _t("%(quantity)s %(uom)s", {
                quantity: formatQuantity(quantity),
                uom: item.uom,
            }),
            lotName,
        ].filter(Boolean);
        const uuid = await this.send("count", {
            scan: raw || null,
            label: item.product,
            detail: detail.join(" · "),
            icon: "fa-cube",
            payload: {
                product_id: item.product_id,
                lot_id: lot ? false : item.lot_id,
                lot: lotName,
                package_id: item.package_id,
                owner_id: item.owner_id,
                quantity,
                expression: expression || null,
                is_damaged: Boolean(isDamaged),
            },
        });
        await this.note(uuid, item, quantity, lotName, "count");
        return uuid;
    }

    async note(uuid, item, quantity, lot, kind) {
        const progress = this.ensureProgress(this.state.placeId);
        progress.entries.push({uuid, item, quantity, lot, kind});
        progress.draft = null;
        await this.keep();
    }

    /** Serial numbers count once; false when this one was counted here. */
    async countSerial(item, lot, raw) {
        if (hasSerial(this.place, this.progress, item, lot)) {
            this.station.feedback.play("duplicate");
            this.station.notify(
                _t("Serial %s is already counted here. Not added.", lot)
            );
            return false;
        }
        this.station.feedback.play("ok");
        await this.count(item, 1, {lot, raw});
        return true;
    }

    async none(item) {
        const uuid = await this.send("none", {
            label: item.product,
            detail: _t("none here"),
            icon: "fa-ban",
            payload: {key: item.key},
        });
        await this.note(uuid, item, 0, "", "none");
        this.station.feedback.play("ok");
    }

    /** Take the last thing back that was counted at this place. */
    async undo() {
        const progress = this.ensureProgress(this.state.placeId);
        const entry = progress.entries.at(-1);
        if (!entry) {
            this.station.notify(_t("Nothing to undo here."));
            return;
        }
        await this.takeBack([entry.uuid]);
        this.station.notify(_t("Taken back: %s", entry.item.product));
    }

    async takeBack(keys) {
        const progress = this.ensureProgress(this.state.placeId);
        for (const key of new Set(keys.map((uuid) => uuid.split(":")[0]))) {
            await this.send("undo", {
                label: _t("Undo"),
                icon: "fa-undo",
                payload: {undo: key},
            });
            progress.undone = [...(progress.undone || []), key];
        }
        progress.entries = progress.entries.filter(({uuid}) => !keys.includes(uuid));
        await this.keep();
    }

    /** Keep what is on the pad, so that an empty battery loses no tap. */
    saveDraft(draft) {
        this.ensureProgress(this.state.placeId).draft = draft;
        return this.keep();
    }

    // -- Location done --------------------------------------------------------

    /** Submit the place; the answer says what comes next, or waits for the network. */
    async submit(values = {}) {
        const {placeId} = this.state;
        const {location} = this.place;
        const answer = await this.station.submit({
            task: TASK,
            state: "submit",
            payload: {place_id: placeId, ...values},
            label: location,
            detail: _t("location done"),
            icon: "fa-check",
        });
        if (answer.state === "queued") {
            this.state.submitted.push(placeId);
        }
        if (answer.state !== "refused" && answer.data?.status !== "moved") {
            delete this.state.progress[placeId];
        }
        await this.keep();
        return answer;
    }
}

/**
 * The store of this page; what a component reads of its state, also through getters,
 * draws the component again when it changes.
 */
export function useCountStore() {
    const station = useStation();
    const store = getCountStore(station);
    const state = useState(store.state);
    return new Proxy(store, {
        get(target, name, receiver) {
            if (name === "state") {
                return state;
            }
            if (name === "station") {
                return station;
            }
            const value = Reflect.get(target, name, receiver);
            return typeof value === "function" ? value.bind(target) : value;
        },
    });
}

const stores = new WeakMap();

/** The one store of a station; made when the task is first used. */
export function getCountStore(station) {
    const target = station.queue;
    if (!stores.has(target)) {
        stores.set(target, new CountStore(station));
    }
    return stores.get(target);
}
