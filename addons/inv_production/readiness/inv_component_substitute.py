import numpy as np

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class InvComponentSubstitute(models.Model):
    """A product that may stand in for a component when that one is missing."""

    _name = "inv.component.substitute"
    _description = "Component Substitute"
    _order = "product_id, sequence, id"

    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: allowed in all companies."
    )
    product_id = fields.Many2one(
        "product.product",
        string="Component",
        required=True,
        index=True,
        ondelete="cascade",
    )
    substitute_id = fields.Many2one(
        "product.product", required=True, ondelete="cascade"
    )
    ratio = fields.Float(
        default=1.0,
        required=True,
        digits=(12, 6),
        help="Quantity of the substitute that replaces 1 of the component, each in its "
        "own unit.",
    )
    bom_id = fields.Many2one(
        "mrp.bom",
        string="Only in",
        ondelete="cascade",
        help="Empty: wherever the component is used.",
    )
    note = fields.Char(help="What to mind when it is used.")

    @api.constrains("product_id", "substitute_id", "ratio")
    def _check_substitute(self):
        for substitute in self:
            if substitute.product_id == substitute.substitute_id:
                raise ValidationError(
                    self.env._(
                        "%(product)s cannot stand in for itself.",
                        product=substitute.product_id.display_name,
                    )
                )
            if substitute.ratio <= 0:
                raise ValidationError(
                    self.env._("The ratio of a substitute is above 0.")
                )

    # ------------------------------------------------------------------------
    # Proposing
    # ------------------------------------------------------------------------

    def _get_for_needs(self, picture, needs):
        """Return {need: {"substitute": record, "free": quantity, "hint": sentence}}.

        The first allowed substitute that is free in the warehouse of each line.
        """
        products = [int(picture.needs["product"][need]) for need in needs]
        allowed = self.search(
            [
                ("product_id", "in", products),
                ("company_id", "in", [False, picture.company.id]),
            ]
        )
        if not allowed:
            return {}
        free = self._get_free(picture, allowed.substitute_id)
        by_product = allowed.grouped("product_id")
        result = {}
        for need, product_id in zip(needs, products, strict=True):
            product = self.env["product.product"].browse(product_id)
            bom = picture.get_order(picture.needs["row"][need]).bom_id
            warehouse = int(picture.needs["warehouse"][need])
            for substitute in by_product.get(product, self.browse()):
                quantity = free.get((substitute.substitute_id.id, warehouse), 0.0)
                if quantity > 0 and substitute.bom_id in (bom, bom.browse()):
                    result[need] = {
                        "substitute": substitute,
                        "free": quantity,
                        "hint": substitute._get_hint(quantity),
                    }
                    break
        return result

    def _get_free(self, picture, products):
        """Return {(product id, warehouse id): free quantity}."""
        warehouses = self.env["stock.warehouse"].browse(
            np.unique(picture.needs["warehouse"]).astype(np.int64).tolist()
        )
        stock = self.env["inv.provider.production"]._get_free_stock(
            np.array(products.ids, dtype=np.int64), warehouses
        )
        free = {}
        for product, warehouse, quantity in zip(
            stock["product"], stock["warehouse"], stock["quantity"], strict=True
        ):
            key = (int(product), int(warehouse))
            free[key] = free.get(key, 0.0) + float(quantity)
        return free

    def _get_hint(self, free):
        return self.env._(
            "Substitute: %(product)s, %(quantity)s %(unit)s free",
            product=self.substitute_id.name,
            quantity=self.env["inv.readiness.wording"]._format_quantity(free),
            unit=self.substitute_id.uom_id.name,
        )

    # ------------------------------------------------------------------------
    # Using
    # ------------------------------------------------------------------------

    def _replace(self, order, missing, free):
        """Let the substitute stand in for what ``order`` lacks of the component.

        Takes as much as is free; returns the replaced quantity of the component
        [its unit].
        """
        self.ensure_one()
        replaced = min(missing, free / self.ratio)
        lines = order.move_raw_ids.filtered(
            lambda move: (
                move.product_id == self.product_id
                and move.state not in ("done", "cancel")
            )
        )
        if not lines:
            raise UserError(
                self.env._(
                    "%(order)s does not need %(product)s any more.",
                    order=order.name,
                    product=self.product_id.display_name,
                )
            )
        line, unit = lines[0], self.product_id.uom_id
        replaced = unit.round(min(replaced, line.product_qty), rounding_method="DOWN")
        left = unit._compute_quantity(line.product_qty - replaced, line.product_uom)
        values = order._get_move_raw_values(
            self.substitute_id,
            replaced * self.ratio,
            self.substitute_id.uom_id,
            operation_id=line.operation_id.id,
        )
        line.product_uom_qty = left
        if unit.is_zero(left):
            line._action_cancel()
        added = self.env["stock.move"].create(values)
        added._action_confirm()
        return replaced
