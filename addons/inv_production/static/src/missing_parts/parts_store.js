import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {
    buy,
    expedite,
    fetchMissingPart,
    fetchMissingParts,
    substitute,
} from "../readiness_board/readiness_board_api";
import {EMPTY_FILTERS} from "../readiness_board/store/board_store";

function compare(one, other) {
    if (one === other) {
        return 0;
    }
    return one < other ? -1 : 1;
}

export function keyOf(part) {
    return `${part.product_id}-${part.warehouse_id}`;
}

/** Missing parts, which one is open, and what fixes it. */
export class PartsStore {
    constructor(orm, filters) {
        this.orm = orm;
        this.filters = {...EMPTY_FILTERS, ...filters};
        this.data = null;
        this.status = "loading";
        this.error = "";
        this.message = "";
        this.isRefused = false;
        this.isBusy = false;
        this.openKey = null;
        this.detail = null;
        this.detailError = "";
        this.request = 0;
        this.sort = {name: "value", isDescending: true};
    }

    /** Parts in the chosen order; equal ones by name. */
    get parts() {
        const {name, isDescending} = this.sort;
        const sign = isDescending ? -1 : 1;
        return [...this.data.parts].sort(
            (one, other) =>
                sign * compare(one[name], other[name]) || compare(one.name, other.name)
        );
    }

    /** Most first, dates earliest first; again turns it round. */
    sortBy(name) {
        const isDescending =
            this.sort.name === name ? !this.sort.isDescending : name !== "first_need";
        this.sort = {name, isDescending};
    }

    /** Read the parts; those that are shown stay when they cannot be read again. */
    async load() {
        const request = ++this.request;
        try {
            const data = await fetchMissingParts(this.orm, this.filters);
            if (request !== this.request) {
                return;
            }
            Object.assign(this, {data, status: "ready", error: ""});
        } catch (error) {
            this.error = messageOf(error);
            this.status = this.data ? "ready" : "error";
            return;
        }
        const part = this.data.parts.find((one) => keyOf(one) === this.openKey);
        if (part) {
            await this.readDetail(part);
        } else {
            this.openKey = null;
        }
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        await this.load();
    }

    async toggle(part) {
        const key = keyOf(part);
        const isOpen = this.openKey === key;
        Object.assign(this, {openKey: isOpen ? null : key, detail: null});
        this.detailError = "";
        if (!isOpen) {
            await this.readDetail(part);
        }
    }

    /** Read who gets what; an answer for a part that was left is dropped. */
    async readDetail(part) {
        const key = keyOf(part);
        this.detailError = "";
        try {
            const detail = await fetchMissingPart(this.orm, part, this.filters);
            if (this.openKey === key) {
                this.detail = detail;
            }
        } catch (error) {
            if (this.openKey === key) {
                this.detailError = messageOf(error);
            }
        }
    }

    canFix(key) {
        return this.data.rights.can_supply && key in this.getCalls({});
    }

    /** What a button can do about a missing part; extended with transfers. */
    getCalls(part) {
        const {orm} = this;
        return {
            expedite: () => expedite(orm, part),
            buy: () => buy(orm, part),
            substitute: () => substitute(orm, part.order_id, part.product_id),
        };
    }

    dropMessage() {
        this.message = "";
    }

    /** Do what a button says for a part or one of its fixes. */
    async fix(key, part) {
        if (this.isBusy) {
            return;
        }
        const calls = this.getCalls(part);
        Object.assign(this, {isBusy: true, message: "", isRefused: false});
        try {
            const {message, refused} = await calls[key]();
            this.isRefused = refused.length > 0;
            this.message = this.isRefused ? refused[0].message : message;
        } catch (error) {
            Object.assign(this, {isRefused: true, message: messageOf(error)});
        } finally {
            this.isBusy = false;
        }
        await this.load();
    }
}
