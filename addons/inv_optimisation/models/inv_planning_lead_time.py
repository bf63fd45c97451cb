import numpy as np

from odoo import models

from ..kernel.inventory.lead_time import shrink_lead_time
from ..kernel.inventory.lead_time_distribution import fit_lead_times


class InvPlanningLeadTime(models.AbstractModel):
    """Lead times of the points from received and open orders, else from the promise."""

    _name = "inv.planning.lead_time"
    _description = "Lead Times in Planning"

    def _add_lead_times(self, facts, company, today):
        """Add expected lead time, its variance, its source and the receipts behind."""
        vendors = facts["vendor_id"]
        lines = self._get_lines(company, today)
        lead, group = self._fit(lines, facts)
        known = (vendors > 0) & (lead.source[group] != "none")
        promised = self.env["inv.provider.supply"]._get_column(
            facts["supply"], "promised_days"
        )
        unknown = np.full(len(vendors), np.nan)
        fallback = shrink_lead_time(
            0.0 * promised, unknown, unknown, 0.0, unknown, unknown, promised
        )
        mean = np.where(known, lead.mean[group], fallback.mean)
        variance = np.where(known, lead.variance[group], fallback.variance)
        source = np.where(known, lead.source[group], fallback.source)
        is_unknown = np.isnan(mean)
        facts["lead_time_source"] = np.where(is_unknown, "none", source)
        facts["lead_time_days"] = np.where(
            is_unknown, company.inv_default_lead_time_days, mean
        )
        facts["lead_time_variance"] = np.where(
            is_unknown | np.isnan(variance), 0.0, variance
        )
        facts["lead_time_count"] = np.where(known, lead.n_received[group], 0)
        facts["lead_time_open_count"] = np.where(known, lead.n_open[group], 0)

    def _get_lines(self, company, today):
        """Return the order lines of the company, read once for all chunks of a run."""
        run_id = self.env.context.get("inv_planning_run_id")
        cache = self.env.cr.cache.setdefault("inv_order_lines", {})
        key = (run_id, company.id, today)
        if not run_id or key not in cache:
            provider = self.env["inv.provider.lead_time"]
            cache.clear()
            cache[key] = provider._get_order_lines(company, today)
        return cache[key]

    def _fit(self, lines, facts):
        """Fit every product, warehouse and vendor; return the law and its rows.

        Points without any order come last, so that they can borrow from the vendor.
        """
        wanted = np.stack(
            [facts["product_id"], facts["warehouse_id"], facts["vendor_id"]], axis=1
        )
        names = ("product_id", "warehouse_id", "vendor_id")
        seen = np.stack([lines[name] for name in names], axis=1)
        keys, group = np.unique(
            np.concatenate([seen, wanted]), axis=0, return_inverse=True
        )
        group = group.ravel()
        _vendors, pool = np.unique(keys[:, 2], return_inverse=True)
        law = fit_lead_times(
            lines["days"],
            lines["is_received"] > 0,
            group[: len(seen)],
            group_vendor=pool.ravel(),
            n_groups=len(keys),
        )
        return law, group[len(seen) :]
