from odoo import models

#: Costs of a lane that a transfer is weighed with; one of them is enough.
COSTS = (
    "cost_per_unit",
    "cost_per_kg",
    "cost_per_m3",
    "cost_per_shipment",
    "handling_cost_per_unit",
)


class InvChecklist(models.AbstractModel):
    """First step of several sites: lanes, with what they cost."""

    _inherit = "inv.checklist"

    def _get_codes(self):
        return [*super()._get_codes(), "lanes"]

    def _prepare_lanes(self, company, facts):
        """Return the step on lanes; a single site needs none."""
        sites = self.env["stock.warehouse"].search_count(
            [("company_id", "=", company.id)], limit=2
        )
        if sites < 2:
            return None
        lanes = self.env["inv.lane"]
        total = lanes.search_count([("company_id", "=", company.id)])
        count = lanes.search_count(self._get_free_lane_domain(company))
        title = self.env._("No lane between the sites")
        if count:
            title = self._choose(
                count,
                self.env._("1 lane without cost"),
                self.env._("%(count)s lanes without cost"),
            )
        elif total:
            title = self.env._("Every lane has a cost")
        return self._prepare_step(
            bool(total) and not count,
            title,
            self.env._(
                "Transfers are suggested where they save more than they cost; on a "
                "lane without cost everything seems to pay."
            ),
            self.env._("Enter costs") if total else self.env._("Open lanes"),
            count=count,
            is_important=bool(total),
        )

    def _get_free_lane_domain(self, company):
        return [
            ("company_id", "=", company.id),
            ("is_open", "=", True),
            *((name, "=", 0.0) for name in COSTS),
        ]

    def _fix_lanes(self, company):
        free = self._get_free_lane_domain(company)
        has_free = self.env["inv.lane"].search_count(free, limit=1)
        domain = free if has_free else [("company_id", "=", company.id)]
        return self._open("inv_multisite.inv_lane_action", domain=domain)
