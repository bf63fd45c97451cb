from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import InvCase


class ChecklistCase(InvCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.new_user("manager", "inv_optimisation.group_inv_manager")
        cls.checklist = cls.env["inv.checklist"].with_user(cls.manager)

    def step(self, code):
        self.env.flush_all()
        steps = {step["code"]: step for step in self.checklist.get_checklist()["steps"]}
        return steps.get(code)

    def new_plan(self, state="done"):
        return self.env["inv.planning.run"].create(
            {"company_id": self.company.id, "state": state, "done_count": 7}
        )

    def new_row(self, name, codes, **values):
        product = self.new_product(name)
        is_bought = "no_vendor" not in (codes or "")
        seller = {"vendor_id": self.vendor.id} if is_bought else {}
        return self.env["inv.stocking.point"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "company_id": self.company.id,
                "exception_codes": codes,
                **seller,
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestChecklistSteps(ChecklistCase):
    def test_horizon_is_set_by_its_button(self):
        self.company.horizon_days = 365
        step = self.step("horizon")
        self.assertEqual((step["state"], step["is_important"]), ("open", True))
        self.assertIn("365", step["title"])
        self.assertIn("0 days", self.checklist.fix("horizon")["message"])
        self.assertEqual(self.company.horizon_days, 0)
        self.assertEqual(self.step("horizon")["state"], "done")

    def test_time_zone_of_the_user_is_taken_over(self):
        self.company.partner_id.tz = False
        self.manager.tz = "Europe/Rome"
        self.assertEqual(self.step("time_zone")["button"], "Set to Europe/Rome")
        self.checklist.fix("time_zone")
        self.assertEqual(self.company.partner_id.tz, "Europe/Rome")
        self.assertEqual(self.step("time_zone")["state"], "done")

    def test_without_a_time_zone_the_user_chooses_one_first(self):
        self.company.partner_id.tz = False
        self.manager.tz = False
        action = self.checklist.fix("time_zone")["action"]
        self.assertEqual(action["res_id"], self.manager.id)
        self.assertFalse(self.company.partner_id.tz)

    def test_working_days_need_hours(self):
        self.assertEqual(self.step("calendar")["state"], "done")
        self.company.resource_calendar_id = False
        step = self.step("calendar")
        self.assertEqual(step["state"], "open")
        self.assertEqual((step["button"], bool(step["hint"])), ("", True))

    def test_planners_besides_the_reader_count(self):
        self.planner.active = False
        self.assertEqual(self.step("people")["state"], "open")
        self.new_user("other", "inv_optimisation.group_inv_planner")
        self.assertEqual(self.step("people")["state"], "done")

    def test_products_without_cost_are_counted_and_listed(self):
        before = self.step("cost")["count"]
        product = self.new_product("Free", standard_price=0.0)
        self.new_product("Free service", standard_price=0.0, is_storable=False)
        step = self.step("cost")
        self.assertEqual((step["count"], step["state"]), (before + 1, "open"))
        action = self.checklist.fix("cost")["action"]
        listed = self.env[action["res_model"]].search(action["domain"])
        self.assertIn(product, listed)
        self.assertEqual(len(listed), before + 1)

    def test_policies_count_as_looked_at_when_changed_or_kept(self):
        policies = self.env["inv.stocking.policy"].search([("active", "=", True)])
        self.env.cr.execute("UPDATE inv_stocking_policy SET write_date = create_date")
        policies.invalidate_recordset()
        self.assertEqual(self.step("policies")["state"], "open")
        self.checklist.mark_checked("policies")
        self.assertEqual(self.step("policies")["state"], "done")
        self.env["inv.checklist.mark"].search([]).unlink()
        self.assertEqual(self.step("policies")["state"], "open")
        self.env.cr.execute(
            "UPDATE inv_stocking_policy SET write_date = now() + INTERVAL '1 day'"
            " WHERE id = %s",
            policies[0].ids,
        )
        policies.invalidate_recordset()
        self.assertEqual(self.step("policies")["state"], "done")

    def test_without_policies_there_is_nothing_to_keep(self):
        self.env["inv.stocking.policy"].search([("active", "=", True)]).active = False
        step = self.step("policies")
        self.assertEqual((step["state"], step["can_check"]), ("open", False))
        self.assertTrue(step["is_important"])

    def test_plan_is_started_once(self):
        self.assertEqual(self.step("plan")["state"], "open")
        first = self.checklist.fix("plan")["action"]["res_id"]
        self.assertEqual(self.env["inv.planning.run"].browse(first).state, "queued")
        self.assertEqual(self.step("plan")["title"], "The first plan is under way")
        self.assertEqual(self.checklist.fix("plan")["action"]["res_id"], first)
        self.new_plan()
        self.assertEqual(self.step("plan")["state"], "done")

    def test_what_only_a_plan_can_tell_waits_for_it(self):
        for code in ("supply", "lead_time", "changes"):
            step = self.step(code)
            self.assertEqual((step["state"], step["button"]), ("later", ""), code)
        self.new_plan()
        for code in ("supply", "lead_time", "changes"):
            self.assertEqual(self.step(code)["state"], "done", code)

    def test_exceptions_of_the_plan_are_counted_and_listed(self):
        self.new_plan()
        rows = [self.new_row(name, ",no_vendor,") for name in ("One", "Two")]
        late = self.new_row("Late", ",stocked_out,no_lead_time,")
        self.new_seller(late.product_id, delay=0)
        self.new_row("Late too", ",no_lead_time,")
        self.assertEqual(
            self.step("supply")["title"],
            "2 items without vendor or bill of materials",
        )
        self.assertEqual(self.step("lead_time")["title"], "1 vendor without lead time")
        action = self.checklist.fix("supply")["action"]
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(set(found), set(rows))
        action = self.checklist.fix("lead_time")["action"]
        prices = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(prices, late.product_id.seller_ids)

    def test_recommended_rules_wait_until_a_batch_is_applied(self):
        self.new_plan()
        self.new_row("Changed", False, min_recommended_qty=5, max_recommended_qty=9)
        self.env.cr.execute(
            "UPDATE inv_stocking_point SET has_change = TRUE WHERE company_id = %s",
            self.company.ids,
        )
        self.env.invalidate_all()
        step = self.step("changes")
        self.assertEqual((step["state"], step["count"]), ("open", 1))
        self.env["inv.parameter.change.batch"].create(
            {"company_id": self.company.id, "state": "applied"}
        )
        self.assertEqual(self.step("changes")["state"], "done")

    def test_direct_ordering_is_decided_or_kept(self):
        self.assertEqual(self.step("requisitions")["state"], "open")
        self.assertIsNone(self.step("limits"))
        self.checklist.mark_checked("requisitions")
        self.assertEqual(self.step("requisitions")["state"], "done")

    def test_limits_matter_with_requisitions_only(self):
        self.company.inv_requisition_mode = "approval"
        self.assertEqual(self.step("requisitions")["state"], "done")
        self.assertEqual(self.step("limits")["state"], "open")
        limit = self.env["inv.requisition.limit"].create(
            {
                "company_id": self.company.id,
                "approver_id": self.planner.id,
                "amount_max": 100,
            }
        )
        self.assertEqual(self.step("limits")["state"], "done")
        self.company.inv_requisition_mode = "automatic"
        self.assertEqual(self.step("limits")["state"], "open")
        limit.write({"approver_id": False, "is_automatic": True})
        self.assertEqual(self.step("limits")["state"], "done")


@tagged("post_install", "-at_install")
class TestChecklistPage(ChecklistCase):
    def test_progress_counts_the_steps(self):
        page = self.checklist.get_checklist()
        done = sum(step["state"] == "done" for step in page["steps"])
        total = len(page["steps"])
        self.assertEqual(page["progress"], f"{done} of {total} done")
        self.assertAlmostEqual(page["share"], done / total)
        self.assertFalse(page["is_complete"])

    def test_every_step_has_words_and_a_way(self):
        codes = self.checklist._get_codes()
        self.assertEqual(len(codes), len(set(codes)))
        for code in codes:
            step = self.step(code)
            if step:
                self.assertTrue(step["title"] and step["why"], code)
                self.assertTrue(step["button"] or step["hint"], code)
            self.assertTrue(hasattr(self.checklist, f"_fix_{code}"), code)

    def test_banner_names_open_steps_until_hidden_and_comes_back(self):
        self.company.horizon_days = 365
        banner = self.checklist.get_banner()
        self.assertIn("365 days ahead", banner["text"])
        self.checklist.hide_banner()
        self.assertIsNone(self.checklist.get_banner())
        self.checklist.hide_banner()
        self.new_product("Free", standard_price=0.0)
        self.env.flush_all()
        self.assertIn("without cost", self.checklist.get_banner()["text"])

    def test_hiding_is_for_one_user(self):
        self.company.horizon_days = 365
        self.checklist.hide_banner()
        other = self.new_user("boss", "inv_optimisation.group_inv_manager")
        self.assertTrue(self.checklist.with_user(other).get_banner())

    def test_banner_goes_when_nothing_important_is_open(self):
        self.company.horizon_days = 0
        self.new_plan()
        self.env["product.product"].search(
            self.checklist._get_costless_domain(self.company)
        ).with_company(self.company).standard_price = 1.0
        self.env.flush_all()
        urgent = self.checklist._get_urgent(self.checklist._get_steps(self.company))
        codes = {step["code"] for step in urgent} & {"horizon", "cost", "plan"}
        self.assertFalse(codes)
        if not urgent:
            self.assertIsNone(self.checklist.get_banner())

    def test_planners_get_neither_page_nor_banner(self):
        checklist = self.checklist.with_user(self.planner)
        self.company.horizon_days = 365
        self.assertIsNone(checklist.get_banner())
        for call in (checklist.get_checklist, checklist.hide_banner):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            checklist.fix("horizon")
        self.assertEqual(self.company.horizon_days, 365)

    def test_only_known_steps_can_be_fixed(self):
        with self.assertRaises(UserError):
            self.checklist.fix("get_facts")
        with self.assertRaises(UserError):
            self.checklist.mark_checked("get_facts")

    def test_marks_of_another_company_say_nothing_here(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["inv.checklist.mark"].create(
            {"company_id": other.id, "code": "requisitions"}
        )
        self.assertEqual(self.step("requisitions")["state"], "open")

    def test_page_needs_the_same_queries_for_two_and_twenty(self):
        self.new_plan()
        self.manager.tz = "Europe/Rome"

        def count():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.checklist.get_checklist()
            return self.env.cr.sql_log_count - before

        self._add_rows(2)
        count()
        few = count()
        self._add_rows(18)
        count()
        self.assertEqual(few, count())

    def _add_rows(self, number):
        for index in range(number):
            stamp = f"{index} {fields.Datetime.now()}"
            self.new_row(f"Item {stamp}", ",no_vendor,")
            self.new_row(f"Late {stamp}", ",no_lead_time,")
            self.new_product(f"Free {stamp}", standard_price=0.0)
            self.new_user(f"u{number}_{index}", "inv_optimisation.group_inv_planner")
