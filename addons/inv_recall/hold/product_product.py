from odoo import fields, models
from odoo.fields import Domain

from .stock_quant import HELD


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _compute_quantities_dict(
        self, lot_id, owner_id, package_id, from_date=False, to_date=False
    ):
        """@override to take held stock off what is free and what is forecast.

        It stays on hand: it is there, it only cannot be used.
        """
        result = super()._compute_quantities_dict(
            lot_id, owner_id, package_id, from_date, to_date
        )
        moment = fields.Datetime.to_datetime(to_date)
        if moment and moment < fields.Datetime.now():
            return result
        held = self._get_held_quantities(lot_id, owner_id, package_id)
        for product in self:
            quantity = held.get(product._origin.id)
            if quantity:
                figures = result[product.id]
                for name in ("free_qty", "virtual_available"):
                    left = figures[name] - quantity
                    figures[name] = product.uom_id.round(left)
        return result

    def _get_held_quantities(self, lot_id, owner_id, package_id):
        """Return {product id: held quantity that nothing has reserved}."""
        domain = Domain("product_id", "in", self._origin.ids)
        domain &= Domain(self._get_domain_locations()[0]) & HELD
        for name, value in (
            ("lot_id", lot_id),
            ("owner_id", owner_id),
            ("package_id", package_id),
        ):
            if value is not None:
                domain &= Domain(name, "=", value)
        if "owners" in self.env.context:
            domain &= Domain("owner_id", "in", self.env.context["owners"] or [False])
        domain &= self._get_usable_domain()
        quants = self.env["stock.quant"].with_context(active_test=False)
        groups = quants._read_group(
            domain, ["product_id"], ["quantity:sum", "reserved_quantity:sum"]
        )
        return {
            product.id: quantity - reserved for product, quantity, reserved in groups
        }

    def _get_usable_domain(self):
        """Leave out expired stock: where dates are kept, it is taken off already."""
        if "removal_date" not in self.env["stock.quant"]._fields:
            return Domain.TRUE
        context = self.env.context
        today = context.get("with_expiration") or fields.Date.today()
        limit = context.get("to_date") or today
        return Domain("removal_date", "=", False) | Domain("removal_date", ">", limit)
