/** Icon of each card of the workbench, and of the states beside them. */
export const KIND_ICONS = {
    stocked_out: "fa-times-circle",
    at_risk: "fa-exclamation-triangle",
    below_reorder_point: "fa-arrow-circle-down",
    surplus_on_order: "fa-truck",
    excess: "fa-cubes",
    data_problem: "fa-chain-broken",
    negative_stock: "fa-chain-broken",
    healthy: "fa-check-circle",
};
