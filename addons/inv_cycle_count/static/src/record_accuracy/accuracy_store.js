import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {addSample, fetchAccuracy, fetchSamplePlan} from "./record_accuracy_api";

const DEFAULTS = {kind: "sample", days: 90, warehouse_id: false};

/** Figures of the page and the wish of the planner. Make it reactive. */
export class AccuracyStore {
    constructor(orm, filters = {}) {
        this.orm = orm;
        this.filters = {...DEFAULTS, ...filters};
        this.status = "loading";
        this.data = null;
        this.plan = null;
        this.error = "";
        this.planError = "";
        this.message = "";
        this.isBusy = false;
        this.request = 0;
        this.planRequest = 0;
    }

    async load() {
        const request = ++this.request;
        try {
            const data = await fetchAccuracy(this.orm, this.filters);
            if (request !== this.request) {
                return;
            }
            Object.assign(this, {data, plan: data.planner, status: "ready", error: ""});
        } catch (error) {
            this.error = messageOf(error);
            this.status = this.data ? "ready" : "error";
        }
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        await this.load();
    }

    /** Ask for another accuracy, margin, confidence or time; the last wish wins. */
    async setWish(wish) {
        const request = ++this.planRequest;
        const whole = {...this.plan, ...wish};
        try {
            const plan = await fetchSamplePlan(this.orm, whole, this.filters);
            if (request === this.planRequest) {
                Object.assign(this, {plan, planError: ""});
            }
        } catch (error) {
            if (request === this.planRequest) {
                this.planError = messageOf(error);
            }
        }
    }

    async addSample() {
        const {per_day: perDay, weeks} = this.plan;
        Object.assign(this, {isBusy: true, message: "", planError: ""});
        try {
            const answer = await addSample(this.orm, perDay, weeks, this.filters);
            this.message = answer.message;
        } catch (error) {
            this.planError = messageOf(error);
        } finally {
            this.isBusy = false;
        }
    }
}
