import {markRaw} from "@odoo/owl";
import {KeepLast} from "@web/core/utils/concurrency";
import {fetchDetail, fetchQueue} from "../requisition_queue_api";

/** Sentence of an error: the server's own one where there is one. */
export function messageOf(error) {
    return error.data?.message || error.message || "";
}

/** The cards, the chosen one and its detail. Make it reactive before use. */
export class QueueReader {
    constructor(orm, selectedId = null) {
        this.orm = markRaw(orm);
        this.keepLast = markRaw(new KeepLast());
        this.status = "loading";
        this.error = "";
        this.data = null;
        this.selectedId = selectedId;
        this.detail = null;
        this.detailStatus = "loading";
        this.detailError = "";
        this.openLineId = null;
    }

    get cards() {
        return this.data ? this.data.requisitions : [];
    }

    get selected() {
        return this.cards.find(({id}) => id === this.selectedId) || null;
    }

    get index() {
        return this.cards.findIndex(({id}) => id === this.selectedId);
    }

    get isEmpty() {
        return this.status === "ready" && !this.cards.length;
    }

    async load() {
        this.status = "loading";
        try {
            this.data = await fetchQueue(this.orm);
        } catch (error) {
            Object.assign(this, {status: "error", error: messageOf(error)});
            return;
        }
        Object.assign(this, {status: "ready", error: ""});
        const first = this.selected || this.cards[0];
        await this.show(first ? first.id : null);
    }

    /** Read the cards again, without hiding the ones that are shown. */
    async refresh() {
        this.data = await fetchQueue(this.orm);
    }

    /** Choose a card and read its detail, unless the server already sent it. */
    async show(requisitionId, detail = null) {
        this.selectedId = requisitionId;
        this.openLineId = null;
        if (requisitionId === null) {
            this.detail = null;
            return;
        }
        await this.readDetail(detail);
    }

    async readDetail(detail = null) {
        if (detail) {
            // An answer that is still on its way must not replace this one.
            this.keepLast.add(Promise.resolve());
            Object.assign(this, {detail, detailStatus: "ready", detailError: ""});
            return;
        }
        if (this.detail?.id !== this.selectedId) {
            Object.assign(this, {detail: null, detailStatus: "loading"});
        }
        try {
            const request = fetchDetail(this.orm, this.selectedId);
            this.detail = await this.keepLast.add(request);
            Object.assign(this, {detailStatus: "ready", detailError: ""});
        } catch (error) {
            const values = {detailStatus: "error", detailError: messageOf(error)};
            Object.assign(this, {detail: null, ...values});
        }
    }

    toggleLine(lineId) {
        this.openLineId = this.openLineId === lineId ? null : lineId;
    }
}
