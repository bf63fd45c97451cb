import {markRaw} from "@odoo/owl";
import {messageOf} from "@inv_optimisation/requisition_queue/store/queue_reader";
import {KeepLast} from "@web/core/utils/concurrency";
import {fetchItems, fetchProduct, requestTransfer} from "./network_stock_api";

/** The list of items, the chosen one and its sites. Make it reactive. */
export class NetworkStore {
    constructor(orm, productId = false, search = "") {
        this.orm = markRaw(orm);
        this.lists = markRaw(new KeepLast());
        this.products = markRaw(new KeepLast());
        this.productId = productId;
        this.search = search;
        this.offset = 0;
        this.status = "loading";
        this.error = "";
        this.message = "";
        this.items = [];
        this.count = 0;
        this.pageSize = 0;
        this.data = null;
        this.isReading = false;
    }

    get pageEnd() {
        return this.offset + this.items.length;
    }

    get hasNext() {
        return this.pageEnd < this.count;
    }

    /** Read the list, and the chosen item or the first one. */
    async load() {
        await this.readItems();
        const first = this.items[0]?.id ?? false;
        await this.choose(this.productId || first);
    }

    async readItems() {
        try {
            const answer = await this.lists.add(
                fetchItems(this.orm, this.search, this.offset)
            );
            Object.assign(this, {
                items: answer.items,
                count: answer.count,
                offset: answer.offset,
                pageSize: answer.page_size,
                error: "",
            });
        } catch (error) {
            this.fail(error);
        }
    }

    async setSearch(search) {
        Object.assign(this, {search, offset: 0});
        await this.readItems();
    }

    async turn(pages) {
        this.offset = Math.max(0, this.offset + pages * this.pageSize);
        await this.readItems();
    }

    async choose(productId) {
        this.productId = productId;
        if (!productId) {
            Object.assign(this, {data: null, status: this.error ? "error" : "ready"});
            return;
        }
        this.isReading = true;
        try {
            const data = await this.products.add(fetchProduct(this.orm, productId));
            Object.assign(this, {data, status: "ready", error: ""});
        } catch (error) {
            this.fail(error);
        } finally {
            this.isReading = false;
        }
    }

    /** Send what a site can give; the figures follow. */
    async request({lane_id: laneId, quantity}) {
        this.message = "";
        try {
            const answer = await requestTransfer(
                this.orm,
                this.productId,
                laneId,
                quantity
            );
            this.message = answer.message;
            await this.choose(this.productId);
        } catch (error) {
            this.fail(error);
        }
    }

    fail(error) {
        this.error = messageOf(error);
        this.status = this.data ? "ready" : "error";
    }
}
