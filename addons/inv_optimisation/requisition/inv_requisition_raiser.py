import numpy as np

from odoo import fields, models
from odoo.tools import SQL

from .inv_requisition import EDITABLE_STATES, OPEN_STATES


class InvRequisitionRaiser(models.AbstractModel):
    """Raises requisition lines for stocking points at their reorder point.

    Raising again changes nothing: a point has one open line at most, which follows the
    need until somebody edits or approves it. Two processes that raise at the same time
    lock the same points; the later one fails to serialise and is tried again.
    """

    _name = "inv.requisition.raiser"
    _description = "Requisition Raiser"

    def _raise(self, points, quantities=None, modes=("approval", "automatic")):
        """Raise what ``points`` need; return the lines that were created.

        ``quantities`` {point: quantity} orders these in any case (by hand); ``modes``
        None raises them whatever their policy does at the reorder point.
        """
        lines = self.env["inv.requisition.line"]
        wanted = points if modes is None else points._filter_requisition(*modes)
        for company, group in wanted.grouped("company_id").items():
            own = group.with_company(company)
            raiser = self.with_company(company)
            lines |= raiser._raise_company(own, company, quantities or {})
        return lines

    def _raise_company(self, points, company, quantities):
        need = self.env["inv.requisition.need"]
        open_lines = self._get_open_lines(points)
        facts = need._get_facts(points, company)
        self._add_choice(facts, company, quantities)
        self._follow(facts, open_lines)
        rows = self._get_rows_to_raise(facts, open_lines, quantities)
        if not len(rows):
            return self.env["inv.requisition.line"]
        self._lock(points.browse([points[row].id for row in rows.tolist()]))
        origin = dict.fromkeys(quantities, "hand")
        lines = self._create_lines(facts, rows, company, origin)
        joined = self.env["inv.requisition.joint"]._join(lines, company)
        (lines | joined).requisition_id._go_on()
        return lines | joined

    def _get_open_lines(self, points):
        """Return {point: its open line}."""
        lines = self.env["inv.requisition.line"].search(
            [("point_id", "in", points.ids), ("state", "in", OPEN_STATES)]
        )
        return {line.point_id: line for line in lines}

    def _lock(self, points):
        """Lock ``points`` and mark them, so that a parallel process is refused."""
        points.flush_model()
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL(
                """
                UPDATE inv_stocking_point SET requisition_datetime = %s
                 WHERE id IN (SELECT id FROM inv_stocking_point WHERE id = ANY(%s)
                            ORDER BY id FOR NO KEY UPDATE)
                """,
                now,
                list(points.ids),
            )
        )
        points.invalidate_recordset(["requisition_datetime"], flush=False)

    # ------------------------------------------------------------------------
    # Quantities and vendors
    # ------------------------------------------------------------------------

    def _add_choice(self, facts, company, quantities):
        """Add offers, the final quantity, dates and cover of every point."""
        need = self.env["inv.requisition.need"]
        vendors = self.env["inv.requisition.vendor"]
        zero = np.zeros(len(facts["points"]))
        rough = need._get_quantities(facts, zero, zero)
        by_hand = np.array([quantities.get(point, 0.0) for point in facts["points"]])
        facts["offers"] = vendors._get_offers(
            facts, company, np.maximum(rough, by_hand)
        )
        minimum, multiple = (
            np.array([row[0][name] if row else 0.0 for row in facts["offers"]])
            for name in ("minimum_qty", "multiple_qty")
        )
        for index, (rule, point) in enumerate(
            zip(facts["rules"], facts["points"], strict=True)
        ):
            pack = rule.replenishment_uom_id
            if pack and not facts["offers"][index]:
                multiple[index] = pack.factor / point.uom_id.factor
        facts["multiple"] = multiple
        facts["quantity"] = np.where(
            by_hand > 0, by_hand, need._get_quantities(facts, minimum, multiple)
        )
        facts["lead_days"] = np.array(
            [
                row[0]["lead_days"] if row else point.lead_time_days
                for row, point in zip(facts["offers"], facts["points"], strict=True)
            ]
        )
        need._add_dates(facts, facts["lead_days"], company)
        facts["cover_before"] = need._get_cover(facts)
        facts["cover_after"] = need._get_cover(facts, facts["quantity"])

    def _get_rows_to_raise(self, facts, open_lines, quantities):
        """Return the rows of points that need a line and have none."""
        today = facts["today"]
        rows = []
        for row, point in enumerate(facts["points"]):
            snooze = point.requisition_snooze_date
            is_quiet = bool(snooze and snooze > today)
            can_buy = point.supply_type != "buy" or facts["offers"][row]
            if point in quantities:
                is_wanted = True
            else:
                is_wanted = facts["quantity"][row] > 0 and not is_quiet
            if (
                is_wanted
                and can_buy
                and point.supply_type != "none"
                and (facts["rules"][row] or point in quantities)
                and point not in open_lines
            ):
                rows.append(row)
        return np.array(rows, dtype=np.int64)

    # ------------------------------------------------------------------------
    # Lines that are open already
    # ------------------------------------------------------------------------

    def _follow(self, facts, open_lines):
        """Let open lines follow the need: more, less, or not at all any more.

        Superuser, because the lines may wait in a state that only decisions write.
        """
        row_by_point = {point: row for row, point in enumerate(facts["points"])}
        for point, line in open_lines.items():
            row = row_by_point[point]
            is_free = line.state in EDITABLE_STATES and not line.is_edited
            if not is_free or (line.facts or {}).get("origin") != "reorder":
                continue
            quantity = float(facts["quantity"][row])
            if not quantity:
                line._set_state("cancelled", reject_reason=self._get_gone_reason())
                line.requisition_id._log("cancel", self._get_gone_reason())
            elif point.uom_id.compare(quantity, line.qty):
                line.requisition_id._forget_approvals()
                line.sudo().write(self._prepare_need(facts, row, "reorder"))

    def _get_gone_reason(self):
        return self.env._("Stock is above the reorder point again.")

    # ------------------------------------------------------------------------
    # Creation
    # ------------------------------------------------------------------------

    def _create_lines(self, facts, rows, company, origin=None):
        """Create one line for each of ``rows``, in the requisition it belongs to."""
        grouping = self.env["inv.requisition.grouping"]
        points = [facts["points"][row] for row in rows.tolist()]
        keys = [
            grouping._get_key(
                point,
                point.supply_type,
                self._get_seller(facts, row),
                self._get_mode(point, company),
                company,
            )
            for row, point in zip(rows.tolist(), points, strict=True)
        ]
        requisitions = grouping._get_requisitions(keys, company)
        previous = self._get_previous(facts, rows, company)
        vals_list = [
            {
                "requisition_id": requisitions[key].id,
                "state": "to_approve",
                "product_id": point.product_id.id,
                "warehouse_id": point.warehouse_id.id,
                "point_id": point.id,
                "orderpoint_id": facts["rules"][row].id,
                **self._prepare_need(facts, row, (origin or {}).get(point, "reorder")),
                **self._prepare_supply(facts, row, previous, company),
            }
            for row, point, key in zip(rows.tolist(), points, keys, strict=True)
        ]
        # Superuser: lines start in a state that only decisions may write, and the
        # scheduled action works for a company, not for a person.
        return self.env["inv.requisition.line"].sudo().create(vals_list).sudo(False)

    def _get_mode(self, point, company):
        """Return how the requisition is approved; what is asked for by hand waits."""
        mode = point.policy_id._get_requisition_mode(company)
        return mode if mode in ("approval", "automatic") else "approval"

    def _get_seller(self, facts, row):
        offers = facts["offers"][row]
        empty = self.env["product.supplierinfo"]
        return offers[0]["seller"] if offers else empty

    def _prepare_need(self, facts, row, origin):
        """Return the values of a line that follow from stock and plan."""
        to_date = fields.Date.to_string
        date = {
            name: None if np.isnat(facts[name][row]) else facts[name][row].item()
            for name in ("need", "order_by", "arrival", "stock_out")
        }
        return {
            "qty": float(facts["quantity"][row]),
            "recommended_qty": float(facts["quantity"][row]),
            "date_need": date["need"],
            "date_order_by": date["order_by"],
            "date_arrival": date["arrival"],
            "is_at_risk": bool(facts["is_at_risk"][row]),
            "cover_before_days": float(facts["cover_before"][row]),
            "cover_after_days": float(facts["cover_after"][row]),
            "facts": {
                "origin": origin,
                "on_hand": float(facts["stock"]["on_hand"][row]),
                "on_order": float(facts["on_order"][row]),
                "position": float(facts["position"][row]),
                "reorder_point": float(facts["reorder_point"][row]),
                "safety_stock": float(facts["safety_stock_qty"][row]),
                "rate_per_day": float(facts["forecast_per_day"][row]),
                "lead_days": float(facts["lead_days"][row]),
                "stock_out": to_date(date["stock_out"]) if date["stock_out"] else None,
                "left_at_arrival": self._get_left(facts, row),
            },
        }

    def _get_left(self, facts, row):
        """Return the stock when an order of today arrives, before it is put away."""
        projected = facts["projected"][row]
        day = min(int(np.ceil(facts["lead_days"][row])), len(projected) - 1)
        return float(projected[day])

    def _prepare_supply(self, facts, row, previous, company):
        offers = facts["offers"][row]
        product = facts["points"][row].product_id
        if not offers:
            return {"price_unit": product.standard_price}
        seller = offers[0]["seller"]
        last = previous.get((product.id, seller.partner_id.id))
        unit = seller.product_uom_id or product.uom_id
        return {
            **self.env["inv.requisition.vendor"]._prepare_price(seller),
            "previous_price": self._get_last_price(last, unit, seller.currency_id),
        }

    def _get_last_price(self, last, unit, currency):
        """Return the last price for ``unit``; 0 when it was in another currency."""
        if not last or last["currency_id"] != currency.id:
            return 0.0
        bought_in = self.env["uom.uom"].browse(last["product_uom_id"])
        return float(last["price"]) * unit.factor / bought_in.factor

    def _get_previous(self, facts, rows, company):
        sellers = [self._get_seller(facts, row) for row in rows.tolist()]
        products = {facts["points"][row].product_id.id for row in rows.tolist()}
        vendors = {seller.partner_id.id for seller in sellers if seller}
        vendor = self.env["inv.requisition.vendor"]
        return vendor._get_previous_prices((products, vendors), company)
