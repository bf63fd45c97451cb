import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {markRaw} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import * as api from "../transfer_board_api";

export const EMPTY_FILTERS = {
    lane_id: false,
    source_id: false,
    target_id: false,
    state: "open",
    search: "",
};

/** What the board shows, which rows are ticked and open, and what was decided. */
export class BoardStore {
    constructor(orm, filters = {}) {
        this.orm = markRaw(orm);
        this.keepLast = markRaw(new KeepLast());
        this.filters = {...EMPTY_FILTERS, ...filters};
        this.offset = 0;
        this.status = "loading";
        this.error = "";
        this.data = null;
        this.ticked = [];
        this.openId = null;
        this.detail = null;
        this.message = "";
        this.isProblem = false;
        this.isBusy = false;
    }

    get lines() {
        return this.data ? this.data.lines : [];
    }

    /** Rows that can be decided on. */
    get openLines() {
        return this.lines.filter(({state}) => state === "new");
    }

    get chosen() {
        return this.openLines.filter(({id}) => this.ticked.includes(id));
    }

    get lane() {
        return this.data?.lanes.find(({id}) => id === this.filters.lane_id) || null;
    }

    get isFiltered() {
        return Object.keys(EMPTY_FILTERS).some(
            (name) => this.filters[name] !== EMPTY_FILTERS[name]
        );
    }

    get isRunning() {
        return ["queued", "running"].includes(this.data?.run?.state);
    }

    get pageEnd() {
        return Math.min(this.offset + this.data.page_size, this.data.count);
    }

    async load() {
        try {
            this.data = await this.keepLast.add(
                api.fetchBoard(this.orm, this.filters, this.offset)
            );
        } catch (error) {
            this.error = messageOf(error);
            this.status = this.data ? "ready" : "error";
            return;
        }
        Object.assign(this, {status: "ready", error: ""});
        this.ticked = this.openLines.map(({id}) => id);
        const isThere = this.lines.some(({id}) => id === this.openId);
        await this.show(isThere ? this.openId : (this.lines[0]?.id ?? null));
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        this.offset = 0;
        await this.load();
    }

    async turn(pages) {
        this.offset = Math.max(0, this.offset + pages * this.data.page_size);
        await this.load();
    }

    /** Open a row; an answer for a row that was left drops. */
    async show(id) {
        Object.assign(this, {openId: id, detail: null});
        if (!id) {
            return;
        }
        try {
            const detail = await api.fetchDetail(this.orm, id);
            if (this.openId === id) {
                this.detail = detail;
            }
        } catch (error) {
            this.tell(messageOf(error), true);
        }
    }

    toggleOpen(id) {
        return this.show(this.openId === id ? null : id);
    }

    toggle(id) {
        this.ticked = this.ticked.includes(id)
            ? this.ticked.filter((other) => other !== id)
            : [...this.ticked, id];
    }

    toggleAll() {
        const all = this.openLines.map(({id}) => id);
        this.ticked = this.chosen.length === all.length ? [] : all;
    }

    tell(message, isProblem = false) {
        Object.assign(this, {message, isProblem});
    }

    /** Do something on the server, say what came of it, and read the page again. */
    async act(action) {
        if (this.isBusy) {
            return false;
        }
        this.isBusy = true;
        this.tell("");
        try {
            const answer = await action();
            if (answer?.message) {
                this.tell(answer.message, Boolean(answer.refused?.length));
            }
            await this.load();
            return true;
        } catch (error) {
            this.tell(messageOf(error), true);
            return false;
        } finally {
            this.isBusy = false;
        }
    }

    accept(ids) {
        return this.act(() => api.accept(this.orm, ids));
    }

    acceptAll(leastGain) {
        return this.act(() => api.acceptAll(this.orm, this.filters, leastGain));
    }

    reject(ids, reason) {
        return this.act(() => api.reject(this.orm, ids, reason));
    }

    changeQuantity(id, quantity) {
        return this.act(() => api.changeQuantity(this.orm, id, quantity));
    }

    takeBack(ids) {
        return this.act(() => api.takeBack(this.orm, ids));
    }

    run() {
        return this.act(() => api.runNow(this.orm));
    }

    setLaneOpen(laneId, isOpen) {
        return this.act(() => api.setLaneOpen(this.orm, laneId, isOpen));
    }

    setParameters(values) {
        return this.act(() => api.setParameters(this.orm, values));
    }
}
