from datetime import timedelta

import numpy as np

from odoo import api, models
from odoo.tools import split_every

from odoo.addons.inv_optimisation.kernel.network.transfer_outcome import (
    transfer_outcome,
)

BATCH_SIZE = 1000
#: Longest window [days] that is replayed from the stock ledger.
LONGEST_DAYS = 400


class InvTransferOutcome(models.AbstractModel):
    """Follows accepted transfers: arrived, given up, and what they really brought.

    Runs at night: nothing of it happens while a picking is validated.
    """

    _name = "inv.transfer.outcome"
    _description = "Outcome of Transfers"

    @api.model
    def _cron_follow(self):
        """Close what arrived and measure what is old enough."""
        self._close_arrived()
        self._measure()

    @api.model
    def _close_arrived(self):
        """Close accepted suggestions whose goods are all there."""
        suggestions = self.env["inv.transfer.suggestion"].search(
            [("state", "=", "accepted")]
        )
        arrived = suggestions.filtered(lambda item: item._is_arrived())
        for day, group in arrived.grouped(
            lambda item: item._get_arrival_date()
        ).items():
            # Superuser: see ``write`` of the suggestion.
            group.sudo().write({"state": "done", "date_arrival": day})

    @api.model
    def _measure(self):
        """Store what transfers brought, once the time that they were for is over."""
        domain = [("state", "=", "done"), ("date_realised", "=", False)]
        groups = self.env["inv.transfer.suggestion"]._read_group(domain, ["company_id"])
        for (company,) in groups:
            today = company._get_inventory_today()
            suggestions = self.env["inv.transfer.suggestion"].search(
                [*domain, ("company_id", "=", company.id)]
            )
            due = suggestions.filtered(
                lambda item, today=today: item._get_end_date() < today
            )
            for ids in split_every(BATCH_SIZE, due.ids):
                self._measure_batch(suggestions.browse(ids), company, today)

    def _measure_batch(self, suggestions, company, today):
        measured = suggestions.filtered(
            lambda item: item.source_point_id and item.target_point_id
        )
        if not measured:
            return
        outcome = self._get_outcome(measured, company, today)
        for index, item in enumerate(measured):
            avoided, lost = float(outcome.avoided[index]), float(outcome.lost[index])
            price = item.facts.get("shortage_cost", 0.0)
            costs = item.freight_cost + item.handling_cost - item.holding_saved
            # Superuser: see ``write`` of the suggestion.
            item.sudo().write(
                {
                    "realised_qty": avoided,
                    "realised_gain": price * (avoided - lost) - costs,
                    "date_realised": today,
                }
            )

    def _get_outcome(self, suggestions, company, today):
        first = min(suggestions.mapped("date_departure"))
        days = min((today - first).days + 1, LONGEST_DAYS)
        start = today - timedelta(days=days - 1)
        provider = self.env["inv.provider.stock"]
        points = suggestions.source_point_id | suggestions.target_point_id
        paths = provider._get_stock_history(points, company, today, days)
        row = {point: index for index, point in enumerate(points)}
        return transfer_outcome(
            np.array(suggestions.mapped("qty")),
            paths[[row[item.target_point_id] for item in suggestions]],
            self._get_windows(suggestions, start, days, "date_arrival", "receiver"),
            paths[[row[item.source_point_id] for item in suggestions]],
            self._get_windows(suggestions, start, days, "date_departure", "donor"),
            np.array([item.facts.get("donor_rate", 0.0) for item in suggestions]),
        )

    def _get_windows(self, suggestions, start, days, begin, role):
        """Return the days from ``begin`` to the end of the period of ``role``."""
        axis = np.arange(days)[None, :]
        first = np.array([(item[begin] - start).days for item in suggestions])[:, None]
        length = np.array(
            [item.facts.get(f"{role}_period_days", 1.0) for item in suggestions]
        )[:, None]
        return (axis >= first) & (axis <= first + np.ceil(length))
