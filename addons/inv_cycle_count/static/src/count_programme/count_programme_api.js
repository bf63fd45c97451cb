/** Every call of the programme page. The server computes, the page shows. */

const MODEL = "inv.count.programme";

export function fetchProgramme(orm, filters) {
    return orm.call(MODEL, "get_programme_data", [filters]);
}

export function fetchDay(orm, programmeId, day, filters) {
    return orm.call(MODEL, "get_day_data", [programmeId, day, filters]);
}

export function planNow(orm, programmeId) {
    return orm.call(MODEL, "action_plan_now", [programmeId]);
}

export function createProgramme(orm, warehouseId) {
    return orm.call(MODEL, "create_default_programme", [warehouseId]);
}

export function moveCounts(orm, planIds, day) {
    return orm.call(MODEL, "move_counts", [planIds, day]);
}

export function previewLevelling(orm, programmeId) {
    return orm.call(MODEL, "preview_levelling", [programmeId]);
}

export function applyLevelling(orm, programmeId, token) {
    return orm.call(MODEL, "apply_levelling", [programmeId, token]);
}

export function setRuleOrder(orm, programmeId, ruleIds) {
    return orm.call(MODEL, "set_rule_order", [programmeId, ruleIds]);
}

export function setRuleActive(orm, programmeId, ruleId, isActive) {
    return orm.call(MODEL, "set_rule_active", [programmeId, ruleId, isActive]);
}
