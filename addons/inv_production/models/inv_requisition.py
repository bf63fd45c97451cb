from odoo import api, fields, models


class InvRequisition(models.Model):
    """Requisitions that became manufacturing orders."""

    _inherit = "inv.requisition"

    production_ids = fields.Many2many(
        "mrp.production", compute="_compute_documents", string="Manufacturing Orders"
    )

    @api.depends("line_ids.production_ids")
    def _compute_documents(self):
        for requisition in self:
            requisition.production_ids = requisition.line_ids.production_ids
        return super()._compute_documents()

    def _get_document_names(self):
        names = [super()._get_document_names()]
        names += self.production_ids[:3].mapped("name")
        return ", ".join(filter(None, names))

    def action_open_productions(self):
        return self._get_list_action("mrp.production", self.production_ids)
