"""Builders of bins, stock and sessions for the tests of counting."""

import itertools
from datetime import timedelta

from odoo import fields

from odoo.addons.inv_optimisation.tests.common import InvCase

NUMBERS = itertools.count()


class CountCase(InvCase):
    """A company with two bins, two counters, a supervisor and two approvers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bin_a = cls.new_bin("A-01")
        cls.bin_b = cls.new_bin("A-02")
        group = "inv_cycle_count.group_count"
        cls.ann = cls.new_user("ann", "inv_cycle_count.group_counter")
        cls.bob = cls.new_user("bob", "inv_cycle_count.group_counter")
        cls.supervisor = cls.new_user("supervisor", f"{group}_supervisor")
        cls.approver = cls.new_user("approver", f"{group}_approver")
        cls.second = cls.new_user("second", f"{group}_approver")
        cls.cause = cls.env.ref("inv_cycle_count.cause_pick")
        cls.bolt = cls.new_product("Bolt")
        cls.lay(cls.bolt, 20, cls.bin_a)

    @classmethod
    def new_bin(cls, name, parent=None):
        return cls.env["stock.location"].create(
            {
                "name": name,
                "location_id": (parent or cls.stock).id,
                "usage": "internal",
                "company_id": cls.company.id,
                "barcode": f"{name}-{next(NUMBERS)}",
            }
        )

    @classmethod
    def lay(cls, product, quantity, location, lot=None, **values):
        """Lay stock down an hour ago, as a receipt that is long done."""
        cls.env["stock.quant"]._update_available_quantity(
            product, location, quantity, lot_id=lot, **values
        )

    @classmethod
    def new_lot(cls, product, name):
        return cls.env["stock.lot"].create(
            {"name": name, "product_id": product.id, "company_id": cls.company.id}
        )

    @classmethod
    def new_session(cls, positions, counter=None, **values):
        """Return a session over (bin, product) pairs, planned for today."""
        session = cls.env["inv.count.session"].create(
            {
                "warehouse_id": cls.warehouse.id,
                "user_id": (counter or cls.ann).id,
                **values,
            }
        )
        session._add_positions([(place.id, item.id) for place, item in positions])
        return session

    @classmethod
    def place_of(cls, session, location=None, number=1):
        return session.place_ids.filtered(
            lambda place: (
                place.location_id == (location or cls.bin_a) and place.round == number
            )
        )

    def count(self, place, quantities, counter=None, when=None, **values):
        """Record quantities by product (or (product, lot)); return the outcomes."""
        when = when or fields.Datetime.now()
        entries = []
        for key, quantity in quantities.items():
            product, lot = key if isinstance(key, tuple) else (key, None)
            entries.append(
                {
                    "uuid": f"test-{next(NUMBERS)}",
                    "product_id": product.id,
                    "lot_id": lot.id if lot else False,
                    "quantity": quantity,
                    "scan_datetime": when,
                    "kind": "scan" if quantity else "none",
                    **values,
                }
            )
        return self.record(place, entries, counter)

    def record(self, place, entries, counter=None):
        recording = (
            self.env["inv.count.recording"].with_user(counter or self.ann).sudo()
        )
        return recording._add_entries(place.sudo(), entries)

    def submit(self, place, counter=None, **values):
        evaluation = self.env["inv.count.evaluation"]
        return evaluation.with_user(counter or self.ann).sudo()._submit(place, **values)

    def count_and_submit(
        self, session, quantity, location=None, number=1, counter=None
    ):
        """Count one product of a session's only line at a place and submit it."""
        place = self.place_of(session, location, number)
        product = session.line_ids.filtered(
            lambda line: line.location_id == place.location_id
        ).product_id
        self.count(place, {product: quantity}, counter)
        return self.submit(place, counter)

    def miss(self, session, quantity, location=None):
        """Count a wrong quantity twice, so that the line is to be approved."""
        self.count_and_submit(session, quantity, location)
        self.count_and_submit(session, quantity, location, number=2)

    def post(self, lines=None):
        """Post what is approved, as the scheduled action does, without commits."""
        runs = self.env["inv.count.posting"]._queue_runs()
        for run in runs:
            run._execute()
        self.env.invalidate_all()
        return runs

    def book(self, product, location=None, lot=None):
        return self.env["stock.quant"]._get_available_quantity(
            product, location or self.bin_a, lot_id=lot, strict=bool(lot)
        )

    def decide(self, lines, decision, approver=None, **values):
        rows = [{"id": line.id, "variance_qty": line.variance_qty} for line in lines]
        return (
            self.env["inv.count.decision"]
            .with_user(approver or self.approver)
            .decide(rows, decision, values)
        )

    def before(self, minutes):
        return fields.Datetime.now() - timedelta(minutes=minutes)
