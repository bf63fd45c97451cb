import numpy as np

from odoo import api, fields, models


class InvReadinessBoard(models.AbstractModel):
    """Who gets what of one missing part, and the ways to fix it."""

    _inherit = "inv.readiness.board"

    @api.model
    @api.readonly
    def get_missing_part(self, product_id, warehouse_id, filters=None):
        """Return the orders that need a part and what would bring it."""
        filters = self._clean_filters(filters)
        picture = self.env["inv.readiness.engine"]._compute_picture(self.env.company)
        rows = self._get_rows(picture, filters)
        rows = rows[~picture.is_going[rows]]
        pool = np.flatnonzero((picture.pools == [product_id, warehouse_id]).all(axis=1))
        if not len(pool):
            return {"orders": [], "fixes": []}
        needs = self._get_pool_needs(picture, int(pool[0]), rows)
        short = [int(need) for need in needs if picture.result.missing_now[need] > 0]
        return {
            "orders": [self._prepare_part_order(picture, int(need)) for need in needs],
            "fixes": self._prepare_fixes(picture, short) if short else [],
        }

    def _prepare_part_order(self, picture, need):
        row = int(picture.needs["row"][need])
        order, result = picture.get_order(row), picture.result
        return {
            "id": order.id,
            "name": order.name,
            "product": order.product_id.name,
            "customer": self._get_customer(order),
            "date_start": fields.Datetime.to_string(order.date_start),
            "needs": float(picture.needs["quantity"][need]),
            "gets": float(result.covered_now[need]),
            "short": float(result.missing_now[need]),
            "buildable": picture.get_buildable(row),
            "quantity": order.product_qty,
            "uom": order.product_uom_id.name,
        }

    def _prepare_fixes(self, picture, needs):
        """Return what brings the part, the first is the best; see the contract."""
        words = self.env["inv.readiness.wording"]
        supplies = words._get_supplies(picture, needs)
        substitutes = self.env["inv.component.substitute"]._get_for_needs(
            picture, needs
        )
        fixes = []
        for need, found in substitutes.items():
            order = picture.get_order(picture.needs["row"][need])
            fixes.append(
                self._prepare_fix(
                    picture,
                    need,
                    "substitute",
                    title=self.env._("Substitute for %(order)s", order=order.name),
                    detail=" · ".join(
                        filter(None, (found["hint"], found["substitute"].note))
                    ),
                    button=self.env._("Substitute"),
                    order_id=order.id,
                    date=fields.Date.to_string(picture.today),
                )
            )
        uncovered = float(picture.result.uncovered[needs].sum())
        if uncovered > 0:
            fixes.append(
                self._prepare_fix(
                    picture,
                    needs[0],
                    "buy",
                    title=self.env._(
                        "Order %(quantity)s that nothing brings",
                        quantity=words._format_quantity(uncovered),
                    ),
                    detail=self.env._("By the route and vendor of the product"),
                    button=self.env._("Buy"),
                )
            )
        seen = set()
        for need in needs:
            supply = supplies[need]
            if supply and supply["label"] not in seen:
                seen.add(supply["label"])
                fixes.append(self._prepare_expedite(picture, need, supply))
        for number, fix in enumerate(fixes):
            fix["is_primary"] = number == 0
        return fixes

    def _prepare_expedite(self, picture, need, supply):
        words = self.env["inv.readiness.wording"]
        return self._prepare_fix(
            picture,
            need,
            "expedite",
            title=self.env._("Expedite %(document)s", document=supply["label"]),
            detail=words._describe_supply({**supply, "label": supply["vendor"]}),
            button=self.env._("Expedite"),
            date=supply["date"],
        )

    def _prepare_fix(self, picture, need, key, **values):
        return {
            "key": key,
            "icon": key,
            "cost": None,
            "date": None,
            "product_id": int(picture.needs["product"][need]),
            "warehouse_id": int(picture.needs["warehouse"][need]),
            "order_id": None,
            **values,
        }
