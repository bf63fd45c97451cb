from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class InvRecallReleaseWizard(models.TransientModel):
    """Asks which held lots to release, and why."""

    _name = "inv.recall.release.wizard"
    _description = "Release Lots of a Recall"

    recall_id = fields.Many2one("inv.recall", required=True, readonly=True)
    reason = fields.Char(help="Kept with the case: what proves that the lot is good.")
    line_ids = fields.One2many("inv.recall.release.wizard.line", "wizard_id")

    @api.model_create_multi
    def create(self, vals_list):
        wizards = super().create(vals_list)
        for wizard in wizards:
            wizard.line_ids = [
                Command.create(vals) for vals in wizard._prepare_line_vals()
            ]
        return wizards

    def _prepare_line_vals(self):
        """Return a line for each lot that the case holds; none is chosen."""
        holds = self.env["inv.recall.hold"].search(
            [("recall_id", "=", self.recall_id.id), ("state", "=", "held")]
        )
        # Superuser: other cases that hold a lot are named, also of other companies.
        names = self.env["stock.move.line"].sudo()._get_case_names(holds.lot_id.ids)
        values = []
        for hold in holds:
            others = set(names.get(hold.lot_id.id, [])) - {self.recall_id.name}
            values.append(
                {"hold_id": hold.id, "other_cases": ", ".join(sorted(others))}
            )
        return values

    def action_confirm(self):
        """Release the chosen lots."""
        self.ensure_one()
        lots = self.line_ids.filtered("is_chosen").hold_id.lot_id
        if not lots:
            raise UserError(self.env._("Choose at least one lot."))
        self.recall_id._release_lots(lots, self.reason)
        return {"type": "ir.actions.act_window_close"}


class InvRecallReleaseWizardLine(models.TransientModel):
    _name = "inv.recall.release.wizard.line"
    _description = "Lot to Release"

    wizard_id = fields.Many2one(
        "inv.recall.release.wizard", required=True, ondelete="cascade"
    )
    is_chosen = fields.Boolean(string="Release")
    hold_id = fields.Many2one("inv.recall.hold", required=True, readonly=True)
    lot_id = fields.Many2one(related="hold_id.lot_id")
    product_id = fields.Many2one(related="hold_id.product_id")
    date = fields.Datetime(related="hold_id.date")
    hold_reason = fields.Char("Held Because", related="hold_id.reason")
    other_cases = fields.Char("Also Held By", readonly=True)
