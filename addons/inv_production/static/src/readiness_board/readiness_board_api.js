/** Server calls of readiness board and missing parts, model `inv.readiness.board`. */

const MODEL = "inv.readiness.board";

/**
 * @param {Object} filters `{warehouse_id, until, search}`
 * @param {Array} moves drags that were not kept: `[order, before, after]`
 * @param {Number} limit full cards of a column
 * @returns {Promise<Object>} the dict of `get_board`
 */
export function fetchBoard(orm, filters, moves, limit) {
    return orm.call(MODEL, "get_board", [], {filters, moves, limit});
}

/** @returns {Promise<Object>} the dict of `get_missing_parts` */
export function fetchMissingParts(orm, filters) {
    return orm.call(MODEL, "get_missing_parts", [], {filters});
}

/** @returns {Promise<Object>} the dict of `get_missing_part` */
export function fetchMissingPart(orm, part, filters) {
    const key = [part.product_id, part.warehouse_id];
    return orm.call(MODEL, "get_missing_part", key, {filters});
}

/*
 * Decisions. Each answers `{message, refused: [{id, message}]}`.
 */

/** @param {"full"|"first_operation"|"partial"} mode */
export function release(orm, orderIds, mode) {
    return orm.call(MODEL, "decide_release", [orderIds, mode]);
}

export function override(orm, orderId, reason) {
    return orm.call(MODEL, "decide_override", [orderId, reason]);
}

export function takeBack(orm, orderId) {
    return orm.call(MODEL, "decide_take_back", [[orderId]]);
}

export function keepOrder(orm, moves, filters) {
    return orm.call(MODEL, "decide_keep", [moves, filters]);
}

export function dismiss(orm, key) {
    return orm.call(MODEL, "decide_dismiss", [key]);
}

/** @param {Object} part `{product_id, warehouse_id}` */
export function expedite(orm, part) {
    return orm.call(MODEL, "decide_expedite", [part.product_id, part.warehouse_id]);
}

export function buy(orm, part) {
    return orm.call(MODEL, "decide_buy", [part.product_id, part.warehouse_id]);
}

export function substitute(orm, orderId, productId) {
    return orm.call(MODEL, "decide_substitute", [orderId, productId]);
}
