import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {markRaw} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import * as api from "./hub_allocation_api";

export const EMPTY_FILTERS = {hub_id: false, status: false, search: ""};

/** The plan of a hub, its products, the chosen one. Make it reactive. */
export class AllocationStore {
    constructor(orm, filters = {}) {
        this.orm = markRaw(orm);
        this.pages = markRaw(new KeepLast());
        this.details = markRaw(new KeepLast());
        this.filters = {...EMPTY_FILTERS, ...filters};
        this.offset = 0;
        this.status = "loading";
        this.error = "";
        this.data = null;
        this.itemId = null;
        this.detail = null;
        this.message = "";
        this.isProblem = false;
        this.isBusy = false;
    }

    get plan() {
        return this.data?.plan || null;
    }

    get items() {
        return this.data ? this.data.items : [];
    }

    get isRunning() {
        return ["queued", "running"].includes(this.data?.run?.state);
    }

    get pageEnd() {
        return this.offset + this.items.length;
    }

    get canDecide() {
        return Boolean(this.data?.can_decide && this.plan?.is_open);
    }

    async load() {
        try {
            this.data = await this.pages.add(
                api.fetchPage(this.orm, this.filters, this.offset)
            );
        } catch (error) {
            this.fail(error);
            return;
        }
        this.error = "";
        const isThere = this.items.some(({id}) => id === this.itemId);
        await this.choose(isThere ? this.itemId : (this.items[0]?.id ?? null));
        this.status = this.error && !this.data ? "error" : "ready";
    }

    async setFilters(filters) {
        Object.assign(this.filters, filters);
        this.offset = 0;
        await this.load();
    }

    async turn(pages) {
        this.offset = Math.max(0, this.offset + pages * this.data.page_size);
        await this.load();
    }

    async choose(itemId) {
        this.itemId = itemId;
        if (!itemId) {
            this.detail = null;
            return;
        }
        try {
            this.detail = await this.details.add(api.fetchDetail(this.orm, itemId));
        } catch (error) {
            this.fail(error);
        }
    }

    fail(error) {
        this.error = messageOf(error);
        this.status = this.data ? "ready" : "error";
    }

    tell(message, isProblem = false) {
        Object.assign(this, {message, isProblem});
    }

    /** Do something on the server, say what came of it, and read the page again. */
    async act(action) {
        if (this.isBusy) {
            return false;
        }
        this.isBusy = true;
        this.tell("");
        try {
            const answer = await action();
            if (answer?.message) {
                this.tell(answer.message, Boolean(answer.refused?.length));
            }
            await this.load();
            return true;
        } catch (error) {
            this.tell(messageOf(error), true);
            return false;
        } finally {
            this.isBusy = false;
        }
    }

    setPlanMethod(method) {
        return this.act(() => api.setPlanMethod(this.orm, this.plan.id, method));
    }

    setItemMethod(method) {
        return this.act(() => api.setItemMethod(this.orm, this.itemId, method));
    }

    setQuantity(lineId, quantity) {
        return this.act(() => api.setQuantity(this.orm, lineId, quantity));
    }

    acceptLines(lineIds) {
        return this.act(() => api.acceptLines(this.orm, lineIds));
    }

    acceptItem() {
        return this.acceptLines(this.detail.rows.map(({id}) => id));
    }

    acceptPlan() {
        return this.act(() => api.acceptPlan(this.orm, this.plan.id));
    }

    run() {
        return this.act(() => api.runNow(this.orm));
    }
}
