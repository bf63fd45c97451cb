import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {markRaw} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {
    PAGE_SIZE,
    approveSmall,
    decide,
    fetchDetail,
    fetchQueue,
    postAgain,
} from "../variance_queue_api";
import {doneText} from "../variance_text";

export const EMPTY_FILTERS = {
    state: "review",
    warehouse_id: false,
    item_class: false,
    session_id: false,
    search: "",
};

/** Decisions that can be taken back with one key. */
const UNDOABLE = ["approve", "reject", "offset"];

/** The page of variances, the chosen one, the ticked ones and what was decided. */
export class VarianceStore {
    constructor(orm, filters = {}) {
        this.orm = markRaw(orm);
        this.keepLast = markRaw(new KeepLast());
        this.filters = {...EMPTY_FILTERS, ...filters};
        this.offset = 0;
        this.status = "loading";
        this.error = "";
        this.data = null;
        this.lineId = null;
        this.detail = null;
        this.detailError = "";
        this.ticked = [];
        this.causeId = false;
        this.note = "";
        this.counterId = false;
        this.message = "";
        this.refusals = [];
        this.isBusy = false;
        this.last = null;
    }

    get lines() {
        return this.data ? this.data.lines : [];
    }

    get line() {
        return this.lines.find(({id}) => id === this.lineId) || null;
    }

    /** The lines that a decision is about: the ticked ones, else the chosen one. */
    get chosen() {
        const ticked = this.lines.filter(({id}) => this.ticked.includes(id));
        return ticked.length ? ticked : this.lines.filter(({id}) => id === this.lineId);
    }

    get isFiltered() {
        const {state, ...rest} = this.filters;
        return state !== EMPTY_FILTERS.state || Object.values(rest).some(Boolean);
    }

    get pageEnd() {
        return Math.min(this.offset + PAGE_SIZE, this.data.count);
    }

    async load() {
        try {
            this.data = await this.keepLast.add(
                fetchQueue(this.orm, this.filters, this.offset)
            );
        } catch (error) {
            this.error = messageOf(error);
            this.status = this.data ? "ready" : "error";
            return;
        }
        Object.assign(this, {status: "ready", error: ""});
        this.ticked = this.ticked.filter((id) =>
            this.lines.some((one) => one.id === id)
        );
        const next = this.line || this.lines[0];
        await this.show(next ? next.id : null);
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        Object.assign(this, {offset: 0, ticked: []});
        await this.load();
    }

    async turn(pages) {
        this.offset = Math.max(0, this.offset + pages * PAGE_SIZE);
        await this.load();
    }

    /** Choose a line and read its detail; an answer for a line that was left drops. */
    async show(lineId) {
        // What was chosen for a line stays when the page is read again.
        const isSame = lineId === this.lineId;
        Object.assign(this, {lineId, detail: null, detailError: ""});
        if (!lineId) {
            return;
        }
        if (!isSame) {
            Object.assign(this, {causeId: this.line.cause_id || false, note: ""});
        }
        try {
            const detail = await fetchDetail(this.orm, lineId);
            if (this.lineId === lineId) {
                this.detail = detail;
            }
        } catch (error) {
            this.detailError = messageOf(error);
        }
    }

    step(rows) {
        const index = this.lines.findIndex(({id}) => id === this.lineId) + rows;
        const line = this.lines[index];
        return line ? this.show(line.id) : Promise.resolve();
    }

    toggle(lineId) {
        this.ticked = this.ticked.includes(lineId)
            ? this.ticked.filter((id) => id !== lineId)
            : [...this.ticked, lineId];
    }

    toggleAll() {
        const isAll = this.ticked.length === this.lines.length;
        this.ticked = isAll ? [] : this.lines.map(({id}) => id);
    }

    /** Decide on the chosen lines; what was refused is told line by line. */
    async decide(decision, values = {}) {
        const lines = this.chosen;
        if (this.isBusy || !lines.length) {
            return;
        }
        const all = {cause_id: this.causeId, note: this.note, ...values};
        if (decision === "recount") {
            all.user_id = this.counterId;
        }
        await this.run(decision, lines, () => decide(this.orm, lines, decision, all));
    }

    async approveSmall() {
        await this.run("approve", this.lines, () =>
            approveSmall(this.orm, this.filters)
        );
    }

    async undo() {
        const {last} = this;
        if (!last || this.isBusy) {
            return;
        }
        const rows = last.ids.map((id) => ({id}));
        await this.run("reopen", rows, () => decide(this.orm, rows, "reopen", {}));
    }

    async retry() {
        const ids = [...new Set(this.lines.map(({session_id}) => session_id))];
        await this.run("approve", this.lines, async () => {
            await postAgain(this.orm, ids);
            return {done: this.lines.map(({id}) => id), refused: []};
        });
    }

    /** Send something to the server and tell what became of it. */
    async run(decision, lines, send) {
        Object.assign(this, {isBusy: true, message: "", refusals: []});
        const names = new Map(lines.map(({id, product}) => [id, product]));
        try {
            const {done, refused} = await send();
            this.message = done.length
                ? doneText(decision, done.length).toString()
                : "";
            this.refusals = refused.map(({id, message}) => ({
                id,
                message,
                name: names.get(id) || "",
            }));
            const canUndo = UNDOABLE.includes(decision) && done.length;
            this.last = canUndo ? {ids: done} : null;
            this.ticked = [];
        } catch (error) {
            this.refusals = [{id: 0, message: messageOf(error), name: ""}];
        } finally {
            this.isBusy = false;
        }
        await this.load();
    }

    dropMessages() {
        Object.assign(this, {message: "", refusals: []});
    }
}
