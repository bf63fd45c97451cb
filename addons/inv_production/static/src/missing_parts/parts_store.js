import {
    buy,
    expedite,
    fetchMissingPart,
    fetchMissingParts,
    substitute,
} from "../readiness_board/readiness_board_api";
import {EMPTY_FILTERS} from "../readiness_board/store/board_store";

function messageOf(error) {
    return error.data?.message || error.message || "";
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
        this.isBusy = false;
        this.openKey = null;
        this.detail = null;
        this.sort = {name: "value", isDescending: true};
    }

    get parts() {
        const {name, isDescending} = this.sort;
        const sign = isDescending ? -1 : 1;
        return [...this.data.parts].sort(
            (a, b) => sign * (a[name] < b[name] ? -1 : a[name] > b[name] ? 1 : 0)
        );
    }

    sortBy(name) {
        const isDescending = this.sort.name === name ? !this.sort.isDescending : true;
        this.sort = {name, isDescending};
    }

    async load() {
        try {
            this.data = await fetchMissingParts(this.orm, this.filters);
            Object.assign(this, {status: "ready", error: ""});
        } catch (error) {
            Object.assign(this, {status: "error", error: messageOf(error)});
        }
        const part = this.data?.parts.find((one) => keyOf(one) === this.openKey);
        if (part) {
            this.detail = await fetchMissingPart(this.orm, part, this.filters);
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
        if (!isOpen) {
            const detail = await fetchMissingPart(this.orm, part, this.filters);
            if (this.openKey === key) {
                this.detail = detail;
            }
        }
    }

    /** Do what a button says for a part or one of its fixes. */
    async fix(key, part) {
        if (this.isBusy) {
            return;
        }
        const {orm} = this;
        const calls = {
            expedite: () => expedite(orm, part),
            buy: () => buy(orm, part),
            substitute: () => substitute(orm, part.order_id, part.product_id),
        };
        Object.assign(this, {isBusy: true, message: ""});
        try {
            this.message = (await calls[key]()).message;
        } catch (error) {
            this.message = messageOf(error);
        } finally {
            this.isBusy = false;
        }
        await this.load();
    }
}
