from odoo import models
from odoo.tools import SQL

from .kpi_scope import DEAD_DAYS, KpiScope


class InvKpiRows(models.AbstractModel):
    """The rows behind a KPI: items, vendors, decisions, or the sums themselves."""

    _name = "inv.kpi.rows"
    _description = "Rows of a KPI"

    def _get_action(self, code, filters):
        """Return the action of the KPI ``code``; see its ``rows``."""
        kpi = self.env["inv.kpi.catalogue"]._get_kpi(code)
        name = kpi["rows"] if kpi else "snapshots"
        action = getattr(self, f"_get_{name}_action")(filters)
        return {**action, "target": "current"}

    def _get_snapshots_action(self, filters):
        action = self._get_window("inv_kpi_snapshot_action")
        action["domain"] = self.env["inv.kpi.reader"]._get_domain(filters)
        return action

    def _get_points_action(self, filters, domain=(), name=None):
        action = self._get_window("inv_stocking_point_action")
        action["domain"] = [
            *self.env["inv.kpi.reader"]._get_domain({**filters, "abc_class": False}),
            *self._get_class_domain(filters),
            *domain,
        ]
        action["context"] = {}
        action["name"] = name or action["name"]
        return action

    def _get_class_domain(self, filters):
        if not filters["abc_class"]:
            return []
        wanted = False if filters["abc_class"] == "N" else filters["abc_class"]
        return [("abc_class", "=", wanted)]

    def _get_excess_action(self, filters):
        return self._get_points_action(
            filters, [("excess_qty", ">", 0)], self.env._("Excess")
        )

    def _get_stock_outs_action(self, filters):
        return self._get_points_action(
            filters,
            [("on_hand_qty", "<=", 0), ("annual_demand_qty", ">", 0)],
            self.env._("Out of stock"),
        )

    def _get_dead_action(self, filters):
        return self._get_points_action(
            filters,
            [("id", "in", self._get_dead_ids())],
            self.env._("Dead over 180 days"),
        )

    def _get_dead_ids(self):
        """Return the points with stock and no issue in 180 days, in one query."""
        for name in ("inv.stocking.point", "inv.stock.ledger"):
            self.env[name].flush_model()
        company = self.env.company
        scope = KpiScope(company, company._get_inventory_today())
        query = self.env["inv.stocking.point"]._search(
            [("company_id", "=", company.id), ("on_hand_qty", ">", 0)]
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT point.id
                  FROM inv_stocking_point point
                  JOIN inv_stock_ledger ledger
                    ON ledger.product_id = point.product_id
                   AND ledger.warehouse_id = point.warehouse_id
                 WHERE point.id IN %(points)s
              GROUP BY point.id
                HAVING MIN(ledger.date) < %(start)s
                   AND COALESCE(MAX(ledger.date) FILTER (WHERE ledger.issued_qty > 0),
                                MIN(ledger.date)) < %(start)s
                """,
                points=query.subselect(),
                start=scope.get_start(DEAD_DAYS),
            )
        )
        return [point_id for (point_id,) in rows]

    def _get_vendors_action(self, filters):
        return self._get_window("inv_vendor_performance_action")

    def _get_lines_action(self, filters, domain, name):
        scope = self.env["inv.kpi.reader"]._get_domain({**filters, "abc_class": False})
        if filters["abc_class"]:
            scope += [
                (f"point_id.{field}", operator, value)
                for field, operator, value in self._get_class_domain(filters)
            ]
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "inv.requisition.line",
            "view_mode": "list",
            "views": [(False, "list")],
            "domain": [*scope, *domain],
        }

    def _get_overrides_action(self, filters):
        return self._get_lines_action(
            filters,
            ["|", ("state", "=", "rejected"), ("is_edited", "=", True)],
            self.env._("Planner overrides"),
        )

    def _get_decisions_action(self, filters):
        states = ("approved", "ordered", "received", "rejected")
        return self._get_lines_action(
            filters, [("state", "in", states)], self.env._("Decided suggestions")
        )

    def _get_window(self, xmlid, addon="inv_optimisation"):
        return self.env["ir.actions.act_window"]._for_xml_id(f"{addon}.{xmlid}")
