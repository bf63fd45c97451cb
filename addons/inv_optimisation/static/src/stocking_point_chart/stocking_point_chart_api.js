/**
 * Load what the chart of one stocking point shows.
 *
 * @param {Object} orm
 * @param {number} pointId
 * @param {"units" | "value"} measure
 * @returns {Promise<Object>} the dict of `inv.stocking.point.get_chart_data`
 */
export function fetchChartData(orm, pointId, measure = "units") {
    return orm.call("inv.stocking.point", "get_chart_data", [[pointId], measure]);
}
