import numpy as np

from odoo import models
from odoo.fields import Domain

#: Core's actions of a stock rule, in the words of this suite.
SUPPLY_TYPE_BY_ACTION = {
    "buy": "buy",
    "manufacture": "manufacture",
    "pull": "transfer",
    "pull_push": "transfer",
}


class InvProviderSupply(models.AbstractModel):
    """How each stocking point is supplied: type, vendor, promised delay, pack, price.

    The same choices as core's procurement, made for all points at once: the
    reordering rule first, then routes of product and category, then of the
    warehouse; the first vendor by sequence.
    """

    _name = "inv.provider.supply"
    _description = "Supply Provider"
    _inherit = "inv.provider"

    def _get_supply(self, points, company, today):
        """Return one dict for each point, in their order.

        Keys: ``orderpoint`` (record, may be empty), ``supply_type`` (buy,
        manufacture, transfer, none), ``seller`` (supplierinfo, may be empty),
        ``promised_days`` (None when nobody promised), ``minimum_qty``,
        ``multiple_qty`` (0 = none), ``unit_cost``, ``price_breaks`` (falling with the
        quantity; empty with one price).
        """
        orderpoints = self._get_orderpoints(points)
        sellers = self._get_sellers(points.product_id, company, today)
        rules = self._get_rules_by_route(points)
        rows, known = [], {}
        for point in points:
            orderpoint = orderpoints.get(
                (point.product_id.id, point.warehouse_id.id),
                self.env["stock.warehouse.orderpoint"],
            )
            lines = self._get_point_sellers(point, orderpoint, sellers)
            supply_type, delay = self._get_supply_type(
                point, orderpoint, lines, rules, known
            )
            rows.append(
                self._prepare_row(point, orderpoint, lines, supply_type, delay, company)
            )
        return rows

    def _get_orderpoints(self, points):
        """Return {(product id, warehouse id): rule of the stock location}."""
        Orderpoint = self.env["stock.warehouse.orderpoint"].with_context(
            active_test=False
        )
        orderpoints = Orderpoint.search_fetch(
            self._get_orderpoint_domain(points),
            ["product_id", "warehouse_id", "location_id", "active"]
            + ["product_min_qty", "product_max_qty", "trigger", "route_id"]
            + ["supplier_id", "replenishment_uom_id"],
            order="active, id desc",
        )
        return {
            (rule.product_id.id, rule.warehouse_id.id): rule for rule in orderpoints
        }

    def _get_orderpoint_domain(self, points):
        return Domain(
            [
                ("product_id", "in", points.product_id.ids),
                ("location_id", "in", points.warehouse_id.lot_stock_id.ids),
            ]
        )

    def _get_sellers(self, products, company, today):
        """Return {template id: valid price list lines in core's order}."""
        sellers = self.env["product.supplierinfo"].search_fetch(
            self._get_seller_domain(products, company, today),
            ["partner_id", "product_id", "product_tmpl_id", "min_qty", "delay"]
            + ["price", "discount", "currency_id", "product_uom_id", "sequence"],
            order="sequence, min_qty, price, id",
        )
        return sellers.grouped("product_tmpl_id")

    def _get_seller_domain(self, products, company, today):
        return Domain(
            [
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                ("company_id", "in", [False, company.id]),
                ("partner_id.active", "=", True),
                "|",
                ("date_start", "=", False),
                ("date_start", "<=", today),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", today),
            ]
        )

    def _get_product_sellers(self, product, sellers_by_template):
        """Return the price lines that are for ``product``, of all vendors."""
        lines = sellers_by_template.get(
            product.product_tmpl_id, self.env["product.supplierinfo"]
        )
        return lines.filtered(
            lambda line: not line.product_id or line.product_id == product
        )

    def _get_point_sellers(self, point, orderpoint, sellers_by_template):
        """Return the price lines of the vendor that core would buy from."""
        lines = self._get_product_sellers(point.product_id, sellers_by_template)
        chosen = orderpoint.supplier_id
        vendor = chosen.partner_id or lines[:1].partner_id
        return chosen | lines.filtered(lambda line: line.partner_id == vendor)

    def _get_rules_by_route(self, points):
        """Return {(route id, warehouse id): (supply type, transport days)}."""
        templates = points.product_id.product_tmpl_id
        routes = (
            templates.route_ids
            | templates.categ_id.total_route_ids
            | points.warehouse_id.route_ids
            | points.orderpoint_id.route_id
        )
        rules = self.env["stock.rule"].search_fetch(
            [("route_id", "in", routes.ids)],
            ["action", "delay", "route_id", "location_src_id", "location_dest_id"],
        )
        delays = dict.fromkeys(routes.ids, 0)
        for rule in rules:
            delays[rule.route_id.id] += rule.delay
        found = {}
        for rule in rules:
            supply_type = SUPPLY_TYPE_BY_ACTION.get(rule.action)
            warehouse = rule.location_dest_id.warehouse_id
            # A step inside the warehouse, such as picking, supplies nothing.
            is_inside = rule.location_src_id.warehouse_id == warehouse
            if supply_type == "transfer" and is_inside:
                continue
            if supply_type and warehouse:
                key = (rule.route_id.id, warehouse.id)
                found.setdefault(key, (supply_type, delays[rule.route_id.id]))
        return found

    def _get_supply_type(self, point, orderpoint, lines, rules, known):
        """Return ``(supply type, promised days or None)`` of one point."""
        for supply_type, delay in self._get_candidates(point, orderpoint, rules, known):
            if supply_type == "transfer" or (
                supply_type == "manufacture" and self._is_producible(point.product_id)
            ):
                return supply_type, delay
            if supply_type == "buy" and lines:
                return "buy", lines[:1].delay
        return "none", None

    def _get_candidates(self, point, orderpoint, rules, known):
        """Return the supplies that routes offer, in core's order of preference.

        ``known`` keeps the answers: thousands of products share a few routes.
        """
        # Read from the template: a variant computes what it has from there.
        template, warehouse = point.product_id.product_tmpl_id, point.warehouse_id
        own_routes = template.route_ids
        own_ids, category = own_routes._ids, template.categ_id
        key = (orderpoint.route_id.id, own_ids, category.id, warehouse.id)
        if key not in known:
            preference = (
                orderpoint.route_id,
                own_routes | category.total_route_ids,
                warehouse.route_ids,
            )
            routes = [
                route for group in preference for route in group.sorted("sequence")
            ]
            places = [(route.id, warehouse.id) for route in routes]
            known[key] = [rules[place] for place in places if place in rules]
        return known[key]

    def _is_producible(self, product):
        """Return whether production can supply ``product``; extended with MRP."""
        return "bom_count" in product._fields and bool(product.bom_ids)

    def _prepare_row(self, point, orderpoint, lines, supply_type, delay, company):
        seller = lines[:1] if supply_type == "buy" else lines.browse()
        product_uom = point.product_id.product_tmpl_id.uom_id
        if supply_type == "buy":
            # A price list line without a lead time promises nothing.
            delay = delay + company.days_to_purchase if delay else None
        minimum = min(lines.mapped("min_qty"), default=0.0) if seller else 0.0
        if seller.product_uom_id:
            minimum *= seller.product_uom_id.factor / product_uom.factor
        pack = orderpoint.replenishment_uom_id or seller.product_uom_id
        multiple = (
            pack.factor / product_uom.factor if pack and pack != product_uom else 0
        )
        return {
            "orderpoint": orderpoint,
            "supply_type": supply_type,
            "seller": seller,
            "promised_days": delay,
            "minimum_qty": minimum,
            "multiple_qty": multiple,
            "unit_cost": max(point.product_id.standard_price, 0.0),
            "price_breaks": self._get_price_breaks(point, lines if seller else seller),
        }

    def _get_price_breaks(self, point, lines):
        """Return [(quantity, price)] that falls with the quantity, product unit.

        A price that does not fall is no reason to order more, so it is left out.
        """
        if len(lines) < 2:
            return []
        company, product_uom = point.company_id, point.product_id.product_tmpl_id.uom_id
        offers = []
        for line in lines:
            factor = (line.product_uom_id or product_uom).factor / product_uom.factor
            price = line.currency_id._convert(
                line.price * (1 - line.discount / 100),
                company.currency_id,
                company,
                round=False,
            )
            if price > 0:
                offers.append((line.min_qty * factor, price / factor))
        breaks = []
        for quantity, price in sorted(offers):
            if breaks and breaks[-1][0] == quantity:
                breaks[-1] = (quantity, min(price, breaks[-1][1]))
            elif not breaks or price < breaks[-1][1]:
                breaks.append((quantity, price))
        return breaks if len(breaks) > 1 else []

    def _get_column(self, rows, name):
        """Return one key of the rows as an array; None becomes NaN."""
        values = [np.nan if row[name] is None else row[name] for row in rows]
        return np.array(values, dtype=np.float64)
