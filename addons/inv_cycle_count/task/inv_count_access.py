from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

COUNTER = "inv_cycle_count.group_counter"
OPEN_SESSIONS = ("planned", "counting", "review")
OPEN_PLACES = ("todo", "counting")


class InvCountAccess(models.AbstractModel):
    """Which places a counter may work on, and who takes a free one.

    Counters have no right to write. What they send is checked here and then stored
    with the rights of the system, on the one place that they named.
    """

    _name = "inv.count.access"
    _description = "Access of Counters"

    @api.model
    def _is_counter(self):
        return self.env.user.has_group(COUNTER)

    @api.model
    def _get_work_domain(self):
        """Return the domain of places that the user may count now.

        Own ones, those of own sessions that nobody took, and recounts that wait for
        a colleague.
        """
        user = self.env.user
        is_free = Domain("user_id", "=", False) & Domain(
            "excluded_user_ids", "not in", user.ids
        )
        is_ours = Domain("session_id.counter_ids", "in", user.ids) | Domain(
            "round", ">", 1
        )
        return (
            Domain("company_id", "in", self.env.companies.ids)
            & Domain("state", "in", OPEN_PLACES)
            & Domain("session_id.state", "in", OPEN_SESSIONS)
            & (Domain("user_id", "=", user.id) | (is_free & is_ours))
        )

    @api.model
    def _get_places(self, domain):
        """Return places of the domain that the user may count, for the system."""
        # sudo: a recount for a colleague is in a session that the user cannot read
        return (
            self.env["inv.count.place"]
            .sudo()
            .search(self._get_work_domain() & Domain(domain))
        )

    @api.model
    def _get_place(self, place_id):
        """Return the place that the user works on, taking it when it is free."""
        if not self._is_counter():
            raise AccessError(self.env._("Ask for the role Counter to count."))
        # sudo: see above; what the user may do with it is checked at once
        place = self.env["inv.count.place"].sudo().browse(place_id).exists()
        if not place or place.company_id not in self.env.companies:
            raise UserError(
                self.env._(
                    "This place is no longer to be counted. Go on with the next."
                )
            )
        self._check_may_count(place)
        self._claim(place)
        return place

    @api.model
    def _check_may_count(self, place):
        user = self.env.user
        is_counter = user in place.session_id.counter_ids
        if place.user_id == user or (is_counter and place.round == 1):
            return
        if place.round > 1 and not place.user_id:
            if user not in place.excluded_user_ids:
                return
            raise UserError(
                self.env._(
                    "You counted %(place)s before. A colleague counts it again.",
                    place=place.location_id.name,
                )
            )
        raise UserError(
            self.env._(
                "%(place)s is counted by somebody else.", place=place.location_id.name
            )
        )

    @api.model
    def _claim(self, place):
        """Give a free recount to the user; two at once: the second is told."""
        user = self.env.user
        if user not in place.session_id.counter_ids:
            place.session_id._add_counter(user)
        if place.round > 1 and not place.user_id:
            place.write({"user_id": user.id})
