from datetime import timedelta

from odoo.tests import tagged

from .common import InvCase


@tagged("post_install", "-at_install")
class TestLedgerRefresh(InvCase):
    """Incremental refreshes end with what a rebuild would give."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.product = cls.new_product()
        cls.receive(cls.product, 100, when=cls.days_ago(60))
        cls.deliver(cls.product, 10, when=cls.days_ago(30))
        cls.refresh()

    def contents(self):
        rows = self.ledger.search([("company_id", "=", self.company.id)])
        names = [name for name in rows._fields if name.endswith("_qty")]
        return {
            (row.product_id, row.warehouse_id, row.date): [row[name] for name in names]
            for row in rows
        }

    def assert_same_as_rebuild(self):
        incremental = self.contents()
        self.refresh(rebuild=True)
        self.assertEqual(incremental, self.contents())

    def test_first_refresh_reads_everything(self):
        refresh = self.env["inv.stock.ledger.refresh"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertTrue(refresh.is_rebuild)
        self.assertEqual(refresh.written_count, 2)

    def test_second_refresh_writes_nothing(self):
        refresh = self.refresh()
        self.assertFalse(refresh.is_rebuild)
        self.assertEqual((refresh.written_count, refresh.deleted_count), (0, 0))

    def test_new_move_writes_its_day_only(self):
        self.deliver(self.product, 4, when=self.days_ago(2))
        self.assertEqual(self.refresh().written_count, 1)
        self.assert_same_as_rebuild()

    def test_back_dated_move_is_found(self):
        self.deliver(self.product, 4, when=self.days_ago(200))
        self.refresh()
        self.assertEqual(self.rows(self.product)[0].date, self.days_ago(200).date())
        self.assert_same_as_rebuild()

    def test_redated_move_leaves_no_trace_on_its_old_day(self):
        move = self.env["stock.move"].search(
            [("product_id", "=", self.product.id), ("location_id", "=", self.stock.id)]
        )
        move.date = self.days_ago(3)
        refresh = self.refresh()
        self.assertEqual(refresh.deleted_count, 1)
        dates = self.rows(self.product).filtered("issued_qty").mapped("date")
        self.assertEqual(dates, [self.days_ago(3).date()])
        self.assert_same_as_rebuild()

    def test_move_that_was_written_before_the_last_refresh_is_caught(self):
        move = self.deliver(self.product, 7, when=self.days_ago(1))
        late = self.env.cr.now() - timedelta(hours=6)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE stock_move SET write_date = %s WHERE id = %s", [late, move.id]
        )
        self.refresh()
        self.assertEqual(sum(self.rows(self.product).mapped("issued_qty")), 17)

    def test_refresh_of_twenty_products_needs_no_more_queries_than_of_two(self):
        def queries(count):
            for product in [self.new_product() for _index in range(count)]:
                self.receive(product, 5)
            return self.count_queries(self.refresh)

        self.assertEqual(queries(2), queries(20))
