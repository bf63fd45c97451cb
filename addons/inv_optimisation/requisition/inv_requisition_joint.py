import numpy as np

from odoo import models

from ..kernel.inventory.joint_replenishment import (
    can_order_level,
    joint_cycle,
    top_up_order,
)
from ..kernel.inventory.order_extension import extension_benefit
from ..kernel.inventory.vendor_choice import DAYS_PER_YEAR

#: A full load is worth a look when at most this share of it is missing.
LOAD_SHARE = 0.35
#: Nobody fills an order up with more than this.
MAX_EXTRA_DAYS = 60.0


class InvRequisitionJoint(models.AbstractModel):
    """Ordering together: items that join an order, and filling an order up."""

    _name = "inv.requisition.joint"
    _description = "Joint Order"

    # ------------------------------------------------------------------------
    # Items that join (can-order levels)
    # ------------------------------------------------------------------------

    def _join(self, lines, company):
        """Add items that soon need an order to the orders of their vendor.

        Only for vendors with a cost of an order: without it, joining saves nothing.
        """
        vendors = lines.requisition_id.vendor_id.filtered("inv_order_cost")
        if not vendors:
            return lines.browse()
        raiser = self.env["inv.requisition.raiser"]
        points = self._get_vendor_points(vendors, company)
        facts = self.env["inv.requisition.need"]._get_facts(points, company)
        level = self._get_can_order_level(facts, vendors)
        facts["reorder_point"] = level
        raiser._add_choice(facts, company, {})
        ordered = {
            (line.requisition_id.vendor_id, self._get_site(line, company))
            for line in lines
        }
        open_lines = raiser._get_open_lines(points)
        rows = [
            row
            for row in raiser._get_rows_to_raise(facts, open_lines, {}).tolist()
            if (
                raiser._get_seller(facts, row).partner_id,
                self._get_site(points[row], company),
            )
            in ordered
        ]
        if not rows:
            return lines.browse()
        chosen = points.browse([points[row].id for row in rows])
        raiser._lock(chosen)
        origin = dict.fromkeys(chosen, "joined")
        return raiser._create_lines(facts, np.array(rows), company, origin)

    def _get_site(self, item, company):
        is_gathered = company.inv_requisition_gather_sites
        return item.warehouse_id.browse() if is_gathered else item.warehouse_id

    def _get_vendor_points(self, vendors, company):
        """Return the points that are bought from ``vendors`` by requisition."""
        points = self.env["inv.stocking.point"].search(
            [
                ("company_id", "=", company.id),
                ("vendor_id", "in", vendors.ids),
                ("supply_type", "=", "buy"),
                ("orderpoint_id", "!=", False),
            ]
        )
        return points._filter_requisition("approval", "automatic")

    def _get_can_order_level(self, facts, vendors):
        points = facts["points"]
        position = {vendor: index for index, vendor in enumerate(vendors)}
        group = np.array([position[point.vendor_id] for point in points])
        value = np.array(
            [max(point.product_id.standard_price, 0.0) for point in points]
        )
        holding = np.maximum(facts["holding_rate"] * value, 1e-9)
        joint = joint_cycle(
            facts["forecast_per_day"] * DAYS_PER_YEAR,
            holding,
            facts["ordering_cost"],
            np.array([vendor.inv_order_cost for vendor in vendors]),
            group,
        )
        days = joint.cycle_years[group] * DAYS_PER_YEAR
        level = can_order_level(facts["reorder_point"], facts["forecast_per_day"], days)
        # More than half full, an item waits: its own lot would hardly be one.
        return np.minimum(level, (facts["reorder_point"] + facts["maximum"]) / 2)

    # ------------------------------------------------------------------------
    # Filling up
    # ------------------------------------------------------------------------

    def _get_targets(self, requisition):
        """Return [(kind, value now, target)] of what the vendor rewards or asks."""
        vendor = requisition.vendor_id.with_company(requisition.company_id)
        lines = requisition._get_counting_lines()
        amount = requisition.amount_total
        weight = sum(line.qty * line.product_id.weight for line in lines)
        targets = []
        if vendor.inv_minimum_order_value:
            targets.append(("minimum", amount, vendor.inv_minimum_order_value))
        if vendor.inv_break_order_value and vendor.inv_break_discount:
            targets.append(("break", amount, vendor.inv_break_order_value))
        load = vendor.inv_load_weight
        if load and weight:
            full = max(np.ceil(weight / load - 1e-9), 1.0) * load
            targets.append(("load", weight, float(full)))
        return targets

    def _get_advice(self, requisition, kind=None):
        """Return what to order more, and what it brings, or None.

        ``kind`` minimum, break or load; without it the first that pays: a missed
        minimum always, a price break when it saves more than holding costs, a load
        when little is missing.
        """
        if requisition.supply_type != "buy" or not requisition.vendor_id:
            return None
        open_targets = [
            target
            for target in self._get_targets(requisition)
            if target[1] < target[2] * (1 - 1e-9) and kind in (None, target[0])
        ]
        if not open_targets:
            return None
        facts = self._get_fill_facts(requisition)
        for name, value, target in open_targets:
            advice = self._prepare_advice(requisition, facts, name, value, target)
            if advice and (kind or self._is_worth_it(advice)):
                return advice
        return None

    def _is_worth_it(self, advice):
        if advice["kind"] == "minimum":
            return True
        if advice["extra_days"] > MAX_EXTRA_DAYS:
            return False
        if advice["kind"] == "load":
            return advice["missing_share"] <= LOAD_SHARE
        return advice["saving"] > advice["cost"]

    def _get_fill_facts(self, requisition):
        """Return facts of everything that this vendor could bring along."""
        company = requisition.company_id
        points = self._get_vendor_points(requisition.vendor_id, company)
        points |= requisition.line_ids.point_id
        if requisition.warehouse_id:
            site = requisition.warehouse_id
            points = points.filtered(lambda point: point.warehouse_id == site)
        raiser = self.env["inv.requisition.raiser"].with_company(company)
        facts = raiser.env["inv.requisition.need"]._get_facts(
            points.with_company(company), company
        )
        raiser._add_choice(facts, company, {})
        lines = requisition._get_counting_lines()
        by_point = {line.point_id: line for line in lines if line.point_id}
        others = raiser._get_open_lines(points)
        facts["line"] = [by_point.get(point) for point in points]
        facts["order"] = np.array([line.qty if line else 0.0 for line in facts["line"]])
        sellers = [raiser._get_seller(facts, row) for row in range(len(points))]
        facts["seller"] = [
            line.supplierinfo_id if line else seller
            for line, seller in zip(facts["line"], sellers, strict=True)
        ]
        # What another requisition orders, or another vendor sells, is not ours to add.
        facts["is_free"] = np.array(
            [
                seller.partner_id == requisition.vendor_id
                and (bool(line) or point not in others)
                for line, seller, point in zip(
                    facts["line"], facts["seller"], points, strict=True
                )
            ],
            dtype=bool,
        )
        return facts

    def _prepare_advice(self, requisition, facts, kind, value, target):
        """Return the extra quantities that reach ``target``, or None."""
        points, price = facts["points"], self._get_unit_prices(facts)
        weight = np.array([point.product_id.weight for point in points])
        gain = np.where(facts["is_free"], weight if kind == "load" else price, 0.0)
        order = facts["order"]
        # Lines without a stocking point count too: they are in ``value``.
        outside = value - float((order * gain).sum())
        filled = top_up_order(
            facts["position"],
            np.where(gain > 0, order, 0.0),
            facts["forecast_per_day"],
            gain,
            minimum=[target - outside],
            group=np.zeros(len(points), dtype=np.int64),
            multiple=facts["multiple"],
        )
        extra = np.maximum(filled - order, 0.0) * (gain > 0)
        reached = value + float((extra * gain).sum())
        if not extra.any() or reached < target * (1 - 1e-9):
            return None
        benefit = extension_benefit(
            order,
            extra,
            facts["forecast_per_day"],
            unit_value=price,
            ordering_cost=facts["ordering_cost"],
            holding_rate=facts["holding_rate"],
        )
        amount = requisition.amount_total + float((extra * price).sum())
        vendor = requisition.vendor_id.with_company(requisition.company_id)
        rate = vendor.inv_break_discount / 100 if kind == "break" else 0.0
        daily = float((facts["forecast_per_day"] * price)[extra > 0].sum())
        return {
            "kind": kind,
            "rows": [
                (row, float(extra[row])) for row in np.flatnonzero(extra).tolist()
            ],
            "facts": facts,
            "amount_after": amount,
            "target": target,
            "missing_share": (target - value) / target,
            "saving": amount * rate,
            "cost": float(np.maximum(-benefit[extra > 0], 0.0).sum()),
            "extra_days": float((extra * price).sum()) / daily if daily else 0.0,
        }

    def _get_unit_prices(self, facts):
        """Return the price of a product unit in the currency of the vendor."""
        prices = []
        for seller, point in zip(facts["seller"], facts["points"], strict=True):
            unit = seller.product_uom_id or point.uom_id
            price = seller.price * (1 - seller.discount / 100)
            prices.append(max(price * point.uom_id.factor / (unit.factor or 1.0), 0.0))
        return np.array(prices)

    def _apply_advice(self, requisition, advice):
        """Raise quantities and add lines; return the lines that were added."""
        facts, raiser = advice["facts"], self.env["inv.requisition.raiser"]
        company = requisition.company_id
        added = []
        for row, extra in advice["rows"]:
            line = facts["line"][row]
            if line:
                line.write(
                    {
                        "qty": line.qty + extra,
                        "edit_reason": self.env._("Filled up the order"),
                    }
                )
            else:
                facts["quantity"][row] = extra
                added.append(row)
        points = facts["points"]
        chosen = points.browse([points[row].id for row in added])
        if not added:
            return self.env["inv.requisition.line"]
        facts["cover_after"] = self.env["inv.requisition.need"]._get_cover(
            facts, facts["quantity"]
        )
        raiser._lock(chosen)
        lines = raiser.with_company(company)._create_lines(
            facts, np.array(added), company, dict.fromkeys(chosen, "fill_up")
        )
        strays = lines.filtered(lambda line: line.requisition_id != requisition)
        emptied = strays.requisition_id
        strays.sudo().write({"requisition_id": requisition.id})
        emptied.sudo().filtered(lambda one: not one.line_ids).unlink()
        lines._set_state(requisition._get_line_state())
        return lines
