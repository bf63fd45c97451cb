from odoo import api, fields, models
from odoo.fields import Domain

from .inv_workbench_kind import KINDS


class InvStockingPoint(models.Model):
    """A stocking point as a row of the workbench."""

    _inherit = "inv.stocking.point"

    decision_kind = fields.Selection(
        KINDS,
        string="Needs a Decision",
        compute="_compute_decision_kind",
        search="_search_decision_kind",
        help="Card of the workbench; empty when nothing has to be decided now.",
    )
    suggestion = fields.Json(
        string="Suggested Decision",
        compute="_compute_suggestion",
        help="What to do, why, and who decided last.",
    )
    suggestion_text = fields.Char(
        string="Suggestion", compute="_compute_suggestion", help="What to do."
    )
    suggestion_reason = fields.Char(
        string="Why", compute="_compute_suggestion", help="The reason in a sentence."
    )
    cover_bar = fields.Json(
        string="Stock Cover",
        compute="_compute_outlook",
        help="Stock on hand and on order against safety stock, reorder point and "
        "maximum.",
    )
    days_left = fields.Integer(
        string="Days",
        compute="_compute_outlook",
        help="Days until the stock with what is due runs out.",
    )
    service_outlook = fields.Json(
        string="Service",
        compute="_compute_outlook",
        help="Probability that stock lasts until the next order arrives: as it is, and "
        "after the suggested order.",
    )
    workbench_decision_ids = fields.One2many(
        "inv.workbench.decision", "point_id", string="Decisions", readonly=True
    )

    def _compute_decision_kind(self):
        kinds = self.env["inv.workbench.kind"]._get_kinds(self)
        for point in self:
            point.decision_kind = kinds.get(point.id)

    def _search_decision_kind(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        kinds = {kind for kind in value if kind}
        workbench = self.env["inv.workbench.kind"]
        workbench._flush()
        found = Domain.FALSE
        if kinds:
            found |= Domain("id", "in", workbench._get_ids_sql(kinds))
        if False in value:
            every = [kind for kind, _label in KINDS]
            found |= Domain("id", "not in", workbench._get_ids_sql(every))
        return found if operator == "in" else ~found

    @api.depends_context("lang")
    def _compute_suggestion(self):
        suggestions = self.env["inv.workbench.suggestion"]._get_suggestions(self)
        for point in self:
            found = suggestions.get(point)
            point.suggestion = found
            point.suggestion_text = found and found["text"]
            point.suggestion_reason = found and found["reason"]

    @api.depends_context("lang")
    def _compute_outlook(self):
        self.env["inv.workbench.outlook"]._set_outlook(self)

    def _get_card_action(self):
        """Return the action that opens the item card."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_open_decisions(self):
        """Show what was decided about this item before."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_optimisation.inv_workbench_decision_action"
        )
        return {**action, "domain": [("point_id", "=", self.id)], "context": {}}
