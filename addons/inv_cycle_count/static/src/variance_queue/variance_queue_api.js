const REVIEW = "inv.count.review";
const DECISION = "inv.count.decision";

/** Lines of one page of the queue. */
export const PAGE_SIZE = 80;

export function fetchQueue(orm, filters, offset) {
    return orm.call(REVIEW, "get_variance_queue", [filters, offset, PAGE_SIZE]);
}

export function fetchDetail(orm, lineId) {
    return orm.call(REVIEW, "get_variance_detail", [lineId]);
}

/** @param {Object[]} lines the variance that was seen goes with each of them */
export function decide(orm, lines, decision, values) {
    const rows = lines.map(({id, variance_qty}) => ({id, variance_qty}));
    return orm.call(DECISION, "decide", [rows, decision, values]);
}

export function approveSmall(orm, filters) {
    return orm.call(DECISION, "approve_small", [filters]);
}

export function postAgain(orm, sessionIds) {
    return orm.call("inv.count.session", "action_post", [sessionIds]);
}
