import {reactive} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {CodeMatcher} from "./code_matcher";
import {countedItems, emptyProgress, openItems} from "./place_progress";

export const TASK = "count";
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
 * The progress is kept on the device, so that a reload or an empty battery loses
 * nothing.
 */
export class CountWork {
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

    /** Title and second line of every screen at a place. */
    get title() {
        return _t("Count · %s", this.position);
    }

    get subtitle() {
        return this.place.is_blind
            ? _t("Blind: no expected quantity")
            : this.place.path;
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
            if (this.isRecountLater(row, answer)) {
                this.station.notify(_t("Please recount %s.", row.label));
            }
            if (answer.data?.work) {
                this.adopt(answer.data.work);
            }
            if (answer.state === "refused") {
                this.onRefused(row, answer);
            }
        }
    }

    /** The answer to a place that was submitted without a network. */
    isRecountLater({state, payload}, {next_state: next}) {
        const wasQueued = this.state.submitted.includes(payload.place_id);
        return state === "submit" && wasQueued && ["recount", "moved"].includes(next);
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
}
