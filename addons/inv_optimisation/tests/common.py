"""Builders for the tests: own data only, run as a planner where rights matter."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import TransactionCase, new_test_user


class InvCase(TransactionCase):
    """A company of its own with one warehouse, and short ways to move stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context=dict(cls.env.context, tracking_disable=True))
        cls.company = cls.env["res.company"].create({"name": "Test Company"})
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=cls.company.ids)
        )
        cls.company = cls.company.with_env(cls.env)
        cls.company.horizon_days = 0
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.customers = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.vendor = cls.env["res.partner"].create({"name": "Test Vendor"})
        cls.planner = cls.new_user("planner", "inv_optimisation.group_inv_planner")
        cls.ledger = cls.env["inv.stock.ledger"]
        cls.today = cls.company._get_inventory_today()

    @classmethod
    def new_user(cls, login, *groups):
        return new_test_user(
            cls.env,
            f"inv_{login}",
            groups=",".join(groups),
            company_id=cls.company.id,
            company_ids=[(6, 0, cls.company.ids)],
        )

    @classmethod
    def new_product(cls, name="Product", **values):
        vals = {
            "name": name,
            "type": "consu",
            "is_storable": True,
            "standard_price": 10.0,
            **values,
        }
        return cls.env["product.product"].create(vals)

    @classmethod
    def new_seller(cls, product, **values):
        vals = {
            "partner_id": cls.vendor.id,
            "product_tmpl_id": product.product_tmpl_id.id,
            "delay": 7,
            "price": 10.0,
            **values,
        }
        return cls.env["product.supplierinfo"].create(vals)

    @classmethod
    def days_ago(cls, days, hour=12):
        """Return noon of the day ``days`` ago, as core stores it."""
        day = fields.Date.today() - timedelta(days=days)
        return datetime(day.year, day.month, day.day, hour)

    @classmethod
    def move(cls, product, quantity, source, target, when=None, asked=None, **values):
        """Validate one stock move through core and date it."""
        move = cls.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom": product.uom_id.id,
                "product_uom_qty": asked or quantity,
                "location_id": source.id,
                "location_dest_id": target.id,
                "company_id": cls.company.id,
                **values,
            }
        )
        move._action_confirm(merge=False)
        move.quantity = quantity
        move.picked = True
        move._action_done(cancel_backorder=bool(asked))
        if when:
            move.date = when
            move.move_line_ids.date = when
        return move

    @classmethod
    def receive(cls, product, quantity, when=None, **values):
        return cls.move(product, quantity, cls.suppliers, cls.stock, when, **values)

    @classmethod
    def deliver(cls, product, quantity, when=None, **values):
        return cls.move(product, quantity, cls.stock, cls.customers, when, **values)

    @classmethod
    def put(cls, product, quantity, location=None):
        """Lay stock down without a move, which would overwrite ``with_history``."""
        cls.env["stock.quant"]._update_available_quantity(
            product, location or cls.stock, quantity
        )

    @classmethod
    def refresh(cls, rebuild=False):
        return cls.env["inv.stock.ledger.refresh"]._refresh(cls.company, rebuild)

    @classmethod
    def rows(cls, product, warehouse=None):
        return cls.ledger.search(
            [
                ("product_id", "=", product.id),
                ("warehouse_id", "=", (warehouse or cls.warehouse).id),
            ],
            order="date",
        )

    @classmethod
    def with_history(cls, product, weekly, warehouse=None):
        """Write ledger rows of ``weekly`` demand, the last week ending yesterday."""
        warehouse = warehouse or cls.warehouse
        cls.env["stock.move"].flush_model()
        cls.env.cr.executemany(
            """
            INSERT INTO inv_stock_ledger (product_id, warehouse_id, company_id, date,
                issued_qty, requested_qty, returned_qty, received_qty,
                transferred_in_qty, transferred_out_qty, adjusted_qty, scrapped_qty,
                issue_count, largest_issue_qty, issue_value, net_value)
            VALUES (%s, %s, %s, %s, %s, %s, 0, 0, 0, 0, 0, 0, 1, %s, 0, 0)
            """,
            [
                (
                    product.id,
                    warehouse.id,
                    warehouse.company_id.id,
                    cls.today - timedelta(days=7 * (len(weekly) - week)),
                    quantity,
                    quantity,
                    quantity,
                )
                for week, quantity in enumerate(weekly)
            ],
        )
        # The ledger is filled; only newer moves are read from here on.
        if not cls.env["inv.stock.ledger.refresh"].search(
            [("company_id", "=", warehouse.company_id.id)], limit=1
        ):
            cls.env["inv.stock.ledger.refresh"].create(
                {
                    "company_id": warehouse.company_id.id,
                    "moves_until": fields.Datetime.now() + timedelta(days=30),
                }
            )

    @classmethod
    def plan(cls, company=None, **values):
        """Run a whole planning in this transaction and return the run."""
        company = company or cls.company
        run = cls.env["inv.planning.run"].create({"company_id": company.id, **values})
        run._execute()
        return run

    @classmethod
    def point(cls, product, warehouse=None):
        return (
            cls.env["inv.stocking.point"]
            .with_context(active_test=False)
            .search(
                [
                    ("product_id", "=", product.id),
                    ("warehouse_id", "=", (warehouse or cls.warehouse).id),
                ]
            )
        )

    def count_queries(self, function):
        """Return how many queries ``function`` needs with a cold cache."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
