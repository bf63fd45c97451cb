import numpy as np

from odoo import fields, models
from odoo.tools import SQL


class InvDependentDemand(models.Model):
    """Where an item is used, and how much each product takes of it.

    Written by planning runs, by SQL only.
    """

    _name = "inv.dependent.demand"
    _description = "Where Used"
    _log_access = False
    _order = "point_id, rate_per_day desc, id"

    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Component",
        required=True,
        index=True,
        readonly=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True, ondelete="cascade"
    )
    parent_id = fields.Many2one(
        "inv.stocking.point",
        string="Used In",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    product_id = fields.Many2one(related="parent_id.product_id", string="Product")
    uom_id = fields.Many2one(related="point_id.uom_id", string="Unit")
    parent_uom_id = fields.Many2one(related="parent_id.uom_id", string="Product Unit")
    usage_qty = fields.Float(
        string="For One",
        digits="Product Unit",
        readonly=True,
        help="Quantity of the component in one product, losses included.",
    )
    parent_per_day = fields.Float(
        string="Product a Day", digits="Product Unit", readonly=True
    )
    rate_per_day = fields.Float(
        string="Takes a Day", digits="Product Unit", readonly=True
    )

    def _replace_of(self, facts):
        """Replace the rows of the points of a planned block."""
        points = facts["points"]
        self.flush_model()
        self.env.cr.execute(
            SQL(
                "DELETE FROM inv_dependent_demand WHERE point_id = ANY(%s)",
                list(points.ids),
            )
        )
        if "parents" in facts:
            self._insert(points, facts["parents"])
        self.invalidate_model()

    def _insert(self, points, parents):
        ids = np.array(points.ids, dtype=np.int64)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO inv_dependent_demand
                       (point_id, company_id, parent_id, usage_qty, parent_per_day,
                        rate_per_day)
                SELECT row.point_id, point.company_id, row.parent_id, row.usage,
                       row.rate, row.usage * row.rate
                  FROM unnest(%s::int[], %s::int[], %s::float[], %s::float[])
                       AS row(point_id, parent_id, usage, rate)
                  JOIN inv_stocking_point point ON point.id = row.point_id
                """,
                ids[parents["item"]].tolist(),
                parents["point"].astype(np.int64).tolist(),
                parents["usage"].tolist(),
                parents["rate"].tolist(),
            )
        )
