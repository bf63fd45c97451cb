from odoo import api, fields, models


class InvReleaseWizard(models.TransientModel):
    """Shows what one order lacks and releases it, in part or with a reason."""

    _name = "inv.release.wizard"
    _description = "Release an Order"

    production_id = fields.Many2one(
        "mrp.production", string="Order", required=True, readonly=True
    )
    product_id = fields.Many2one(related="production_id.product_id")
    uom_id = fields.Many2one(related="production_id.product_uom_id")
    product_qty = fields.Float(related="production_id.product_qty")
    buildable_qty = fields.Float(
        string="Buildable Now", digits="Product Unit", readonly=True
    )
    line_ids = fields.One2many(
        "inv.release.wizard.line", "wizard_id", string="Missing", readonly=True
    )
    missing_count = fields.Integer(compute="_compute_possible")
    can_release = fields.Boolean(compute="_compute_possible")
    can_release_part = fields.Boolean(compute="_compute_possible")
    can_override = fields.Boolean(compute="_compute_possible")
    reason = fields.Text(help="Kept with your name in the record of overrides.")

    @api.depends("line_ids", "production_id", "buildable_qty")
    def _compute_possible(self):
        can_override = self._may_override()
        for wizard in self:
            order = wizard.production_id
            is_open = order.inv_can_release
            wizard.missing_count = len(wizard.line_ids)
            wizard.can_release = is_open and not wizard.line_ids
            wizard.can_release_part = (
                is_open and bool(wizard.line_ids) and wizard.buildable_qty > 0
            )
            wizard.can_override = (
                can_override
                and bool(wizard.line_ids)
                and order.state not in ("draft", "done", "cancel")
                and order.inv_release_state != "override"
            )

    def _may_override(self):
        return self.env.user.has_group("inv_production.group_release_override")

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        order = self.env["mrp.production"].browse(self.env.context.get("active_id"))
        order.check_access("read")
        values["production_id"] = order.id
        picture = self.env["inv.readiness.engine"]._compute_picture(order.company_id)
        if order.id in picture.orders.ids:
            row = picture.orders.ids.index(order.id)
            values["buildable_qty"] = picture.get_buildable(row)
            values["line_ids"] = [
                (0, 0, line) for line in self._prepare_lines(picture, row)
            ]
        return values

    def _prepare_lines(self, picture, row):
        """Return a line for each component that is missing, worst first."""
        words = self.env["inv.readiness.wording"]
        needs = picture.get_missing_needs(row)
        supplies = words._get_supplies(picture, needs)
        return [
            {
                "product_id": int(picture.needs["product"][need]),
                "needed_qty": float(picture.needs["quantity"][need]),
                "covered_qty": float(picture.result.covered_now[need]),
                "missing_qty": float(picture.result.missing_now[need]),
                "supply": words._describe_supply(supplies[need]),
            }
            for need in needs
        ]

    def action_release(self):
        self.production_id.action_inv_release()
        return {"type": "ir.actions.act_window_close"}

    def action_release_part(self):
        self.production_id.action_inv_release_buildable()
        return {"type": "ir.actions.act_window_close"}

    def action_override(self):
        """Release without material; needs the right and a reason."""
        self.production_id._override_release(self.reason)
        return {"type": "ir.actions.act_window_close"}
