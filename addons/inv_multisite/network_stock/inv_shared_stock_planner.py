from datetime import timedelta

import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.network.branch_pull import interval_sigma
from odoo.addons.inv_optimisation.kernel.network.shared_stock import (
    error_correlation,
    tree_edges,
)

#: Weeks of demand that correlations are measured on.
HISTORY_WEEKS = 104
#: Days that the tree can look back; longer lead times count as this.
MOST_DAYS = 400.0
LEAST_SITES = 2


class InvSharedStockPlanner(models.AbstractModel):
    """Measures how sites move together and computes what they save by sharing."""

    _name = "inv.shared.stock.planner"
    _description = "Shared Safety Stock Planner"

    def _compute(self, run, products):
        """Compute and store ``products`` of the company of ``run``."""
        company = run.company_id
        points = self.env["inv.stocking.point"].search_fetch(
            [("company_id", "=", company.id), ("product_id", "in", products.ids)],
            ["product_id", "warehouse_id", "safety_stock_qty", "supply_type"],
            order="id",
        )
        facts = self._get_facts(points, company)
        known = self._get_known(products, company)
        rows = {}
        for product, place in facts["places"].items():
            derivation = self._derive(facts, product, place, known.get(product))
            if derivation:
                rows[product] = (derivation, place)
        return self._store(run, rows, facts, known)

    # ------------------------------------------------------------------------
    # Facts
    # ------------------------------------------------------------------------

    def _get_facts(self, points, company):
        """Return the facts of ``points`` as columns, and which belong together."""
        today = company._get_inventory_today()
        listed = list(points)
        places = {}
        for index, point in enumerate(listed):
            places.setdefault(point.product_id, []).append(index)
        lanes = self.env["inv.lane"]._get_hub_lanes(
            self.env["stock.warehouse"].search(
                [("inv_is_hub", "=", True), ("company_id", "=", company.id)]
            )
        )
        facts = {
            "points": listed,
            "places": {
                product: place
                for product, place in places.items()
                if len(place) >= LEAST_SITES
            },
            "lanes": lanes.sorted(lambda lane: (lane.deployment_priority, lane.id)),
            "company": company,
            "demand": self.env["inv.provider.demand"]._get_weekly_demand(
                points, today - timedelta(days=1), HISTORY_WEEKS
            ),
            "planned_qty": np.array([point.safety_stock_qty for point in listed]),
        }
        self._add_plan(facts)
        self._add_freight(facts)
        return facts

    def _add_plan(self, facts):
        """Add rates, spreads and days of the last plan."""

        def column(name):
            values = np.array([point[name] for point in facts["points"]], dtype=float)
            return np.maximum(np.nan_to_num(values), 0.0)

        facts["rate"] = column("forecast_per_day")
        facts["daily_sd"] = column("demand_sd_per_day")
        facts["lead_sd"] = column("lead_time_sd_days")
        review = facts["company"].inv_review_days
        facts["days"] = self._to_days(column("lead_time_days") + review)
        facts["sigma"] = interval_sigma(
            facts["rate"], facts["daily_sd"], facts["days"], facts["lead_sd"]
        )
        # A branch that a hub feeds waits for the lane only.
        lanes = facts["lanes"]
        facts["lane_days"] = self._to_days(
            np.array([lane.lead_time_days + review for lane in lanes], dtype=float)
        )
        facts["lane_sd"] = np.array(
            [lane.lead_time_sd_days for lane in lanes], dtype=float
        )

    def _to_days(self, days):
        """Return whole days from 1 on, as the tree counts them."""
        return np.clip(np.ceil(days), 1.0, MOST_DAYS)

    def _add_freight(self, facts):
        """Add what a unit costs on each lane, for each product."""
        products = self.env["product.product"].union(*facts["places"])
        facts["row"] = {product: row for row, product in enumerate(products)}
        freight, handling = facts["lanes"]._get_unit_costs(products)
        facts["lane_cost"] = freight + handling

    def _get_known(self, products, company):
        records = self.env["inv.shared.stock"].search(
            [("company_id", "=", company.id), ("product_id", "in", products.ids)]
        )
        return {record.product_id: record for record in records}

    # ------------------------------------------------------------------------
    # Derivation
    # ------------------------------------------------------------------------

    def _derive(self, facts, product, place, record):
        """Return inputs and results of a product; None when nothing is at risk."""
        edges, lane_of = self._get_edges(facts, place)
        sigma, days = self._get_spreads(facts, place, lane_of)
        if not sigma.any():
            return None
        cost = max(product.standard_price, 0.0)
        freight = facts["lane_cost"][facts["row"][product]]
        inputs = {
            "sigma": sigma.tolist(),
            "days": days.tolist(),
            "correlation": error_correlation(facts["demand"][place]).tolist(),
            "rate": facts["rate"][place].tolist(),
            "factor": self._get_factor(facts, place, record),
            "edges": edges,
            "unit_cost": [
                cost + (float(freight[lane_of[site]]) if site in lane_of else 0.0)
                for site in range(len(place))
            ],
            **self._get_materials(facts, product, place),
        }
        results = self.env["inv.shared.stock"]._compute_results(inputs)
        return {"inputs": inputs, "results": results}

    def _get_materials(self, facts, product, place):
        """Return lead time and value of the components of sites that produce.

        ``facts["materials"]`` {(product, warehouse): (days, value)} comes with the
        production addon.
        """
        known = facts.get("materials", {})
        found = [
            known.get((product, facts["points"][index].warehouse_id)) for index in place
        ]
        return {
            "material_lead_days": [row[0] if row else None for row in found],
            "material_cost": [row[1] if row else 0.0 for row in found],
        }

    def _get_edges(self, facts, place):
        """Return the links hub to branch, and {branch: lane}, as positions."""
        site = {
            facts["points"][index].warehouse_id: position
            for position, index in enumerate(place)
        }
        pairs, columns = [], {}
        for column, lane in enumerate(facts["lanes"]):
            hub, branch = lane.source_warehouse_id, lane.target_warehouse_id
            if hub not in site or branch not in site:
                continue
            point = facts["points"][place[site[branch]]]
            if hub.inv_hub_scope == "all" or point.supply_type == "transfer":
                pair = (site[hub], site[branch])
                pairs.append(pair)
                columns[pair] = column
        edges = tree_edges(pairs, len(place))
        return edges, {target: columns[source, target] for source, target in edges}

    def _get_spreads(self, facts, place, lane_of):
        """Return spread and days of each site; branches bridge their lane."""
        days, lead_sd = facts["days"][place], facts["lead_sd"][place]
        for site, lane in lane_of.items():
            days[site] = facts["lane_days"][lane]
            lead_sd[site] = facts["lane_sd"][lane]
        sigma = interval_sigma(
            facts["rate"][place], facts["daily_sd"][place], days, lead_sd
        )
        return sigma, days

    def _get_factor(self, facts, place, record):
        """Return the safety factor of the plan, common to the sites.

        Where planning uses the network already, its safety stocks are ours: the
        factor of before stays, or each computation would lower it.
        """
        is_used = record and (record.is_used or facts["company"].inv_use_network_stock)
        if is_used and record.derivation:
            return record.derivation["inputs"]["factor"]
        spread = float(facts["sigma"][place].sum())
        return float(facts["planned_qty"][place].sum()) / spread if spread else 0.0

    # ------------------------------------------------------------------------
    # Storing
    # ------------------------------------------------------------------------

    def _store(self, run, rows, facts, known):
        """Write one record a product with its stages; return the records."""
        Shared = self.env["inv.shared.stock"]
        values = {
            product: self._prepare_vals(run, product, derivation, place, facts)
            for product, (derivation, place) in rows.items()
        }
        new = [product for product in rows if product not in known]
        created = Shared.create([values[product] for product in new])
        records = {**known, **dict(zip(new, created, strict=True))}
        for product in rows:
            if product in known:
                known[product].update(values[product])
        kept = Shared.concat(*(records[product] for product in rows))
        kept.stage_ids.unlink()
        self.env["inv.shared.stock.stage"].create(
            [
                vals
                for product, (derivation, place) in rows.items()
                for vals in self._prepare_stages(
                    records[product], derivation, place, facts
                )
            ]
        )
        return kept

    def _prepare_vals(self, run, product, derivation, place, facts):
        results = derivation["results"]
        weeks = (~np.isnan(facts["demand"][place])).any(axis=0).sum()
        return {
            "product_id": product.id,
            "company_id": run.company_id.id,
            "run_id": run.id,
            "date_measured": run.company_id._get_inventory_today(),
            "site_count": len(place),
            "week_count": int(weeks),
            "correlation": results["correlation"],
            "independent_qty": results["independent"],
            "shared_qty": results["shared"],
            "saving_qty": results["saving"],
            "saving_value": results["saving"] * max(product.standard_price, 0.0),
            "root_law_qty": results["root_law"],
            "network_qty": sum(results["safety_stock"]),
            "derivation": derivation,
        }

    def _prepare_stages(self, record, derivation, place, facts):
        inputs, results = derivation["inputs"], derivation["results"]
        supplier = {target: hub for hub, target in inputs["edges"]}
        return [
            {
                "shared_id": record.id,
                "sequence": site,
                "point_id": facts["points"][index].id,
                "supplier_point_id": (
                    facts["points"][place[supplier[site]]].id
                    if site in supplier
                    else False
                ),
                "days": inputs["days"][site],
                "service_in_days": results["service_in"][site],
                "service_out_days": results["service_out"][site],
                "net_days": results["net_days"][site],
                "sigma_per_day": results["sigma_per_day"][site],
                "supplied_per_day": results["supplied_rate"][site],
                "material_out_days": results["material_out"][site] or 0.0,
                "material_net_days": results["material_days"][site] or 0.0,
                "planned_qty": float(facts["planned_qty"][index]),
                "safety_stock_qty": results["safety_stock"][site],
            }
            for site, index in enumerate(place)
        ]
