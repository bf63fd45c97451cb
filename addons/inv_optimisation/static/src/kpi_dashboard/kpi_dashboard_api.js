const MODEL = "inv.kpi.dashboard";

/**
 * Load the KPI page.
 *
 * @param {Object} orm
 * @param {Object} filters warehouse_id, abc_class and months
 * @returns {Promise<Object>} the dict of `inv.kpi.dashboard.get_dashboard_data`
 */
export function fetchDashboard(orm, filters) {
    return orm.call(MODEL, "get_dashboard_data", [filters]);
}

export function fetchRowsAction(orm, code, filters) {
    return orm.call(MODEL, "get_rows_action", [code, filters]);
}

export function fetchPrintAction(orm, filters) {
    return orm.call(MODEL, "get_print_action", [filters]);
}

export function startRun(orm) {
    return orm.call(MODEL, "action_start_run", []);
}

/** The address of the workbook, of the whole page or of one KPI. */
export function exportUrl(filters, code) {
    const query = new URLSearchParams({
        warehouse_id: filters.warehouse_id || 0,
        abc_class: filters.abc_class || "",
        months: filters.months,
    });
    if (code) {
        query.set("code", code);
    }
    return `/inv_optimisation/kpi.xlsx?${query}`;
}
