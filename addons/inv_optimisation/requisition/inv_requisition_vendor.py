import numpy as np

from odoo import models
from odoo.tools import SQL

from ..kernel.inventory.vendor_choice import vendor_yearly_cost

#: Service that safety stock is compared at where the point has no target of its own.
DEFAULT_SERVICE = 0.95
#: Set on prices that come from a blanket order (module purchase_requisition).
AGREEMENT = "purchase_requisition_line_id"


class InvRequisitionVendor(models.AbstractModel):
    """The vendors of an item side by side: landed price, delay, reliability, cost."""

    _name = "inv.requisition.vendor"
    _description = "Vendor Choice"

    # ------------------------------------------------------------------------
    # Offers
    # ------------------------------------------------------------------------

    def _get_offers(self, facts, company, quantities):
        """Return for every point a list of offers, the chosen one first.

        An offer is a dict: ``seller`` (price list line), ``position`` in the price
        list, ``landed_price`` [company currency per product unit], ``minimum_qty``
        and ``multiple_qty`` [product unit], ``lead_days``, ``lead_variance``,
        ``performance`` (dict or None), ``cost_year``, ``is_blanket``, ``is_fixed``.
        """
        points = facts["points"]
        sellers = self.env["inv.provider.supply"]._get_sellers(
            points.product_id, company, facts["today"]
        )
        self._fetch_terms(sellers)
        offers = [
            self._get_point_offers(point, rule, sellers, company, quantity)
            if point.supply_type == "buy"
            else []
            for point, rule, quantity in zip(
                points, facts["rules"], quantities.tolist(), strict=True
            )
        ]
        self._add_lead_times(facts, offers, company)
        self._add_costs(facts, offers)
        for row in offers:
            row.sort(key=lambda offer: self._get_rank(offer, company))
        return offers

    def _get_point_offers(self, point, rule, sellers, company, quantity):
        """Return one offer for each vendor, at the price of the quantity."""
        product = point.product_id
        supply = self.env["inv.provider.supply"]
        lines = supply._get_product_sellers(product, sellers)
        lines |= rule.supplier_id
        return [
            self._prepare_offer(group, rule, product, company, quantity, position)
            for position, group in enumerate(lines.grouped("partner_id").values())
        ]

    def _prepare_offer(self, lines, rule, product, company, quantity, position):
        factor = {
            line: (line.product_uom_id or product.uom_id).factor / product.uom_id.factor
            for line in lines
        }
        minimum = {line: line.min_qty * factor[line] for line in lines}
        price = {line: self._get_price(line, factor[line], company) for line in lines}
        reached = lines.filtered(lambda line: minimum[line] <= quantity + 1e-9)
        # The cheapest price whose minimum is reached, as core does; else the
        # smallest minimum, which the order is then raised to.
        seller = min(
            reached or lines,
            key=lambda line: price[line] if reached else minimum[line],
        )
        if rule.supplier_id in lines:
            seller = rule.supplier_id
        vendor = seller.partner_id
        pack = rule.replenishment_uom_id or seller.product_uom_id
        multiple = pack.factor / product.uom_id.factor if pack else 0.0
        return {
            "seller": seller,
            "position": position,
            "landed_price": price[seller] * (1 + vendor.inv_landed_cost_rate / 100),
            "minimum_qty": minimum[seller],
            "multiple_qty": multiple if pack and pack != product.uom_id else 0.0,
            "is_fixed": rule.supplier_id == seller,
            "is_blanket": self._is_blanket(seller),
        }

    def _get_price(self, line, factor, company):
        """Return the price of a product unit, discount off, company currency."""
        price = line.price * (1 - line.discount / 100)
        if line.currency_id != company.currency_id:
            price = line.currency_id._convert(
                price, company.currency_id, company, round=False
            )
        return max(price / factor, 0.0)

    def _is_blanket(self, seller):
        """Return whether the price comes from an agreement (purchase_requisition)."""
        return AGREEMENT in seller._fields and bool(seller[AGREEMENT])

    def _fetch_terms(self, sellers):
        """Read agreements and terms of all vendors at once."""
        ids = [id_ for lines in sellers.values() for id_ in lines.ids]
        lines = self.env["product.supplierinfo"].browse(ids)
        if AGREEMENT in lines._fields:
            lines.fetch([AGREEMENT])
        lines.partner_id.fetch(["name", "buyer_id", "inv_landed_cost_rate"])

    def _get_rank(self, offer, company):
        """Return a sort key: set by hand, agreed, then by cost or by sequence."""
        by_cost = company.inv_vendor_choice == "cost"
        value = offer["cost_year"] if by_cost else offer["position"]
        return (not offer["is_fixed"], not offer["is_blanket"], value)

    # ------------------------------------------------------------------------
    # Lead times and costs of all offers at once
    # ------------------------------------------------------------------------

    def _add_lead_times(self, facts, offers, company):
        rows = [
            (point, offer)
            for point, row in zip(facts["points"], offers, strict=True)
            for offer in row
        ]
        if not rows:
            return
        measured = {
            "product_id": np.array([point.product_id.id for point, _offer in rows]),
            "warehouse_id": np.array([point.warehouse_id.id for point, _o in rows]),
            "vendor_id": np.array(
                [offer["seller"].partner_id.id for _point, offer in rows]
            ),
            "supply": [
                {"promised_days": self._get_promise(offer["seller"], company)}
                for _point, offer in rows
            ],
        }
        self.env["inv.planning.lead_time"]._add_lead_times(
            measured, company, facts["today"]
        )
        vendors = self.env["res.partner"].browse(set(measured["vendor_id"].tolist()))
        performance = self.env["inv.vendor.performance"]._get_by_vendor(
            vendors, company
        )
        for row, (_point, offer) in enumerate(rows):
            offer["lead_days"] = float(measured["lead_time_days"][row])
            offer["lead_variance"] = float(measured["lead_time_variance"][row])
            offer["performance"] = performance.get(offer["seller"].partner_id.id)

    def _get_promise(self, seller, company):
        return seller.delay + company.days_to_purchase if seller.delay else None

    def _add_costs(self, facts, offers):
        rows = [(index, offer) for index, row in enumerate(offers) for offer in row]
        if not rows:
            return
        index = np.array([position for position, _offer in rows])
        rate = facts["forecast_per_day"][index]
        variance, service = self._get_spread(facts)
        lot = np.maximum(facts["maximum"] - facts["reorder_point"], facts["unit"])
        minimum = np.array([offer["minimum_qty"] for _index, offer in rows])
        cost = vendor_yearly_cost(
            np.array([offer["landed_price"] for _index, offer in rows]),
            rate,
            variance[index],
            np.array([offer["lead_days"] for _index, offer in rows]),
            np.array([offer["lead_variance"] for _index, offer in rows]),
            order_quantity=np.maximum(lot[index], minimum),
            ordering_cost=facts["ordering_cost"][index],
            holding_rate=facts["holding_rate"][index],
            service=service[index],
        )
        for (_index, offer), value in zip(rows, cost.tolist(), strict=True):
            offer["cost_year"] = value

    def _get_spread(self, facts):
        """Return variance of a day's demand and service of every point."""
        variance, service = [], []
        for point in facts["points"]:
            inputs = (point.derivation or {}).get("inputs", {})
            days = inputs.get("forecast_horizon_days") or 1.0
            variance.append((inputs.get("forecast_variance") or 0.0) / days)
            target = point.service_target
            service.append(target if 0 < target < 1 else DEFAULT_SERVICE)
        return np.array(variance), np.array(service)

    # ------------------------------------------------------------------------
    # Lines
    # ------------------------------------------------------------------------

    def _prepare_price(self, seller):
        """Return price, discount and unit that a line takes over."""
        return {
            "supplierinfo_id": seller.id,
            "price_unit": seller.price,
            "discount": seller.discount,
            "order_uom_id": seller.product_uom_id.id,
        }

    def _get_previous_prices(self, lines_key, company):
        """Return {(product id, vendor id): (price, unit, currency)} of last orders."""
        products, vendors = lines_key
        self.env["purchase.order.line"].flush_model()
        rows = self.env.execute_query_dict(
            self._get_previous_sql(products, vendors, company)
        )
        return {(row["product_id"], row["partner_id"]): row for row in rows}

    def _get_previous_sql(self, products, vendors, company):
        return SQL(
            """
            SELECT DISTINCT ON (line.product_id, purchase.partner_id)
                   line.product_id, purchase.partner_id, line.product_uom_id,
                   line.price_unit * (1 - COALESCE(line.discount, 0) / 100) AS price,
                   purchase.currency_id
              FROM purchase_order_line line
              JOIN purchase_order purchase ON purchase.id = line.order_id
             WHERE purchase.state = 'purchase'
               AND purchase.company_id = %s
               AND line.product_id = ANY(%s)
               AND purchase.partner_id = ANY(%s)
          ORDER BY line.product_id, purchase.partner_id, purchase.date_approve DESC,
                   line.id DESC
            """,
            company.id,
            list(products),
            list(vendors),
        )

    def _set_prices(self, lines):
        """Give lines the price that the vendor has for their quantity.

        Superuser: once approval is asked for, nobody writes a price by hand. A
        product that the vendor has no price for keeps the one that was entered.
        """
        for line in lines.sudo():
            vendor = line.requisition_id.vendor_id
            offer = self._get_line_offer(line, vendor) if vendor else None
            if offer:
                line.write(self._prepare_price(offer["seller"]))

    def _get_line_offer(self, line, vendor):
        """Return the offer of ``vendor`` at the quantity of the line, or None."""
        company, product = line.company_id, line.product_id
        supply = self.env["inv.provider.supply"]
        sellers = supply._get_sellers(product, company, company._get_inventory_today())
        lines = supply._get_product_sellers(product, sellers).filtered(
            lambda one: one.partner_id == vendor
        )
        if not lines:
            return None
        rule = line.orderpoint_id
        return self._prepare_offer(lines, rule, product, company, line.qty, 0)

    def _move_to_vendor(self, line, seller):
        """Give ``line`` to the open requisition of the vendor, or to a new one."""
        old = line.requisition_id
        grouping = self.env["inv.requisition.grouping"]
        key = grouping._get_key(
            line.point_id or line, "buy", seller, old.mode, line.company_id
        )
        target = grouping._get_requisitions([key], line.company_id)[key]
        # Superuser: writing the state of a line is kept to decisions.
        line.sudo().write(
            {
                "requisition_id": target.id,
                "state": line.state,
                **self._prepare_price(seller),
            }
        )
        (old | target)._forget_approvals()
        if not old.line_ids:
            # Kept, so that the decision can be undone.
            old.sudo().active = False
        target._schedule_approvals()

    def _set_default_supply(self, lines):
        """Fill vendor price and dates of lines that are entered by hand."""
        for line in lines:
            vendor = line.requisition_id.vendor_id
            if not line.product_id or line.requisition_id.supply_type != "buy":
                line.price_unit = line.product_id.standard_price
                continue
            offer = self._get_line_offer(line, vendor)
            if offer:
                line.update(self._prepare_price(offer["seller"]))
