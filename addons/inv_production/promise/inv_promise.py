from datetime import timedelta

import numpy as np

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.inv_optimisation.kernel.production.promise import (
    promise,
    promise_day,
)


class InvPromise(models.TransientModel):
    """Earliest date for a quantity of a product, through all levels of its bill.

    Nothing is reserved and nothing is ordered; capacity of work centres is not
    looked at.
    """

    _name = "inv.promise"
    _description = "Capable to Promise"

    product_id = fields.Many2one("product.product", required=True)
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    quantity = fields.Float(default=1.0, required=True, digits="Product Unit")
    warehouse_id = fields.Many2one(
        "stock.warehouse",
        required=True,
        default=lambda self: self.env.user._get_default_warehouse_id(),
    )
    date_wanted = fields.Date(string="Wanted On")
    date_promise = fields.Date(string="Earliest Date", readonly=True)
    is_possible = fields.Boolean(readonly=True)
    is_late = fields.Boolean(compute="_compute_is_late")
    summary = fields.Char(readonly=True)
    step_ids = fields.One2many("inv.promise.step", "promise_id", readonly=True)

    @api.depends("date_wanted", "date_promise")
    def _compute_is_late(self):
        for record in self:
            wanted, earliest = record.date_wanted, record.date_promise
            record.is_late = bool(wanted and (not earliest or earliest > wanted))

    @api.constrains("quantity")
    def _check_quantity(self):
        if any(record.quantity <= 0 for record in self):
            raise ValidationError(self.env._("Ask for a quantity above 0."))

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for record in records:
            record._promise()
        return records

    def action_compute(self):
        """Compute again and keep the window open."""
        self.ensure_one()
        self._promise()
        return self._get_action()

    def _get_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Capable to Promise"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _open(self, product, quantity, warehouse, date_wanted=False):
        """Return the action that shows the promise for a product."""
        if not product.is_storable:
            raise UserError(
                self.env._(
                    "%(product)s is not kept in stock: it can be promised any day.",
                    product=product.display_name,
                )
            )
        values = {
            "product_id": product.id,
            "quantity": quantity if quantity > 0 else 1.0,
            "date_wanted": date_wanted,
        }
        warehouse = warehouse or self._find_warehouse(product)
        if warehouse:
            values["warehouse_id"] = warehouse.id
        return self.create(values)._get_action()

    @api.model
    def _find_warehouse(self, product):
        """Return where a product is made, else where most of it lies."""
        # Superuser: planned items are not shown to everybody who sells.
        point = self.env["inv.stocking.point"].sudo().search(
            [
                ("product_id", "=", product.id),
                ("company_id", "=", self.env.company.id),
            ],
            order="on_hand_qty desc",
        )  # fmt: skip
        made = point.filtered(lambda one: one.supply_type == "manufacture")
        return self.env["stock.warehouse"].browse((made or point)[:1].warehouse_id.id)

    def _promise(self):
        """Compute the date and write the steps that lead to it."""
        self.ensure_one()
        company = self.warehouse_id.company_id
        today = company._get_inventory_today()
        # Superuser: who sells asks for a date and need not see stock and orders; the
        # provider looks at the company of this warehouse only.
        provider = self.env["inv.provider.promise"].sudo().with_company(company)
        sources, documents = provider._get_sources(
            self.product_id, self.warehouse_id, today
        )
        steps = promise(self.product_id.id, self.quantity, sources)
        day = promise_day(steps)
        rows = []
        self._prepare_steps(steps, 0, rows, today, documents)
        names = self.env["inv.readiness.wording"]._get_documents(
            {row["document_key"] for row in rows if row["document_key"]}
        )
        for row in rows:
            key = row.pop("document_key")
            row["document"] = names[key][0] if key in names else False
        is_possible = bool(np.isfinite(day))
        self.write(
            {
                "is_possible": is_possible,
                "date_promise": self._get_date(today, day),
                "step_ids": [(5, 0, 0), *[(0, 0, row) for row in rows]],
                "summary": self._get_summary(rows, is_possible),
            }
        )

    def _get_date(self, today, day):
        if not np.isfinite(day):
            return False
        return today + timedelta(days=int(np.ceil(day)))

    def _prepare_steps(self, steps, level, rows, today, documents):
        """Add the steps and those below them to ``rows``, in reading order."""
        for step in steps:
            rows.append(
                {
                    "sequence": len(rows),
                    "level": level,
                    "product_id": step.item,
                    "quantity": step.quantity,
                    "kind": step.kind,
                    "date_start": self._get_date(today, step.start),
                    "date_end": self._get_date(today, step.day),
                    "is_critical": step.is_critical,
                    "document_key": documents[step.supply]
                    if step.supply >= 0
                    else None,
                }
            )
            self._prepare_steps(step.steps, level + 1, rows, today, documents)

    def _get_summary(self, rows, is_possible):
        """Say what decides the date: the last step of the critical path."""
        if not is_possible:
            missing = next(row for row in rows if row["kind"] == "none")
            product = self.env["product.product"].browse(missing["product_id"])
            return self.env._(
                "No date: %(product)s has neither a bill of materials nor a vendor.",
                product=product.display_name,
            )
        path = [row for row in rows if row["is_critical"]]
        if not path:
            return self.env._("Everything is in stock.")
        last = path[-1]
        product = self.env["product.product"].browse(last["product_id"])
        return {
            "receipt": self.env._(
                "Waits for a receipt of %(product)s.", product=product.display_name
            ),
            "buy": self.env._(
                "Waits for %(product)s, which has to be bought.",
                product=product.display_name,
            ),
            "make": self.env._(
                "Waits for the making of %(product)s.", product=product.display_name
            ),
        }[last["kind"]]
