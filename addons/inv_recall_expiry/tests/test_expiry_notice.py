from datetime import timedelta

from freezegun import freeze_time

from odoo.tests import tagged

from .common import ExpiryCase


@tagged("post_install", "-at_install")
class TestExpiryNotice(ExpiryCase):
    """The daily list of what newly expires."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Noon: no day of a time zone near UTC ends within a few hours.
        cls.now = cls.now.replace(hour=12, minute=0)
        cls.user = cls.new_user("teller", "inv_recall.group_recall_user")
        cls.user.tz = "UTC"
        cls.company.inv_recall_expiry_user_id = cls.user
        cls.old = cls.expiring("OLD", -9, -8, -7)
        cls.receive(cls.old, 12)

    def tell(self, days=0.0):
        """Run the scheduled action so many days from now; return new activities."""
        before = self.activities()
        self.env.flush_all()
        with freeze_time(self.now + timedelta(days=days)):
            self.env.invalidate_all()
            self.env.ref("inv_recall_expiry.ir_cron_expiry_tell")
            self.env["inv.expiring.stock"].sudo()._cron_tell_new()
        return self.activities() - before

    def activities(self):
        return self.env["mail.activity"].search([("user_id", "=", self.user.id)])

    def test_first_time_lists_what_has_passed(self):
        activity = self.tell()
        self.assertEqual(len(activity), 1)
        self.assertIn("OLD", activity.note)
        self.assertIn("12", activity.note)
        self.assertIn("Expired", activity.note)
        self.assertIn(
            "Recall Company: lots that newly expire or were sold too late: 1",
            activity.summary,
        )
        self.assertEqual(activity.date_deadline, self.now.date())

    def test_same_day_twice_is_one_activity(self):
        self.assertEqual(len(self.tell()), 1)
        self.assertFalse(self.tell())
        self.receive(self.expiring("LATER", 0.1, 2, 3), 1)
        self.assertFalse(self.tell(0.2))
        self.assertEqual(len(self.activities()), 1)

    def test_next_day_lists_only_what_is_new(self):
        self.tell()
        for name, dates in [
            ("ALERTED", (0.5, 5, 6)),
            ("GONE-BY", (-5, -4, 0.9)),
            ("FUTURE", (2, 3, 4)),
        ]:
            self.receive(self.expiring(name, *dates), 1)
        note = self.tell(1).note
        self.assertIn("ALERTED", note)
        self.assertIn("GONE-BY", note)
        self.assertNotIn("OLD", note)
        self.assertNotIn("FUTURE", note)

    def test_what_passes_after_the_run_is_told_the_day_after(self):
        self.receive(self.expiring("EVENING", 0.3, 5, 6), 1)
        self.assertNotIn("EVENING", self.tell().note)
        self.assertIn("EVENING", self.tell(1).note)

    def test_nothing_new_is_no_activity(self):
        self.tell()
        self.assertFalse(self.tell(1))
        self.receive(self.expiring("NEW", 1.5, 5, 6), 1)
        self.assertEqual(len(self.tell(2)), 1)

    def test_goods_sold_too_late_since_are_told(self):
        self.tell()
        with freeze_time(self.now + timedelta(days=0.5)):
            self.ship(self.old, 3)
        self.assertIn("Sold Too Late", self.tell(1).note)
        self.assertFalse(self.tell(2))

    def test_days_are_those_of_the_user(self):
        self.user.tz = "Asia/Tokyo"
        self.tell()
        self.receive(self.expiring("NIGHT", 0.1, 2, 3), 1)
        # One in the morning in Tokyo, 16 o'clock of the same day in UTC.
        self.assertIn("NIGHT", self.tell(4 / 24).note)

    def test_company_without_a_user_is_told_nothing(self):
        self.company.inv_recall_expiry_user_id = False
        before = self.env["mail.activity"].search_count([])
        self.env["inv.expiring.stock"].sudo()._cron_tell_new()
        self.assertEqual(self.env["mail.activity"].search_count([]), before)
        self.assertFalse(self.company.inv_recall_expiry_told_at)

    def test_long_list_is_cut_and_says_so(self):
        for number in range(35):
            self.receive(self.expiring(f"L-{number:02}", -3, -2, -1), 1)
        activity = self.tell()
        self.assertIn("6 more lines", activity.note)
        self.assertEqual(activity.note.count("<li>"), 31)

    def test_names_are_escaped(self):
        self.yoghurt.name = "<b>Bold</b>"
        self.assertNotIn("<b>", self.tell().note)

    def test_same_number_of_queries_for_many_lots(self):
        def count(days):
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(len(self.tell(days)), 1)
            return self.env.cr.sql_log_count - before

        self.tell()
        lots = [self.expiring(f"Q-{n}", 0.5, 9, 10) for n in range(2)]
        lots += [self.expiring(f"R-{n}", 1.5, 9, 10) for n in range(2)]
        lots += [self.expiring(f"S-{n}", 2.5, 9, 10) for n in range(20)]
        for lot in lots:
            self.receive(lot, 1)
        count(1)
        self.assertEqual(count(2), count(3))
