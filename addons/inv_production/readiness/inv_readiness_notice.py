from datetime import timedelta

from odoo import fields, models

from .readiness_picture import READY_KEY

#: Notices are shown for a day; orders that were released meanwhile drop out.
SHOWN_HOURS = 24
MAX_NAMED = 5


class InvReadinessNotice(models.Model):
    """Orders that became ready, and the receipt that made them so."""

    _name = "inv.readiness.notice"
    _description = "Shortage Freed"
    _order = "id desc"

    company_id = fields.Many2one(
        "res.company", required=True, index=True, ondelete="cascade"
    )
    picking_id = fields.Many2one("stock.picking", ondelete="set null")
    picking_name = fields.Char()
    picking_datetime = fields.Datetime()
    production_ids = fields.Many2many("mrp.production")
    dismissed_user_ids = fields.Many2many("res.users")

    def _tell(self, picture, states, since):
        """Add a notice for orders that were not ready and are now.

        Parameters
        ----------
        states : {order id: stored state before}; orders that are new tell nothing
        since : datetime of that computation
        """
        freed = picture.orders.browse(
            picture.get_order(row).id
            for row in picture.get_rows_in_sequence().tolist()
            if picture.get_state(row) == READY_KEY
            and states.get(picture.get_order(row).id, READY_KEY) != READY_KEY
        )
        if not freed:
            return self.browse()
        picking = self._get_receipt(freed, since)
        # Superuser: the notice is written by whoever computes.
        return self.sudo().create(
            {
                "company_id": picture.company.id,
                "picking_id": picking.id,
                "picking_name": picking.name,
                "picking_datetime": picking.date_done,
                "production_ids": freed.ids,
            }
        )

    def _get_receipt(self, orders, since):
        """Return the newest receipt since then that brought one of the components."""
        move = (
            self.env["stock.move"]
            .sudo()
            .search(
                [
                    ("product_id", "in", orders.move_raw_ids.product_id.ids),
                    ("state", "=", "done"),
                    ("date", ">=", since),
                    ("picking_id", "!=", False),
                    ("company_id", "=", orders.company_id.id),
                    ("location_dest_id.usage", "=", "internal"),
                ],
                order="date desc, id desc",
                limit=1,
            )
        )
        return move.picking_id

    def _get_current(self, picture):
        """Return the newest notice that the user has not closed and still holds."""
        since = fields.Datetime.now() - timedelta(hours=SHOWN_HOURS)
        notices = self.search(
            [
                ("company_id", "=", picture.company.id),
                ("create_date", ">=", since),
                ("dismissed_user_ids", "not in", self.env.uid),
            ],
            limit=5,
        )
        for notice in notices:
            if notice._get_waiting():
                return notice
        return None

    def _get_waiting(self):
        return self.production_ids.filtered(
            lambda order: (
                order.state == "confirmed" and order.inv_release_state == "waiting"
            )
        )

    def _prepare_notice(self):
        orders = self._get_waiting()
        names = ", ".join(orders[:MAX_NAMED].mapped("name"))
        if len(orders) > MAX_NAMED:
            names += ", …"
        if self.picking_name:
            moment = fields.Datetime.context_timestamp(self, self.picking_datetime)
            message = self.env._(
                "Receipt %(receipt)s (%(time)s) makes orders ready: %(names)s.",
                receipt=self.picking_name,
                time=moment.strftime("%H:%M"),
                names=names,
            )
        else:
            message = self.env._("Orders became ready: %(names)s.", names=names)
        return {"key": self.id, "message": message, "order_ids": orders.ids}

    def _dismiss(self):
        # Superuser: closing a notice for oneself changes it for nobody else.
        self.sudo().dismissed_user_ids |= self.env.user
