from odoo import fields, models
from odoo.exceptions import UserError


class InvRecall(models.Model):
    """A case may begin with manufacturing orders: all that they made is affected."""

    _inherit = "inv.recall"

    trigger_kind = fields.Selection(
        selection_add=[("production", "Manufacturing Orders")],
        ondelete={"production": "set default"},
    )
    production_ids = fields.Many2many(
        "mrp.production",
        string="Manufacturing Orders",
        check_company=True,
        help="Everything with a number that these orders made is affected, by-products"
        " too.",
    )

    def _get_seed_lots_production(self):
        """Return the lots that the orders made.

        Raises
        ------
        UserError
            When an order made nothing with a number.
        """
        self._require("production_ids")
        lines = self.production_ids.move_finished_ids.move_line_ids
        lines = lines.filtered(lambda line: line.state == "done" and line.lot_id)
        silent = self.production_ids - lines.move_id.production_id
        if silent:
            raise UserError(
                self.env._(
                    "%(orders)s made nothing with a number. Take the order out, or"
                    " start from the lots that it used.",
                    orders=", ".join(silent.mapped("name")),
                )
            )
        return lines.lot_id
