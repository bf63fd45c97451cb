from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import ExpiryCase


@tagged("post_install", "-at_install")
class TestExpiringStock(ExpiryCase):
    """The page of lots that expire and of lots sold too late."""

    def test_state_follows_the_dates(self):
        cases = [
            ("FRESH", (1, 2, 3), None),
            ("ALERT", (-1, 2, 3), "alert"),
            ("REMOVE", (-2, -1, 3), "to_remove"),
            ("EXPIRED", (-3, -2, -1), "expired"),
        ]
        for name, dates, state in cases:
            lot = self.expiring(name, *dates)
            self.receive(lot, 10)
            self.assertEqual(self.lines(lot).state or None, state, name)

    def test_removal_date_alone_is_enough(self):
        lot = self.expiring("EARLY", 1, -1, 3)
        self.receive(lot, 10)
        self.assertEqual(self.lines(lot).state, "to_remove")

    def test_line_tells_quantity_value_and_days(self):
        lot = self.expiring("A", -1, 2, 3.5)
        self.receive(lot, 10)
        self.ship(lot, 4)
        self.assertRecordValues(
            self.lines(lot),
            [
                {
                    "product_id": self.yoghurt.id,
                    "lot_id": lot.id,
                    "warehouse_id": self.warehouse.id,
                    "company_id": self.company.id,
                    "quantity": 6.0,
                    "value": 60.0,
                    "days_left": 3,
                    "date_shipped": False,
                    "is_held": False,
                }
            ],
        )

    def test_days_left_are_below_zero_after_expiry(self):
        lot = self.expiring("A", -9, -8, -2.5)
        self.receive(lot, 1)
        self.assertEqual(self.lines(lot).days_left, -3)

    def test_one_line_for_each_warehouse(self):
        north = self.env["stock.warehouse"].create(
            {"name": "North", "code": "NOR", "company_id": self.company.id}
        )
        shelf = self.env["stock.location"].create(
            {"name": "Shelf", "location_id": self.stock.id}
        )
        lot = self.expiring("A", -1, 2, 3)
        self.receive(lot, 10)
        self.move(lot, 3, self.stock, shelf)
        self.move(lot, 2, self.stock, north.lot_stock_id)
        lines = self.lines(lot)
        self.assertEqual(
            {(line.warehouse_id, line.quantity) for line in lines},
            {(self.warehouse, 8.0), (north, 2.0)},
        )
        self.assertEqual(len(lines), 2)

    def test_lot_without_stock_is_no_line(self):
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        self.move(lot, 10, self.stock, self.vendors)
        self.assertFalse(self.lines(lot))

    def test_goods_shipped_after_expiry_stay_on_the_page(self):
        lot = self.expiring("A", -3, -2, -1.5)
        self.receive(lot, 10)
        self.ship(lot, 4)
        late, stock = self.lines(lot)
        self.assertEqual((late.state, late.quantity, late.value), ("sold_late", 4, 40))
        self.assertEqual(late.days_left, -2)
        self.assertEqual(late.warehouse_id, self.warehouse)
        self.assertTrue(late.date_shipped)
        self.assertEqual((stock.state, stock.quantity), ("expired", 6))

    def test_days_before_expiry_count_as_too_late_when_set(self):
        lot = self.expiring("A", 1, 2, 3)
        self.receive(lot, 10)
        self.ship(lot, 4)
        self.assertFalse(self.lines(lot))
        self.company.inv_recall_late_days = 2
        self.assertFalse(self.lines(lot))
        self.company.inv_recall_late_days = 4
        self.assertEqual(self.lines(lot).state, "sold_late")
        with self.assertRaises(ValidationError):
            self.company.inv_recall_late_days = -1

    def test_only_deliveries_to_customers_are_sales(self):
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        self.move(lot, 10, self.stock, self.vendors)
        self.assertFalse(self.lines(lot))

    def test_old_sales_leave_the_page(self):
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        self.ship(lot, 10)
        self.assertEqual(len(self.lines(lot)), 1)
        with freeze_time(self.now + timedelta(days=190)):
            self.assertFalse(self.lines(lot))

    def test_worst_comes_first(self):
        for name, dates in [
            ("ALERT", (-1, 2, 3)),
            ("EXPIRED", (-3, -2, -1)),
            ("REMOVE", (-2, -1, 3)),
        ]:
            self.receive(self.expiring(name, *dates), 10)
        lines = self.page.search([("company_id", "=", self.company.id)])
        self.assertEqual(
            lines.mapped("lot_id.name"),
            ["EXPIRED", "REMOVE", "ALERT"],
        )

    def test_chosen_lines_start_a_case(self):
        lots = [self.expiring(name, -3, -2, -1) for name in ("A", "B")]
        for lot in lots:
            self.receive(lot, 10)
        self.ship(lots[0], 5)
        user = self.new_user("coordinator", "inv_recall.group_recall_coordinator")
        lines = self.lines(*lots).with_user(user)
        self.assertEqual(len(lines), 3)
        context = lines.action_start_recall()["context"]
        form = Form(self.env["inv.recall"].with_user(user).with_context(**context))
        self.assertEqual(form.title, "Yoghurt: sold too late")
        form.severity = "2"
        case = form.save()
        self.assertEqual(set(case.lot_ids), set(lots))
        self.assertEqual(case.company_id, self.company)
        case.action_start()
        self.assertEqual(case.delivery_ids.mapped("qty"), [5])
        # Nothing is held before somebody holds it in the case.
        self.assertFalse(any(lot.inv_is_held for lot in lots))

    def test_held_lots_are_marked(self):
        lots = [self.expiring(name, -3, -2, -1) for name in ("A", "B")]
        for lot in lots:
            self.receive(lot, 10)
        self.new_case(lots[0]).action_start()
        case = self.env["inv.recall"].search([("lot_ids", "in", lots[0].ids)])
        case._hold_lots(lots[0], "Expired.")
        free = self.page.search([("is_held", "=", False)]) & self.lines(*lots)
        self.assertEqual(free.lot_id, lots[1])

    def test_case_needs_lines_of_one_company(self):
        with self.assertRaisesRegex(UserError, "Choose the lines"):
            self.page.action_start_recall()
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        other, foreign = self.other_company()
        lines = self.page.sudo().search([("lot_id", "in", [lot.id, foreign.id])])
        self.assertEqual(set(lines.company_id), {self.company, other})
        with self.assertRaisesRegex(UserError, "one company"):
            lines.action_start_recall()

    def other_company(self):
        """Return another company and a lot of it that expired in stock."""
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids += other
        warehouse = self.env["stock.warehouse"].search(
            [("company_id", "=", other.id)], limit=1
        )
        lot = self.expiring("F", -3, -2, -1, company_id=other.id)
        self.env["stock.quant"]._update_available_quantity(
            lot.product_id, warehouse.lot_stock_id, 5, lot_id=lot
        )
        return other, lot

    def test_company_sees_its_own_lines(self):
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        other, foreign = self.other_company()
        here = self.new_user("here", "inv_recall.group_recall_user")
        there = self.new_user("there", "inv_recall.group_recall_user", other)
        domain = [("lot_id", "in", [lot.id, foreign.id])]
        for user, expected in [(here, lot), (there, foreign)]:
            # A user's own companies, not those of the test.
            pages = self.page.with_user(user).with_context(allowed_company_ids=[])
            self.assertEqual(pages.search(domain).lot_id, expected)

    def test_rights(self):
        lot = self.expiring("A", -3, -2, -1)
        self.receive(lot, 10)
        keeper = self.new_user("keeper", "stock.group_stock_manager")
        with self.assertRaises(AccessError):
            self.page.with_user(keeper).search([("lot_id", "=", lot.id)])
        reader = self.new_user("reader", "inv_recall.group_recall_user")
        line = self.page.with_user(reader).search([("lot_id", "=", lot.id)])
        self.assertEqual(line.quantity, 10)
        with self.assertRaises(AccessError):
            line.action_start_recall()

    def test_same_number_of_queries_for_many_lots(self):
        for number in range(20):
            self.receive(self.expiring(f"M-{number}", -3, -2, -1), 1)
        names = ["product_id", "lot_id", "quantity", "value", "state", "is_held"]

        def count(limit):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lines = self.page.search(
                [("company_id", "=", self.company.id)], limit=limit
            )
            rows = lines.web_read({name: {} for name in names})
            self.assertEqual(len(rows), limit)
            return self.env.cr.sql_log_count - before

        count(20)
        self.assertEqual(count(2), count(20))
