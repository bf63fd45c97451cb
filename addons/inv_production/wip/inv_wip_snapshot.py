from odoo import fields, models
from odoo.tools import SQL

STAGES = [
    ("released", "Released"),
    ("progress", "In Progress"),
    ("to_close", "To Close"),
]


class InvWipSnapshot(models.Model):
    """Work in progress of a day, by warehouse and stage.

    The row of today follows the day; rows of earlier days never change.
    """

    _name = "inv.wip.snapshot"
    _description = "Work in Progress"
    _inherit = "inv.daily.snapshot"

    stage = fields.Selection(STAGES, required=True, readonly=True)
    order_count = fields.Integer(string="Orders", readonly=True)
    material_value = fields.Monetary(
        readonly=True,
        help="Released: components held. Later: components taken. At cost.",
    )
    work_value = fields.Monetary(
        readonly=True, help="Time of the work centres at their cost."
    )
    value = fields.Monetary(readonly=True, aggregator="sum")

    _day_uniq = models.Constraint(
        "UNIQUE (company_id, warehouse_id, date, stage)",
        "A stage has one row a day and warehouse.",
    )

    def _record(self, company):
        """Write the rows of today for ``company``."""
        rows = {}
        for warehouse, stage, count in self._get_counts(company):
            rows[warehouse, stage] = {"order_count": count}
        self._add_material(rows, company)
        for warehouse, stage, value in self._get_work(company):
            rows[warehouse, stage]["work_value"] = value
        for row in rows.values():
            row.setdefault("material_value", 0.0)
            row.setdefault("work_value", 0.0)
            row["value"] = row["material_value"] + row["work_value"]
        self._write_today(
            company,
            [
                {"warehouse_id": warehouse, "stage": stage, **row}
                for (warehouse, stage), row in rows.items()
            ],
        )

    def _get_stage_sql(self):
        """Return the stage of an order ``o``; NULL = it holds nothing yet."""
        return SQL(
            """CASE WHEN o.state IN ('progress', 'to_close') THEN o.state
                    WHEN o.state = 'confirmed' AND o.inv_release_state != 'waiting'
                    THEN 'released' END"""
        )

    def _get_counts(self, company):
        self.env["mrp.production"].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT type.warehouse_id, %(stage)s AS stage, COUNT(*)
                  FROM mrp_production o
                  JOIN stock_picking_type type ON type.id = o.picking_type_id
                 WHERE o.company_id = %(company)s AND %(stage)s IS NOT NULL
              GROUP BY 1, 2
                """,
                stage=self._get_stage_sql(),
                company=company.id,
            )
        )

    def _add_material(self, rows, company):
        """Add the cost of components: held before the start, taken afterwards."""
        for name in ("stock.move", "stock.move.line"):
            self.env[name].flush_model()
        found = self.env.execute_query(
            SQL(
                """
                SELECT type.warehouse_id, %(stage)s AS stage, m.product_id,
                       SUM(line.quantity_product_uom)
                  FROM mrp_production o
                  JOIN stock_picking_type type ON type.id = o.picking_type_id
                  JOIN stock_move m ON m.raw_material_production_id = o.id
                                   AND m.state NOT IN ('done', 'cancel')
                  JOIN stock_move_line line ON line.move_id = m.id
                   AND (line.picked OR o.state = 'confirmed')
                 WHERE o.company_id = %(company)s AND %(stage)s IS NOT NULL
              GROUP BY 1, 2, 3
                """,
                stage=self._get_stage_sql(),
                company=company.id,
            )
        )
        products = self.env["product.product"].browse({row[2] for row in found})
        cost = {
            product.id: product.standard_price
            for product in products.with_company(company)
        }
        for warehouse, stage, product_id, quantity in found:
            row = rows[warehouse, stage]
            row["material_value"] = (
                row.get("material_value", 0.0) + quantity * cost[product_id]
            )

    def _get_work(self, company):
        for name in ("mrp.workorder", "mrp.workcenter.productivity"):
            self.env[name].flush_model()
        return self.env.execute_query(
            SQL(
                """
                SELECT type.warehouse_id, %(stage)s AS stage,
                       SUM(spent.duration / 60 * COALESCE(NULLIF(work.costs_hour, 0),
                                                          center.costs_hour, 0))
                  FROM mrp_production o
                  JOIN stock_picking_type type ON type.id = o.picking_type_id
                  JOIN mrp_workorder work ON work.production_id = o.id
                  JOIN mrp_workcenter center ON center.id = work.workcenter_id
                  JOIN mrp_workcenter_productivity spent
                    ON spent.workorder_id = work.id
                 WHERE o.company_id = %(company)s AND %(stage)s IS NOT NULL
              GROUP BY 1, 2
                """,
                stage=self._get_stage_sql(),
                company=company.id,
            )
        )
