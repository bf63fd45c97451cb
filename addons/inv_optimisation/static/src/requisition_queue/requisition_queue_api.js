/** Server calls of the requisition queue. Shapes are those of `inv.requisition`. */

const MODEL = "inv.requisition";

/**
 * Cards, rights, limit and what was approved without the user.
 *
 * @returns {Promise<Object>} the dict of `inv.requisition.get_queue_data`
 */
export function fetchQueue(orm) {
    return orm.call(MODEL, "get_queue_data", [], {});
}

/** @returns {Promise<Object>} the dict of `inv.requisition.get_queue_detail` */
export function fetchDetail(orm, requisitionId) {
    return orm.call(MODEL, "get_queue_detail", [requisitionId]);
}

/*
 * Decisions. Each answers `{message, undo, next}`, `{conflict: {message}}` or
 * `{refused: {message, ask}}`.
 */

export function approve(orm, requisitionIds) {
    return orm.call(MODEL, "decide_approve", [requisitionIds]);
}

/** Ask for approval of a draft. */
export function submit(orm, requisitionId) {
    return orm.call(MODEL, "decide_submit", [requisitionId]);
}

export function sendBack(orm, requisitionId, comment) {
    return orm.call(MODEL, "decide_return", [requisitionId, comment]);
}

export function reject(orm, requisitionId, reason, snoozeDays) {
    return orm.call(MODEL, "decide_reject", [requisitionId, reason, snoozeDays]);
}

export function split(orm, requisitionId, lineIds) {
    return orm.call(MODEL, "decide_split", [requisitionId, lineIds]);
}

/** @param {Object} quantities new quantity by line id */
export function change(orm, requisitionId, quantities, reason) {
    return orm.call(MODEL, "decide_change", [requisitionId, quantities, reason]);
}

/** @param {"minimum"|"break"|"load"} kind of the advice that is followed */
export function fillUp(orm, requisitionId, kind) {
    return orm.call(MODEL, "decide_fill_up", [requisitionId, kind]);
}

export function chooseVendor(orm, lineId, supplierinfoId) {
    return orm.call(MODEL, "decide_vendor", [lineId, supplierinfoId]);
}

export function ask(orm, requisitionId, userId) {
    return orm.call(MODEL, "decide_ask", [requisitionId, userId]);
}

export function undo(orm) {
    return orm.call(MODEL, "decide_undo", []);
}
