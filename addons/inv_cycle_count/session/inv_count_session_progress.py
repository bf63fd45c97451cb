from odoo import api, fields, models


class InvCountSession(models.Model):
    """How far a session is, and the ways to its lines."""

    _inherit = "inv.count.session"

    place_count = fields.Integer(compute="_compute_progress")
    line_count = fields.Integer(compute="_compute_progress")
    review_count = fields.Integer(compute="_compute_progress")
    posted_count = fields.Integer(compute="_compute_progress")
    late_count = fields.Integer(compute="_compute_progress")
    show_post = fields.Boolean(compute="_compute_progress")
    show_add_zone = fields.Boolean(compute="_compute_progress")
    progress = fields.Float(
        compute="_compute_progress", help="Places submitted, in percent."
    )

    @api.depends("place_ids.state", "line_ids.state", "line_ids.entry_ids.state")
    def _compute_progress(self):
        places = self._count_by_state("inv.count.place")
        lines = self._count_by_state("inv.count.line")
        first_rounds = dict(
            self.env["inv.count.place"]._read_group(
                [("session_id", "in", self.ids), ("round", "=", 1)],
                ["session_id"],
                ["__count"],
            )
        )
        late = dict(
            self.env["inv.count.entry"]._read_group(
                [("session_id", "in", self.ids), ("state", "=", "late")],
                ["session_id"],
                ["__count"],
            )
        )
        for session in self:
            by_state = places.get(session.id, {})
            of_lines = lines.get(session.id, {})
            total = sum(by_state.values()) - by_state.get("cancelled", 0)
            session.place_count = first_rounds.get(session, 0)
            session.line_count = sum(of_lines.values())
            session.review_count = of_lines.get("review", 0)
            session.posted_count = of_lines.get("posted", 0)
            session.show_post = bool(
                of_lines.get("failed", 0) + of_lines.get("waiting", 0)
            )
            session.show_add_zone = session.state == "planned" and not total
            session.late_count = late.get(session, 0)
            submitted = by_state.get("submitted", 0)
            session.progress = 100.0 * submitted / total if total else 0.0

    def _count_by_state(self, model):
        """Return the number of records of each state, by session id."""
        counts = {}
        for session, state, count in self.env[model]._read_group(
            [("session_id", "in", self.ids)], ["session_id", "state"], ["__count"]
        ):
            counts.setdefault(session.id, {})[state] = count
        return counts

    def action_open_lines(self):
        """Open the lines of these sessions."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_cycle_count.inv_count_line_action"
        )
        action["domain"] = [("session_id", "in", self.ids)]
        return action

    def action_open_variances(self):
        """Open the queue of variances of this session."""
        self.ensure_one()
        action = self.env["ir.actions.client"]._for_xml_id(
            "inv_cycle_count.inv_variance_queue_action"
        )
        action["params"] = {"session_id": self.id, "session": self.name}
        return action
