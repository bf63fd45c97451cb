from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

#: Lots held by a recall. Readers of stock need no access to lots for it.
HELD = Domain("lot_id", "any!", Domain("inv_is_held", "=", True))


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _get_gather_domain(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
    ):
        domain = super()._get_gather_domain(
            product_id, location_id, lot_id, package_id, owner_id, strict
        )
        if self.env.context.get("inv_without_held"):
            domain &= ~HELD
        return domain

    def _get_reserve_quantity(
        self, product_id, location_id, quantity, *args, **options
    ):
        """@override to leave held lots out, unless the move may take them."""
        without_held = not self.env.context.get("inv_held_allowed")
        quants = self
        if bool(self.env.context.get("inv_without_held")) != without_held:
            quants = self.with_context(inv_without_held=without_held)
        return super(StockQuant, quants)._get_reserve_quantity(
            product_id, location_id, quantity, *args, **options
        )

    @api.depends("lot_id.inv_is_held")
    def _compute_available_quantity(self):
        result = super()._compute_available_quantity()
        # Superuser: whether a lot is held is no secret, its other fields may be.
        for quant in self:
            if quant.lot_id and quant.sudo().lot_id.inv_is_held:
                quant.available_quantity = 0.0
        return result

    def _read_group_select(self, aggregate_spec, query):
        """@override to sum what is available without held lots."""
        if aggregate_spec != "available_quantity:sum":
            return super()._read_group_select(aggregate_spec, query)
        lot = self._field_to_sql(query.table, "lot_id", query)
        quantity = self._field_to_sql(query.table, "quantity", query)
        reserved = self._field_to_sql(query.table, "reserved_quantity", query)
        return SQL(
            """
            SUM(CASE WHEN %s IN (SELECT id FROM stock_lot WHERE inv_is_held)
                     THEN 0 ELSE %s - %s END)
            """,
            lot,
            quantity,
            reserved,
        )
