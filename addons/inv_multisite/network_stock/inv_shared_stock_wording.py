from odoo import models
from odoo.tools import formatLang


class InvSharedStockWording(models.AbstractModel):
    """Words for a shared safety stock: what it saves, and its tree."""

    _name = "inv.shared.stock.wording"
    _description = "Shared Safety Stock Wording"
    _inherit = ["inv.stocking.point.wording"]

    def _set_words(self, records):
        for record in records:
            record.summary = self._get_summary(record)
            record.explanation = self._get_nodes(record) if record.derivation else []

    def _node(self, label, value, unit, formula, *, origin="computed", children=None):
        """Return a node as ``inv.stocking.point.explanation`` makes them."""
        node = self.env["inv.stocking.point.explanation"]._node
        return node(label, value, unit, formula, origin, children)

    def _prepare_values(self, record):
        return {
            "product": record.product_id.display_name,
            "sites": self._number(record.site_count, 0),
            "weeks": self._number(record.week_count, 0),
            "unit": record.uom_id.name,
            "independent": self._number(record.independent_qty),
            "shared": self._number(record.shared_qty),
            "saving": self._number(record.saving_qty),
            "law": self._number(record.root_law_qty),
            "value": formatLang(
                self.env, record.saving_value, currency_obj=record.currency_id
            ),
            "correlation": self._number(record.correlation, 2),
            "factor": self._number(record.derivation["inputs"]["factor"], 2)
            if record.derivation
            else "",
        }

    def _get_summary(self, record):
        if not record.independent_qty:
            return self.env._(
                "The plan needs no safety stock for this item, so sharing saves none."
            )
        return self.env._(
            "%(sites)s sites hold %(independent)s %(unit)s apart. One stock for all "
            "needs %(shared)s at the same service: %(saving)s %(unit)s or %(value)s "
            "less.",
            **self._prepare_values(record),
        )

    def _get_nodes(self, record):
        """Return the tree: what sharing saves, and the stages with their stock."""
        values = self._prepare_values(record)
        return [
            self._node(
                self.env._("Shared by all sites"),
                values["shared"],
                values["unit"],
                self.env._(
                    "factor %(factor)s × spread of the sum; the square-root law would "
                    "say %(law)s",
                    **values,
                ),
                children=[
                    self._node(
                        self.env._("Correlation between the sites"),
                        values["correlation"],
                        "",
                        self.env._(
                            "mean of all pairs, from the surprises of %(weeks)s weeks",
                            **values,
                        ),
                        origin="measured",
                    ),
                    self._node(
                        self.env._("Each site apart"),
                        values["independent"],
                        values["unit"],
                        self.env._("factor %(factor)s × the spread of each", **values),
                    ),
                ],
            ),
            *self._get_stage_nodes(record),
        ]

    def _get_stage_nodes(self, record):
        """Return the stages as a tree: a hub with the branches that it feeds."""
        below = {}
        for stage in record.stage_ids:
            below.setdefault(stage.supplier_point_id, []).append(stage)
        top = self.env["inv.stocking.point"]

        def nodes(supplier):
            return [
                self._get_stage_node(stage, nodes(stage.point_id))
                for stage in below.get(supplier, [])
            ]

        return nodes(top)

    def _get_stage_node(self, stage, children=None):
        values = {
            "wait": self._number(stage.service_in_days, 0),
            "own": self._number(stage.days, 0),
            "promise": self._number(stage.service_out_days, 0),
            "net": self._number(stage.net_days, 0),
            "spread": self._number(stage.sigma_per_day, 2),
            "planned": self._number(stage.planned_qty),
        }
        formula = self.env._(
            "waits %(wait)s + own %(own)s − promises %(promise)s = covers %(net)s days "
            "at a spread of %(spread)s a day; the plan had %(planned)s",
            **values,
        )
        return self._node(
            stage.warehouse_id.name,
            self._number(stage.safety_stock_qty),
            stage.uom_id.name,
            formula,
            children=children,
        )
