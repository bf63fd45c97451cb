/** Calls to the workbench on the server; every decision answers with a message. */
const MODEL = "inv.workbench";

export function getHeader(orm) {
    return orm.call(MODEL, "get_header", []);
}

export function getOptions(orm, pointId) {
    return orm.call(MODEL, "get_options", [pointId]);
}

export function getSafeLines(orm) {
    return orm.call(MODEL, "get_safe_lines", []);
}

export function runPlan(orm) {
    return orm.call(MODEL, "run_plan", []);
}

export function approve(orm, ids, quantities = {}) {
    return orm.call(MODEL, "decide_approve", [ids, quantities]);
}

export function defer(orm, ids, dateUntil) {
    return orm.call(MODEL, "decide_defer", [ids, dateUntil]);
}

export function ignore(orm, ids, reason, dateUntil) {
    return orm.call(MODEL, "decide_ignore", [ids, reason, dateUntil]);
}

export function chooseVendor(orm, pointId, supplierinfoId, quantity) {
    return orm.call(MODEL, "decide_vendor", [pointId, supplierinfoId, quantity]);
}

export function transfer(orm, pointId, laneId, quantity) {
    return orm.call(MODEL, "decide_transfer", [pointId, laneId, quantity]);
}

export function undo(orm, batch) {
    return orm.call(MODEL, "undo", [batch]);
}

export function openFix(orm, pointId) {
    return orm.call(MODEL, "open_fix", [pointId]);
}
