import numpy as np

from odoo import api, models
from odoo.exceptions import UserError


class InvTransferOffer(models.AbstractModel):
    """What other sites could send in place of a purchase, and what it would cost."""

    _name = "inv.transfer.offer"
    _description = "Offer of a Transfer"

    def _get_offers(self, needs):
        """Return the offers of other sites for ``needs``, in their order.

        Parameters
        ----------
        needs : list of (product, warehouse, quantity)

        Returns
        -------
        list of lists of dict, the cheapest offer first, with the values of a
        suggestion and ``saves_against_buying``, ``is_cheaper``
        """
        result = [[] for _need in needs]
        sites = self.env["stock.warehouse"].union(*(need[1] for need in needs))
        lanes = self.env["inv.lane"].search([("target_warehouse_id", "in", sites.ids)])
        for company, group in lanes.grouped("company_id").items():
            wishes, owners = self._get_wishes(needs, group, company)
            if not wishes:
                continue
            evaluated = self.env["inv.transfer.evaluation"]._evaluate_many(wishes)
            for owner, vals in zip(owners, evaluated, strict=True):
                result[owner].append(self._prepare_offer(vals))
        for offers in result:
            offers.sort(key=lambda offer: offer["cost"])
        return result

    def _get_wishes(self, needs, lanes, company):
        """Return what the lanes could bring: wishes, and the need of each."""
        products = self.env["product.product"].union(*(need[0] for need in needs))
        evaluation = self.env["inv.transfer.evaluation"]
        facts = evaluation._get_facts(products, lanes, company)
        row = {product: i for i, product in enumerate(facts["products"])}
        closed = self.env["inv.transfer.planner"]._get_closed(facts)
        wishes, owners = [], []
        for owner, (product, site, quantity) in enumerate(needs):
            for column, lane in enumerate(facts["lanes"]):
                if lane.target_warehouse_id != site or closed[column]:
                    continue
                possible = self._get_possible(facts, row[product], column, quantity)
                if possible > 0:
                    wishes.append((product, lane, possible))
                    owners.append(owner)
        return wishes, owners

    def _get_possible(self, facts, row, column, quantity):
        """Return how much of ``quantity`` a lane could bring, in whole steps."""
        origin = int(facts["lane_sites"][0][column])
        if not facts["point_id"][row, origin] or np.isnan(
            facts["unit_cost"][row, column]
        ):
            return 0.0
        step = float(facts["unit"][row])
        most = min(float(facts["available"][row, origin]), quantity)
        return float(np.floor(most / step + 1e-9) * step)

    def _prepare_offer(self, vals):
        transfer, buy = (vals["alternatives"][name] for name in ("transfer", "buy"))
        saved = buy["total"] - transfer["total"] if buy else None
        return {
            "vals": vals,
            "cost": transfer["total"],
            "saves_against_buying": saved,
            "is_cheaper": saved is None or saved > 0,
        }

    # ------------------------------------------------------------------------
    # Taking an offer
    # ------------------------------------------------------------------------

    @api.model
    def request_transfer(self, product_id, lane_id, quantity):
        """Send ``quantity`` over a lane now, or what can be given of it.

        Returns the message for the planner and the id of the suggestion.
        """
        product = self.env["product.product"].browse(product_id)
        lane = self.env["inv.lane"].browse(lane_id)
        need = (product, lane.target_warehouse_id, quantity)
        (offers,) = self._get_offers([need])
        possible = [
            offer["vals"]["qty"]
            for offer in offers
            if offer["vals"]["lane_id"] == lane.id
        ]
        if not possible:
            raise UserError(
                self.env._(
                    "%(site)s cannot give anything of %(product)s any more.",
                    site=lane.source_warehouse_id.name,
                    product=product.display_name,
                )
            )
        suggestion = self._take(product, lane, possible[0])
        return {
            "suggestion_id": suggestion.id,
            "message": self.env._(
                "%(quantity)s %(unit)s of %(product)s come from %(site)s: "
                "%(shipment)s.",
                quantity=self.env["inv.transfer.wording"]._quantity(
                    suggestion, suggestion.qty
                ),
                unit=product.uom_id.name,
                product=product.display_name,
                site=lane.source_warehouse_id.name,
                shipment=suggestion.reference_id.name,
            ),
        }

    def _take(self, product, lane, quantity, origin="requisition"):
        """Create a suggestion of ``quantity`` and accept it; return it.

        An open suggestion for the same product and lane is taken instead of a second
        one.
        """
        if not self.env.user.has_group("inv_optimisation.group_inv_planner"):
            raise UserError(
                self.env._("Planners decide on transfers. Ask one of them.")
            )
        lane.check_access("read")
        evaluation = self.env["inv.transfer.evaluation"]
        vals = evaluation._evaluate(product, lane, quantity)
        # Superuser: suggestions are written by decisions and runs only.
        suggestions = self.env["inv.transfer.suggestion"].sudo()
        found = suggestions.search(
            [
                ("product_id", "=", product.id),
                ("lane_id", "=", lane.id),
                ("state", "in", ("new", "blocked")),
            ],
            limit=1,
        )
        if found:
            found.write(vals)
        else:
            found = suggestions.create({**vals, "origin": origin})
        found = found.with_env(self.env)
        found.action_accept()
        return found
