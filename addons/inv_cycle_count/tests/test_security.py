"""Who can and who cannot: counters, supervisors, approvers, other companies."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CountCase

HIDDEN = (
    "expected_qty",
    "first_expected_qty",
    "unit_cost",
    "variance_qty",
    "variance_value",
    "absolute_value",
    "variance_rate",
    "is_hit",
    "breach",
    "move_count",
    "cause_id",
    "message",
)


@tagged("post_install", "-at_install")
class TestSecurity(CountCase):
    """A counter sees own work only, never a figure that tells the book."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.session = cls.new_session([(cls.bin_a, cls.bolt)])
        cls.line = cls.session.line_ids

    def test_counter_sees_own_sessions_only(self):
        models = ("inv.count.session", "inv.count.place", "inv.count.line")
        for model in models:
            records = self.env[model]
            self.assertTrue(records.with_user(self.ann).search_count([]), model)
            self.assertFalse(records.with_user(self.bob).search_count([]), model)

    def test_counter_cannot_read_expected_quantities(self):
        line = self.line.with_user(self.ann)
        for name in HIDDEN:
            with self.assertRaises(AccessError, msg=name):
                line.read([name])
            with self.assertRaises(AccessError, msg=name):
                line.search([(name, "=", 1)])
            with self.assertRaises(AccessError, msg=name):
                line._read_group([], [], [f"{name}:count"])
        self.assertFalse(set(HIDDEN) & set(line.fields_get()))
        self.assertFalse(set(HIDDEN) & set(line.read()[0]))
        self.assertEqual(line.read(["product_id", "counted_qty"])[0]["counted_qty"], 0)

    def test_counter_cannot_read_why_a_place_is_counted(self):
        self.session.reason = "Stock at Zero 1"
        session = self.session.with_user(self.ann)
        with self.assertRaises(AccessError):
            session.read(["reason"])
        self.assertNotIn("reason", session.read()[0])

    def test_counter_cannot_read_the_stock_of_an_own_blind_place(self):
        quants = self.env["stock.quant"].with_user(self.ann)
        there = [("location_id", "=", self.bin_a.id)]
        self.assertFalse(quants.search(there))
        self.assertFalse(quants._read_group(there, [], ["quantity:sum"])[0][0])
        quant = self.env["stock.quant"].search(there).with_user(self.ann)
        with self.assertRaises(AccessError):
            quant.read(["quantity"])

    def test_stock_is_visible_again_when_the_session_is_done(self):
        self.session.state = "done"
        quants = self.env["stock.quant"].with_user(self.ann)
        self.assertTrue(quants.search([("location_id", "=", self.bin_a.id)]))

    def test_stock_of_other_places_and_for_others_is_visible(self):
        self.lay(self.bolt, 3, self.bin_b)
        quants = self.env["stock.quant"]
        self.assertTrue(
            quants.with_user(self.ann).search([("location_id", "=", self.bin_b.id)])
        )
        for user in (self.bob, self.supervisor, self.planner):
            self.assertTrue(
                quants.with_user(user).search([("location_id", "=", self.bin_a.id)])
            )

    def test_counter_writes_nothing_directly(self):
        for record in (self.session, self.session.place_ids, self.line):
            own = record.with_user(self.ann)
            for operation in ("write", "create", "unlink"):
                with self.assertRaises(AccessError):
                    own.check_access(operation)

    def test_counter_changes_no_session(self):
        own = self.session.with_user(self.ann)
        for action in (
            "action_cancel",
            "action_post",
            "action_reverse",
            "action_add_zone",
        ):
            with self.assertRaises(AccessError, msg=action):
                getattr(own, action)()
        self.assertEqual(self.session.state, "planned")
        self.assertEqual(self.line.state, "todo")

    def test_supervisor_cannot_change_counts_or_figures(self):
        line = self.line.with_user(self.supervisor)
        with self.assertRaises(AccessError):
            line.write({"counted_qty": 20})
        with self.assertRaises(AccessError):
            self.env["inv.count.entry"].with_user(self.approver).check_access("write")
        self.session.with_user(self.supervisor).write({"user_id": self.bob.id})
        self.assertIn(self.bob, self.session.counter_ids)

    def test_user_without_a_group_sees_nothing(self):
        user = self.new_user("nobody", "base.group_user")
        for model in ("inv.count.session", "inv.count.line", "inv.count.entry"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(user).search([])

    def test_other_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other"})
        user = self.new_user("other", "inv_cycle_count.group_count_approver")
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.count(self.place_of(self.session), {self.bolt: 1})
        for model in (
            "inv.count.session",
            "inv.count.place",
            "inv.count.line",
            "inv.count.entry",
        ):
            env = self.env[model].with_user(user).with_company(other)
            env = env.with_context(allowed_company_ids=other.ids)
            self.assertFalse(env.search_count([]), model)

    def test_planning_user_without_counting_group_sees_no_queue(self):
        with self.assertRaises(AccessError):
            self.env["inv.count.review"].with_user(self.planner).get_variance_queue()
