from odoo import fields, models


class InvDailySnapshot(models.AbstractModel):
    """Figures of a day and warehouse that are kept as they were."""

    _name = "inv.daily.snapshot"
    _description = "Daily Figures"
    _order = "date desc, warehouse_id, id"
    _rec_name = "date"

    date = fields.Date(required=True, readonly=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    warehouse_id = fields.Many2one(
        "stock.warehouse", required=True, readonly=True, ondelete="cascade"
    )

    def _write_today(self, company, rows):
        """Let ``rows`` be the rows of today; one that is there keeps its id.

        What is not in ``rows`` any more is of the same day and is removed.
        """
        today = company._get_inventory_today()
        # Superuser: figures are written by whoever computes.
        model = self.sudo()
        left = {
            row._get_key(): row
            for row in model.search(
                [("company_id", "=", company.id), ("date", "=", today)]
            )
        }
        fresh = []
        for values in rows:
            known = left.pop(self._get_key_of(values), None)
            if known:
                known.write(values)
            else:
                fresh.append({**values, "company_id": company.id, "date": today})
        model.union(*left.values()).unlink()
        model.create(fresh)

    def _get_key(self):
        """Return what tells the rows of a day apart."""
        values = {"warehouse_id": self.warehouse_id.id}
        if "stage" in self._fields:
            values["stage"] = self.stage
        return self._get_key_of(values)

    def _get_key_of(self, values):
        return (values["warehouse_id"], values.get("stage"))
