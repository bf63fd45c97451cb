import {browser} from "@web/core/browser/browser";
import {messageOf} from "../requisition_queue/store/queue_reader";
import * as api from "./exchange_curve_api";

/** Time after the last move of the dot until the server is asked. */
const PAUSE_MS = 150;

/** The curve of a segment and the point that is chosen on it. */
export class ExchangeCurveStore {
    constructor(orm, segmentId = false) {
        this.orm = orm;
        this.segmentId = segmentId;
        this.status = "loading";
        this.data = null;
        this.target = null;
        this.choice = null;
        this.problem = "";
        this.isBusy = false;
    }

    async load() {
        Object.assign(this, {status: "loading", problem: "", choice: null});
        try {
            this.data = await api.getCurve(this.orm, this.segmentId);
            this.status = "ready";
        } catch (error) {
            Object.assign(this, {status: "error", problem: messageOf(error)});
            return;
        }
        const wanted = (this.data.choices || []).find(({name}) => name === "target");
        if (wanted) {
            await this.choose(wanted.target);
        }
    }

    async chooseSegment(segmentId) {
        this.segmentId = segmentId;
        await this.load();
    }

    get steps() {
        return this.data?.steps || [];
    }

    /** Index of the step next to the chosen target. */
    get index() {
        const steps = this.steps;
        const next = steps.findIndex(({target}) => target >= this.target);
        return next < 0 ? steps.length - 1 : next;
    }

    get step() {
        return this.steps[this.index] || null;
    }

    /** Name of the choice whose point is chosen. */
    get chosenName() {
        const found = (this.data?.choices || []).find(
            ({target, is_possible: isPossible}) => isPossible && target === this.target
        );
        return found ? found.name : null;
    }

    async choose(target) {
        this.target = target;
        await this.ask();
    }

    /** Move to a step; the effect follows when the dot rests. */
    moveTo(index) {
        const step = this.steps[Math.min(Math.max(index, 0), this.steps.length - 1)];
        if (step && step.target !== this.target) {
            this.target = step.target;
            browser.clearTimeout(this.timer);
            this.timer = browser.setTimeout(() => this.ask(), PAUSE_MS);
        }
    }

    async ask() {
        const {target, segmentId} = this;
        this.problem = "";
        try {
            const choice = await api.getChoice(this.orm, segmentId, target);
            if (target === this.target && segmentId === this.segmentId) {
                this.choice = choice;
            }
        } catch (error) {
            this.problem = messageOf(error);
        }
    }

    async chooseBudget(text) {
        await this.act(async () => {
            const budget = Number(text);
            const target = await api.findTarget(this.orm, this.segmentId, budget);
            await this.choose(target);
        });
    }

    chooseTargetText(text) {
        return this.choose(Number((Number(text) / 100).toFixed(4)));
    }

    preview(action) {
        return this.act(async () => {
            const request = await api.openPreview(
                this.orm,
                this.segmentId,
                this.target
            );
            await action.doAction(request);
        });
    }

    async act(call) {
        if (this.isBusy) {
            return;
        }
        Object.assign(this, {isBusy: true, problem: ""});
        try {
            await call();
        } catch (error) {
            this.problem = messageOf(error);
        } finally {
            this.isBusy = false;
        }
    }

    leave() {
        browser.clearTimeout(this.timer);
    }
}
