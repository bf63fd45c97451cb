from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: Quantities this much below a step are the step.
STEP_SHARE = 1e-6


class InvDeploymentLine(models.Model):
    """What one branch asks its hub for, three shares of it, and what it gets."""

    _name = "inv.deployment.line"
    _description = "Deployment Line"
    _order = "item_id, rank, id"

    item_id = fields.Many2one(
        "inv.deployment.item",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    plan_id = fields.Many2one(related="item_id.plan_id", store=True, index=True)
    hub_id = fields.Many2one(related="plan_id.hub_id", store=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    product_id = fields.Many2one(related="item_id.product_id", store=True, index=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    lane_id = fields.Many2one(
        "inv.lane", required=True, readonly=True, index=True, ondelete="cascade"
    )
    branch_id = fields.Many2one(
        related="lane_id.target_warehouse_id", store=True, index=True
    )
    branch_company_id = fields.Many2one(
        related="lane_id.target_company_id",
        string="Company of the Branch",
        store=True,
        index=True,
    )
    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Stocking Point",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    hub_point_id = fields.Many2one(
        related="item_id.hub_point_id", store=True, index=True
    )
    rank = fields.Float(readonly=True, help="The smallest is served first.")
    state = fields.Selection(
        [("open", "To Decide"), ("accepted", "Accepted"), ("refused", "Refused")],
        default="open",
        required=True,
        readonly=True,
    )

    # Need
    position_qty = fields.Float(string="Position", digits="Product Unit", readonly=True)
    mean_qty = fields.Float(
        string="Expected Demand",
        digits="Product Unit",
        readonly=True,
        help="Over the lane and the review period.",
    )
    sigma_qty = fields.Float(
        string="Spread", readonly=True, help="Standard deviation of that demand."
    )
    reorder_point_qty = fields.Float(
        string="Asks At", digits="Product Unit", readonly=True
    )
    order_up_to_qty = fields.Float(string="Up To", digits="Product Unit", readonly=True)
    asked_qty = fields.Float(string="Asked", digits="Product Unit", readonly=True)

    # Shares
    equal_risk_qty = fields.Float(
        string="Equal Risk", digits="Product Unit", readonly=True
    )
    proportional_qty = fields.Float(
        string="Proportional", digits="Product Unit", readonly=True
    )
    priority_qty = fields.Float(
        string="By Priority", digits="Product Unit", readonly=True
    )
    push_qty = fields.Float(
        string="Pushed",
        digits="Product Unit",
        readonly=True,
        help="Surplus of the hub that the branch sells soon.",
    )
    qty = fields.Float(string="Gets", digits="Product Unit", readonly=True)
    is_edited = fields.Boolean(string="Set by Hand", readonly=True)
    reason = fields.Char(compute="_compute_reason")

    # What counts at the sites until it is sent
    claim_qty = fields.Float(
        compute="_compute_claims",
        store=True,
        help="Asked for and not on its way: the hub needs it.",
    )
    promised_qty = fields.Float(
        compute="_compute_claims",
        store=True,
        help="Given and not on its way yet: the branch will have it.",
    )
    suggestion_id = fields.Many2one(
        "inv.transfer.suggestion",
        string="Transfer",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    message = fields.Char(string="Why Not", readonly=True)

    _one_branch = models.UniqueIndex(
        "(item_id, lane_id)", "A branch comes once for a product."
    )
    _not_negative = models.Constraint(
        "CHECK (qty >= 0)", "A quantity must not be below 0."
    )

    @api.depends("state", "asked_qty", "qty", "suggestion_id.state")
    def _compute_claims(self):
        for line in self:
            # A transfer that was taken back is asked for again.
            is_sent = line.suggestion_id.state in ("accepted", "done")
            sent = line.qty if is_sent else 0.0
            line.claim_qty = max(line.asked_qty - sent, 0.0)
            line.promised_qty = line.qty if line.state == "open" else 0.0

    @api.depends("qty", "item_id.method", "state")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.env["inv.deployment.wording"]._set_reason(self)

    @api.constrains("qty")
    def _check_supply(self):
        """Nobody gives away more than the hub has above its protection."""
        for item in self.item_id:
            given = sum(item.line_ids.mapped("qty"))
            if item.uom_id.compare(given, item.supply_qty) > 0:
                raise ValidationError(
                    self.env._(
                        "%(hub)s has %(supply)s %(unit)s of %(product)s to give, not "
                        "%(given)s.",
                        hub=item.hub_id.name,
                        supply=self._quantity(item.supply_qty),
                        given=self._quantity(given),
                        unit=item.uom_id.name,
                        product=item.product_id.display_name,
                    )
                )

    def _quantity(self, value):
        return self.env["inv.deployment.wording"]._quantity(self, value)

    def _prepare_facts(self):
        """Return what the sentence of this line is made of."""
        item = self.item_id
        return {
            "hub": item.hub_id.name,
            "branch": self.branch_id.name,
            "method": item.method,
            "supply": item.supply_qty,
            "all_asked": item.asked_qty,
            "asked": self.asked_qty,
            "pushed": self.push_qty,
            "push_days": item.company_id.inv_deployment_push_days,
            "qty": self.qty,
            "share": self._get_share(item.method),
            "position": self.position_qty,
            "level": self.order_up_to_qty,
            "factor": item.factor if item.has_factor else None,
            "priority": self.lane_id.deployment_priority,
            "is_edited": self.is_edited,
        }

    def _get_share(self, method):
        """Return what a method gives to this branch, with the surplus it gets."""
        return self[f"{method}_qty"] + self.push_qty

    def _set_share(self, quantity, is_edited=False):
        """Give this branch a quantity; what was refused can be decided on again."""
        self.write(
            {
                "qty": quantity,
                "is_edited": is_edited,
                "state": "open",
                "message": False,
            }
        )

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

    def action_set_qty(self, quantity):
        """Give a branch another quantity, within what the hub has left."""
        self.ensure_one()
        self.plan_id._check_decision()
        if self.state == "accepted":
            raise UserError(self.env._("This is a transfer already. Change it there."))
        step = self.item_id.step_qty
        if quantity < 0 or abs(round(quantity / step) * step - quantity) > (
            step * STEP_SHARE
        ):
            raise UserError(
                self.env._(
                    "Give a multiple of %(step)s %(unit)s, or 0.",
                    step=self._quantity(step),
                    unit=self.uom_id.name,
                )
            )
        others = sum((self.item_id.line_ids - self).mapped("qty"))
        most = max(self.item_id.supply_qty - others, 0.0)
        if self.uom_id.compare(quantity, most) > 0:
            raise UserError(
                self.env._(
                    "%(hub)s has %(supply)s %(unit)s to give and %(others)s are for "
                    "other branches: at most %(most)s.",
                    hub=self.hub_id.name,
                    supply=self._quantity(self.item_id.supply_qty),
                    others=self._quantity(others),
                    most=self._quantity(most),
                    unit=self.uom_id.name,
                )
            )
        self._set_share(quantity, is_edited=True)
        return True

    def action_accept(self):
        """Make transfers of these lines; accepting again changes nothing."""
        self.plan_id._check_decision()
        return self.env["inv.deployment.acceptance"]._accept(self)
