from odoo import models


class InvNetworkPanel(models.AbstractModel):
    """Who can help whom, in words: one card for each short site."""

    _name = "inv.network.panel"
    _description = "Panel of Helpers"
    _inherit = "inv.stocking.point.wording"

    def _get_panel(self, positions, rows):
        """Return the cards, and what to say where nobody can help or needs help."""
        cards = self._get_help(positions)
        has_helpers = any(card["helpers"] for card in cards)
        if cards and not has_helpers:
            text = self.env._(
                "No site has stock above its own need. Buy, or wait for what is due."
            )
        else:
            text = "" if cards else self._get_empty_text(rows)
        return {"help": cards, "help_text": text}

    def _get_empty_text(self, rows):
        """Return why nobody needs help, and where there is too much."""
        if not rows:
            return self.env._("No site stocks this item yet.")
        excess = [row["name"] for row in rows if row["figures"]["excess"] > 0]
        if excess:
            return self.env._(
                "No site is short. %(sites)s: more than needed.",
                sites=", ".join(excess),
            )
        return self.env._("No site is short of this item.")

    def _get_need_text(self, need):
        """Return when the short site runs out."""
        date = need["date_stock_out"]
        if not date:
            return self.env._("below its reorder point")
        if date <= self.env.company._get_inventory_today():
            return self.env._("out today")
        return self.env._("runs out %(date)s", date=self._date(date))

    def _get_help(self, positions):
        """Return the cards of the panel, one for each short site."""
        unit = positions["pairs"].products.uom_id.name
        return [
            {
                "site_id": need["target"].id,
                "name": need["target"].name,
                "short_text": self.env._(
                    "%(short)s %(unit)s short",
                    short=self._quantity(None, need["short_qty"]),
                    unit=unit,
                ),
                "runs_out_text": self._get_need_text(need),
                "helpers": [
                    self._prepare_helper(helper, unit) for helper in need["helpers"]
                ],
            }
            for need in self.env["inv.network.help"]._get_help(positions, 0)
        ]

    def _prepare_helper(self, helper, unit):
        """Return one line of the panel: how much, by when, or why not."""
        quantity = self._quantity(None, helper["quantity"])
        obstacle = helper["obstacle"]
        return {
            "source_id": helper["source"].id,
            "name": helper["source"].name,
            "lane_id": helper["lane"].id,
            "quantity_text": f"{quantity} {unit}",
            "surplus_text": self.env._(
                "%(surplus)s %(unit)s above its own need",
                surplus=self._quantity(None, helper["surplus_qty"]),
                unit=unit,
            ),
            "quantity": helper["quantity"],
            "can_help": obstacle in ("", "no_route"),
            "can_request": not obstacle and self._is_planner(),
            "arrival_text": self._get_arrival_text(helper),
            "tone": self._get_helper_tone(helper),
            "obstacle_text": self._get_obstacle_text(helper),
        }

    def _is_planner(self):
        return self.env.user.has_group("inv_optimisation.group_inv_planner")

    def _get_helper_tone(self, helper):
        if helper["obstacle"]:
            return "plain"
        days = helper["days_before"]
        return "good" if days is None or days > 0 else "warn"

    def _get_arrival_text(self, helper):
        """Return when the goods arrive, against the day on which stock runs out."""
        if not helper["date_arrival"]:
            return ""
        days, date = helper["days_before"], self._date(helper["date_arrival"])
        if days is None:
            return self.env._("arrives %(date)s", date=date)
        values = {"date": date, "days": self._number(abs(days), 0)}
        if not days:
            return self.env._("arrives %(date)s, the day it runs out", **values)
        if days == 1:
            return self.env._("arrives %(date)s, 1 day before it runs out", **values)
        if days == -1:
            return self.env._("arrives %(date)s, 1 day after it runs out", **values)
        if days > 0:
            return self.env._(
                "arrives %(date)s, %(days)s days before it runs out", **values
            )
        return self.env._("arrives %(date)s, %(days)s days after it runs out", **values)

    def _get_obstacle_text(self, helper):
        lane = helper["lane"]
        if helper["obstacle"] == "closed":
            return self.env["inv.lane.wording"]._get_closed_text(lane)
        texts = {
            "": "",
            "no_lane": self.env._("no lane between these sites"),
            "not_allowed": self.env._("the lane does not take this item"),
            "no_route": self.env._("no route yet: create it on the lane"),
        }
        return texts[helper["obstacle"]]
