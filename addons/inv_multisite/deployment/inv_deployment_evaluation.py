import numpy as np

from odoo import models


class InvDeploymentEvaluation(models.AbstractModel):
    """What the shares of a hub cost and gain, as suggestions keep it.

    A hub is there to give: it keeps its own protection, not the days of demand that
    a site keeps back from its neighbours.
    """

    _name = "inv.deployment.evaluation"
    _description = "Evaluation of Shares"
    _inherit = "inv.transfer.evaluation"

    def _get_facts(self, products, lanes, company):
        facts = super()._get_facts(products, lanes, company)
        hub = lanes.source_warehouse_id
        column = facts["warehouses"].index(hub)
        known = self.env["inv.deployment.facts"]._get_supply(products, hub)
        rows = [known.get(product.id, (0.0, 0.0)) for product in facts["products"]]
        supply, kept = np.array(rows, dtype=float).T
        facts["available"][:, column] = supply
        facts["keep"][:, column] = kept
        return facts

    def _check_quantity(self, facts, row, lane_index, wish):
        """Refuse nothing: the plan keeps the steps, the acceptance looks at stock."""

    def _evaluate_lines(self, lines):
        """Return the values of a suggestion for each line; all of one hub.

        The lines of a lane share the cost of its vehicles by their load.
        """
        wishes = [(line.product_id, line.lane_id, line.qty) for line in lines]
        rows = self._evaluate_many(wishes, vehicle=False)
        by_lane = {}
        for vals in rows:
            by_lane.setdefault(vals["lane_id"], []).append(vals)
        for lane in lines.lane_id:
            self._share_vehicles(lane, by_lane[lane.id])
        for line, vals in zip(lines, rows, strict=True):
            vals["origin"] = "deployment"
            vals["recommended_qty"] = line._get_share(line.item_id.method)
            vals["facts"]["deployment"] = line._prepare_facts()
        return rows

    def _share_vehicles(self, lane, rows):
        """Add the share of each row in the vehicles that they fill together."""
        total = sum(vals["load"] for vals in rows)
        vehicles = -int(-total // lane.full_load) if lane.full_load else 1
        cost = lane.cost_per_shipment * max(vehicles, 1)
        for vals in rows:
            part = vals["load"] / total if total else 1.0 / len(rows)
            share = cost * part
            vals["freight_cost"] += share
            vals["net_gain"] -= share
            vals["facts"]["shipment_share"] = share
            transfer = vals["alternatives"]["transfer"]
            transfer["freight"] += share
            transfer["total"] += share
