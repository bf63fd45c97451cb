const BOARD = "inv.transfer.board";
const SUGGESTION = "inv.transfer.suggestion";

export function fetchBoard(orm, filters, offset) {
    return orm.call(BOARD, "get_board", [filters, offset]);
}

export function fetchDetail(orm, id) {
    return orm.call("inv.transfer.board.line", "get_detail", [id]);
}

export function accept(orm, ids) {
    return orm.call(SUGGESTION, "action_accept", [ids]);
}

export function acceptAll(orm, filters, leastGain) {
    return orm.call(BOARD, "accept_all", [filters, leastGain]);
}

export function reject(orm, ids, reason) {
    return orm.call(SUGGESTION, "action_reject", [ids, reason]);
}

export function changeQuantity(orm, id, quantity) {
    return orm.call(SUGGESTION, "action_change_qty", [[id], quantity]);
}

export function takeBack(orm, ids) {
    return orm.call(SUGGESTION, "action_cancel", [ids]);
}

export function runNow(orm) {
    return orm.call("inv.transfer.run", "action_run_now", []);
}

export function setLaneOpen(orm, laneId, isOpen) {
    return orm.call(BOARD, "set_lane_open", [laneId, isOpen]);
}

export function setParameters(orm, values) {
    return orm.call(BOARD, "set_parameters", [values]);
}
