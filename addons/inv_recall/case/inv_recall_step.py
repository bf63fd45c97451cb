from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from .selections import ENDED_STATES, STATES

ORDER = [state for state, _label in STATES if state != "cancelled"]


class InvRecallStep(models.Model):
    """How long a step of a case took. The server's clock decides."""

    _name = "inv.recall.step"
    _description = "Step of a Recall"
    _order = "date_start, id"

    recall_id = fields.Many2one(
        "inv.recall", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    state = fields.Selection(STATES, required=True)
    date_start = fields.Datetime(required=True, default=fields.Datetime.now)
    date_end = fields.Datetime()
    user_id = fields.Many2one("res.users", default=lambda self: self.env.user)


class InvRecall(models.Model):
    _inherit = "inv.recall"

    step_ids = fields.One2many("inv.recall.step", "recall_id", string="Steps")
    clock_started_at = fields.Datetime(readonly=True, copy=False)
    clock_stopped_at = fields.Datetime(readonly=True, copy=False)
    elapsed_hours = fields.Float(compute="_compute_elapsed_hours")

    @api.depends("clock_started_at", "clock_stopped_at")
    def _compute_elapsed_hours(self):
        now = fields.Datetime.now()
        for case in self:
            if case.clock_started_at:
                end = case.clock_stopped_at or now
                case.elapsed_hours = (end - case.clock_started_at) / timedelta(hours=1)
            else:
                case.elapsed_hours = 0.0

    def action_start(self):
        """Start the clock and trace: the first figures of the case."""
        self.ensure_one()
        if self.state == "trigger":
            self._get_seed_lots()
            self.clock_started_at = fields.Datetime.now()
            self._log("open", self.env._("Opened: %(title)s", title=self.title))
            self._go_to("scope")
        return self.action_trace()

    def action_next(self):
        """Go to the next step of the case; the last one asks for a conclusion."""
        self.ensure_one()
        steps = self._get_steps()
        if self.state not in steps or self.state == steps[-1]:
            raise UserError(self.env._("%(case)s has no next step.", case=self.name))
        target = steps[steps.index(self.state) + 1]
        if target == "closed":
            return self.action_close()
        if self.state == "trigger":
            return self.action_start()
        self._go_to(target)
        return True

    def action_go_to(self, state):
        """Go to a step, forward or back; closing has an action of its own."""
        self.check_access("write")
        for case in self:
            if state not in case._get_steps()[1:-1] or not case._is_open():
                raise UserError(
                    self.env._("%(case)s cannot go to that step.", case=case.name)
                )
            case._go_to(state)
        return True

    def _get_steps(self):
        """Return the steps of a case in their order; a mock recall recovers nothing."""
        self.ensure_one()
        if self.kind == "mock":
            return [state for state in ORDER if state != "recover"]
        return ORDER

    def _go_to(self, state):
        """Set the step of a case and write down when the one before ended."""
        self.ensure_one()
        if self.state == state:
            return
        now = fields.Datetime.now()
        # Times are evidence: nobody writes them by hand.
        steps = self.env["inv.recall.step"].sudo()
        if not self.step_ids and self.clock_started_at:
            steps.create(
                {
                    "recall_id": self.id,
                    "state": "trigger",
                    "date_start": self.date_opened,
                    "date_end": now,
                }
            )
        self.step_ids.sudo().filtered(lambda step: not step.date_end).date_end = now
        if state not in ENDED_STATES:
            steps.create({"recall_id": self.id, "state": state, "date_start": now})
        self.state = state
        label = dict(self._fields["state"]._description_selection(self.env))[state]
        self._log("step", self.env._("Step: %(step)s", step=label))

    def action_cancel(self):
        """Give the case up: nothing was wrong. Held lots must be released before."""
        for case in self:
            case._check_nothing_held()
            case.clock_stopped_at = fields.Datetime.now()
            case._go_to("cancelled")
        return True

    def _check_nothing_held(self):
        """Refuse while the case holds lots; the room of holds knows."""

    def action_remark(self):
        """Open a dialog for a remark in the timeline."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log a Remark"),
            "res_model": "inv.recall.remark",
            "view_mode": "form",
            "target": "new",
            "context": {"default_recall_id": self.id},
        }
