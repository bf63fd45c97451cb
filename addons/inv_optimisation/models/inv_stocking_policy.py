import numpy as np

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .selections import (
    ABC_CLASSES,
    DEMAND_PATTERNS,
    FORECAST_METHODS,
    REORDER_RULES,
    SERVICE_TYPES,
    XYZ_CLASSES,
)

#: Service types whose target is a share of demand or cycles.
TARGET_TYPES = ("group_fill", "fill_rate", "cycle_service")


class InvStockingPolicy(models.Model):
    """A rule that sets service and order parameters; the first match wins.

    ``_match`` gives every stocking point its policy. All conditions of a policy
    must hold; an empty condition holds for everything.
    """

    _name = "inv.stocking.policy"
    _description = "Stocking Policy"
    _inherit = ["mail.thread"]
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(
        default=50, help="Policies are tried in this order; the first match wins."
    )
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: the policy is for every company."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    # Conditions
    abc_class = fields.Selection(ABC_CLASSES, string="ABC Class", tracking=True)
    xyz_class = fields.Selection(XYZ_CLASSES, string="XYZ Class", tracking=True)
    demand_pattern = fields.Selection(DEMAND_PATTERNS, tracking=True)
    categ_id = fields.Many2one(
        "product.category", string="Product Category", help="With its sub-categories."
    )
    warehouse_id = fields.Many2one("stock.warehouse", check_company=True)
    vendor_id = fields.Many2one("res.partner")
    route_id = fields.Many2one(
        "stock.route", help="Route set on the product or on its category."
    )
    product_domain = fields.Char(
        string="Products", help="Further condition on the products."
    )

    # Service
    service_type = fields.Selection(
        SERVICE_TYPES,
        required=True,
        default="group_fill",
        tracking=True,
        help="Group fill rate: share of the demand of all products of the policy that "
        "is delivered from stock; each carries the same safety factor.\n"
        "Fill rate: the same for every product by itself.\n"
        "Cycle service: share of the order cycles without a stock-out.\n"
        "Days of cover: the reorder point covers a fixed time on top of the lead "
        "time.\nManual: the reordering rule stays as it is.",
    )
    service_target = fields.Float(
        digits=(6, 4),
        default=0.95,
        tracking=True,
        help="Above 0 and below 1, for instance 0.975.",
    )
    group_weight = fields.Selection(
        [("value", "Value"), ("units", "Units"), ("items", "Every product alike")],
        string="Demand Counts by",
        required=True,
        default="value",
        tracking=True,
        help="What a delivered unit counts in the fill rate of the group.",
    )
    use_service_control = fields.Boolean(
        string="Service Control",
        default=True,
        tracking=True,
        help="Feed the delivered service back once a week: where less was delivered "
        "on time than promised, the reorder points rise until it fits.",
    )
    group_ids = fields.One2many(
        "inv.planning.group", "policy_id", string="Group Results", readonly=True
    )
    cover_days = fields.Float(
        string="Days of Cover",
        tracking=True,
        help="Safety time on top of lead time and review period.",
    )
    review_days = fields.Float(
        string="Review Period",
        tracking=True,
        help="Days between two reviews; 0: the setting of the company.",
    )

    # Costs and order quantity
    ordering_cost = fields.Monetary(
        tracking=True, help="Cost of an order line; 0: the setting of the company."
    )
    holding_rate = fields.Float(
        digits=(6, 4),
        tracking=True,
        help="Yearly share of the stock value, for instance 0.2; 0: the setting of "
        "the company.",
    )
    use_minimum_qty = fields.Boolean(
        string="Respect Minimum Order",
        default=True,
        tracking=True,
        help="Raise orders to the minimum quantity of the vendor.",
    )
    use_multiple_qty = fields.Boolean(
        string="Respect Pack",
        default=True,
        tracking=True,
        help="Round orders to whole packs of the vendor.",
    )
    use_price_breaks = fields.Boolean(
        default=True,
        tracking=True,
        help="Order more at once where a lower price of the vendor pays for the stock.",
    )
    max_order_cover_days = fields.Float(
        string="Order at Most",
        tracking=True,
        help="Days of demand that one order may cover; 0: no limit.",
    )

    large_order_multiple = fields.Float(
        string="Large Order above",
        tracking=True,
        help="A week with the demand of more than so many usual weeks holds a large "
        "order that is bought when it comes: what is above does not raise the stock. "
        "0: every order is served from stock.",
    )

    # Limits of the reorder point
    min_cover_days = fields.Float(
        string="Reorder Point at Least",
        tracking=True,
        help="Days of demand; 0: no limit.",
    )
    max_cover_days = fields.Float(
        string="Reorder Point at Most",
        tracking=True,
        help="Days of demand; 0: no limit.",
    )

    # Forecast and application
    forecast_method = fields.Selection(
        FORECAST_METHODS,
        required=True,
        default="automatic",
        tracking=True,
        help="Automatic: methods weighted by their back-tested error.",
    )
    reorder_rule = fields.Selection(
        [("automatic", "Weighed by replay"), *REORDER_RULES],
        required=True,
        default="automatic",
        tracking=True,
        help="Estimate of the demand until an order arrives. Weighed: each counts by "
        "the stock that it needed for the same service in the past.",
    )
    apply_mode = fields.Selection(
        [("review", "A planner applies"), ("automatic", "Apply small changes")],
        required=True,
        default="review",
        tracking=True,
    )
    automatic_change_rate = fields.Float(
        string="Change up to",
        default=0.10,
        digits=(6, 4),
        help="Largest relative change of the minimum that is applied on its own.",
    )
    automatic_change_value = fields.Monetary(
        string="Value up to",
        default=500.0,
        help="Largest change of the average stock value that is applied on its own.",
    )

    def _compute_currency_id(self):
        for policy in self:
            company = policy.company_id or self.env.company
            policy.currency_id = company.currency_id

    @api.constrains("service_type", "service_target")
    def _check_service_target(self):
        for policy in self:
            if policy.service_type in TARGET_TYPES and not (
                0 < policy.service_target < 1
            ):
                raise ValidationError(
                    self.env._(
                        "The service target of %(policy)s must be above 0 and below "
                        "1, for instance 0.975 for 97.5 %%. A target of 1 would need "
                        "infinite stock.",
                        policy=policy.name,
                    )
                )

    @api.constrains(
        "cover_days",
        "review_days",
        "ordering_cost",
        "holding_rate",
        "max_order_cover_days",
        "large_order_multiple",
        "min_cover_days",
        "max_cover_days",
        "automatic_change_rate",
        "automatic_change_value",
    )
    def _check_not_negative(self):
        names = self._check_not_negative._constrains
        for policy in self:
            for name in names:
                if policy[name] < 0:
                    raise ValidationError(
                        self.env._(
                            "%(field)s of %(policy)s must not be negative.",
                            field=self._fields[name]._description_string(self.env),
                            policy=policy.name,
                        )
                    )
            if 0 < policy.max_cover_days < policy.min_cover_days:
                raise ValidationError(
                    self.env._(
                        "The reorder point of %(policy)s cannot be at least "
                        "%(minimum)s and at most %(maximum)s days of demand.",
                        policy=policy.name,
                        minimum=policy.min_cover_days,
                        maximum=policy.max_cover_days,
                    )
                )

    @api.constrains("product_domain")
    def _check_product_domain(self):
        for policy in self:
            try:
                domain = policy._get_product_domain()
                self.env["product.product"].search(domain, limit=1)
            # Each policy is checked for itself, so that the message names it.
            except (ValueError, SyntaxError, TypeError) as error:  # noqa: PERF203
                raise ValidationError(
                    self.env._(
                        "The product condition of %(policy)s cannot be read: %(error)s",
                        policy=policy.name,
                        error=error,
                    )
                ) from error

    # ------------------------------------------------------------------------
    # Matching
    # ------------------------------------------------------------------------

    @api.model
    def _get_policies(self, company):
        """Return the active policies for ``company`` in the order of matching."""
        return self.search([("company_id", "in", [False, company.id])])

    def _prepare_parameters(self, company):
        """Return the parameters of this policy, company settings filled in."""
        self.ensure_one()
        return {
            "service_type": self.service_type,
            "service_target": self.service_target,
            "cover_days": self.cover_days,
            "review_days": self.review_days or company.inv_review_days,
            "ordering_cost": self.ordering_cost or company.inv_ordering_cost,
            "holding_rate": self.holding_rate or company.inv_holding_rate,
            "min_cover_days": self.min_cover_days or np.nan,
            "max_cover_days": self.max_cover_days or np.nan,
            "max_order_cover_days": self.max_order_cover_days or np.nan,
            "large_order_multiple": self.large_order_multiple,
            "reorder_rule": self.reorder_rule,
            "use_price_breaks": self.use_price_breaks,
            "use_minimum_qty": self.use_minimum_qty,
            "use_multiple_qty": self.use_multiple_qty,
        }

    @api.model
    @api.readonly
    def get_board_data(self, axis="xyz"):
        """Return the class matrix and the rules for the policy board."""
        return self.env["inv.stocking.policy.board"]._get_board_data(axis)

    def action_open_points(self):
        """Show the stocking points that follow this policy."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_stocking_point_action"
        )
        action["domain"] = [("policy_id", "=", self.id)]
        action["context"] = {}
        return action
