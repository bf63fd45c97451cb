from odoo import models


class InvKpiRows(models.AbstractModel):
    _inherit = "inv.kpi.rows"

    def _get_accuracy_action(self, filters):
        return self._get_lines_of_counts(
            filters, [("kind", "=", "sample")], self.env._("Random counts")
        )

    def _get_programme_action(self, filters):
        return self._get_lines_of_counts(filters, [], self.env._("Counts"))

    def _get_lines_of_counts(self, filters, domain, name):
        action = self._get_window("inv_count_line_action", "inv_cycle_count")
        scope = self.env["inv.kpi.reader"]._get_domain({**filters, "abc_class": False})
        if filters["abc_class"] in ("A", "B", "C"):
            scope.append(("item_class", "=", filters["abc_class"]))
        return {
            **action,
            "name": name,
            "domain": [*scope, ("is_counted", "=", True), *domain],
            "context": {},
        }
