import {browser} from "@web/core/browser/browser";
import {
    approve,
    ask,
    change,
    chooseVendor,
    fillUp,
    reject,
    sendBack,
    split,
    submit,
    undo,
} from "../requisition_queue_api";
import {messageOf, QueueReader} from "./queue_reader";

/** Time a decision stays in the foot bar. */
export const RESULT_MS = 30000;
const SNOOZE_DAYS = 7;
function emptyDraft() {
    return {
        comment: "",
        reason: "",
        snoozeDays: SNOOZE_DAYS,
        lineIds: [],
        quantities: {},
    };
}

/** Decisions on the chosen requisition, and what the server answered. */
export class QueueStore extends QueueReader {
    constructor(orm, selectedId) {
        super(orm, selectedId);
        this.mode = null;
        this.draft = emptyDraft();
        this.isBusy = false;
        this.conflicts = {};
        this.refusal = null;
        this.problem = "";
        this.result = null;
        this.focusCount = 0;
    }

    get mayApprove() {
        const isAllowed = this.data.rights.can_approve && this.selected?.can_approve;
        return Boolean(isAllowed && this.detail && !this.detail.refusal);
    }

    /** Not while a box is open: what is typed there would be lost. */
    get canApprove() {
        return this.mayApprove && !this.mode;
    }

    /** A draft goes to its approver again. */
    get canSubmit() {
        return this.canEdit && this.detail.state === "draft";
    }

    /** Returning and rejecting are decisions too, below and above the own limit. */
    get canDecide() {
        return Boolean(this.data.rights.can_approve && this.detail);
    }

    /** A draft is with its buyer already. */
    get canReturn() {
        return this.canDecide && this.detail.state === "to_approve";
    }

    get canEdit() {
        return Boolean(this.data.rights.can_edit && this.detail);
    }

    get canSplit() {
        return this.canEdit && this.detail.lines.length > 1;
    }

    get currentRefusal() {
        return this.refusal || this.detail?.refusal || null;
    }

    get conflict() {
        return this.conflicts[this.selectedId] || "";
    }

    // Moving through the cards

    async select(requisitionId) {
        if (requisitionId !== this.selectedId) {
            this.clear();
            await this.show(requisitionId);
        }
    }

    async step(distance) {
        const target = this.cards[this.index + distance];
        if (target) {
            this.focusCount++;
            await this.select(target.id);
        }
    }

    clear() {
        this.closeMode();
        Object.assign(this, {refusal: null, problem: ""});
    }

    /** Read card and detail again after somebody else decided. */
    async reload(requisitionId = this.selectedId) {
        delete this.conflicts[requisitionId];
        const cards = this.cards;
        await this.decide([], async () => {
            await this.refresh();
            await this.settle(cards, null);
        });
    }

    // Modes: a box in place, and inputs in the lines

    /** Open a box, or close the one that is open; another one keeps what was typed. */
    setMode(mode) {
        if (this.mode === mode || !this.detail) {
            this.closeMode();
            return;
        }
        Object.assign(this, {mode, openLineId: null});
    }

    closeMode() {
        Object.assign(this, {mode: null, draft: emptyDraft()});
    }

    toggleSplitLine(lineId) {
        const {lineIds} = this.draft;
        this.draft.lineIds = lineIds.includes(lineId)
            ? lineIds.filter((id) => id !== lineId)
            : [...lineIds, lineId];
    }

    /** New quantities by line id, of the lines whose quantity was changed. */
    get changedQuantities() {
        const changed = {};
        for (const {id, quantity} of this.detail ? this.detail.lines : []) {
            const text = this.draft.quantities[id] ?? "";
            const value = Number(text);
            if (text !== "" && value > 0 && value !== quantity) {
                changed[id] = value;
            }
        }
        return changed;
    }

    // Decisions

    approve() {
        if (this.canApprove) {
            const ids = [this.selectedId];
            return this.decide(ids, () => approve(this.orm, ids), {isFinal: true});
        }
    }

    submit() {
        return this.decide([this.selectedId], () => submit(this.orm, this.selectedId));
    }

    approveWithinLimit() {
        const ids = [...this.data.within_limit.ids];
        return this.decide(ids, () => approve(this.orm, ids), {isFinal: true});
    }

    /** Do what the open box asks for. */
    submitMode() {
        const id = this.selectedId;
        const {comment, reason, snoozeDays, lineIds} = this.draft;
        const quantities = this.changedQuantities;
        const calls = {
            return: () => sendBack(this.orm, id, comment.trim()),
            reject: () => reject(this.orm, id, reason.trim(), Number(snoozeDays) || 0),
            split: () => split(this.orm, id, [...lineIds]),
            change: () => change(this.orm, id, quantities, reason.trim()),
        };
        const isFinal = ["return", "reject"].includes(this.mode);
        return this.decide([id], calls[this.mode], {isFinal});
    }

    fillUp(kind) {
        const id = this.selectedId;
        return this.decide([id], () => fillUp(this.orm, id, kind));
    }

    chooseVendor(lineId, supplierinfoId) {
        const call = () => chooseVendor(this.orm, lineId, supplierinfoId);
        return this.decide([this.selectedId], call, {isSameLine: true});
    }

    ask(userId) {
        return this.decide([this.selectedId], () =>
            ask(this.orm, this.selectedId, userId)
        );
    }

    undo() {
        if (this.result?.undo) {
            const {ids} = this.result;
            return this.decide(ids, () => undo(this.orm), {isUndo: true});
        }
    }

    /**
     * Run one decision; errors stay in place and typed values are kept.
     *
     * @param {number[]} ids requisitions that are decided
     * @param {Function} call asks the server
     * @param {Object} [options]
     * @param {boolean} [options.isFinal] the cards leave the list
     */
    async decide(ids, call, options = {}) {
        if (this.isBusy) {
            return;
        }
        Object.assign(this, {isBusy: true, problem: "", refusal: null});
        try {
            const answer = await call();
            if (answer) {
                await this.take(answer, ids, options);
            }
        } catch (error) {
            this.problem = messageOf(error);
        } finally {
            this.isBusy = false;
        }
    }

    async take(answer, ids, {isFinal, isUndo, isSameLine}) {
        const stopped = answer.conflict || answer.refused;
        if (stopped && ids.length > 1) {
            this.problem = stopped.message;
            return;
        }
        if (answer.conflict) {
            this.conflicts[ids[0]] = answer.conflict.message;
            return;
        }
        if (answer.refused) {
            this.refusal = answer.refused;
            return;
        }
        const cards = this.cards;
        const lineId = isSameLine ? this.openLineId : null;
        this.closeMode();
        this.announce(answer, ids);
        await this.refresh();
        if (isUndo) {
            this.selectedId = ids.find((id) => this.has(id)) ?? this.selectedId;
        }
        await this.settle(cards, answer.next, isFinal ? ids : []);
        this.openLineId = lineId;
        if (isFinal || isUndo) {
            this.focusCount++;
        }
    }

    has(requisitionId) {
        return this.cards.some(({id}) => id === requisitionId);
    }

    /**
     * Stay on the chosen card, or go to the one that followed it.
     *
     * @param {Object[]} cards as they were before the decision
     * @param {Object|null} next detail that came with the answer
     * @param {number[]} left ids of the cards that were decided
     */
    async settle(cards, next, left = []) {
        const isOpen = ({id}) => this.has(id) && !left.includes(id);
        const index = cards.findIndex(({id}) => id === this.selectedId);
        const followers = [
            ...cards.slice(index + 1),
            ...cards.slice(0, index).reverse(),
        ];
        const current = this.selected && isOpen(this.selected) ? this.selected : null;
        const target = current || followers.find(isOpen) || this.cards[0] || null;
        const targetId = target ? target.id : null;
        if (targetId !== this.selectedId) {
            this.closeMode();
        }
        await this.show(targetId, next && next.id === targetId ? next : null);
    }

    announce({message, undo: canUndo}, ids) {
        browser.clearTimeout(this.resultTimer);
        this.result = {message, undo: Boolean(canUndo), ids};
        this.resultTimer = browser.setTimeout(() => this.dropResult(), RESULT_MS);
    }

    dropResult() {
        browser.clearTimeout(this.resultTimer);
        this.result = null;
    }
}
