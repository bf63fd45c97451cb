import numpy as np

from odoo import api, fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import format_date


class InvReadinessBoard(models.AbstractModel):
    """What the buttons of the board do. Every call answers with a sentence."""

    _inherit = "inv.readiness.board"

    # ------------------------------------------------------------------------
    # Release
    # ------------------------------------------------------------------------

    @api.model
    def decide_release(self, production_ids, mode="full"):
        """Release orders one by one; what fails leaves the others released."""
        orders = self.env["mrp.production"].browse(production_ids).exists()
        orders.check_access("write")
        released, refused = orders.browse(), []
        for order in orders:
            try:
                with self.env.cr.savepoint():
                    released |= self._release_one(order, mode)
            except (LockError, UserError) as error:  # noqa: PERF203 - each alone
                order.invalidate_recordset()
                refused.append({"id": order.id, "message": str(error)})
        return self._answer(self._describe_released(released), refused)

    def _release_one(self, order, mode):
        if mode == "partial":
            return order.action_inv_release_buildable()
        if mode == "first_operation":
            order._check_can_release()
            self.env["inv.release"]._release(order, "first_operation")
        else:
            order.action_inv_release()
        return order

    def _describe_released(self, orders):
        if not orders:
            return ""
        if len(orders) == 1:
            return self.env._(
                "Released %(order)s: %(quantity)s %(unit)s.",
                order=orders.name,
                quantity=self.env["inv.readiness.wording"]._format_quantity(
                    orders.product_qty
                ),
                unit=orders.product_uom_id.name,
            )
        return self.env._("Released %(count)s orders.", count=len(orders))

    @api.model
    def decide_override(self, production_id, reason):
        """Release one order without its material."""
        order = self.env["mrp.production"].browse(production_id)
        order._override_release(reason)
        return self._answer(
            self.env._("Released %(order)s without material.", order=order.name)
        )

    @api.model
    def decide_take_back(self, production_ids):
        """Take releases back before anything started."""
        orders = self.env["mrp.production"].browse(production_ids)
        orders.action_inv_take_back()
        return self._answer(
            self.env._("%(orders)s: the material is free again.",
              orders=", ".join(orders.mapped("name")))
        )  # fmt: skip

    # ------------------------------------------------------------------------
    # Sequence
    # ------------------------------------------------------------------------

    @api.model
    def decide_keep(self, moves, filters=None):
        """Keep dragged orders where they are."""
        productions = self.env["mrp.production"]
        productions.check_access("write")
        engine = self.env["inv.readiness.engine"]
        before, after = (
            engine._get_waiting_orders(self.env.company, kept) for kept in ((), moves)
        )
        ranked = [
            number
            for number, (old, order) in enumerate(
                zip(before, after, strict=True), start=1
            )
            if old != order or order.inv_priority_rank
        ]
        for number, order in enumerate(after[: max(ranked, default=0)], start=1):
            if order.inv_priority_rank != number:
                order.inv_priority_rank = number
        self.env["inv.production.readiness"]._announce(self.env.company)
        return self._answer(self.env._("The order of the board is kept."))

    @api.model
    def decide_dismiss(self, key):
        """Close a notice for the user."""
        notice = self.env["inv.readiness.notice"].search([("id", "=", key)])
        if notice:
            notice._dismiss()
        return self._answer("")

    # ------------------------------------------------------------------------
    # Supply
    # ------------------------------------------------------------------------

    @api.model
    def decide_expedite(self, product_id, warehouse_id):
        """Ask whoever is responsible to bring a missing component sooner."""
        self.env["mrp.production"].check_access("write")
        picture, needs = self._get_missing_needs(product_id, warehouse_id)
        supplies = self.env["inv.readiness.wording"]._get_supplies(picture, needs)
        supply = next(filter(None, supplies.values()), None)
        product = self.env["product.product"].browse(product_id)
        if not supply:
            raise UserError(
                self.env._("Nothing is on its way for %(product)s. Buy it instead.",
                  product=product.display_name)
            )  # fmt: skip
        # Superuser: who plans production need not be a buyer; only a to-do is added.
        document = self.env[supply["model"]].sudo().browse(supply["record_id"])
        if not hasattr(document, "activity_schedule"):
            raise UserError(
                self.env._(
                    "%(document)s cannot be expedited here.", document=supply["label"]
                )
            )
        summary = self.env._("Expedite %(product)s", product=product.display_name)
        user = document.user_id if "user_id" in document._fields else None
        user = user or self.env.user
        if document.activity_ids.filtered(lambda todo: todo.summary == summary):
            message = self.env._("%(document)s is being expedited already.")
        else:
            document.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=summary,
                note=self._get_expedite_note(picture, needs),
                user_id=user.id,
            )
            message = self.env._("Asked %(person)s to expedite %(document)s.")
        return self._answer(message % {"person": user.name, "document": document.name})

    def _get_expedite_note(self, picture, needs):
        rows = np.unique(picture.needs["row"][needs]).astype(np.int64).tolist()
        orders = picture.orders.browse([picture.get_order(row).id for row in rows])
        missing = float(picture.result.missing_now[needs].sum())
        product = self.env["product.product"].browse(
            int(picture.needs["product"][needs[0]])
        )
        first = min(orders.mapped("date_start"))
        return self.env._(
            "%(quantity)s %(unit)s are missing, first on %(date)s, for %(orders)s.",
            quantity=self.env["inv.readiness.wording"]._format_quantity(missing),
            unit=product.uom_id.name,
            date=format_date(self.env, first),
            orders=", ".join(orders.mapped("name")),
        )

    @api.model
    def decide_buy(self, product_id, warehouse_id):
        """Ask for the quantity of a component that nothing will bring."""
        self.env["mrp.production"].check_access("write")
        picture, needs = self._get_missing_needs(product_id, warehouse_id)
        quantity = float(picture.result.uncovered[needs].sum())
        product = self.env["product.product"].browse(product_id)
        if product.uom_id.compare(quantity, 0.0) <= 0:
            return self._answer(
                self.env._("Supply for %(product)s is on its way already.",
                  product=product.display_name)
            )  # fmt: skip
        point = self.env["inv.stocking.point"].sudo().search(
            [("product_id", "=", product_id), ("warehouse_id", "=", warehouse_id)]
        )  # fmt: skip
        if point._filter_requisition("approval", "automatic"):
            # Superuser: a requisition only asks; whoever may decides.
            lines = self.env["inv.requisition.raiser"].sudo()._raise(
                point, {point: quantity}
            )  # fmt: skip
            if not lines:
                raise UserError(
                    self.env._("%(product)s has an open requisition or no vendor.",
                      product=product.display_name)
                )  # fmt: skip
            names = ", ".join(lines.requisition_id.mapped("name"))
            return self._answer(
                self.env._("Asked for %(product)s by requisition %(names)s.",
                  product=product.display_name, names=names)
            )  # fmt: skip
        self._run_procurement(picture, needs, product, quantity, warehouse_id)
        return self._answer(
            self.env._("Ordered %(quantity)s %(unit)s of %(product)s.",
              quantity=self.env["inv.readiness.wording"]._format_quantity(quantity),
              unit=product.uom_id.name, product=product.display_name)
        )  # fmt: skip

    def _run_procurement(self, picture, needs, product, quantity, warehouse_id):
        """Let core order by the product's route, as its Replenish button does."""
        warehouse = self.env["stock.warehouse"].browse(warehouse_id)
        rows = picture.needs["row"][needs].astype(np.int64).tolist()
        orders = picture.orders.browse([picture.get_order(row).id for row in rows])
        rules = self.env["stock.rule"]
        rules.run(
            [
                rules.Procurement(
                    product,
                    quantity,
                    product.uom_id,
                    warehouse.lot_stock_id,
                    self.env._("Missing part"),
                    ", ".join(orders.mapped("name")),
                    picture.company,
                    {
                        "warehouse_id": warehouse,
                        "date_planned": max(
                            min(orders.mapped("date_start")), fields.Datetime.now()
                        ),
                    },
                )
            ]
        )

    @api.model
    def decide_substitute(self, production_id, product_id):
        """Let an allowed product stand in for what one order lacks."""
        order = self.env["mrp.production"].browse(production_id)
        order.check_access("write")
        picture = self.env["inv.readiness.engine"]._compute_picture(order.company_id)
        row = list(picture.orders.ids).index(order.id)
        needs = [
            need
            for need in picture.get_needs_of(row).tolist()
            if picture.needs["product"][need] == product_id
        ]
        found = self.env["inv.component.substitute"]._get_for_needs(picture, needs)
        if not found:
            raise UserError(
                self.env._("No substitute of this component is free any more.")
            )
        need, choice = next(iter(found.items()))
        replaced = choice["substitute"]._replace(
            order, float(picture.result.missing_now[need]), choice["free"]
        )
        return self._answer(
            self.env._("%(substitute)s stands in for %(quantity)s of %(product)s.",
              substitute=choice["substitute"].substitute_id.display_name,
              quantity=self.env["inv.readiness.wording"]._format_quantity(replaced),
              product=choice["substitute"].product_id.display_name)
        )  # fmt: skip

    def _get_missing_needs(self, product_id, warehouse_id):
        """Return the picture and the lines that lack a product, first order first."""
        picture = self.env["inv.readiness.engine"]._compute_picture(self.env.company)
        needs = picture.get_short_needs()
        is_wanted = picture.needs["product"][needs] == product_id
        is_wanted &= picture.needs["warehouse"][needs] == warehouse_id
        needs = needs[is_wanted]
        if not len(needs):
            raise UserError(self.env._("This part is not missing any more."))
        place = picture.place[picture.needs["row"][needs].astype(np.int64)]
        return picture, needs[np.argsort(place, kind="stable")].tolist()

    def _answer(self, message, refused=()):
        return {"message": message, "refused": list(refused)}
