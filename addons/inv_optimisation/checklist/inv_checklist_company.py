from odoo import models

ADMINISTRATOR = "base.group_erp_manager"
PLANNER = "inv_optimisation.group_inv_planner"


class InvChecklist(models.AbstractModel):
    """First steps of the company: horizon, days, and people."""

    _inherit = "inv.checklist"

    def _get_codes(self):
        return [*super()._get_codes(), "horizon", "time_zone", "calendar", "people"]

    # ------------------------------------------------------------------------
    # Replenishment horizon
    # ------------------------------------------------------------------------

    def _prepare_horizon(self, company, facts):
        days = company.horizon_days
        title = self.env._("Odoo orders on time")
        if days:
            title = self.env._(
                "Odoo orders %(count)s days ahead", count=self._number(days, 0)
            )
        return self._prepare_step(
            not days,
            title,
            self.env._(
                "Reorder points cover the lead time. A horizon on top orders open "
                "demand too early and ties up cash."
            ),
            self.env._("Set to 0"),
            is_important=True,
        )

    def _fix_horizon(self, company):
        company.action_inv_ignore_horizon()
        return self.env._("The replenishment horizon is 0 days.")

    # ------------------------------------------------------------------------
    # Days
    # ------------------------------------------------------------------------

    def _prepare_time_zone(self, company, facts):
        # Superuser: the address of the own company is no secret.
        zone = company.sudo().partner_id.tz
        title = self.env._("The company has no time zone")
        if zone:
            title = self.env._("Days end at midnight of %(zone)s", zone=zone)
        return self._prepare_step(
            bool(zone),
            title,
            self.env._(
                "It decides which day a delivery counts for. Without one it is UTC."
            ),
            self.env._("Set to %(zone)s", zone=self.env.user.tz)
            if self.env.user.tz
            else self.env._("Set time zone"),
        )

    def _fix_time_zone(self, company):
        """Take over the time zone of the user, who may have to choose one first."""
        zone = self.env.user.tz
        if not zone:
            return self._open("base.action_res_users_my", res_id=self.env.uid)
        # A manager of planning may set this one value, not the whole contact.
        company.sudo().partner_id.tz = zone
        return self.env._("Days of the company end at midnight of %s.", zone)

    def _prepare_calendar(self, company, facts):
        # Superuser: on which days the company works is no secret.
        hours = company.sudo().resource_calendar_id
        is_done = bool(hours.attendance_ids)
        title = self.env._("The company has no working days")
        if is_done:
            title = self.env._("Working days: %(name)s", name=hours.name)
        return self._prepare_step(
            is_done,
            title,
            self.env._(
                "Receipts and deadlines fall on working days; without hours every day "
                "is one."
            ),
            self.env._("Set hours"),
            group=ADMINISTRATOR,
        )

    def _fix_calendar(self, company):
        hours = company.sudo().resource_calendar_id
        if hours:
            return self._open_list(
                self.env._("Working Hours"),
                "resource.calendar",
                [("company_id", "in", [False, company.id])],
                res_id=hours.id,
                views=[(False, "form")],
            )
        return {
            "type": "ir.actions.act_window",
            "name": company.name,
            "res_model": "res.company",
            "res_id": company.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------------
    # People
    # ------------------------------------------------------------------------

    def _prepare_people(self, company, facts):
        count = self._count_planners(company)
        others = max(count - 1, 0)
        return self._prepare_step(
            others > 0,
            self._choose(
                others,
                self.env._("1 colleague plans with you"),
                self.env._("%(count)s colleagues plan with you"),
            )
            if others
            else self.env._("Only you decide on orders"),
            self.env._(
                "Planners decide and correct demand, managers set policies; give the "
                "roles to the people who do it."
            ),
            self.env._("Give roles"),
            group=ADMINISTRATOR,
        )

    def _count_planners(self, company):
        """Return how many users of ``company`` may decide."""
        # Superuser: who works here is no secret, only how many is told.
        users = self.env["res.users"].sudo()
        return users.search_count(
            [
                ("all_group_ids", "in", self.env.ref(PLANNER).ids),
                ("company_ids", "in", company.ids),
                ("share", "=", False),
            ]
        )

    def _fix_people(self, company):
        return self._open("base.action_res_users")
