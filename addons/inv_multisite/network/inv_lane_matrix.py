from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import formatLang

#: Days up to which a cell has each tint, the palest first.
TINT_DAYS = (1, 2, 4, 7)


class InvLane(models.Model):
    """Doors of the network page."""

    _inherit = "inv.lane"

    cost_text = fields.Char(string="Costs", compute="_compute_texts")
    load_text = fields.Char(string="Full Load in Words", compute="_compute_texts")
    measured_text = fields.Char(string="Measured", compute="_compute_texts")
    load_unit = fields.Char(compute="_compute_texts")

    @api.depends(
        "cost_per_unit",
        "cost_per_kg",
        "cost_per_m3",
        "cost_per_shipment",
        "handling_cost_per_unit",
        "full_load",
        "load_measure",
        "lead_time_measured_days",
        "lead_time_sd_days",
        "lead_time_count",
    )
    @api.depends_context("lang")
    def _compute_texts(self):
        Wording = self.env["inv.lane.wording"]
        for lane in self:
            lane.cost_text = Wording._get_cost_text(lane)
            lane.load_unit = Wording._get_load_unit(lane)
            lane.measured_text = Wording._get_measured_text(lane)
            lane.load_text = (
                Wording._get_load_text(lane.full_load, lane) if lane.full_load else ""
            )

    @api.model
    @api.readonly
    def get_matrix(self):
        """Return all sites of the user's companies and the lanes between them."""
        return self.env["inv.lane.matrix"]._get_matrix()


class InvLaneMatrix(models.AbstractModel):
    """The network as a matrix: rows send, columns receive. JSON, all words made."""

    _name = "inv.lane.matrix"
    _description = "Network Matrix"
    _inherit = "inv.lane.wording"

    def _get_matrix(self):
        sites = self.env["stock.warehouse"]._get_network_sites()
        lanes = self.env["inv.lane"].search(self._get_lane_domain(sites))
        lane_of = {
            (lane.source_warehouse_id, lane.target_warehouse_id): lane for lane in lanes
        }
        heads = self._get_heads(sites)
        can_edit = self.env["inv.lane"].has_access("create")
        rows = [
            {
                **heads[site],
                "cells": [
                    self._get_cell(lane_of.get((site, target)), site, target)
                    for target in sites
                ],
            }
            for site in sites
        ]
        return {
            "can_edit": can_edit,
            "sites": [heads[site] for site in sites],
            "rows": rows,
            "lane_count": len(lanes),
            "todo_count": len([lane for lane in lanes if lane.problem]),
            "closed_count": len([lane for lane in lanes if not lane.is_open]),
            "tints": self._get_tints(),
        }

    def _get_lane_domain(self, sites):
        return Domain("source_warehouse_id", "in", sites.ids) & Domain(
            "target_warehouse_id", "in", sites.ids
        )

    # ------------------------------------------------------------------------
    # Heads of rows and columns
    # ------------------------------------------------------------------------

    def _get_heads(self, sites):
        """Return {site: name, company, value on hand, number of stocking points}."""
        groups = self.env["inv.stocking.point"]._read_group(
            [("warehouse_id", "in", sites.ids)],
            ["warehouse_id"],
            ["stock_value:sum", "__count"],
        )
        known = {site: (value, count) for site, value, count in groups}
        has_companies = len(sites.company_id) > 1
        return {
            site: {
                "id": site.id,
                "name": site.name,
                "company": site.company_id.name if has_companies else "",
                "value_text": self._get_value_text(site, *known.get(site, (0.0, 0))),
                "point_text": self._get_point_text(known.get(site, (0.0, 0))[1]),
            }
            for site in sites
        }

    def _get_value_text(self, site, value, count):
        """Return the value on hand, rounded; nothing where nothing was planned."""
        if not count:
            return ""
        currency = site.company_id.currency_id
        return self.env._(
            "%(value)s on hand",
            value=formatLang(
                self.env, value, currency_obj=currency, rounding_unit="units"
            ),
        )

    def _get_point_text(self, count):
        if not count:
            return self.env._("nothing planned yet")
        if count == 1:
            return self.env._("1 item")
        return self.env._("%(count)s items", count=self._number(count, 0))

    # ------------------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------------------

    def _get_cell(self, lane, source, target):
        cell = {
            "key": f"{source.id}-{target.id}",
            "source_id": source.id,
            "target_id": target.id,
            "target_name": target.name,
            "lane_id": lane.id if lane else False,
        }
        if source == target:
            return {**cell, "state": "self"}
        if not lane:
            values = {"source_name": source.name, "target": target.name}
            label = self.env._("No lane from %(source_name)s to %(target)s", **values)
            title = self.env._("New Lane")
            return {**cell, "state": "missing", "label": label, "title": title}
        return {**cell, **self._get_lane_cell(lane)}

    def _get_lane_cell(self, lane):
        """Return what a cell says of its lane."""
        days = self._get_days_text(lane.lead_time_days)
        closed = "" if lane.is_open else self._get_closed_text(lane)
        words = [lane.name, days, lane.cost_text, closed, lane.problem]
        return {
            "state": "open" if lane.is_open else "closed",
            "title": lane.name,
            "tint": sum(lane.lead_time_days > limit for limit in TINT_DAYS),
            "days_text": days,
            "source_text": self._get_source_text(lane),
            "is_measured": lane.lead_time_source == "measured",
            "cost_text": lane.cost_text,
            "limit_text": self._get_limit_text(lane),
            "closed_text": closed,
            "closed_reason": lane.closed_reason or "",
            "problem": lane.problem or "",
            "label": ". ".join(word for word in words if word),
        }

    def _get_tints(self):
        """Return the legend of the tints, the palest first."""
        _first, *limits = [self._number(limit, 0) for limit in TINT_DAYS]
        return [
            self.env._("1 day or less"),
            *[self.env._("to %(days)s days", days=limit) for limit in limits],
            self.env._("over %(days)s days", days=limits[-1]),
        ]
