import numpy as np

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.production.promise import Sources
from odoo.addons.inv_optimisation.providers.inv_provider_stock import OPEN_STATES

from ..readiness.inv_provider_production import ORDER_STATES
from ..readiness.readiness_picture import FIRM_SOURCES, SOURCES


class InvProviderPromise(models.AbstractModel):
    """Where a product and all that it is made of can come from, in one warehouse.

    Stock and confirmed receipts count as far as open orders and deliveries leave
    them: these take stock first, then the earliest receipts.
    """

    _name = "inv.provider.promise"
    _description = "Promise Provider"
    _inherit = "inv.provider.production"

    def _get_sources(self, product, warehouse, today):
        """Return ``(sources, documents)`` of ``product`` in ``warehouse``.

        ``documents`` holds (kind, record id) of the receipts by their index.
        """
        company = warehouse.company_id
        bills = self.env["inv.provider.bom"]
        lines = bills._get_lines(company)
        ids = sorted({product.id} | bills._get_all_below(lines, product.ids))
        products = self.env["product.product"].browse(ids)
        stock, receipts, documents = self._get_free_supply(
            products, warehouse, company, today
        )
        components = {
            parent: parts
            for parent, parts in bills._get_components(lines).items()
            if parent in stock
        }
        sources = Sources(
            make_days=self._get_make_days(products, components, company),
            buy_days=self._get_buy_days(products, warehouse),
            components=components,
            stock=stock,
            receipts=receipts,
        )
        return sources, documents

    def _get_make_days(self, products, components, company):
        """Return {product id: days from complete material to product}."""
        made = products.filtered(lambda product: product.id in components)
        bills = self.env["mrp.bom"]._bom_find(made, company_id=company.id)
        return {
            product.id: float(bill.produce_delay)
            for product, bill in bills.items()
            if bill.type == "normal"
        }

    def _get_buy_days(self, products, warehouse):
        """Return {product id: days from order to arrival}.

        The measured lead time where the planning has one, else the vendor's word.
        """
        # Superuser: lead times are told to who may not see purchasing.
        points = self.env["inv.stocking.point"].sudo().search(
            [
                ("product_id", "in", products.ids),
                ("warehouse_id", "=", warehouse.id),
                ("supply_type", "=", "buy"),
                ("lead_time_days", ">", 0),
            ]
        )  # fmt: skip
        days = {point.product_id.id: point.lead_time_days for point in points}
        for product in products.sudo():
            sellers = product.seller_ids.filtered(
                lambda seller: seller.company_id.id in (False, warehouse.company_id.id)
            )
            if sellers:
                days.setdefault(product.id, float(sellers[0].delay))
        return days

    def _get_free_supply(self, products, warehouse, company, today):
        """Return what open demand leaves: stock, receipts and their documents."""
        ids = np.array(products.ids, dtype=np.int64)
        quants = self._get_stock_on_hand(ids, warehouse)
        demand = self._get_open_demand(ids, warehouse)
        rows = self._get_receipt_rows(ids, warehouse, company, today)
        stock, receipts, documents = {}, {}, []
        for product_id in ids.tolist():
            left = quants.get(product_id, 0.0) - demand.get(product_id, 0.0)
            stock[product_id] = max(left, 0.0)
            owed = max(-left, 0.0)
            for day, quantity, kind, record_id in rows.get(product_id, ()):
                paid = min(owed, quantity)
                owed -= paid
                if quantity > paid:
                    receipts.setdefault(product_id, []).append(
                        (max(day, 0.0), quantity - paid, len(documents))
                    )
                    documents.append((kind, record_id))
        return stock, receipts, documents

    def _get_stock_on_hand(self, ids, warehouse):
        quants = self.env["stock.quant"]
        domain = Domain(
            [
                ("product_id", "in", ids.tolist()),
                ("location_id.warehouse_id", "=", warehouse.id),
                ("location_id.usage", "=", "internal"),
                ("location_id", "not in", self._get_passing_places(warehouse)),
                ("owner_id", "=", False),
            ]
        )
        groups = quants._read_group(
            domain & quants._get_usable_domain(), ["product_id"], ["quantity:sum"]
        )
        return {product.id: quantity for product, quantity in groups}

    def _get_open_demand(self, ids, warehouse):
        """Return {product id: what open moves take out of the warehouse}."""
        self.env["stock.move"].flush_model()
        query = SQL(
            """
            SELECT m.product_id AS product, SUM(m.product_qty) AS quantity
              FROM stock_move m
              JOIN stock_location source ON source.id = m.location_id
                                        AND source.warehouse_id = %(warehouse)s
              JOIN stock_location target ON target.id = m.location_dest_id
             WHERE m.product_id = ANY(%(products)s) AND m.state = ANY(%(states)s)
               AND (target.usage != 'internal'
                    OR target.warehouse_id IS DISTINCT FROM %(warehouse)s)
          GROUP BY 1
            """,
            warehouse=warehouse.id,
            products=ids.tolist(),
            states=list(OPEN_STATES),
        )
        product, quantity = self._read_columns(query, ["product", "quantity"])
        return dict(zip(product.astype(int).tolist(), quantity.tolist(), strict=True))

    def _get_receipt_rows(self, ids, warehouse, company, today):
        """Return {product id: [(day, quantity, kind, record id)]}, earliest first."""
        supplies = self._get_supplies(ids, warehouse, company, today)
        orders = self.env["mrp.production"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ORDER_STATES),
                ("product_id", "in", ids.tolist()),
                ("picking_type_id.warehouse_id", "=", warehouse.id),
            ]
        )
        table = self._get_orders(orders, company, today)
        finish = np.maximum(table["start"], 0.0) + table["duration"]
        rows = [
            (int(product), day, quantity, "production", order.id)
            for order, product, day, quantity in zip(
                orders,
                table["product"].tolist(),
                finish.tolist(),
                table["quantity"].tolist(),
                strict=True,
            )
        ]
        for source, record, product, day, quantity in zip(
            *(
                supplies[name].tolist()
                for name in ("source", "record", "product", "day", "quantity")
            ),
            strict=True,
        ):
            if source in FIRM_SOURCES:
                kind = SOURCES[int(source)]
                rows.append((int(product), day, quantity, kind, int(record)))
        result = {}
        for product_id, *rest in sorted(rows, key=lambda row: (row[1], row[0])):
            result.setdefault(product_id, []).append(tuple(rest))
        return result
