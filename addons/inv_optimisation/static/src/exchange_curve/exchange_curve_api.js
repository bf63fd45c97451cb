/** Calls to the exchange curve on the server. */
const MODEL = "inv.exchange.curve.page";

export function getCurve(orm, segmentId) {
    return orm.call(MODEL, "get_curve", [segmentId]);
}

export function getChoice(orm, segmentId, target) {
    return orm.call(MODEL, "get_choice", [segmentId, target]);
}

export function findTarget(orm, segmentId, budget) {
    return orm.call(MODEL, "find_target", [segmentId, budget]);
}

export function openPreview(orm, segmentId, target) {
    return orm.call(MODEL, "open_preview_of_target", [segmentId, target]);
}
