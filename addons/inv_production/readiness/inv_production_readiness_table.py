from odoo import models
from odoo.tools import SQL


class InvProductionReadinessTable(models.AbstractModel):
    """Base of the tables that a computation of readiness fills by SQL."""

    _name = "inv.production.readiness.table"
    _description = "Stored Readiness"

    def _replace(self, company, rows):
        """Replace the rows of ``company`` by ``rows``, dicts of the same columns."""
        self.flush_model()
        table = SQL.identifier(self._table)
        self.env.cr.execute(
            SQL("DELETE FROM %s WHERE company_id = %s", table, company.id)
        )
        if rows:
            names = list(rows[0])
            values = SQL(", ").join(
                SQL("%s", tuple(row[name] for name in names)) for row in rows
            )
            columns = SQL(", ").join(map(SQL.identifier, names))
            self.env.cr.execute(
                SQL("INSERT INTO %s (%s) VALUES %s", table, columns, values)
            )
        self.invalidate_model()
