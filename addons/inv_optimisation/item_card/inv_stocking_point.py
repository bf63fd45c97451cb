from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.selections import FORECAST_METHODS


class InvStockingPoint(models.Model):
    """The item card: what is shown of a stocking point and decided on it."""

    _inherit = "inv.stocking.point"

    override_ids = fields.One2many(
        "inv.parameter.override", "point_id", string="Manual Values", readonly=True
    )
    forecast_override_ids = fields.One2many(
        "inv.forecast.override", "point_id", string="Forecast Overrides", readonly=True
    )
    note = fields.Text(string="Notes", copy=False)
    card = fields.Json(compute="_compute_card")

    @api.depends("derivation", "on_hand_qty", "planned_datetime")
    @api.depends_context("lang")
    def _compute_card(self):
        for point in self:
            point.card = self.env["inv.item.card"]._get_card(point)

    @api.readonly
    def get_calibration(self):
        """Return whether the service target is met."""
        self.ensure_one()
        return self.env["inv.item.calibration"]._get_calibration(self)

    @api.readonly
    def get_forecast_methods(self):
        """Return the forecast methods of the item and how they did."""
        self.ensure_one()
        return self.env["inv.item.card"]._get_methods(self)

    @api.readonly
    def get_sources(self):
        """Return the vendors of the item side by side."""
        self.ensure_one()
        return self.env["inv.item.supply"]._get_sources(self)

    # ------------------------------------------------------------------------
    # What if
    # ------------------------------------------------------------------------

    @api.readonly
    def get_what_if(self, values=None):
        """Return what ``values`` would lead to; nothing is saved.

        ``values`` = {parameter: value}; parameters that are left out keep theirs.
        """
        self.ensure_one()
        return self.env["inv.item.what.if"]._get_what_if(self, values or {})

    def action_apply_what_if(self, values, reason=None):
        """Open the preview of a change of the rule to what ``values`` lead to."""
        self.ensure_one()
        return self.env["inv.item.change"]._propose(self, values, reason)

    def action_apply_what_if_segment(self, values, reason=None):
        """The same for all items of the policy and class, relative to their values."""
        self.ensure_one()
        return self.env["inv.item.change"]._propose_segment(self, values, reason)

    def action_keep_what_if(self, values, date_until, reason):
        """Let planning use ``values`` until a day."""
        self.ensure_one()
        return self.env["inv.item.change"]._keep(self, values, date_until, reason)

    def action_use_method(self, method, date_until, reason):
        """Let planning forecast this item with one method until a day."""
        self.ensure_one()
        if method not in dict(FORECAST_METHODS):
            raise UserError(self.env._("Choose a forecast method."))
        vals = {"parameter": "forecast_method", "forecast_method": method}
        return self.env["inv.item.change"]._keep_vals(self, [vals], date_until, reason)

    # ------------------------------------------------------------------------
    # Windows
    # ------------------------------------------------------------------------

    def action_adjust_history(self):
        """Open a correction of the demand history, filled for this item."""
        self.ensure_one()
        return self._get_new_action(
            "inv.demand.adjustment",
            self.env._("Adjust History"),
            {
                "default_product_id": self.product_id.id,
                "default_warehouse_id": self.warehouse_id.id,
            },
        )

    def action_override_forecast(self):
        """Open a forecast override, filled for this item from today on."""
        self.ensure_one()
        return self._get_new_action(
            "inv.forecast.override",
            self.env._("Override Forecast"),
            {
                "default_point_id": self.id,
                "default_date_from": self.company_id._get_inventory_today(),
            },
        )

    def _get_new_action(self, model, name, context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "views": [(False, "form")],
            "target": "new",
            "context": context,
        }

    def action_open_moves(self):
        """Show the done movements of the item into and out of the site."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stock.stock_move_line_action"
        )
        place = self.warehouse_id.view_location_id.id
        action["domain"] = [
            ("product_id", "=", self.product_id.id),
            ("state", "=", "done"),
            "|",
            ("location_id", "child_of", place),
            ("location_dest_id", "child_of", place),
        ]
        action["context"] = {}
        return action
