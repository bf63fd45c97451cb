from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError

from .res_company import METHODS

PLANNER = "inv_optimisation.group_inv_planner"


class InvDeploymentPlan(models.Model):
    """What one hub gives to its branches, as of one run.

    Collaborators: ``inv.deployment.item`` (a product with its supply),
    ``inv.deployment.line`` (what one branch asks for and gets),
    ``inv.deployment.acceptance`` (transfers).
    """

    _name = "inv.deployment.plan"
    _description = "Deployment Plan"
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name")
    run_id = fields.Many2one(
        "inv.deployment.run", readonly=True, index=True, ondelete="cascade"
    )
    hub_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(related="hub_id.company_id", store=True, index=True)
    state = fields.Selection(
        [("draft", "To Decide"), ("decided", "Decided"), ("expired", "Expired")],
        default="draft",
        required=True,
        readonly=True,
        index=True,
    )
    is_current = fields.Boolean(
        readonly=True,
        help="The newest plan of its hub: what it asks and promises counts.",
    )
    date_plan = fields.Date(string="Planned For", required=True, readonly=True)
    date_valid = fields.Date(string="Valid Until", required=True, readonly=True)
    method = fields.Selection(METHODS, required=True, readonly=True)
    item_ids = fields.One2many("inv.deployment.item", "plan_id", readonly=True)
    line_ids = fields.One2many("inv.deployment.line", "plan_id", readonly=True)

    _one_current = models.UniqueIndex(
        "(hub_id) WHERE is_current",
        "There is already a newer plan of this hub.",
    )

    @api.depends("hub_id.name", "date_plan")
    def _compute_name(self):
        for plan in self:
            plan.name = self.env._(
                "%(hub)s, %(date)s", hub=plan.hub_id.name, date=plan.date_plan
            )

    # ------------------------------------------------------------------------
    # Life of a plan
    # ------------------------------------------------------------------------

    @api.model
    def _start(self, run, hub):
        """Return a new plan of ``hub``; it counts when it is complete."""
        company = hub.company_id
        valid = timedelta(days=company.inv_deployment_valid_days)
        return self.create(
            {
                "run_id": run.id,
                "hub_id": hub.id,
                "method": company.inv_deployment_method,
                "date_plan": run.date_plan,
                "date_valid": run.date_plan + valid,
            }
        )

    def _activate(self):
        """Put this plan in the place of the older ones of its hub."""
        self.ensure_one()
        older = self.search(
            [
                ("hub_id", "=", self.hub_id.id),
                ("id", "!=", self.id),
                "|",
                ("is_current", "=", True),
                ("state", "=", "draft"),
            ]
        )
        older.filtered(lambda plan: plan.state == "draft").state = "expired"
        older.is_current = False
        older.flush_recordset()
        self.is_current = True
        self._close_decided()

    @api.model
    def _expire(self, company):
        """Close plans that nobody decided on in time, and those of former hubs."""
        plans = self.search(
            [
                ("company_id", "=", company.id),
                ("is_current", "=", True),
                "|",
                ("date_valid", "<", company._get_inventory_today()),
                ("hub_id.inv_is_hub", "=", False),
            ]
        )
        plans.filtered(lambda plan: plan.state == "draft").state = "expired"
        plans.is_current = False

    def _close_decided(self):
        """Close plans on which nothing is left to decide."""
        waiting = self.env["inv.deployment.line"]._read_group(
            [("plan_id", "in", self.ids), ("state", "!=", "accepted"), ("qty", ">", 0)],
            ["plan_id"],
        )
        left = {plan.id for (plan,) in waiting}
        self.filtered(
            lambda plan: plan.state == "draft" and plan.id not in left
        ).state = "decided"

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

    def action_accept(self):
        """Send what these plans give; return what was accepted and what was not."""
        return self.line_ids.action_accept()

    def action_set_method(self, method):
        """Share everything that is not decided yet by another method."""
        self._check_decision()
        self.item_ids._set_method(method)
        self.method = method
        return True

    def _check_decision(self):
        """Lock these plans; raise unless this user may decide on them now."""
        if not self.env.user.has_group(PLANNER):
            raise AccessError(
                self.env._("Planners decide what a hub gives. Ask one of them.")
            )
        self.check_access("write")
        try:
            self.lock_for_update()
        except LockError as error:
            raise UserError(
                self.env._(
                    "Somebody else is deciding on this hub right now. Reload the page "
                    "in a few seconds."
                )
            ) from error
        self.invalidate_recordset(["state", "is_current"])
        for plan in self:
            if plan.state == "expired" or not plan.is_current:
                raise UserError(
                    self.env._(
                        "The plan of %(hub)s is out of date. Reload the page, or run "
                        "again.",
                        hub=plan.hub_id.name,
                    )
                )
