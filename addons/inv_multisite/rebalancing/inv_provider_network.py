import numpy as np

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

POINT_COLUMNS = (
    "forecast_per_day",
    "demand_sd_per_day",
    "lead_time_days",
    "lead_time_sd_days",
    "safety_stock_qty",
    "reorder_point_qty",
    "order_up_to_qty",
)


class InvProviderNetwork(models.AbstractModel):
    """Stocking points of many products at many sites, as arrays.

    What the last plan knows and what stock there is now; one query a fact, whatever
    the number of products and sites.
    """

    _name = "inv.provider.network"
    _description = "Network Provider"
    _inherit = "inv.provider"

    def _get_points(self, product_ids, warehouse_ids):
        """Return the stocking points of these products at these sites.

        Returns
        -------
        dict of arrays of shape (points,): ``id``, ``product`` and ``site`` (positions
        in the lists that were given) and ``POINT_COLUMNS``; sorted by product and
        site. Record rules apply: sites of other companies are missing.
        """
        point = self.env["inv.stocking.point"]
        domain = Domain("product_id", "in", list(product_ids)) & Domain(
            "warehouse_id", "in", list(warehouse_ids)
        )
        point.check_access("read")
        point.flush_model()
        query = point._search(domain)
        names = ("id", "product_id", "warehouse_id", *POINT_COLUMNS)
        table = self._read_columns(
            query.select(*(SQL.identifier(query.table, name) for name in names)), names
        )
        columns = dict(zip(names, table, strict=True))
        found = {"id": columns["id"].astype(np.int64)}
        for name, key, ids in (
            ("product", "product_id", product_ids),
            ("site", "warehouse_id", warehouse_ids),
        ):
            found[name] = self._to_positions(columns[key].astype(np.int64), ids)
        found.update({name: columns[name] for name in POINT_COLUMNS})
        order = np.lexsort((found["site"], found["product"]))
        return {name: values[order] for name, values in found.items()}

    @staticmethod
    def _to_positions(values, ids):
        """Return the position of each value in ``ids``, which holds them all."""
        ids = np.asarray(ids, dtype=np.int64)
        order = np.argsort(ids, kind="stable")
        return order[np.searchsorted(ids, values, sorter=order)]

    def _get_free(self, points):
        """Return what can be picked at each point now, of shape (points,).

        Only stock below the stock location of the warehouse can be picked for a
        transfer: what waits at receipt or dispatch is not.
        """
        free = np.zeros(len(points))
        item, quantity = self._read_columns(
            self._get_free_sql(points), ["item", "quantity"]
        )
        free[item.astype(np.int64)] = quantity
        return free

    def _get_free_sql(self, points):
        self.env["stock.quant"].flush_model()
        return SQL(
            """
            SELECT point.item, SUM(quant.quantity - quant.reserved_quantity) AS quantity
              FROM %s
              JOIN stock_warehouse site ON site.id = point.warehouse_id
              JOIN stock_location stock ON stock.id = site.lot_stock_id
              JOIN stock_quant quant ON quant.product_id = point.product_id
                                    AND quant.owner_id IS NULL
              JOIN stock_location place
                ON place.id = quant.location_id
               AND place.warehouse_id = site.id
               AND place.usage = 'internal'
               AND place.parent_path LIKE stock.parent_path || %s
             WHERE %s
          GROUP BY point.item
            """,
            self._get_point_table(points),
            "%",
            self.env["stock.quant"]._get_usable_condition("quant"),
        )

    def _get_lots(self, point_ids):
        """Return the lots that can be picked at these points.

        Returns
        -------
        list of (point id, lot id, lot name, quantity, expiry or None); the expiry is
        a datetime in UTC and needs the module of expiry dates.
        """
        points = self.env["inv.stocking.point"].browse(point_ids)
        has_expiry = "expiration_date" in self.env["stock.lot"]._fields
        expiry = SQL("lot.expiration_date") if has_expiry else SQL("NULL::timestamp")
        self.env["stock.lot"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT point.id, lot.id, lot.name,
                       SUM(quant.quantity - quant.reserved_quantity), %(expiry)s
                  FROM %(point)s
                  JOIN stock_warehouse site ON site.id = point.warehouse_id
                  JOIN stock_location stock ON stock.id = site.lot_stock_id
                  JOIN stock_quant quant ON quant.product_id = point.product_id
                                        AND quant.owner_id IS NULL
                  JOIN stock_lot lot ON lot.id = quant.lot_id
                  JOIN stock_location place
                    ON place.id = quant.location_id
                   AND place.warehouse_id = site.id
                   AND place.usage = 'internal'
                   AND place.parent_path LIKE stock.parent_path || %(below)s
                 WHERE %(usable)s
              GROUP BY point.id, lot.id
                HAVING SUM(quant.quantity - quant.reserved_quantity) > 0
              ORDER BY point.id, 5 NULLS LAST, lot.id
                """,
                expiry=expiry,
                point=self._get_point_table(points),
                below="%",
                usable=self.env["stock.quant"]._get_usable_condition("quant"),
            )
        )

    def _get_transferable(self, warehouse_ids):
        """Return the ids of the products that several of these sites know, sorted.

        Only what lies or is needed at two sites or more can be worth a transfer.
        """
        point = self.env["inv.stocking.point"]
        point.check_access("read")
        point.flush_model()
        query = point._search(Domain("warehouse_id", "in", list(warehouse_ids)))
        product = SQL.identifier(query.table, "product_id")
        query.groupby = product
        query.having = SQL("COUNT(*) > 1")
        query.order = product
        return [id_ for (id_,) in self.env.execute_query(query.select(product))]

    def _get_open_suggestions(self, product_ids, warehouse_ids, company):
        """Return what other companies suggest to send here, not decided yet.

        Returns
        -------
        list of (product id, warehouse id, quantity)
        """
        rows = self.env["inv.transfer.suggestion"]._read_group(
            [
                ("state", "=", "new"),
                ("company_id", "!=", company.id),
                ("product_id", "in", list(product_ids)),
                ("target_warehouse_id", "in", list(warehouse_ids)),
            ],
            ["product_id", "target_warehouse_id"],
            ["qty:sum"],
        )
        return [(product.id, site.id, quantity) for product, site, quantity in rows]
