from odoo import models

#: Subjects in their order; later ones may change what earlier ones found.
SUBJECTS = ("stock", "service", "delivery", "forecast", "supply", "decision")


class InvKpiMeasure(models.AbstractModel):
    """Measures a company on a day: {(warehouse id, class): {column: sum}}.

    A subject is an AbstractModel ``inv.kpi.measure.<subject>`` that inherits this one
    and implements ``_measure_subject``. Another addon adds its subject to
    ``_get_subjects`` and its columns to ``inv.kpi.snapshot``.
    """

    _name = "inv.kpi.measure"
    _description = "KPI Measure"

    def _get_subjects(self):
        """Return the names of the subjects; extend it with those of an addon."""
        return list(SUBJECTS)

    def _is_from_ledger(self):
        """Return whether the ledger tells this subject, also for past months."""
        return False

    def _measure(self, scope):
        """Return the rows of ``scope``; the number of queries does not depend on it."""
        self.env["inv.kpi.item"]._create_table(scope)
        rows = {}
        for subject in self._get_subjects():
            measure = self.env[f"inv.kpi.measure.{subject}"]
            if measure._is_from_ledger() or not scope.is_past:
                measure._measure_subject(scope, rows)
        self.env["inv.kpi.item"]._drop_table()
        return rows

    def _measure_subject(self, scope, rows):
        """Add the columns of the subject to ``rows``, reading ``inv_kpi_item``."""
        raise NotImplementedError

    def _add_query(self, rows, query):
        """Add the columns of ``query``, which has warehouse and class besides them."""
        for found in self.env.execute_query_dict(query):
            key = (found.pop("warehouse_id"), found.pop("abc_class"))
            if key[0]:
                row = rows.setdefault(key, {})
                for name, value in found.items():
                    row[name] = row.get(name, 0) + (value or 0)
