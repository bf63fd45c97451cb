"""The screens of the demo company, for pictures of them."""

CHANGE = "/odoo/action-inv_optimisation.inv_parameter_change_batch_action"
RUNS = "/odoo/action-inv_optimisation.inv_planning_run_action"
#: name: (address, selector that tells that the screen is complete)
SCREENS = {
    "recalls": ("/odoo/recalls", ".o_kanban_record, .o_data_row"),
    "recall": ("/odoo/recalls/RECALL", ".o_inv_recall[data-status=ready]"),
    "recall-tree": (
        "/odoo/recalls/RECALL",
        ".o_inv_recall[data-status=ready]",
        ".o_inv_recall_row[data-node='VD-5482'] .o_inv_recall_open",
        ".o_inv_recall_row[data-node='PE-0211'] .o_inv_recall_open",
    ),
    "mock-recall": ("/odoo/mock-recalls/MOCK", ".o_inv_recall[data-status=ready]"),
    "expiring-stock": ("/odoo/expiring-stock", ".o_data_row, .o_kanban_record"),
    "recall-new": ("/odoo/recalls/new", ".o_field_widget[name=trigger_kind]"),
    "first-steps": ("/odoo/first-steps", ".o_inv_checklist_step[data-step]"),
    "stock-position": (
        "/odoo/stock-position",
        ".o_inv_position_tile, .o_kanban_record .o_inv_item",
    ),
    # What follows the selector is pressed before the picture.
    "policy-editor": (
        "/odoo/policy-board",
        ".o_inv_policy_board [data-cell='AX']",
        ".o_inv_policy_board [data-cell='AY']",
    ),
    "forecasts": (
        "/odoo/forecasts",
        ".o_inv_forecast_chart canvas, .o_inv_forecast_row",
    ),
    "forecast-items": (
        "/odoo/forecasts",
        ".o_inv_forecast_row",
        "[data-kind='items']",
        ".o_inv_forecast_row:nth-child(1) button",
    ),
    "forecast-override": (
        "/odoo/forecasts",
        ".o_inv_forecast_row",
        ".o_inv_forecast_row:nth-child(2) button",
        ".o_inv_override",
    ),
    "exchange-curve": ("/odoo/exchange-curve", ".o_inv_class_effects tbody tr"),
    "workbench": (
        "/odoo/workbench",
        ".o_inv_first_line, .o_inv_workbench_kanban .o_kanban_record",
    ),
    "stocking-points": ("/odoo/stocking-points", ".o_data_row, .o_kanban_record"),
    "item": (None, ".o_inv_stocking_point_chart svg, .o_inv_chart svg"),
    "requisitions": (
        "/odoo/requisition-queue",
        ".o_inv_lines .o_inv_line, .o_inv_phone_line",
    ),
    "requisition-list": ("/odoo/requisitions", ".o_data_row, .o_kanban_record"),
    "requisition": (
        "/odoo/requisitions/1",
        ".o_form_view .o_field_widget[name=line_ids]",
    ),
    "order-changes": (
        "/odoo/action-inv_optimisation.inv_order_message_action",
        ".o_data_row, .o_kanban_record",
    ),
    "vendor-performance": (
        "/odoo/action-inv_optimisation.inv_vendor_performance_action",
        ".o_data_row, .o_kanban_record",
    ),
    "approval-limits": (
        "/odoo/action-inv_optimisation.inv_requisition_limit_action",
        ".o_data_row, .o_kanban_record",
    ),
    "readiness": ("/odoo/readiness", ".o_inv_ready_card"),
    "missing-parts": ("/odoo/missing-parts", ".o_inv_part_row"),
    "readiness-list": (
        "/odoo/action-inv_production.mrp_production_readiness_action",
        ".o_data_row, .o_kanban_record",
    ),
    "component-requirements": (
        "/odoo/action-inv_production.inv_dependent_requirement_action",
        ".o_pivot",
    ),
    "wip": ("/odoo/action-inv_production.inv_wip_snapshot_action", ".o_graph_renderer"),
    "substitutes": (
        "/odoo/action-inv_production.inv_component_substitute_action",
        ".o_data_row, .o_kanban_record",
    ),
    "count-programme": ("/odoo/count-programme", ".o_inv_heat_cell"),
    "record-accuracy": ("/odoo/record-accuracy", ".o_inv_record_accuracy svg"),
    "variances": ("/odoo/count-variances", ".o_inv_panel_timeline li"),
    "count-sessions": ("/odoo/count-sessions", ".o_data_row, .o_kanban_record"),
    "count-lines": (
        "/odoo/action-inv_cycle_count.inv_count_line_action",
        ".o_data_row, .o_kanban_record",
    ),
    "count-session": (
        "/odoo/count-sessions/1",
        ".o_form_view .o_field_widget[name=place_ids]",
    ),
    "transfers": (
        "/odoo/action-inv_multisite.inv_transfer_suggestion_action",
        ".o_data_row, .o_kanban_record",
    ),
    "transfer": (
        "/odoo/action-inv_multisite.inv_transfer_suggestion_action/TRANSFER",
        ".o_form_view .o_field_widget[name=reason]",
    ),
    "transfer-run": (
        "/odoo/action-inv_multisite.inv_transfer_run_action/1",
        ".o_form_view .o_field_widget[name=net_gain]",
    ),
    "transfer-board": (
        "/odoo/transfer-suggestions",
        ".o_inv_waterfall, .o_inv_transfer_empty",
    ),
    "network": ("/odoo/network", ".o_inv_matrix_button, .o_inv_lane_row"),
    "stock-by-site": ("/odoo/stock-by-site", ".o_inv_item"),
    "stock-by-site-item": (
        "/odoo/stock-by-site/PRODUCT",
        ".o_inv_help .o_inv_helper",
    ),
    "hub-allocation": (
        "/odoo/hub-allocation",
        ".o_inv_shares, .o_inv_hub_product, .o_inv_net_empty",
    ),
    "shared-safety-stock": (
        "/odoo/shared-safety-stock",
        ".o_data_row, .o_kanban_record",
    ),
    "shared-safety-stock-item": (
        "/odoo/shared-safety-stock/1",
        ".o_form_view .o_field_widget[name=stage_ids]",
    ),
    "lanes": ("/odoo/lanes", ".o_data_row, .o_kanban_record"),
    "lane": ("/odoo/lanes/2", ".o_form_view .o_field_widget[name=route_id]"),
    "kpi-dashboard": ("/odoo/inventory-kpis", ".o_inv_kpi_tile canvas"),
    "kpi-history": ("/odoo/kpi-history", ".o_group_header, .o_kanban_record"),
    "policy-board": ("/odoo/policy-board", ".o_inv_policy_board"),
    "runs": (RUNS, ".o_data_row, .o_kanban_record"),
    "run": (f"{RUNS}/1", ".o_form_view .o_field_widget[name=group_ids]"),
    "changes": (CHANGE, ".o_data_row, .o_kanban_record"),
    "change": (
        f"{CHANGE}/1",
        ".o_form_view .o_data_row, .o_form_view .o_kanban_record",
    ),
    "policy": (
        "/odoo/action-inv_optimisation.inv_stocking_policy_action/1",
        ".o_form_view .o_field_widget[name=service_target]",
    ),
    "ledger": ("/odoo/action-inv_optimisation.inv_stock_ledger_action", ".o_data_row"),
    "replenishment": (
        "/odoo/action-stock.action_orderpoint",
        ".o_data_row, .o_kanban_record",
    ),
    "scan-events": ("/odoo/scan-events", ".o_list_view, .o_kanban_view"),
    "settings": (
        "/odoo/action-inv_optimisation.res_config_settings_action",
        ".o_setting_container",
    ),
}
