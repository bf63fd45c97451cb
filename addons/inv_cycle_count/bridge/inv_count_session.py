from odoo import models


class InvCountSession(models.Model):
    """Planned sessions are shown in Odoo's own Physical Inventory."""

    _inherit = "inv.count.session"

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "date_planned"} & set(vals):
            planned = self.filtered(lambda session: session.state == "planned")
            self.env["inv.count.bridge"]._request(planned)
        return result

    def action_cancel(self):
        lines = self.line_ids.filtered(lambda line: line.state in ("todo", "recount"))
        result = super().action_cancel()
        self.env["inv.count.bridge"]._withdraw(lines)
        return result

    def _add_positions(self, positions):
        lines = super()._add_positions(positions)
        self.env["inv.count.bridge"]._request(self)
        return lines
