from odoo import api, fields, models


class InvStockingPoint(models.Model):
    """What the network needs of this site."""

    _inherit = "inv.stocking.point"

    shared_stage_ids = fields.One2many(
        "inv.shared.stock.stage", "point_id", string="Stage", readonly=True
    )
    network_safety_stock_qty = fields.Float(
        string="Network Safety Stock",
        compute="_compute_network_stock",
        digits="Product Unit",
        help="Safety stock that the network of sites needs here, from the last "
        "computation of shared safety stock.",
    )
    is_network_stock_used = fields.Boolean(
        string="Planned with the Network",
        compute="_compute_network_stock",
        help="Planning sets the safety stock to that of the network.",
    )

    @api.depends(
        "shared_stage_ids.safety_stock_qty",
        "shared_stage_ids.shared_id.is_used",
        "company_id.inv_use_network_stock",
    )
    def _compute_network_stock(self):
        for point in self:
            stage = point.shared_stage_ids[:1]
            point.network_safety_stock_qty = stage.safety_stock_qty
            point.is_network_stock_used = bool(stage) and (
                stage.shared_id.is_used or point.company_id.inv_use_network_stock
            )

    def action_open_shared_stock(self):
        """Show what the sites of this product save by sharing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "inv.shared.stock",
            "res_id": self.shared_stage_ids.shared_id.id,
            "views": [(False, "form")],
        }


class InvStockingPointExplanation(models.AbstractModel):
    """The tree of a stocking point tells what the network needs."""

    _inherit = "inv.stocking.point.explanation"

    def _get_nodes(self, point):
        nodes = super()._get_nodes(point)
        stage = point.shared_stage_ids[:1]
        if not stage:
            return nodes
        node = self.env["inv.shared.stock.wording"]._get_stage_node(stage)
        return [*nodes, {**node, "label": self.env._("Network safety stock")}]

    def _get_safety_formula(self, point, inputs, spread):
        stage = point.shared_stage_ids[:1]
        if not point.is_network_stock_used or inputs["service_type"] != "group_fill":
            return super()._get_safety_formula(point, inputs, spread)
        return self.env._(
            "what the network of %(sites)s sites needs here: factor %(factor)s × "
            "spread %(spread)s",
            sites=self._number(stage.shared_id.site_count, 0),
            factor=self._number(inputs["safety_factor"], 2),
            spread=self._number(spread),
        )
