/**
 * Load the classes and rules of the policy board.
 *
 * @param {Object} orm
 * @returns {Promise<Object>} the dict of `inv.stocking.policy.get_board_data`
 */
export function fetchBoardData(orm) {
    return orm.call("inv.stocking.policy", "get_board_data", []);
}
