from odoo import api, fields, models


class MrpProduction(models.Model):
    """Place of an order in the sequence and how ready it is."""

    _inherit = "mrp.production"

    inv_priority_rank = fields.Integer(
        string="Rank",
        copy=False,
        help="Place that the planner gave this order on the readiness board. 0: by "
        "star and start.",
    )
    inv_readiness_ids = fields.One2many(
        "inv.production.readiness", "production_id", string="Readiness Details"
    )
    inv_readiness_state = fields.Selection(
        related="inv_readiness_ids.state",
        string="Readiness",
        help="As of the last computation; the board shows it as of now.",
    )
    inv_date_ready = fields.Date(
        related="inv_readiness_ids.date_ready", string="Ready On"
    )
    inv_worst_component_id = fields.Many2one(
        related="inv_readiness_ids.product_id", string="Worst Component"
    )
    inv_missing_qty = fields.Float(
        related="inv_readiness_ids.missing_qty", string="Missing"
    )

    def _get_backorder_mo_vals(self):
        """A backorder stays where its order was in the sequence."""
        values = super()._get_backorder_mo_vals()
        values["inv_priority_rank"] = self.inv_priority_rank
        return values

    @api.model
    def _trigger_inv_readiness(self):
        """Ask for a new computation of readiness, after this transaction."""
        # Superuser: the trigger of a scheduled action belongs to the system.
        self.env.ref("inv_production.ir_cron_readiness").sudo()._trigger()
