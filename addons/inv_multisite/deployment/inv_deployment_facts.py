import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.inventory.order_need import (
    inventory_position,
)
from odoo.addons.inv_optimisation.kernel.inventory.rounding import floor_to_unit
from odoo.addons.inv_optimisation.kernel.network.branch_pull import (
    branch_pull,
    hub_supply,
)
from odoo.addons.inv_optimisation.kernel.network.capped_shares import push_with_limit
from odoo.addons.inv_optimisation.kernel.network.deployment_shares import (
    deployment_shares,
)

#: Days of booked receipts and issues that are read.
STOCK_DAYS = 120
#: Ranks of ABC classes within one priority of a lane.
CLASS_RANKS = {"A": 0, "B": 1, "C": 2}
RANKS_OF_A_LANE = 10
#: Figures of a branch, arrays of shape (products, branches).
BRANCH_COLUMNS = (
    "position",
    "mean",
    "sigma",
    "reorder_point",
    "order_up_to",
    "asked",
    "rate",
    "rank",
)


class InvDeploymentFacts(models.AbstractModel):
    """What branches ask for, what their hub can give, and the shares: as arrays.

    Rates, safety stocks and order quantities are those of the last plan, stock is
    what lies there now. A branch counts what its own branches ask for, so hubs are
    computed after the hubs that they feed.
    """

    _name = "inv.deployment.facts"
    _description = "Deployment Facts"

    def _get_facts(self, products, hub, lanes):
        """Return the facts of ``products``; ``lanes`` lead from ``hub`` to branches.

        Keys: ``products``, ``lanes`` (lists), ``point_id``, ``BRANCH_COLUMNS``,
        ``push`` and ``shares`` of shape (products, lanes); ``hub_point_id``,
        ``on_hand``, ``supply``, ``surplus``, ``unit`` of shape (products,).
        """
        company = hub.company_id
        facts = {
            "products": list(products),
            "lanes": list(lanes),
            "company": company,
            "unit": self.env["inv.transfer.facts"]._get_units(products, company),
        }
        sites = [hub, *(lane.target_warehouse_id for lane in lanes)]
        columns = self._get_columns(products, sites, company, hub)
        self._add_branches(facts, columns, lanes, products)
        self._add_hub(facts, columns)
        self._add_shares(facts)
        return facts

    def _get_columns(self, products, sites, company, hub):
        """Return the stocking points of the sites as columns, the hub is site 0."""
        provider = self.env["inv.provider.network"]
        columns = provider._get_points(products.ids, [site.id for site in sites])
        points = self.env["inv.stocking.point"].browse(columns["id"].tolist())
        columns["points"] = list(points)
        columns["stock"] = self.env["inv.provider.stock"]._get_stock(
            points, company, company._get_inventory_today(), STOCK_DAYS
        )
        columns["free"] = provider._get_free(points)
        claim = self.env["inv.deployment.claim"]
        claimed, promised = claim._get_quantities(points, leave_hub=hub)
        columns["claimed"], columns["promised"] = claimed, promised
        review = [site.company_id.inv_review_days for site in sites]
        columns["review_days"] = np.array(review, dtype=float)[columns["site"]]
        return columns

    # ------------------------------------------------------------------------
    # Branches
    # ------------------------------------------------------------------------

    def _add_branches(self, facts, columns, lanes, products):
        """Add what each branch asks for; 0 where it has no stocking point."""
        rows = np.flatnonzero(columns["site"] > 0)
        lane = columns["site"][rows] - 1
        pull, position = self._pull(facts, columns, rows, lane)
        is_served = self._is_served(facts, columns, rows, lane, lanes, products)
        points = [columns["points"][row] for row in rows.tolist()]
        flat = {
            "position": position,
            "mean": pull.mean,
            "sigma": pull.sigma,
            "reorder_point": pull.reorder_point,
            "order_up_to": pull.order_up_to,
            "asked": np.where(is_served, pull.asked, 0.0),
            "rate": np.where(
                is_served, self._known(columns, rows, "forecast_per_day"), 0.0
            ),
            "rank": self._get_ranks(facts, points, lane),
            "point_id": columns["id"][rows],
            "is_served": is_served,
        }
        place = (columns["product"][rows], lane)
        for name, values in flat.items():
            matrix = np.zeros((len(products), len(lanes)), dtype=values.dtype)
            matrix[place] = values
            facts[name] = matrix

    def _pull(self, facts, columns, rows, lane):
        """Return what branches ask for, and their positions, one for each row."""

        def lane_values(name):
            values = np.array([one[name] for one in facts["lanes"]], dtype=float)
            return values[lane]

        known, stock = self._known, columns["stock"]
        lead, review = lane_values("lead_time_days"), columns["review_days"][rows]
        order = (stock["incoming"] + stock["requested"] + columns["promised"])[rows]
        position = inventory_position(
            stock["on_hand"][rows], order, stock["issues"][rows], lead + review
        )
        position = position - columns["claimed"][rows]
        point = known(columns, rows, "reorder_point_qty")
        level = known(columns, rows, "order_up_to_qty")
        planned = known(columns, rows, "lead_time_days")
        pull = branch_pull(
            position,
            rate_per_day=known(columns, rows, "forecast_per_day"),
            daily_sd=np.maximum(columns["demand_sd_per_day"][rows], 0.0),
            lane_days=lead,
            lane_sd_days=lane_values("lead_time_sd_days"),
            review_days=review,
            safety_stock=known(columns, rows, "safety_stock_qty"),
            planned_days=planned + review,
            planned_sd_days=known(columns, rows, "lead_time_sd_days"),
            order_quantity=np.maximum(level - point, 0.0),
            unit=facts["unit"][columns["product"][rows]],
        )
        return pull, position

    def _known(self, columns, rows, name):
        """Return a column of the plan; what nobody planned is 0."""
        return np.maximum(np.nan_to_num(columns[name][rows]), 0.0)

    def _is_served(self, facts, columns, rows, lane, lanes, products):
        """Return whether the hub feeds each branch point at all."""
        product = columns["product"][rows]
        at_hub = np.zeros(len(products), dtype=bool)
        at_hub[columns["product"][columns["site"] == 0]] = True
        allowed = lanes._get_allowed(products)[product, lane]
        scope = {"transfer"}
        if lanes.source_warehouse_id.inv_hub_scope == "all":
            scope = {"transfer", "buy", "manufacture", "none", False}
        pulls = np.array(
            [columns["points"][row].supply_type in scope for row in rows.tolist()],
            dtype=bool,
        )
        return at_hub[product] & allowed & pulls

    def _get_ranks(self, facts, points, lane):
        """Return the rank of each point: priority of the lane, then ABC class."""
        priority = np.array(
            [one.deployment_priority for one in facts["lanes"]], dtype=float
        )
        last = len(CLASS_RANKS)
        classes = [CLASS_RANKS.get(point.abc_class, last) for point in points]
        return priority[lane] * RANKS_OF_A_LANE + np.array(classes, dtype=float)

    # ------------------------------------------------------------------------
    # Hub and shares
    # ------------------------------------------------------------------------

    def _add_hub(self, facts, columns):
        """Add what the hub can give and what it has too much of."""
        rows = np.flatnonzero(columns["site"] == 0)
        product = columns["product"][rows]
        result = self._get_hub_supply(
            columns,
            rows,
            facts["company"],
            branch_rate=facts["rate"].sum(axis=1)[product],
            asked=facts["asked"].sum(axis=1)[product],
        )
        values = {
            "hub_point_id": columns["id"][rows],
            "on_hand": columns["stock"]["on_hand"][rows],
            "supply": result.supply,
            "surplus": result.surplus,
        }
        for name, column in values.items():
            facts[name] = np.zeros(len(facts["products"]), dtype=column.dtype)
            facts[name][product] = column
        # Nobody gives a part of a piece.
        facts["supply"] = floor_to_unit(facts["supply"], facts["unit"])

    def _get_hub_supply(self, columns, rows, company, *, branch_rate=0.0, asked=0.0):
        known, stock = self._known, columns["stock"]
        return hub_supply(
            stock["on_hand"][rows],
            columns["free"][rows],
            stock["issues"][rows],
            on_order=(stock["incoming"] + stock["requested"])[rows],
            rate_per_day=known(columns, rows, "forecast_per_day"),
            safety_stock=known(columns, rows, "safety_stock_qty"),
            supply_days=known(columns, rows, "lead_time_days")
            + columns["review_days"][rows],
            keep_days=company.inv_deployment_keep_days,
            order_up_to=known(columns, rows, "order_up_to_qty"),
            excess_days=company.inv_deployment_excess_days,
            branch_rate=branch_rate,
            asked=asked,
        )

    def _add_shares(self, facts):
        """Add the shares of each method, and what a surplus adds to them."""
        facts["shares"] = deployment_shares(
            facts["position"],
            facts["mean"],
            facts["sigma"],
            asked=facts["asked"],
            supply=facts["supply"],
            rank=facts["rank"],
            unit=facts["unit"],
        )
        days = facts["company"].inv_deployment_push_days
        room = facts["rate"] * days - facts["position"] - facts["asked"]
        facts["push"] = push_with_limit(
            facts["surplus"],
            facts["rate"],
            np.maximum(np.where(facts["is_served"], room, 0.0), 0.0),
            facts["unit"],
        )

    def _get_supply(self, products, hub):
        """Return {product id: (supply, what the hub keeps)} as of now."""
        company = hub.company_id
        columns = self._get_columns(products, [hub], company, hub)
        rows = np.arange(len(columns["id"]))
        supply = self._get_hub_supply(columns, rows, company).supply
        ids = [point.product_id.id for point in columns["points"]]
        kept = columns["stock"]["on_hand"] - supply
        return dict(
            zip(ids, zip(supply.tolist(), kept.tolist(), strict=True), strict=True)
        )
