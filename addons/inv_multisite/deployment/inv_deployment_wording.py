from odoo import models


class InvDeploymentWording(models.AbstractModel):
    """The sentence that tells why a branch gets so much."""

    _name = "inv.deployment.wording"
    _description = "Deployment Wording"
    _inherit = ["inv.stocking.point.wording"]

    def _set_reason(self, lines):
        for line in lines:
            line.reason = self._get_text(line, line._prepare_facts())

    def _get_text(self, record, facts):
        """Return the reason for a line or its suggestion, from what was known."""
        parts = []
        if facts["asked"]:
            parts.append(self._get_supply_text(record, facts))
        if facts["pushed"]:
            parts.append(self._get_push_text(record, facts))
        if facts["is_edited"]:
            parts.append(
                self.env._(
                    "Set by hand to %(qty)s %(unit)s; %(share)s are its share.",
                    **self._prepare_values(record, facts),
                )
            )
        return " ".join(parts)

    def _get_push_text(self, record, facts):
        values = self._prepare_values(record, facts)
        if facts["asked"]:
            return self.env._(
                "%(push)s %(unit)s more are surplus at %(hub)s that %(branch)s sells "
                "within %(days)s days.",
                **values,
            )
        return self.env._(
            "%(push)s %(unit)s are surplus at %(hub)s that %(branch)s sells within "
            "%(days)s days.",
            **values,
        )

    def _get_supply_text(self, record, facts):
        values = self._prepare_values(record, facts)
        if facts["supply"] >= facts["all_asked"]:
            return self.env._(
                "%(hub)s has enough for all: %(branch)s gets the %(asked)s %(unit)s "
                "that bring it from %(position)s to %(level)s.",
                **values,
            )
        first = self.env._("%(hub)s has %(supply)s for %(all_asked)s asked.", **values)
        return f"{first} {self._get_method_text(facts, values)}"

    def _get_method_text(self, facts, values):
        if facts["method"] == "proportional":
            return self.env._(
                "Every branch gets %(share_rate)s of what it asks for.", **values
            )
        if facts["method"] == "priority":
            return self.env._(
                "%(branch)s has priority %(priority)s and gets %(share)s of the "
                "%(asked)s it asks for.",
                **values,
            )
        if facts["factor"] is None:
            return self.env._("What is owed to customers comes first.", **values)
        if facts["factor"] >= 0:
            return self.env._(
                "Equal risk gives every branch %(factor)s deviations above its mean.",
                **values,
            )
        return self.env._(
            "Equal risk leaves every branch %(factor)s deviations below its mean.",
            **values,
        )

    def _prepare_values(self, record, facts):
        share = facts["supply"] / facts["all_asked"] if facts["all_asked"] else 1.0
        return {
            "hub": facts["hub"],
            "branch": facts["branch"],
            "unit": record.uom_id.name,
            "days": self._number(facts["push_days"], 0),
            "share_rate": self._percent(min(share, 1.0)),
            "priority": facts["priority"],
            "factor": self._number(abs(facts["factor"] or 0.0)),
            **{
                name: self._rough(record, facts[key])
                for name, key in (
                    ("supply", "supply"),
                    ("all_asked", "all_asked"),
                    ("asked", "asked"),
                    ("push", "pushed"),
                    ("qty", "qty"),
                    ("share", "share"),
                    ("position", "position"),
                    ("level", "level"),
                )
            },
        }
