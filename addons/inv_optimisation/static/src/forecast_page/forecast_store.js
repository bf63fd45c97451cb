import {markRaw} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {messageOf} from "../requisition_queue/store/queue_reader";
import * as api from "./forecast_page_api";

const FILTERS = {
    kind: "categories",
    sort: "usage",
    search: "",
    site_id: false,
    only_worse: false,
};

/** The list, the chosen row with its detail, and what was last done to it. */
export class ForecastStore {
    constructor(orm, {filters, choosesFirst = true} = {}) {
        this.orm = markRaw(orm);
        this.lastRows = markRaw(new KeepLast());
        this.lastDetail = markRaw(new KeepLast());
        this.choosesFirst = choosesFirst;
        this.filters = {...FILTERS, ...filters};
        this.offset = 0;
        this.status = "loading";
        this.isRefreshing = false;
        this.error = "";
        this.data = null;
        this.chosen = null;
        this.detail = null;
        this.detailStatus = "loading";
        this.detailError = "";
        this.isFormOpen = false;
        this.formProblem = "";
        this.problem = "";
        this.answer = null;
        this.isBusy = false;
    }

    get rows() {
        return this.data ? this.data.rows : [];
    }

    get isFiltered() {
        const {search, only_worse: onlyWorse, site_id: siteId} = this.filters;
        return Boolean(search || onlyWorse || siteId);
    }

    isChosen(row) {
        return this.chosen?.kind === row.kind && this.chosen?.id === row.id;
    }

    async load() {
        this.isRefreshing = true;
        this.error = "";
        try {
            this.data = await this.lastRows.add(
                api.getRows(this.orm, {...this.filters}, this.offset)
            );
            this.status = "ready";
        } catch (error) {
            Object.assign(this, {status: "error", error: messageOf(error)});
        }
        this.isRefreshing = false;
        if (this.status === "ready") {
            await this.keepChoice();
        }
    }

    /** Keep the chosen row while it is of the listed kind, else take the first one. */
    async keepChoice() {
        const kind = this.filters.kind === "items" ? "item" : "category";
        const isKept = this.chosen && this.chosen.kind === kind;
        if (isKept && this.rows.some((row) => this.isChosen(row))) {
            return;
        }
        this.leaveDetail();
        if (this.choosesFirst && this.rows.length) {
            await this.choose(this.rows[0]);
        }
    }

    async setFilters(values) {
        Object.assign(this.filters, values);
        if (this.filters.kind === "categories") {
            this.filters.only_worse = false;
        }
        this.offset = 0;
        if ("site_id" in values) {
            this.chosen = null;
        }
        await this.load();
    }

    clearFilters() {
        return this.setFilters({search: "", only_worse: false, site_id: false});
    }

    showWorse() {
        const isOn = !this.filters.only_worse;
        return this.setFilters({kind: "items", only_worse: isOn, sort: "added"});
    }

    async turnPage(step) {
        this.offset = Math.max(this.offset + step * this.data.limit, 0);
        await this.load();
    }

    leaveDetail() {
        Object.assign(this, {chosen: null, detail: null, isFormOpen: false});
    }

    async choose({kind, id}) {
        if (this.isChosen({kind, id}) && this.detail) {
            return;
        }
        this.chosen = {kind, id};
        Object.assign(this, {isFormOpen: false, formProblem: "", detail: null});
        await this.loadDetail();
    }

    async loadDetail() {
        Object.assign(this, {detailStatus: "loading", detailError: ""});
        try {
            this.detail = await this.lastDetail.add(
                api.getDetail(this.orm, this.chosen, this.filters.site_id)
            );
            this.detailStatus = "ready";
        } catch (error) {
            this.detailStatus = "error";
            this.detailError = messageOf(error);
        }
    }

    openForm() {
        Object.assign(this, {isFormOpen: true, formProblem: ""});
    }

    closeForm() {
        Object.assign(this, {isFormOpen: false, formProblem: ""});
    }

    /** Enter an override; what was typed stays in the form when it is refused. */
    async createOverride(values) {
        await this.act("formProblem", async () => {
            this.answer = await api.createOverride(this.orm, this.detail, values);
            this.closeForm();
        });
    }

    end(id) {
        return this.act("problem", async () => {
            this.answer = await api.endOverride(this.orm, id);
        });
    }

    undo() {
        return this.act("problem", async () => {
            this.answer = await api.undo(this.orm, this.answer.undo);
        });
    }

    planNow() {
        return this.act("problem", async () => {
            const text = await api.planNow(this.orm, this.answer.plan);
            this.answer = {text, note: "", undo: false, plan: false};
        });
    }

    /** Do one thing at a time, then show what it changed. */
    async act(place, call) {
        if (this.isBusy) {
            return;
        }
        Object.assign(this, {isBusy: true, problem: "", formProblem: ""});
        try {
            await call();
            await Promise.all([this.load(), this.chosen && this.loadDetail()]);
        } catch (error) {
            this[place] = messageOf(error);
        } finally {
            this.isBusy = false;
        }
    }
}
