from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class InvRecallDisposition(models.Model):
    _inherit = "inv.recall.disposition"

    def action_order(self):
        """Make the documents of decisions; nobody's stock moves before they are done.

        Raises
        ------
        UserError
            When a lot is not where the decision says.
        """
        self.recall_id.check_access("write")
        for case in self.recall_id:
            if not case._is_open():
                raise UserError(self.env._("%(case)s is not open.", case=case.name))
        for disposition in self.filtered(lambda one: one.state == "draft"):
            getattr(disposition, f"_order_{disposition.decision}")()
        return True

    def _order_scrap(self):
        place = self._get_place()
        self.scrap_id = self.env["stock.scrap"].create(
            {
                "product_id": self.product_id.id,
                "lot_id": self.lot_id.id,
                "scrap_qty": self.qty,
                "location_id": place.id,
                "company_id": self.company_id.id,
                "origin": self.recall_id.name,
            }
        )
        self.state = "ordered"

    def _order_return(self):
        vendor = self.recall_lot_id.vendor_id
        if not vendor:
            raise UserError(
                self.env._(
                    "%(lot)s came from no vendor.", lot=self.recall_lot_id.lot_name
                )
            )
        place = self._get_place()
        kind = place.warehouse_id.out_type_id
        target = vendor.with_company(self.company_id).property_stock_supplier
        places = {"location_id": place.id, "location_dest_id": target.id}
        self.picking_id = self.env["stock.picking"].create(
            {
                "partner_id": vendor.id,
                "picking_type_id": kind.id,
                "origin": self.recall_id.name,
                **places,
            }
        )
        # Only the case may send a held lot away; users cannot set its mark.
        move = self.env["stock.move"].sudo()
        move.create(
            {
                "product_id": self.product_id.id,
                "product_uom_qty": self.qty,
                "picking_id": self.picking_id.id,
                "inv_recall_id": self.recall_id.id,
                "company_id": self.company_id.id,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": self.product_id.id,
                            "lot_id": self.lot_id.id,
                            "quantity": self.qty,
                            "picking_id": self.picking_id.id,
                            "company_id": self.company_id.id,
                            **places,
                        }
                    )
                ],
                **places,
            }
        )
        self.state = "ordered"

    def _order_rework(self):
        """Ask the owner of the case to have the goods reworked."""
        self.recall_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._(
                "Rework %(qty)s %(unit)s of %(lot)s",
                qty=self.recall_id._qty(self.qty),
                unit=self.uom_id.name,
                lot=self.recall_lot_id.lot_name,
            ),
            note=self.reason,
            user_id=self.recall_id.user_id.id,
        )
        self.state = "ordered"

    def _order_use(self):
        """Nothing moves; the lot stays held until somebody releases it."""
        self.state = "done"

    def action_done(self):
        """Say that a rework is finished; other decisions follow their document."""
        self.recall_id.check_access("write")
        if any(one.decision != "rework" or one.state != "ordered" for one in self):
            raise UserError(
                self.env._("Only a rework that was ordered is finished by hand.")
            )
        self.state = "done"
        return True

    def _get_place(self):
        """Return where the lot lies: as decided, or where most of it is."""
        if self.location_id:
            return self.location_id
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "=", self.lot_id.id),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
            ],
            order="quantity desc",
            limit=1,
        )
        if not quants or self.uom_id.compare(quants.quantity, self.qty) < 0:
            raise UserError(
                self.env._(
                    "%(lot)s does not lie in one place with this quantity. Choose the"
                    " place, or decide place by place.",
                    lot=self.recall_lot_id.lot_name,
                )
            )
        return quants.location_id

    def _follow(self):
        """Take over what became of the documents."""
        for disposition in self.filtered(lambda one: one.state == "ordered"):
            if "done" in (disposition.scrap_id.state, disposition.picking_id.state):
                disposition.state = "done"
            elif disposition.picking_id.state == "cancel":
                disposition.state = "cancelled"
