"""A warehouse with places, items, lots and packs; scans as a warehouse worker."""

from odoo.tests import TransactionCase, new_test_user

GTIN = "4006381333931"
BOX_GTIN = "14006381333938"


class ScanCase(TransactionCase):
    """Company of its own, one user who works in the warehouse."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Scan Company"})
        cls.env.user.company_ids += cls.company
        cls.env = cls.env(
            context=dict(
                cls.env.context,
                allowed_company_ids=cls.company.ids,
                tracking_disable=True,
            )
        )
        cls.company = cls.company.with_env(cls.env)
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.stock = cls.warehouse.lot_stock_id
        cls.bin_a = cls.new_place("Q-01-1-A")
        cls.bin_b = cls.new_place("Q-01-2-A")
        cls.bin_c = cls.new_place("Q-09-1-A")
        cls.seal = cls.new_product(
            "Seal", barcode=GTIN, default_code="SEA-1", tracking="lot"
        )
        cls.lot_1 = cls.new_lot(cls.seal, "VD-1")
        cls.lot_2 = cls.new_lot(cls.seal, "VD-2")
        cls.user = cls.new_user("worker", "stock.group_stock_user")

    @classmethod
    def new_user(cls, login, *groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"inv_scan_{login}",
            groups=",".join(groups),
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )

    @classmethod
    def new_place(cls, name, **values):
        return cls.env["stock.location"].create(
            {"name": name, "location_id": cls.stock.id, "barcode": name, **values}
        )

    @classmethod
    def new_product(cls, name, **values):
        vals = {"name": name, "type": "consu", "is_storable": True, **values}
        return cls.env["product.product"].create(vals)

    @classmethod
    def new_lot(cls, product, name):
        return cls.env["stock.lot"].create({"name": name, "product_id": product.id})

    @classmethod
    def put(cls, product, place, quantity, lot=None, package=None):
        cls.env["stock.quant"]._update_available_quantity(
            product, place, quantity, lot_id=lot, package_id=package
        )

    def as_user(self, model, user=None):
        return (
            self.env[model]
            .with_user(user or self.user)
            .with_context(allowed_company_ids=self.company.ids)
        )

    def parse(self, *raws, user=None):
        return self.as_user("inv.scan.parser", user).parse(list(raws))

    def event(self, key, scan=None, **values):
        """Return an event as a device sends it."""
        return {
            "uuid": f"00000000-0000-4000-8000-{key:012d}",
            "sequence": key,
            "task": "lookup",
            "state": "scan",
            "scan": scan,
            **values,
        }

    def submit(self, *events, user=None, **options):
        station = self.as_user("inv.scan.station", user)
        return station.submit_events("device", list(events), **options)["answers"]

    def look(self, scan, user=None, **payload):
        """Return the card of a code."""
        self.last_key = getattr(self, "last_key", 500) + 1
        (answer,) = self.submit(
            self.event(self.last_key, scan, payload=payload), user=user
        )
        return answer["data"]["card"]

    def count_queries(self, function):
        """Return the number of queries of ``function`` on a cold cache of records.

        The caches of the registry (rules, external ids) are warm: two runs fill them.
        """
        for _turn in range(2):
            function()
            self.env.flush_all()
            self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        function()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before
