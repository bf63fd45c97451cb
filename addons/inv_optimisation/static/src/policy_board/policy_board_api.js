/**
 * Load the classes and rules of the policy board.
 *
 * @param {Object} orm
 * @param {string} axis what the columns are: "xyz" or "pattern"
 * @returns {Promise<Object>} the dict of `inv.stocking.policy.get_board_data`
 */
export function fetchBoardData(orm, axis) {
    return orm.call("inv.stocking.policy", "get_board_data", [axis]);
}

/** What the editor shows of one rule. */
export function fetchPolicy(orm, policyId) {
    return orm.call("inv.policy.preview", "get_policy", [policyId]);
}

/** What other values of a rule would do, without saving. */
export function fetchEffect(orm, policyId, values) {
    return orm.call("inv.policy.preview", "get_effect", [policyId, values]);
}

/** The action that opens the preview of other values. */
export function openPreview(orm, policyId, values) {
    return orm.call("inv.policy.preview", "open_preview", [policyId, values]);
}
