import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {
    applyLevelling,
    createProgramme,
    fetchDay,
    fetchProgramme,
    moveCounts,
    planNow,
    previewLevelling,
    setRuleActive,
    setRuleOrder,
} from "./count_programme_api";

/** The programme, the chosen day and what is done to them. Make it reactive. */
export class ProgrammeStore {
    constructor(orm, filters = {}) {
        this.orm = orm;
        this.filters = {programme_id: false, ...filters};
        this.status = "loading";
        this.data = null;
        this.error = "";
        this.message = "";
        this.isRefused = false;
        this.isBusy = false;
        this.day = null;
        this.dayFilters = {};
        this.dayData = null;
        this.dayError = "";
        this.chosen = new Set();
        this.dragged = null;
        this.request = 0;
    }

    get programmeId() {
        return this.data.programme.id;
    }

    async load() {
        const request = ++this.request;
        try {
            const data = await fetchProgramme(this.orm, this.filters);
            if (request !== this.request) {
                return;
            }
            Object.assign(this, {data, status: "ready", error: ""});
        } catch (error) {
            this.error = messageOf(error);
            this.status = this.data ? "ready" : "error";
            return;
        }
        if (this.day && this.data.programme) {
            await this.readDay();
        }
    }

    async chooseProgramme(id) {
        this.filters.programme_id = id;
        this.closeDay();
        await this.load();
    }

    // ------------------------------------------------------------------------
    // The chosen day
    // ------------------------------------------------------------------------

    async openDay(day, filters = {}) {
        Object.assign(this, {day, dayFilters: filters, dayData: null});
        this.chosen.clear();
        await this.readDay();
    }

    async readDay() {
        const {day, dayFilters} = this;
        this.dayError = "";
        try {
            const data = await fetchDay(this.orm, this.programmeId, day, dayFilters);
            if (this.day === day && this.dayFilters === dayFilters) {
                this.dayData = data;
            }
        } catch (error) {
            this.dayError = messageOf(error);
        }
    }

    closeDay() {
        Object.assign(this, {day: null, dayData: null, dayFilters: {}});
        this.chosen.clear();
    }

    toggle(id) {
        if (!this.chosen.delete(id)) {
            this.chosen.add(id);
        }
    }

    /** Move the dragged count, with the chosen ones when it is one of them. */
    async dropOn(day) {
        const id = this.dragged;
        this.dragged = null;
        if (id) {
            await this.moveTo(day, this.chosen.has(id) ? [...this.chosen] : [id]);
        }
    }

    async moveTo(day, ids = [...this.chosen]) {
        if (ids.length && (await this.act(() => moveCounts(this.orm, ids, day)))) {
            this.chosen.clear();
        }
    }

    // ------------------------------------------------------------------------
    // What changes the programme
    // ------------------------------------------------------------------------

    plan() {
        return this.act(() => planNow(this.orm, this.programmeId));
    }

    async create(warehouseId) {
        await this.act(async () => {
            this.filters.programme_id = await createProgramme(this.orm, warehouseId);
        });
    }

    preview() {
        return previewLevelling(this.orm, this.programmeId);
    }

    level(token) {
        return this.act(() => applyLevelling(this.orm, this.programmeId, token));
    }

    orderRules(ids) {
        return this.act(() => setRuleOrder(this.orm, this.programmeId, ids));
    }

    switchRule(rule) {
        return this.act(() =>
            setRuleActive(this.orm, this.programmeId, rule.id, !rule.is_active)
        );
    }

    /** Do one thing, say what came of it and read everything again. */
    async act(call) {
        if (this.isBusy) {
            return false;
        }
        Object.assign(this, {isBusy: true, message: "", isRefused: false});
        try {
            const answer = await call();
            this.message = answer?.message || "";
        } catch (error) {
            this.refuse(error);
            return false;
        } finally {
            this.isBusy = false;
        }
        await this.load();
        return true;
    }

    refuse(error) {
        Object.assign(this, {isRefused: true, message: messageOf(error)});
    }

    dropMessage() {
        Object.assign(this, {isRefused: false, message: ""});
    }
}
