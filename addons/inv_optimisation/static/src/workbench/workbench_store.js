import {browser} from "@web/core/browser/browser";
import {serializeDate} from "@web/core/l10n/dates";
import {messageOf} from "../requisition_queue/store/queue_reader";
import * as api from "./workbench_api";

const {DateTime} = luxon;
/** Time a decision stays in the foot bar. */
export const RESULT_MS = 30000;
/** Time between two looks at a run under way. */
const POLL_MS = 2000;
const DEFER_DAYS = 7;
const IGNORE_DAYS = 30;

function dayFromNow(days) {
    return serializeDate(DateTime.now().plus({days}));
}

function emptyDraft() {
    return {quantity: "", dateUntil: "", reason: "", choiceId: null};
}

/** The head of the workbench, the focused row, its open box, and the last answer. */
export class WorkbenchStore {
    constructor(orm, action) {
        this.orm = orm;
        this.action = action;
        this.header = null;
        this.headerError = "";
        this.focusId = null;
        this.mode = null;
        this.options = null;
        this.draft = emptyDraft();
        this.isBusy = false;
        this.problem = "";
        this.problemId = null;
        this.conflicts = {};
        this.result = null;
        this.list = {rows: () => [], reload: async () => {}};
    }

    // The list that this store belongs to

    /** @param {{rows: Function, reload: Function}} list reads and reloads the rows */
    connect(list) {
        this.list = list;
    }

    get rows() {
        return this.list.rows();
    }

    get focused() {
        return this.rows.find(({id}) => id === this.focusId) || null;
    }

    get mayDecide() {
        return Boolean(this.header?.may_decide);
    }

    focus(id) {
        if (id !== this.focusId && !this.mode) {
            this.focusId = id;
            this.problem = "";
        }
    }

    step(distance) {
        const {rows} = this;
        const index = rows.findIndex(({id}) => id === this.focusId);
        const target = rows[index < 0 ? 0 : index + distance];
        if (target) {
            this.close();
            this.focusId = target.id;
        }
    }

    // Head

    async load() {
        try {
            this.header = await api.getHeader(this.orm);
            this.headerError = "";
        } catch (error) {
            this.headerError = messageOf(error);
        }
        this.follow();
    }

    /** Look again as long as a run is under way; then show its plan. */
    follow() {
        browser.clearTimeout(this.pollTimer);
        if (!this.header?.plan.progress) {
            return;
        }
        this.pollTimer = browser.setTimeout(async () => {
            await this.load();
            if (!this.header?.plan.progress) {
                await this.list.reload();
            }
        }, POLL_MS);
    }

    async runPlan() {
        await this.act(null, async () => {
            this.header = await api.runPlan(this.orm);
            this.follow();
        });
    }

    leave() {
        browser.clearTimeout(this.pollTimer);
        browser.clearTimeout(this.resultTimer);
    }

    // Boxes

    async setMode(mode) {
        const row = this.focused;
        if (this.mode === mode || !row || !this.mayDecide) {
            this.close();
            return;
        }
        this.draft = {
            ...emptyDraft(),
            quantity: String(row.suggestion?.quantity || ""),
            dateUntil: dayFromNow(mode === "ignore" ? IGNORE_DAYS : DEFER_DAYS),
        };
        Object.assign(this, {mode, options: null, problem: ""});
        if (["vendor", "transfer"].includes(mode)) {
            await this.act(row.id, async () => {
                this.options = await api.getOptions(this.orm, row.id);
                this.draft.quantity ||= String(this.options.quantity || "");
            });
        }
    }

    close() {
        Object.assign(this, {mode: null, options: null, draft: emptyDraft()});
        this.problem = "";
    }

    // Decisions

    approve(ids = [this.focusId]) {
        return this.decide(ids, () => api.approve(this.orm, ids));
    }

    /** Do what the main button of a row says. */
    main(row) {
        if (row.suggestion?.can_approve) {
            return this.approve([row.id]);
        }
        return this.act(row.id, async () => {
            await this.action.doAction(await api.openFix(this.orm, row.id));
        });
    }

    submit() {
        const id = this.focusId;
        const {dateUntil, reason, choiceId} = this.draft;
        const quantity = Number(this.draft.quantity);
        const calls = {
            quantity: () => api.approve(this.orm, [id], {[id]: quantity}),
            defer: () => api.defer(this.orm, [id], dateUntil),
            ignore: () => api.ignore(this.orm, [id], reason, dateUntil),
            vendor: () => api.chooseVendor(this.orm, id, choiceId, quantity),
            transfer: () => api.transfer(this.orm, id, choiceId, quantity),
        };
        return this.decide([id], calls[this.mode]);
    }

    undo() {
        const {batch} = this.result || {};
        if (batch) {
            return this.decide([], () => api.undo(this.orm, batch));
        }
    }

    /** Ask the server; what goes wrong is said at the row, or below the list. */
    async act(rowId, call) {
        if (this.isBusy) {
            return;
        }
        Object.assign(this, {isBusy: true, problem: "", problemId: rowId});
        try {
            await call();
        } catch (error) {
            this.problem = messageOf(error);
        } finally {
            this.isBusy = false;
        }
    }

    /** Run one decision; what was typed stays when it is refused. */
    decide(ids, call) {
        return this.act(ids.length === 1 ? ids[0] : null, async () => {
            const answer = await call();
            if (answer.conflict) {
                for (const id of ids) {
                    this.conflicts[id] = answer.conflict.message;
                }
                this.problem = ids.length > 1 ? answer.conflict.message : "";
                return;
            }
            if (answer.action) {
                await this.action.doAction(answer.action, {
                    onClose: () => this.refresh(),
                });
                return;
            }
            this.close();
            this.announce(answer);
            await this.refresh();
        });
    }

    /** Read rows and head again; the focus goes to the row that follows. */
    async refresh() {
        const index = this.rows.findIndex(({id}) => id === this.focusId);
        this.conflicts = {};
        await Promise.all([this.list.reload(), this.load()]);
        const {rows} = this;
        if (!rows.some(({id}) => id === this.focusId)) {
            const next = rows[Math.min(Math.max(index, 0), rows.length - 1)];
            this.focusId = next ? next.id : null;
        }
    }

    announce({message, batch}) {
        browser.clearTimeout(this.resultTimer);
        this.result = {message, batch};
        this.resultTimer = browser.setTimeout(() => this.dropResult(), RESULT_MS);
    }

    dropResult() {
        browser.clearTimeout(this.resultTimer);
        this.result = null;
    }
}
