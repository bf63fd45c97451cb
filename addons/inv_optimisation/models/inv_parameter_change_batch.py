from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command


class InvParameterChangeBatch(models.Model):
    """Changes of reordering rules that are previewed, applied and undone together.

    The batch is the preview while it is a draft and the history afterwards. Its
    lines do the work: see ``inv.parameter.change``.
    """

    _name = "inv.parameter.change.batch"
    _description = "Change of Reordering Rules"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _check_company_auto = True

    name = fields.Char(required=True, readonly=True, default="/", copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    state = fields.Selection(
        [("draft", "Preview"), ("applied", "Applied"), ("undone", "Undone")],
        default="draft",
        required=True,
        readonly=True,
        tracking=True,
        copy=False,
    )
    reason = fields.Char(help="Why these rules are changed; kept with every change.")
    run_id = fields.Many2one("inv.planning.run", string="Planning Run", readonly=True)
    is_automatic = fields.Boolean(readonly=True)
    applied_datetime = fields.Datetime(string="Applied On", readonly=True, copy=False)
    applied_user_id = fields.Many2one(
        "res.users", string="Applied By", readonly=True, copy=False
    )
    undone_datetime = fields.Datetime(string="Undone On", readonly=True, copy=False)
    undone_user_id = fields.Many2one(
        "res.users", string="Undone By", readonly=True, copy=False
    )
    line_ids = fields.One2many("inv.parameter.change", "batch_id", string="Changes")
    line_count = fields.Integer(string="Items", compute="_compute_totals")
    selected_count = fields.Integer(string="Selected", compute="_compute_totals")
    new_rule_count = fields.Integer(string="New Rules", compute="_compute_totals")
    skipped_count = fields.Integer(string="Left Out", compute="_compute_totals")
    stock_value_before = fields.Monetary(
        string="Average Stock Before", compute="_compute_totals"
    )
    stock_value_after = fields.Monetary(
        string="Average Stock After", compute="_compute_totals"
    )
    stock_value_change = fields.Monetary(
        string="Stock Change", compute="_compute_totals"
    )
    service_before = fields.Float(
        digits=(6, 4),
        compute="_compute_totals",
        help="Expected service, weighted by the yearly usage value.",
    )
    service_after = fields.Float(digits=(6, 4), compute="_compute_totals")
    horizon_days = fields.Float(related="company_id.horizon_days")
    show_horizon = fields.Boolean(compute="_compute_show_horizon")

    @api.depends(
        "line_ids.is_selected",
        "line_ids.state",
        "line_ids.is_new_rule",
        "line_ids.stock_value_before",
        "line_ids.stock_value_after",
    )
    def _compute_totals(self):
        for batch in self:
            lines = batch.line_ids
            chosen = lines.filtered("is_selected")
            weights = sum(chosen.mapped("usage_value"))
            batch.line_count = len(lines)
            batch.selected_count = len(chosen)
            batch.new_rule_count = len(chosen.filtered("is_new_rule"))
            batch.skipped_count = len(
                lines.filtered(lambda line: line.state == "skipped")
            )
            batch.stock_value_before = sum(chosen.mapped("stock_value_before"))
            batch.stock_value_after = sum(chosen.mapped("stock_value_after"))
            batch.stock_value_change = (
                batch.stock_value_after - batch.stock_value_before
            )
            batch.service_before = batch._get_weighted(
                chosen, "service_before", weights
            )
            batch.service_after = batch._get_weighted(chosen, "service_after", weights)

    def _get_weighted(self, lines, name, weights):
        """Return the mean of ``name`` weighted by usage value; plain without value."""
        if weights:
            return sum(line[name] * line.usage_value for line in lines) / weights
        return sum(lines.mapped(name)) / len(lines) if lines else 0.0

    @api.depends("company_id.horizon_days", "state")
    def _compute_show_horizon(self):
        for batch in self:
            batch.show_horizon = batch.state == "draft" and batch.horizon_days > 0

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if vals.get("name", "/") == "/":
                vals["name"] = sequence.next_by_code("inv.parameter.change.batch")
        return super().create(vals_list)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_drafts(self):
        if any(batch.state != "draft" for batch in self):
            raise UserError(
                self.env._(
                    "Applied changes are history and cannot be deleted. Undo them."
                )
            )

    # ------------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------------

    @api.model
    def _propose(self, points, run=None, is_automatic=False):
        """Return a draft batch with the points whose rule differs; one company."""
        if len(points.company_id) > 1:
            raise UserError(self.env._("Select stocking points of one company."))
        differing = points.filtered("has_change")
        if not differing:
            raise UserError(
                self.env._(
                    "The rules of the %(count)s selected items already follow the "
                    "recommendation, or the items are not planned yet.",
                    count=len(points),
                )
            )
        vals_list = self.env["inv.parameter.change"]._prepare_vals_list(differing)
        return self.create(
            {
                "company_id": differing.company_id.id,
                "run_id": run.id if run else differing.run_id[:1].id,
                "is_automatic": is_automatic,
                "line_ids": [Command.create(vals) for vals in vals_list],
            }
        )

    def _get_form_action(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Preview"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------------
    # Apply and undo
    # ------------------------------------------------------------------------

    def action_apply(self):
        """Write the selected changes into the reordering rules."""
        for batch in self:
            if batch.state != "draft":
                raise UserError(
                    self.env._("%(batch)s is no preview any more.", batch=batch.name)
                )
            lines = batch.line_ids.filtered("is_selected")
            if not lines:
                raise UserError(
                    self.env._(
                        "Select at least one change of %(batch)s.", batch=batch.name
                    )
                )
            lines._apply()
            batch.write(
                {
                    "state": "applied",
                    "applied_datetime": fields.Datetime.now(),
                    "applied_user_id": self.env.uid,
                }
            )
        return True

    def action_undo(self):
        """Put the reordering rules back as they were before this batch."""
        return self._undo_applied()

    def _undo_applied(self):
        """Undo these batches; rules that were changed since are left out."""
        for batch in self:
            if batch.state != "applied":
                raise UserError(
                    self.env._("%(batch)s is not applied.", batch=batch.name)
                )
            batch._check_can_undo()
            batch.line_ids.filtered(lambda line: line.state == "applied")._undo()
            batch.write(
                {
                    "state": "undone",
                    "undone_datetime": fields.Datetime.now(),
                    "undone_user_id": self.env.uid,
                }
            )
        return True

    def _check_can_undo(self):
        is_own = self.applied_user_id == self.env.user
        is_manager = self.env.user.has_group("inv_optimisation.group_inv_manager")
        if not is_own and not is_manager:
            raise AccessError(
                self.env._(
                    "%(batch)s was applied by %(user)s. Ask that person or a manager "
                    "of inventory optimisation to undo it.",
                    batch=self.name,
                    user=self.applied_user_id.name,
                )
            )

    def action_ignore_horizon(self):
        """Set core's look-ahead to 0 for the company of this batch."""
        self.ensure_one()
        return self.company_id.action_inv_ignore_horizon()

    def action_select_all(self):
        self.line_ids.write({"is_selected": True})
        return True

    def action_select_none(self):
        self.line_ids.write({"is_selected": False})
        return True

    @api.model
    def _apply_automatic(self, run):
        """Apply the small changes of policies that allow it; return the batch."""
        points = self.env["inv.stocking.point"].search(
            [
                ("run_id", "=", run.id),
                ("has_change", "=", True),
                ("orderpoint_id", "!=", False),
                ("policy_id.apply_mode", "=", "automatic"),
            ]
        )
        small = points.filtered(self._is_small_change)
        if not small:
            return self.browse()
        batch = self._propose(small, run=run, is_automatic=True)
        batch.action_apply()
        return batch

    @api.model
    def _is_small_change(self, point):
        """Return whether the policy lets this change be applied on its own."""
        policy = point.policy_id
        change = abs(point.min_recommended_qty - point.min_current_qty)
        value = abs(point.stock_value_recommended - point.stock_value_current)
        is_small = change <= policy.automatic_change_rate * point.min_current_qty
        return is_small and value <= policy.automatic_change_value
