from odoo import fields, models
from odoo.exceptions import UserError

from .res_company import METHODS

STATUSES = [
    ("short", "Short at the hub"),
    ("surplus", "Surplus at the hub"),
    ("enough", "Enough for all"),
]


class InvDeploymentItem(models.Model):
    """A product in the plan of a hub: what is there and how it is shared."""

    _name = "inv.deployment.item"
    _description = "Deployment of a Product"
    _order = "status, asked_value desc, id"

    plan_id = fields.Many2one(
        "inv.deployment.plan",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    hub_id = fields.Many2one(related="plan_id.hub_id", store=True)
    company_id = fields.Many2one(related="plan_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    hub_point_id = fields.Many2one(
        "inv.stocking.point", required=True, readonly=True, ondelete="cascade"
    )
    status = fields.Selection(STATUSES, required=True, readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    on_hand_qty = fields.Float(
        string="At the Hub", digits="Product Unit", readonly=True
    )
    supply_qty = fields.Float(
        string="To Give",
        digits="Product Unit",
        readonly=True,
        help="What can be picked above the protection of the hub.",
    )
    asked_qty = fields.Float(string="Asked", digits="Product Unit", readonly=True)
    asked_value = fields.Monetary(
        string="Not Covered",
        readonly=True,
        help="Value at cost of what is asked for and not there, or of the surplus.",
    )
    push_qty = fields.Float(string="Pushed", digits="Product Unit", readonly=True)
    step_qty = fields.Float(
        string="Step",
        digits="Product Unit",
        readonly=True,
        help="Quantities are multiples of this one: a unit or a packaging.",
    )
    factor = fields.Float(
        string="Safety Factor",
        readonly=True,
        help="Deviations above the expected demand that equal risk gives to every "
        "branch.",
    )
    has_factor = fields.Boolean(readonly=True)
    line_ids = fields.One2many("inv.deployment.line", "item_id", readonly=True)

    _one_product = models.UniqueIndex(
        "(plan_id, product_id)", "A product comes once in a plan."
    )

    def action_set_method(self, method):
        """Share these products by another method; what was edited is computed anew."""
        self.plan_id._check_decision()
        self._set_method(method)
        return True

    def _set_method(self, method):
        if method not in dict(METHODS):
            raise UserError(
                self.env._("There is no method %(name)s.", name=method or "")
            )
        decided = self.line_ids.filtered(lambda line: line.state == "accepted")
        # Another method would give away again what is on its way already.
        items = self - decided.item_id
        items.method = method
        lines = items.line_ids
        # Those that get less come first: a hub never gives more than it has.
        for line in lines.sorted(lambda line: line._get_share(method) - line.qty):
            line._set_share(line._get_share(method))
