const PLAN = "inv.deployment.plan";
const ITEM = "inv.deployment.item";
const LINE = "inv.deployment.line";

export function fetchPage(orm, filters, offset) {
    return orm.call("inv.deployment.page", "get_page", [filters, offset]);
}

export function fetchDetail(orm, itemId) {
    return orm.call("inv.deployment.detail", "get_detail", [itemId]);
}

export function setPlanMethod(orm, planId, method) {
    return orm.call(PLAN, "action_set_method", [[planId], method]);
}

export function setItemMethod(orm, itemId, method) {
    return orm.call(ITEM, "action_set_method", [[itemId], method]);
}

export function setQuantity(orm, lineId, quantity) {
    return orm.call(LINE, "action_set_qty", [[lineId], quantity]);
}

export function acceptLines(orm, lineIds) {
    return orm.call(LINE, "action_accept", [lineIds]);
}

export function acceptPlan(orm, planId) {
    return orm.call(PLAN, "action_accept", [[planId]]);
}

export function runNow(orm) {
    return orm.call("inv.deployment.run", "action_run_now", []);
}
