import numpy as np

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.inv_optimisation.kernel.network.move_evaluation import evaluate_moves


class InvTransferEvaluation(models.AbstractModel):
    """What given moves cost, gain and risk: for quantities that people choose."""

    _name = "inv.transfer.evaluation"
    _description = "Evaluation of Transfers"

    def _evaluate(self, product, lane, quantity, vehicle=True):
        """Return the values of a suggestion of ``quantity`` of ``product``.

        Raises UserError when the quantity cannot be moved, with what can. With
        ``vehicle`` it pays for a shipment of its own.
        """
        (vals,) = self._evaluate_many([(product, lane, quantity)], vehicle)
        return vals

    def _evaluate_many(self, wishes, vehicle=True):
        """Return the values of suggestions for ``wishes`` (product, lane, quantity).

        Each wish is looked at on its own, as if the others were not. All lanes start
        at one company; the order of the wishes is kept.
        """
        products = self.env["product.product"].union(*(wish[0] for wish in wishes))
        lanes = self.env["inv.lane"].union(*(wish[1] for wish in wishes))
        known = self._get_facts(products, lanes, lanes.company_id)
        row = {product: i for i, product in enumerate(known["products"])}
        column = {lane: j for j, lane in enumerate(known["lanes"])}
        facts = self._select_rows(known, [row[wish[0]] for wish in wishes])
        lane_index = np.array([column[wish[1]] for wish in wishes])
        for index, wish in enumerate(wishes):
            self._check_quantity(facts, index, lane_index[index], wish)
        stock, priced = self.env["inv.transfer.planner"]._prepare_problem(
            facts, facts["unit_cost"], vehicle
        )
        quantity = np.array([float(wish[2]) for wish in wishes])
        plan = evaluate_moves(stock, priced, lane_index, quantity)
        writer = self.env["inv.transfer.writer"]
        moves = writer._get_columns(facts, plan)
        moves["limit"] = ["hand"] * len(wishes)
        lots = self._get_lots(facts, moves)
        company = lanes.company_id
        return writer._prepare_moves(company, facts, moves, lots, 0.0)

    def _select_rows(self, facts, rows):
        """Return the facts with one row for each of ``rows``; rows may repeat."""
        count = len(facts["products"])
        selected = dict(facts)
        for name, values in facts.items():
            if isinstance(values, np.ndarray) and values.shape[:1] == (count,):
                selected[name] = values[rows]
        selected["products"] = [facts["products"][row] for row in rows]
        selected["lots"] = {
            (index, site): [dict(lot) for lot in lots]
            for index, row in enumerate(rows)
            for (known, site), lots in facts["lots"].items()
            if known == row
        }
        return selected

    def _change_quantity(self, suggestion, quantity):
        """Set the quantity of a new suggestion and compute its figures again.

        Its share of the vehicle stays: the others on it do not pay for the change.
        """
        vals = self._evaluate(
            suggestion.product_id, suggestion.lane_id, quantity, vehicle=False
        )
        share = (suggestion.facts or {}).get("shipment_share", 0.0)
        vals.pop("recommended_qty")
        vals["freight_cost"] += share
        vals["net_gain"] -= share
        vals["facts"]["shipment_share"] = share
        transfer = vals["alternatives"]["transfer"]
        transfer["freight"] += share
        transfer["total"] += share
        # Superuser: see ``write`` of the suggestion.
        suggestion.sudo().write(vals)

    def _get_facts(self, products, lanes, company):
        planner = self.env["inv.transfer.planner"].with_company(company)
        facts = planner._get_facts(products.with_company(company), lanes, company)
        self.env["inv.transfer.lot"]._add_lots(facts, lanes)
        return facts

    def _get_lots(self, facts, moves):
        allocate = self.env["inv.transfer.lot"]._allocate
        return [
            allocate(
                facts,
                int(moves["item"][index]),
                facts["lanes"][int(moves["lane"][index])],
                (int(moves["origin"][index]), int(moves["target"][index])),
                float(moves["quantity"][index]),
            )[0]
            for index in range(len(moves["item"]))
        ]

    def _check_quantity(self, facts, row, lane_index, wish):
        product, lane, quantity = wish
        origin = int(facts["lane_sites"][0][lane_index])
        available = float(facts["available"][row, origin])
        number = self.env["inv.transfer.wording"]._quantity
        names = {
            "product": product.display_name,
            "unit": product.uom_id.name,
            "site": lane.source_warehouse_id.name,
        }
        if not facts["point_id"][row, origin]:
            raise UserError(
                self.env._(
                    "%(site)s does not plan %(product)s. Run the planning first.",
                    **names,
                )
            )
        if np.isnan(facts["unit_cost"][row, lane_index]):
            raise UserError(
                self.env._(
                    "%(lane)s does not take %(product)s.",
                    lane=lane.display_name,
                    **names,
                )
            )
        step = float(facts["unit"][row])
        if quantity <= 0 or abs(round(quantity / step) * step - quantity) > step * 1e-6:
            raise UserError(
                self.env._(
                    "Move a multiple of %(step)s %(unit)s above 0 of %(product)s.",
                    step=number(product, step),
                    **names,
                )
            )
        if product.uom_id.compare(quantity, available) > 0:
            raise UserError(
                self.env._(
                    "%(site)s can give at most %(most)s %(unit)s of %(product)s: the "
                    "rest is its own need, reserved, or expires too soon.",
                    most=number(product, available),
                    **names,
                )
            )
