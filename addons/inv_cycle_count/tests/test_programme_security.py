from odoo.exceptions import AccessError
from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestProgrammeSecurity(CountCase):
    def setUp(self):
        super().setUp()
        self.fill(3, "A")
        self.programme = self.new_programme([{"kind": "cycle"}, {"kind": "sample"}])
        self.programme.action_plan_now()
        self.accuracy = self.env["inv.count.accuracy"]

    def test_a_counter_reads_no_programme_and_no_accuracy(self):
        programme = self.programme.with_user(self.counter)
        accuracy = self.accuracy.with_user(self.counter)
        for call in (
            programme.browse().get_programme_data,
            lambda: programme.get_day_data(self.today.isoformat()),
            programme.preview_levelling,
            lambda: programme.apply_levelling("x"),
            programme.action_plan_now,
            lambda: programme.move_counts([], self.today.isoformat()),
            lambda: programme.set_rule_order([]),
            lambda: programme.set_rule_active(1, True),
            lambda: programme.create_default_programme(self.warehouse.id),
            accuracy.get_record_accuracy,
            accuracy.get_sample_plan,
            lambda: accuracy.add_sample_to_programme(1),
        ):
            with self.assertRaises(AccessError):
                call()
        for name in ("programme", "rule", "plan", "draw"):
            model = self.env[f"inv.count.{name}"].with_user(self.counter)
            self.assertFalse(model.has_access("read"), name)

    def test_a_planner_of_stock_reads_and_does_not_change(self):
        programme = self.programme.with_user(self.planner)
        data = programme.get_programme_data()
        self.assertEqual(data["programme"]["id"], self.programme.id)
        self.assertFalse(data["can_plan"])
        self.assertTrue(self.accuracy.with_user(self.planner).get_record_accuracy())
        for call in (
            programme.action_plan_now,
            programme.preview_levelling,
            lambda: self.accuracy.with_user(self.planner).add_sample_to_programme(1),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_a_supervisor_plans_without_more_rights(self):
        programme = self.programme.with_user(self.supervisor)
        programme.action_plan_now()
        row = self.rows(self.programme)[0].with_user(self.supervisor)
        day = programme._get_day_axis().day(0)
        programme.move_counts(row.ids, day.isoformat())
        self.assertFalse(row.has_access("write"))

    def test_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        group = "inv_cycle_count.group_count_supervisor"
        foreign = self.new_user("foreign", group)
        foreign.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        session = self.new_session("sample", state="done")
        item = self.rows(self.programme).product_id[0]
        self.count((self.place_a1, item), session=session)
        env = self.env(user=foreign, context={"allowed_company_ids": other.ids})
        data = env["inv.count.programme"].get_programme_data()
        self.assertFalse(data["programme"])
        figures = env["inv.count.accuracy"].get_record_accuracy()
        self.assertFalse(figures["headline"]["has_data"])
        wanted = {"programme_id": self.programme.id}
        self.assertFalse(
            env["inv.count.programme"].get_programme_data(wanted)["programme"]
        )
        with self.assertRaises(AccessError):
            self.programme.with_env(env).get_day_data(self.today.isoformat())
        rows = self.rows(self.programme)
        with self.assertRaises(AccessError):
            env["inv.count.programme"].move_counts(rows.ids, self.today.isoformat())
