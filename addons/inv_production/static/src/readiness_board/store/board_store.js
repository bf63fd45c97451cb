import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {
    buy,
    dismiss,
    expedite,
    fetchBoard,
    keepOrder,
    override,
    release,
    substitute,
    takeBack,
} from "../readiness_board_api";

export const STALE_MS = 15 * 60 * 1000;
const CARD_LIMIT = 6;
const MORE_CARDS = 30;
export const EMPTY_FILTERS = {warehouse_id: false, until: false, search: ""};

/** What the board shows and does; every answer is followed by a fresh board. */
export class BoardStore {
    constructor(orm, filters) {
        this.orm = orm;
        this.filters = {...EMPTY_FILTERS, ...filters};
        this.moves = [];
        this.limit = CARD_LIMIT;
        this.data = null;
        this.status = "loading";
        this.error = "";
        this.message = "";
        this.refusals = {};
        this.isBusy = false;
        this.overrideId = null;
        this.focusId = null;
        this.loadedAt = 0;
        this.request = 0;
    }

    get isDragged() {
        return this.moves.length > 0;
    }

    /** Nothing would be lost if the board were read again. */
    get isIdle() {
        return !this.isBusy && !this.isDragged && this.overrideId === null;
    }

    get isRefused() {
        return Object.keys(this.refusals).length > 0;
    }

    column(key) {
        return this.data.columns.find((column) => column.key === key);
    }

    // Loading

    /**
     * Read the board; an answer that was overtaken by another one is dropped. A board
     * that is shown stays when it cannot be read again.
     */
    async load() {
        const request = ++this.request;
        const {filters, moves, limit} = this;
        try {
            const data = await fetchBoard(this.orm, filters, moves, limit);
            if (request === this.request) {
                Object.assign(this, {data, status: "ready", error: ""});
                this.loadedAt = Date.now();
            }
        } catch (error) {
            if (request === this.request) {
                this.error = messageOf(error);
                this.status = this.data ? "ready" : "error";
            }
        }
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        this.limit = CARD_LIMIT;
        await this.load();
    }

    async showMore() {
        this.limit += MORE_CARDS;
        await this.load();
    }

    // Sequence

    /** Put an order before or after another one, unsaved. */
    async move(orderId, beforeId, afterId) {
        this.moves = [...this.moves, [orderId, beforeId || false, afterId || false]];
        await this.load();
    }

    canMove(card) {
        return Boolean(card.rank && this.data.rights.can_rank);
    }

    /** The order before (-1) or after (1) this one in the sequence of all. */
    neighbour(card, direction) {
        return (direction < 0 ? card.previous_id : card.next_id) || false;
    }

    /** Move an order one place up (-1) or down (1) in the sequence of all. */
    async shift(card, direction) {
        const otherId = this.neighbour(card, direction);
        if (otherId && this.canMove(card) && !this.isBusy) {
            const isUp = direction < 0;
            this.focusId = card.id;
            await this.move(card.id, isUp && otherId, !isUp && otherId);
        }
    }

    async undoMoves() {
        this.moves = [];
        await this.load();
    }

    async keepMoves() {
        const {moves, filters} = this;
        const forget = () => {
            this.moves = [];
        };
        await this.decide(() => keepOrder(this.orm, moves, filters), {then: forget});
    }

    // Decisions

    async releaseOrders(orderIds) {
        await this.decide(() => release(this.orm, orderIds, "full"));
    }

    async dismissNotice() {
        await this.decide(() => dismiss(this.orm, this.data.notice.key));
    }

    dropMessage() {
        this.message = "";
    }

    toggleOverride(card) {
        this.overrideId = this.overrideId === card.id ? null : card.id;
    }

    /** Release without material; a reason that is refused stays in its box. */
    async overrideOrder(card, reason) {
        const close = () => {
            this.overrideId = null;
        };
        const call = () => override(this.orm, card.id, reason);
        await this.decide(call, {orderId: card.id, then: close});
    }

    /** Do what a button of a card says. */
    async act(card, action) {
        if (action === "override") {
            this.toggleOverride(card);
            return;
        }
        const {orm} = this;
        const part = card.part || {};
        const calls = {
            release: () => release(orm, [card.id], "full"),
            release_first: () => release(orm, [card.id], "first_operation"),
            release_partial: () => release(orm, [card.id], "partial"),
            take_back: () => takeBack(orm, card.id),
            expedite: () => expedite(orm, part),
            buy: () => buy(orm, part),
            substitute: () => substitute(orm, card.id, part.product_id),
        };
        this.focusId = card.id;
        await this.decide(calls[action], {orderId: card.id});
    }

    /**
     * Call the server, once at a time; keep what it refused, then read the board.
     *
     * @param {Function} call
     * @param {Object} [options]
     * @param {number} [options.orderId] order whose card tells why it failed
     * @param {Function} [options.then] runs when the server did what was asked
     */
    async decide(call, {orderId, then} = {}) {
        if (this.isBusy) {
            return;
        }
        Object.assign(this, {isBusy: true, message: "", refusals: {}});
        try {
            const {message, refused} = await call();
            this.message = message;
            for (const {id, message: reason} of refused) {
                this.refusals[id] = reason;
            }
            if (then && !refused.length) {
                then();
            }
        } catch (error) {
            this.refusals[orderId || 0] = messageOf(error);
            this.message = orderId ? "" : messageOf(error);
        } finally {
            this.isBusy = false;
        }
        await this.load();
    }
}
