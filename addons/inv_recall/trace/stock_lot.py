from collections import defaultdict

from odoo import fields, models
from odoo.fields import Domain


class StockLot(models.Model):
    _inherit = "stock.lot"

    inv_recall_count = fields.Integer(
        string="Recall Cases",
        compute="_compute_inv_recall_count",
        groups="inv_recall.group_recall_user",
        help="Cases that found the lot, or that begin with it.",
    )

    _inv_product_name_idx = models.Index("(product_id, name)")

    def _compute_inv_recall_count(self):
        cases = self._get_recall_ids()
        for lot in self:
            lot.inv_recall_count = len(cases[lot._origin.id])

    def _get_recall_ids(self):
        """Return the ids of the cases that found each lot or begin with it."""
        found = self.env["inv.recall.lot"]._read_group(
            [("lot_id", "in", self.ids)], ["lot_id"], ["recall_id:recordset"]
        )
        begun = self.env["inv.recall"]._read_group(
            self._get_begun_domain(), ["lot_ids"], ["id:recordset"]
        )
        cases = defaultdict(set)
        for lot, recalls in [*found, *begun]:
            cases[lot.id] |= set(recalls.ids)
        return cases

    def _get_begun_domain(self):
        """Return the cases that name these lots and were not traced yet."""
        return Domain("lot_ids", "in", self.ids) & Domain(
            [("trigger_kind", "=", "lot"), ("traced_at", "=", False)]
        )

    def action_open_recalls(self):
        """Open the cases of these lots; a new one when there is none."""
        ids = set().union(*self._get_recall_ids().values())
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Recalls"),
            "res_model": "inv.recall",
            "view_mode": "list,form",
            "views": [[False, "list"], [False, "form"]],
            "domain": [("id", "in", sorted(ids))],
        }
        if not ids:
            return (
                action
                | {"view_mode": "form", "views": [[False, "form"]]}
                | (self._get_new_recall())
            )
        if len(ids) == 1:
            form = {"view_mode": "form", "views": [[False, "form"]], "res_id": min(ids)}
            return action | form
        return action | {"context": self._get_new_recall()["context"]}

    def _get_new_recall(self):
        """Return the name and defaults of a new case that begins with these lots."""
        company = self.company_id[:1] or self.env.company
        return {
            "name": self.env._("New Recall"),
            "context": {
                "default_kind": "real",
                "default_trigger_kind": "lot",
                "default_lot_ids": self.ids,
                "default_company_id": company.id,
            },
        }
