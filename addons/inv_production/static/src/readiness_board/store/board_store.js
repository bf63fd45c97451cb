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

function messageOf(error) {
    return error.data?.message || error.message || "";
}

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
        this.loadedAt = 0;
        this.request = 0;
    }

    get isFiltered() {
        const {warehouse_id, until, search} = this.filters;
        return Boolean(warehouse_id || until || search);
    }

    get isDragged() {
        return this.moves.length > 0;
    }

    column(key) {
        return this.data.columns.find((column) => column.key === key);
    }

    // Loading

    /** Read the board; an answer that was overtaken by another one is dropped. */
    async load() {
        const request = ++this.request;
        try {
            const data = await fetchBoard(
                this.orm,
                this.filters,
                this.moves,
                this.limit
            );
            if (request === this.request) {
                Object.assign(this, {data, status: "ready", error: ""});
                this.loadedAt = Date.now();
            }
        } catch (error) {
            if (request === this.request) {
                Object.assign(this, {status: "error", error: messageOf(error)});
            }
        }
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
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

    /** Move an order one place up (-1) or down (1) in the sequence of all. */
    async shift(card, direction) {
        const isUp = direction < 0;
        const other = isUp ? card.previous_id : card.next_id;
        if (other && this.data.rights.can_rank) {
            await this.move(card.id, isUp && other, !isUp && other);
        }
    }

    async undoMoves() {
        this.moves = [];
        await this.load();
    }

    async keepMoves() {
        const {moves} = this;
        await this.decide(async () => {
            const answer = await keepOrder(this.orm, moves, this.filters);
            this.moves = [];
            return answer;
        });
    }

    // Decisions

    async releaseReady() {
        await this.decide(() => release(this.orm, this.data.ready_ids, "full"));
    }

    async releaseNotice() {
        const {order_ids} = this.data.notice;
        await this.decide(() => release(this.orm, order_ids, "full"));
    }

    async dismissNotice() {
        await this.decide(() => dismiss(this.orm, this.data.notice.key));
    }

    async overrideOrder(card, reason) {
        this.overrideId = null;
        await this.decide(() => override(this.orm, card.id, reason), card.id);
    }

    /** Do what a button of a card says. */
    async act(card, action) {
        if (action === "override") {
            this.overrideId = this.overrideId === card.id ? null : card.id;
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
        await this.decide(calls[action], card.id);
    }

    /** Call the server once at a time; keep what it refused, then read the board. */
    async decide(call, orderId) {
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
        } catch (error) {
            if (orderId) {
                this.refusals[orderId] = messageOf(error);
            } else {
                this.message = messageOf(error);
            }
        } finally {
            this.isBusy = false;
        }
        await this.load();
    }
}
