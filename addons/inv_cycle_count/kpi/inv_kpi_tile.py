from odoo import models


class InvKpiTile(models.AbstractModel):
    _inherit = "inv.kpi.tile"

    def _get_record_accuracy_suffix(self, picture):
        """Return the larger half of the interval: the doubt that is left."""
        now = picture["now"]
        counted, right = int(now["sample_count"]), int(now["sample_right_count"] or 0)
        found = self.env["inv.count.accuracy.estimate"]._estimate(counted, right)
        share = 100 * right / counted
        doubt = max(found["upper_percent"] - share, share - found["lower_percent"])
        return self.env._(
            "± %(doubt)s pt",
            doubt=self.env["inv.kpi.wording"]._format_number(doubt, 1),
        )

    def _get_count_coverage_verdict(self, picture, value, target):
        """Compare with the share of the year that is over, without a target."""
        due = picture["now"].get("count_due")
        if target is not None or not due:
            return None
        percent = self.env["inv.kpi.wording"]._format_percent
        plan = due / picture["now"]["count_need"]
        if value >= plan:
            return "reached", self.env._("on track")
        return "missed", self.env._("plan %(plan)s", plan=percent(plan, 0))
