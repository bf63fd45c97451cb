from odoo.fields import Command

from .common import RecallCase

REASON = "Face may crack when dry."


class HoldCase(RecallCase):
    """100 pieces of a lot to hold, 40 of another one beside it, and a case."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bad = cls.new_lot("VD-5482")
        cls.good = cls.new_lot("VD-5510")
        cls.receive(cls.bad, 100)
        cls.receive(cls.good, 40)
        cls.shelf = cls.new_place("Shelf")
        cls.case = cls.new_case(cls.bad, state="contain")

    @classmethod
    def new_place(cls, name, parent=None, **values):
        return cls.env["stock.location"].create(
            {
                "name": name,
                "location_id": (parent or cls.stock).id,
                "usage": "internal",
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def new_quarantine(cls, warehouse=None):
        warehouse = warehouse or cls.warehouse
        warehouse.action_create_quarantine()
        return warehouse.inv_quarantine_location_id

    @classmethod
    def hold(cls, lots=None, case=None, reason=REASON):
        return (case or cls.case)._hold_lots(lots or cls.bad, reason)

    @classmethod
    def new_delivery(cls, qty, product=None, target=None, confirm=True):
        """Return a delivery of ``qty`` pieces, reserved when ``confirm``."""
        picking = cls.env["stock.picking"].create(
            {
                "partner_id": cls.customer.id,
                "picking_type_id": cls.warehouse.out_type_id.id,
                "location_id": cls.stock.id,
                "location_dest_id": (target or cls.customers).id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": (product or cls.seal).id,
                            "product_uom_qty": qty,
                            "location_id": cls.stock.id,
                            "location_dest_id": (target or cls.customers).id,
                        }
                    )
                ],
            }
        )
        if confirm:
            picking.action_confirm()
            picking.action_assign()
        return picking

    def count_queries(self, function):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
