import numpy as np

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.inv_optimisation.kernel.network.shared_stock import (
    shared_stock,
    supplied_rate,
)

PLANNER = "inv_optimisation.group_inv_planner"
RESULTS = ("correlation", "independent", "shared", "saving", "root_law")
STAGE_RESULTS = (
    "service_in",
    "service_out",
    "net_days",
    "sigma_per_day",
    "safety_stock",
)
#: What planning needs of a stage, and its field.
WANTED = {
    "safety_stock": "safety_stock_qty",
    "net_days": "net_days",
    "supplied_rate": "supplied_per_day",
    "sigma_per_day": "sigma_per_day",
}


class InvSharedStock(models.Model):
    """What the sites of a product save when they share their safety stock.

    Written by ``inv.shared.stock.run``. The record in ``derivation`` holds every
    input, so that the numbers can be computed again from it alone.
    """

    _name = "inv.shared.stock"
    _description = "Shared Safety Stock"
    _order = "saving_value desc, id"
    _check_company_auto = True

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, index=True, check_company=True
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    categ_id = fields.Many2one(related="product_id.categ_id")
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    run_id = fields.Many2one(
        "inv.shared.stock.run", readonly=True, index=True, ondelete="set null"
    )
    date_measured = fields.Date(string="Measured On", readonly=True)
    site_count = fields.Integer(string="Sites", readonly=True)
    week_count = fields.Integer(
        string="Weeks", readonly=True, help="Weeks of demand behind the correlation."
    )
    correlation = fields.Float(
        readonly=True,
        digits=(4, 2),
        help="Mean correlation of weekly demand surprises between the sites, from -1 "
        "to 1. At 1 all sites run short together and sharing saves nothing.",
    )
    independent_qty = fields.Float(
        string="Independent",
        readonly=True,
        help="Safety stock of sites that each cover their own demand.",
    )
    shared_qty = fields.Float(
        string="Shared",
        readonly=True,
        help="Safety stock of one common stock at the same service.",
    )
    saving_qty = fields.Float(string="Saving", readonly=True)
    saving_value = fields.Monetary(readonly=True, help="Saving at cost.")
    root_law_qty = fields.Float(
        string="Square-Root Law",
        readonly=True,
        help="What the square-root law says: equal sites without correlation.",
    )
    network_qty = fields.Float(
        string="Network",
        readonly=True,
        help="Safety stock of all sites where the tree of hub and branches puts it. A "
        "hub covers what its branches draw over its own lead time as well, which sites "
        "apart leave out: it can be more than they hold.",
    )
    is_used = fields.Boolean(
        string="Used in Planning",
        readonly=True,
        copy=False,
        help="The next planning run sets the safety stock of the sites to that of the "
        "network.",
    )
    stage_ids = fields.One2many("inv.shared.stock.stage", "shared_id", readonly=True)
    derivation = fields.Json(readonly=True, copy=False)
    summary = fields.Char(compute="_compute_words")
    explanation = fields.Json(compute="_compute_words")

    _one_product = models.UniqueIndex(
        "(product_id, company_id)",
        "A product has one shared safety stock in a company.",
    )

    @api.depends("product_id")
    def _compute_display_name(self):
        for record in self:
            record.display_name = record.product_id.display_name

    @api.depends("derivation", "stage_ids.safety_stock_qty")
    @api.depends_context("lang")
    def _compute_words(self):
        self.env["inv.shared.stock.wording"]._set_words(self)

    # ------------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------------

    def action_compute(self):
        """Measure and compute all products of the current company, chosen or not."""
        return self.env["inv.shared.stock.run"].action_run_now()

    def action_use(self):
        """Let the next planning run use the network stock of these products."""
        return self._set_used(True)

    def action_leave(self):
        """Let the next planning run plan each site of these products on its own."""
        return self._set_used(False)

    def _set_used(self, is_used):
        if not self.env.user.has_group(PLANNER):
            raise AccessError(
                self.env._("Planners decide what planning uses. Ask one of them.")
            )
        self.write({"is_used": is_used})
        return True

    # ------------------------------------------------------------------------
    # Numbers
    # ------------------------------------------------------------------------

    @api.model
    def _compute_results(self, inputs):
        """Return the results for the ``inputs`` of a derivation, plain for JSON."""
        result = shared_stock(
            inputs["sigma"],
            inputs["days"],
            inputs["correlation"],
            inputs["factor"],
            edges=inputs["edges"],
            unit_cost=inputs["unit_cost"],
            material_lead_days=self._to_numbers(inputs.get("material_lead_days")),
            material_cost=inputs.get("material_cost", 0.0),
        )
        return {
            **{name: getattr(result, name) for name in RESULTS},
            **{name: getattr(result, name).tolist() for name in STAGE_RESULTS},
            **{
                name: [None if value != value else value for value in values.tolist()]
                for name, values in (
                    ("material_out", result.material_out),
                    ("material_days", result.material_days),
                    ("material_stock", result.material_stock),
                )
            },
            "supplied_rate": supplied_rate(inputs["rate"], inputs["edges"]).tolist(),
        }

    def _to_numbers(self, values):
        """Return NaN for None, which JSON has instead."""
        if values is None:
            return None
        return [float("nan") if value is None else value for value in values]

    @api.model
    def _get_wanted(self, points, company):
        """Return what planning is to use for ``points``; NaN = their own rule.

        Returns
        -------
        dict of arrays of shape (points,): ``safety_stock``, ``net_days``,
        ``supplied_rate``, ``sigma_per_day``
        """
        domain = [("point_id", "in", points.ids)]
        if not company.inv_use_network_stock:
            domain.append(("shared_id.is_used", "=", True))
        stages = self.env["inv.shared.stock.stage"].search_fetch(
            domain, ["point_id", *WANTED.values()]
        )
        found = {stage.point_id.id: stage for stage in stages}
        none = self.env["inv.shared.stock.stage"]
        listed = [found.get(id_, none) for id_ in points.ids]
        return {
            name: np.array(
                [stage[field] if stage else np.nan for stage in listed], dtype=float
            )
            for name, field in WANTED.items()
        }
