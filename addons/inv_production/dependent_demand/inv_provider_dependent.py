from datetime import timedelta

import numpy as np

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.providers.inv_provider_stock import OPEN_STATES

HISTORY_DAYS = 364


class InvProviderDependent(models.AbstractModel):
    """What products take of components: lines with the forecast of the products.

    Products are those that are made in the warehouse of the component and have a
    forecast there; products that are made to order have none, so that their usage
    stays in the component's own history.
    """

    _name = "inv.provider.dependent"
    _description = "Dependent Demand Provider"
    _inherit = "inv.provider"

    def _get_parents(self, points, company):
        """Return the products that use ``points``, one row for each.

        Returns
        -------
        dict of arrays: ``item`` (position in ``points``), ``point`` (id of the
        product's stocking point), ``product`` (its id), ``usage`` [unit for one],
        ``rate`` [a day], ``variance`` [a day] and ``batch`` (what is made at once).
        """
        lines = self.env["inv.provider.bom"]._get_lines(company)
        names = ["point", "product", "warehouse", "rate", "variance", "batch"]
        made = dict(
            zip(
                names,
                self._read_columns(self._get_made_sql(company), names),
                strict=True,
            )
        )
        products = np.array(points.product_id.ids, dtype=np.int64)
        is_used = np.isin(lines["component"], products)
        is_used &= np.isin(lines["parent"], made["product"])
        item_by_key = {
            (point.product_id.id, point.warehouse_id.id): item
            for item, point in enumerate(points)
        }
        rows_by_product = {}
        for row, product in enumerate(made["product"].astype(np.int64).tolist()):
            rows_by_product.setdefault(product, []).append(row)
        found = [
            (item, row, usage)
            for parent, component, usage in zip(
                lines["parent"][is_used].tolist(),
                lines["component"][is_used].tolist(),
                lines["usage"][is_used].tolist(),
                strict=True,
            )
            for row in rows_by_product.get(parent, ())
            if (item := item_by_key.get((component, int(made["warehouse"][row]))))
            is not None
        ]
        rows = np.array([row for _item, row, _usage in found], dtype=np.int64)
        return {
            "item": np.array([item for item, *_rest in found], dtype=np.int64),
            "usage": np.array([usage for *_rest, usage in found], dtype=np.float64),
            **{
                name: made[name][rows]
                for name in ("point", "product", "rate", "variance", "batch")
            },
        }

    def _get_made_sql(self, company):
        """Return the made products of a company with forecast, by warehouse."""
        self.env["inv.stocking.point"].flush_model()
        return SQL(
            """
            SELECT point.id AS point, point.product_id AS product,
                   point.warehouse_id AS warehouse, point.forecast_per_day AS rate,
                   COALESCE(point.forecast_variance_per_day, 0) AS variance,
                   COALESCE(point.order_qty, 0) AS batch
              FROM inv_stocking_point point
             WHERE point.company_id = %s AND point.active
               AND point.supply_type = 'manufacture' AND point.forecast_per_day > 0
          ORDER BY point.id
            """,
            company.id,
        )

    def _get_explained_share(self, points, parents, company, today):
        """Return the share of each point's demand that went into those products.

        Array of shape (points,), over the last year.
        """
        share = np.zeros(len(points))
        if not len(parents["item"]):
            return share
        self.env["stock.move"].flush_model()
        query = SQL(
            """
            SELECT point.item, used.quantity AS used,
                   (SELECT SUM(ledger.issued_qty) FROM inv_stock_ledger ledger
                     WHERE ledger.warehouse_id = point.warehouse_id
                       AND ledger.product_id = point.product_id
                       AND ledger.date >= %(since)s) AS issued
              FROM %(point)s
              JOIN LATERAL (
                   SELECT SUM(m.quantity * uom.factor / own_uom.factor) AS quantity
                     FROM stock_move m
                     JOIN mrp_production o ON o.id = m.raw_material_production_id
                                          AND o.product_id = ANY(%(products)s)
                     JOIN stock_picking_type type ON type.id = o.picking_type_id
                                      AND type.warehouse_id = point.warehouse_id
                     JOIN uom_uom uom ON uom.id = m.product_uom
                     JOIN product_product product ON product.id = m.product_id
                     JOIN product_template template
                       ON template.id = product.product_tmpl_id
                     JOIN uom_uom own_uom ON own_uom.id = template.uom_id
                    WHERE m.product_id = point.product_id AND m.state = 'done'
                      AND m.date >= %(since)s) used ON used.quantity > 0
             WHERE point.item = ANY(%(items)s)
            """,
            point=self._get_point_table(points),
            products=np.unique(parents["product"]).astype(np.int64).tolist(),
            items=np.unique(parents["item"]).tolist(),
            since=today - timedelta(days=HISTORY_DAYS),
        )
        item, used, issued = self._read_columns(query, ["item", "used", "issued"])
        known = np.nan_to_num(issued)
        ratio = np.divide(used, known, out=np.ones_like(used), where=known > 0)
        share[item.astype(np.int64)] = np.clip(ratio, 0.0, 1.0)
        return share

    def _get_known(self, points, company, today, horizon_days):
        """Return what open orders still take of ``points`` within their horizon.

        Array of shape (points,) [product unit].
        """
        item, day, quantity = self._get_open_requirements(points, company, today)
        is_within = day <= horizon_days[item]
        return np.bincount(item[is_within], quantity[is_within], len(points))

    def _get_open_requirements(self, points, company, today):
        """Return arrays ``item``, ``day`` and ``quantity`` of open component lines.

        Drafts are plans, not requirements.
        """
        self.env["stock.move"].flush_model()
        query = SQL(
            """
            SELECT point.item, %(day)s AS day, m.product_qty AS quantity
              FROM %(point)s
              JOIN stock_move m ON m.product_id = point.product_id
                               AND m.raw_material_production_id IS NOT NULL
                               AND m.state = ANY(%(states)s)
              JOIN stock_location source ON source.id = m.location_id
                                      AND source.warehouse_id = point.warehouse_id
            """,
            day=self._get_day_sql("m", "date", company, today),
            point=self._get_point_table(points),
            states=list(OPEN_STATES),
        )
        item, day, quantity = self._read_columns(query, ["item", "day", "quantity"])
        return item.astype(np.int64), day, quantity
