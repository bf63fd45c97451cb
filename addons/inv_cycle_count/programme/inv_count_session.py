from odoo import api, fields, models
from odoo.exceptions import UserError

# Who plans; a counter sees the places, not why they were chosen.
PLANNERS = "inv_cycle_count.group_count_supervisor,inv_optimisation.group_inv_user"


class InvCountSession(models.Model):
    """Where a session of the programme comes from, and how it is shared out."""

    _inherit = "inv.count.session"

    programme_id = fields.Many2one(
        "inv.count.programme", index="btree_not_null", readonly=True, groups=PLANNERS
    )
    draw_id = fields.Many2one(
        "inv.count.draw",
        string="Random Draw",
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups=PLANNERS,
    )
    # "Stock at zero" would tell a counter what is expected.
    reason = fields.Char(
        string="Why These Places",
        copy=False,
        groups=PLANNERS,
    )
    plan_ids = fields.One2many("inv.count.plan", "session_id", groups=PLANNERS)

    # ------------------------------------------------------------------------
    # Split, merge, assign
    # ------------------------------------------------------------------------

    def action_split(self):
        """Move the second half of the places to a new session; return its form."""
        self.ensure_one()
        self.env["inv.count.programme"]._check_can_plan()
        places = self.place_ids.filtered(lambda place: place.state == "todo")
        if len(places) < 2 or self.state not in ("planned", "counting"):
            raise UserError(
                self.env._(
                    "%(session)s has fewer than two places that nobody has started.",
                    session=self.name,
                )
            )
        return self._split(places[len(places) // 2 :])._get_form_action()

    def split_places(self, place_ids):
        """Move chosen places to a new session; return its id."""
        self.ensure_one()
        self.env["inv.count.programme"]._check_can_plan()
        places = self.place_ids.filtered(lambda place: place.id in place_ids)
        if any(place.state != "todo" for place in places):
            raise UserError(self.env._("Only places that nobody has started can move."))
        if not places or places == self.place_ids:
            raise UserError(self.env._("Choose some of the places, not all of them."))
        return self._split(places).id

    def _split(self, places):
        """Return a new session with these places, their lines and their plan."""
        other = self.copy({"user_id": False, "reason": self.reason})
        other.counter_ids = self.counter_ids
        self._hand_over(places, other)
        (self | other)._share_minutes()
        return other

    def _hand_over(self, places, other):
        """Give places with their lines and plan rows to another session."""
        locations = places.location_id
        inside = lambda record: record.location_id in locations  # noqa: E731
        # sudo: nobody may write lines by hand; the right to plan is checked before
        self.line_ids.filtered(inside).sudo().write({"session_id": other.id})
        plans = self.plan_ids.filtered(inside)
        self.env["inv.count.plan.writer"]._set_session(plans.ids, other)
        places.write({"session_id": other.id, "user_id": other.user_id.id})

    def _share_minutes(self):
        """Set the planned minutes by the records and places of each session."""
        for session in self:
            programme = session.programme_id or session.programme_id._get_of(
                session.warehouse_id
            )
            if programme:
                session.minutes = (
                    programme.minutes_per_session
                    + programme.minutes_per_line * len(session.line_ids)
                    + programme.minutes_per_place * len(session.place_ids)
                )

    def action_merge(self):
        """Put the places of the other sessions into the first one."""
        self.env["inv.count.programme"]._check_can_plan()
        first = self[:1]
        others = self - first
        if not others:
            raise UserError(self.env._("Choose at least two sessions."))
        if any(session.state != "planned" for session in self):
            raise UserError(self.env._("Only sessions that nobody has started merge."))
        keys = {(session.warehouse_id.id, session.kind) for session in self}
        if len(keys) > 1:
            raise UserError(
                self.env._(
                    "Only sessions of one warehouse and one kind merge: a random "
                    "sample must stay one."
                )
            )
        if others.place_ids.location_id & first.place_ids.location_id:
            raise UserError(
                self.env._("A place is in two of the sessions. Count it there first.")
            )
        for session in others:
            session._hand_over(session.place_ids, first)
        first.date_due = (
            min(day for day in self.mapped("date_due") if day)
            if any(self.mapped("date_due"))
            else False
        )
        others.unlink()
        first._share_minutes()
        return first._get_form_action()

    def assign_counter(self, user_id):
        """Give sessions that are not done to a counter."""
        self.env["inv.count.programme"]._check_can_plan()
        user = self.env["res.users"].browse(user_id)
        if not user.has_group("inv_cycle_count.group_counter"):
            raise UserError(
                self.env._("%(user)s is not a counter. Add the group.", user=user.name)
            )
        sessions = self.filtered(
            lambda session: session.state in ("planned", "counting")
        )
        sessions.write({"user_id": user.id})
        sessions.place_ids.filtered(lambda place: place.state == "todo").write(
            {"user_id": user.id}
        )
        return True

    def _drop_empty_places(self):
        """Remove places without lines, and sessions without places."""
        for session in self:
            kept = session.line_ids.location_id
            session.place_ids.filtered(
                lambda place, kept=kept: (
                    not place.is_empty_check and place.location_id not in kept
                )
            ).unlink()
        self._share_minutes()
        self.filtered(lambda session: not session.place_ids).unlink()

    # ------------------------------------------------------------------------
    # Spot counts
    # ------------------------------------------------------------------------

    @api.model
    def create_spot_count(self, location_id):
        """Count a place now, with everything below it; return the session's form."""
        self.env["inv.count.programme"]._check_can_plan()
        location = self.env["stock.location"].browse(location_id)
        location.check_access("read")
        warehouse = location.warehouse_id
        if not warehouse:
            raise UserError(
                self.env._(
                    "%(place)s is in no warehouse. Choose a place inside one.",
                    place=location.name,
                )
            )
        programme = self.env["inv.count.programme"]._get_of(warehouse)
        session = self.create(
            {
                "warehouse_id": warehouse.id,
                "programme_id": programme.id,
                "zone_id": location.id,
                "kind": "spot",
                **programme._get_session_policy(),
                "reason": self.env._("Spot count of %(place)s", place=location.name),
            }
        )
        session.action_add_zone()
        return session._get_form_action()

    def action_add_zone(self):
        """Add everything in the zone of a session: all stock, and empty places."""
        self.ensure_one()
        self.env["inv.count.programme"]._check_can_plan()
        if not self.zone_id:
            raise UserError(self.env._("Choose the zone first."))
        below = self.env["stock.location"].search(
            [("id", "child_of", self.zone_id.id), ("usage", "=", "internal")]
        )
        groups = self.env["stock.quant"]._read_group(
            [("location_id", "in", below.ids), ("quantity", "!=", 0)],
            ["location_id", "product_id"],
        )
        self._add_positions([(place.id, item.id) for place, item in groups])
        empty = below - self.place_ids.location_id
        self._add_empty_places(empty.filtered(lambda place: not place.child_ids))
        self._share_minutes()
        return True

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
