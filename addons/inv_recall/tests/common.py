from odoo.fields import Command
from odoo.tests import TransactionCase, new_test_user


class RecallCase(TransactionCase):
    """A company with a warehouse, tracked products, a vendor and customers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.group_ids += cls.env.ref("inv_recall.group_recall_releaser")
        cls.env = cls.env["base"].with_context(tracking_disable=True).env
        cls.company = cls.env["res.company"].create({"name": "Recall Company"})
        cls.env.user.company_ids += cls.company
        cls.env = cls.env["base"].with_company(cls.company).env
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.vendors = cls.env.ref("stock.stock_location_suppliers")
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.vendor = cls.env["res.partner"].create({"name": "Vendor"})
        cls.customer = cls.env["res.partner"].create(
            {"name": "Customer", "email": "customer@example.com"}
        )
        cls.seal = cls.new_product("Seal")

    @classmethod
    def new_product(cls, name, tracking="lot"):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "tracking": tracking,
                "standard_price": 10.0,
            }
        )

    @classmethod
    def new_user(cls, login, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            login=login,
            groups=groups,
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )

    @classmethod
    def new_lot(cls, name, product=None, **values):
        product = product or cls.seal
        return cls.env["stock.lot"].create(
            {
                "name": name,
                "product_id": product.id,
                "company_id": cls.company.id,
                **values,
            }
        )

    @classmethod
    def move(cls, lot, qty, origin, destination, partner=None, company=None):
        """Move ``qty`` of a lot from one location to another; return the done move.

        With a partner the move belongs to a transfer of the warehouse. A product in
        place of a lot is moved without a number.
        """
        company = company or cls.company
        product = lot if lot._name == "product.product" else lot.product_id
        lot = lot if lot != product else cls.env["stock.lot"]
        picking = cls.env["stock.picking"]
        if partner:
            receipt = origin.usage in ("supplier", "customer")
            kind = cls.warehouse.in_type_id if receipt else cls.warehouse.out_type_id
            picking = picking.create(
                {
                    "partner_id": partner.id,
                    "picking_type_id": kind.id,
                    "location_id": origin.id,
                    "location_dest_id": destination.id,
                }
            )
        move = cls.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": qty,
                "location_id": origin.id,
                "location_dest_id": destination.id,
                "picking_id": picking.id,
                "company_id": company.id,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "lot_id": lot.id,
                            "quantity": qty,
                            "location_id": origin.id,
                            "location_dest_id": destination.id,
                            "picking_id": picking.id,
                            "company_id": company.id,
                        }
                    )
                ],
            }
        )
        move.picked = True
        move._action_done()
        return move

    @classmethod
    def receive(cls, lot, qty, partner=None):
        return cls.move(lot, qty, cls.vendors, cls.stock, partner or cls.vendor)

    @classmethod
    def new_shipped_lot(cls, name, received, shipped):
        """Return a lot of which the customer got some."""
        lot = cls.new_lot(name)
        cls.receive(lot, received)
        cls.ship(lot, shipped)
        return lot

    @classmethod
    def count(cls, lot, quantity):
        """Say by a count how many there are in stock."""
        quant = lot.quant_ids.filtered(lambda one: one.location_id == cls.stock)
        quant = quant.with_context(inventory_mode=True)
        quant.inventory_quantity = quantity
        quant.action_apply_inventory()

    @classmethod
    def ship(cls, lot, qty, partner=None):
        return cls.move(lot, qty, cls.stock, cls.customers, partner or cls.customer)

    @classmethod
    def new_case(cls, lots=None, **values):
        return cls.env["inv.recall"].create(
            {
                "title": "Face may crack when dry",
                "company_id": cls.company.id,
                "trigger_kind": "lot",
                "lot_ids": [Command.set(lots.ids if lots else [])],
                **values,
            }
        )

    @classmethod
    def make(cls, used, made, reference=None):
        """Use lots in an order that makes others, as Manufacturing records it.

        ``used`` and ``made`` map lots to quantities; the order is not Manufacturing's
        own, which this addon does without.
        """
        production = cls.env["stock.location"].search(
            [("usage", "=", "production"), ("company_id", "=", cls.company.id)], limit=1
        )
        consumed = [
            cls.move(lot, qty, cls.stock, production) for lot, qty in used.items()
        ]
        produced = [
            cls.move(lot, qty, production, cls.stock) for lot, qty in made.items()
        ]
        lines = cls.env["stock.move"].union(*produced).move_line_ids
        lines.consume_line_ids = cls.env["stock.move"].union(*consumed).move_line_ids
        if reference:
            cls.env["stock.move"].union(*consumed, *produced).reference = reference
        return lines
