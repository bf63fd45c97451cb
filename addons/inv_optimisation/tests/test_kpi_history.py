from datetime import timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .kpi_common import KpiCase


@tagged("post_install", "-at_install")
class TestKpiHistory(KpiCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product("Pump", list_price=25.0)
        cls.receive(cls.product, 100, cls.days_ago(100))
        cls.deliver(cls.product, 30, cls.days_ago(50))

    def rows_of(self, company=None):
        return self.env["inv.kpi.snapshot"].search(
            [("company_id", "=", (company or self.company).id)], order="date"
        )

    def test_month_ends_before_the_first_day_are_read_once(self):
        self.snapshot()
        past = self.rows_of().filtered("is_reconstructed")
        self.assertTrue(past)
        self.assertEqual({(row.date + timedelta(days=1)).day for row in past}, {1})
        first = self.today - timedelta(days=100)
        for row in past:
            days = (row.date - first).days + 1
            is_sold = row.date >= self.today - timedelta(days=50)
            self.assertGreaterEqual(days, 28)
            self.assertEqual(row.stock_value, 700.0 if is_sold else 1000.0)
            self.assertEqual(row.cogs_value, 300.0 if is_sold else 0.0)
            self.assertEqual(row.history_days, days)
        before = [(row.id, row.date, row.stock_value) for row in past]
        # A move that is dated back later does not change what was kept.
        self.deliver(self.product, 10, self.days_ago(60))
        self.snapshot()
        after = [
            (row.id, row.date, row.stock_value)
            for row in self.rows_of().filtered("is_reconstructed")
        ]
        self.assertEqual(after, before)

    def test_the_ledger_tells_no_decisions_of_the_past(self):
        self.snapshot()
        past = self.rows_of().filtered("is_reconstructed")
        sums = self.env["inv.kpi.reader"]._read_sums([("id", "in", past.ids)], "date")
        for row in sums.values():
            self.assertIsNone(row["decision_count"])
            self.assertIsNone(row["model_value"])

    def test_a_second_run_replaces_the_rows_of_today_only(self):
        self.snapshot()
        kept = self.rows_of().filtered(lambda row: row.date < self.today).ids
        self.deliver(self.product, 5)
        row = self.snapshot()
        self.assertEqual(row.stock_value, 650.0)
        self.assertEqual(len(row), 1)
        self.assertEqual(
            self.rows_of().filtered(lambda one: one.date < self.today).ids, kept
        )

    def test_a_new_day_leaves_the_last_one_alone(self):
        old = self.snapshot()
        tomorrow = self.today + timedelta(days=1)
        with freeze_time(f"{tomorrow} 12:00:00"):
            self.deliver(self.product, 5)
            new = self.snapshot()
        self.assertEqual(new.date, tomorrow)
        self.assertEqual((old.stock_value, new.stock_value), (700.0, 650.0))

    def test_nobody_changes_what_was_kept(self):
        row = self.snapshot()
        for attempt in (
            lambda: row.write({"stock_value": 1}),
            row.unlink,
            row.copy,
            lambda: row.sudo().write({"stock_value": 1}),
        ):
            with self.assertRaises(UserError):
                attempt()
        manager = self.new_user("kpi_manager", "inv_optimisation.group_inv_manager")
        for user in (self.planner, manager):
            with self.assertRaises(AccessError):
                row.with_user(user).check_access("write")

    def test_a_planning_run_keeps_the_day(self):
        self.new_seller(self.product)
        self.plan()
        row = self.rows_of().filtered(lambda one: one.date == self.today)
        self.assertEqual(row.stock_value, 700.0)
        self.assertEqual(
            row.model_value, self.point(self.product).stock_value_recommended
        )

    def test_the_cron_keeps_a_day_without_a_run(self):
        self.new_seller(self.product)
        self.classify(self.product, "A")
        self.refresh()
        self.env["inv.kpi.snapshot"]._cron_snapshot()
        row = self.rows_of().filtered(lambda one: one.date == self.today)
        self.assertEqual(row.abc_class, "A")
        ids = row.ids
        self.env["inv.kpi.snapshot"]._cron_snapshot()
        self.assertEqual(
            self.rows_of().filtered(lambda one: one.date == self.today).ids, ids
        )

    def test_companies_are_apart(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        self.env.user.company_ids += other
        self.snapshot()
        self.snapshot(other)
        self.assertFalse(self.rows_of(other))
        visible = self.env["inv.kpi.snapshot"].with_user(self.planner)
        self.env.cr.execute(
            "INSERT INTO inv_kpi_snapshot (company_id, date, warehouse_id, abc_class,"
            " stock_value) SELECT %s, %s, MIN(id), 'A', 1 FROM stock_warehouse"
            " WHERE company_id = %s",
            [other.id, self.today, other.id],
        )
        self.assertTrue(self.rows_of(other))
        self.assertFalse(visible.search([("company_id", "=", other.id)]))
        self.assertTrue(visible.search([("company_id", "=", self.company.id)]))

    def test_queries_do_not_grow_with_the_items(self):
        self.snapshot()
        few = self.count_queries(
            lambda: self.env["inv.kpi.snapshot"]._snapshot(self.company)
        )
        for number in range(18):
            product = self.new_product(f"Item {number}")
            self.receive(product, 10, self.days_ago(40))
            self.deliver(product, 2, self.days_ago(4))
            self.classify(product, "ABC"[number % 3])
        self.refresh()
        many = self.count_queries(
            lambda: self.env["inv.kpi.snapshot"]._snapshot(self.company)
        )
        self.assertEqual(
            len(self.rows_of().filtered(lambda row: row.date == self.today)), 4
        )
        self.assertEqual(few, many)
