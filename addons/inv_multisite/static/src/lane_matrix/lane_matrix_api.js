/** Every call of the network page. */

const MODEL = "inv.lane";

export function fetchMatrix(orm) {
    return orm.call(MODEL, "get_matrix", []);
}

export function proposeLanes(orm) {
    return orm.call(MODEL, "action_propose_lanes", []);
}
