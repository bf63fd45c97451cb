/** Calls to the forecast page on the server. */
const MODEL = "inv.forecast.page";

export function getRows(orm, filters, offset) {
    return orm.call(MODEL, "get_rows", [filters, offset]);
}

export function getDetail(orm, {kind, id}, siteId) {
    return orm.call(MODEL, "get_detail", [kind, id, siteId]);
}

export function createOverride(orm, {kind, id, site_id: siteId}, values) {
    return orm.call(MODEL, "create_override", [kind, id, siteId, values]);
}

export function endOverride(orm, id) {
    return orm.call(MODEL, "end_override", [id]);
}

/** Undo as the server said: the name of the call and what it needs. */
export function undo(orm, {call, id, date_to: dateTo}) {
    return orm.call(MODEL, call, dateTo ? [id, dateTo] : [id]);
}

export function planNow(orm, {kind, id, site_id: siteId}) {
    return orm.call(MODEL, "plan_now", [kind, id, siteId]);
}
