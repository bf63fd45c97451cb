from odoo import models


class InvProcurementBatch(models.AbstractModel):
    _name = "inv.procurement.batch"
    _description = "Procurement Batch"

    def _run(self, procurements):
        return (
            self.env["stock.rule"]
            .with_context(from_orderpoint=True)
            .run(procurements, raise_user_error=False)
        )
