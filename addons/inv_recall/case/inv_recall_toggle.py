from odoo import models
from odoo.exceptions import UserError

from .selections import OPTIONAL_ROLES


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def write(self, vals):
        if {"kind", "company_id"} & set(vals):
            self._check_not_started()
        result = super().write(vals)
        for role, field in OPTIONAL_ROLES.items():
            if field in vals:
                self._include_role(role, vals[field])
        return result

    def _check_not_started(self):
        """Refuse to turn an exercise into a recall, or to give a case away."""
        for case in self:
            if case.state != "trigger":
                raise UserError(
                    self.env._(
                        "%(case)s has begun: its kind and company stay.", case=case.name
                    )
                )

    def _include_role(self, role, included):
        """Take the lots of a role in, or leave them out, but those left out by hand."""
        # Lines of the trace are written by nobody but the case.
        lines = self.env["inv.recall.lot"].sudo()
        lines = lines.search([("recall_id", "in", self.ids), ("role", "=", role)])
        lines.filtered(lambda line: not line.left_out_reason).included = included
