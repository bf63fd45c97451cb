from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .requisition_common import RequisitionCase


class WorkbenchCase(RequisitionCase):
    """Planned items on the cards of the workbench."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_requisition_mode = "direct"
        cls.env["inv.requisition.limit"].create(
            {"company_id": cls.company.id, "approver_id": cls.manager.id,
             "amount_max": 1000.0}
        )  # fmt: skip
        cls.workbench = cls.env["inv.workbench"].with_user(cls.planner)
        cls.boss = cls.env["inv.workbench"].with_user(cls.manager)
        cls.viewer = cls.new_user("viewer", "inv_optimisation.group_inv_user")
        cls.planned = fields.Datetime.now() - timedelta(hours=1)

    @classmethod
    def new_row(cls, name="Item", status="below_reorder_point", **values):
        """Return a planned point that needs 40 pieces and is on the card ``status``."""
        point = cls.new_item(name)
        point.write(
            {
                "status": status,
                "planned_datetime": cls.planned,
                "order_up_to_qty": 60.0,
                "reorder_point_qty": 20.0,
                "position_qty": 20.0,
                "on_hand_qty": 20.0,
                "value_at_stake": 400.0,
                "forecast_source": "backtest",
                "abc_class": "B",
                "derivation": {
                    "inputs": {"order_multiple": 0.0, "unit": 1.0, "unit_cost": 10.0},
                    "results": {"demand_protection": 14, "variance_protection": 20},
                },
                **values,
            }
        )
        return point

    def kind(self, point):
        point.invalidate_recordset()
        return point.decision_kind

    def batch(self, answer):
        self.assertIn("batch", answer, answer)
        return answer["batch"]


@tagged("post_install", "-at_install")
class TestWorkbenchRows(WorkbenchCase):
    def test_status_of_the_plan_is_the_card(self):
        cards = {
            "stocked_out": "stocked_out",
            "at_risk": "at_risk",
            "below_reorder_point": "below_reorder_point",
            "excess": "excess",
            "negative_stock": "data_problem",
            "no_vendor": "data_problem",
            "no_lead_time": "data_problem",
            "healthy": False,
        }
        points = {status: self.new_row(status, status) for status in cards}
        for status, point in points.items():
            self.assertEqual(point.decision_kind, cards[status], status)
        found = self.env["inv.stocking.point"].search(
            [("company_id", "=", self.company.id), ("decision_kind", "!=", False)]
        )
        self.assertEqual(found, found.union(*points.values()).filtered("decision_kind"))
        self.assertNotIn(points["healthy"], found)
        problems = self.env["inv.stocking.point"].search(
            [("decision_kind", "=", "data_problem")]
        )
        self.assertEqual(len(problems), 3)

    def test_a_point_that_failed_is_a_data_problem(self):
        point = self.new_row("Bad", "healthy", planning_error="Price is negative.")
        self.assertEqual(point.decision_kind, "data_problem")
        self.assertEqual(point.suggestion["kind"], "fix")
        self.assertEqual(point.suggestion_reason, "Price is negative.")

    def test_order_message_makes_a_card(self):
        late, early = self.new_row("Late", "healthy"), self.new_row("Early", "healthy")
        for point, kind in ((late, "expedite"), (early, "postpone")):
            self.env["inv.order.message"].create(
                {"company_id": self.company.id, "point_id": point.id, "kind": kind,
                 "source": "request", "document": f"P-{kind}", "value": 70.0,
                 "facts": {}, "days": 5}
            )  # fmt: skip
        self.assertEqual(late.decision_kind, "at_risk")
        self.assertEqual(early.decision_kind, "surplus_on_order")
        self.assertEqual(early.suggestion["text"], "Postpone P-postpone")
        self.assertEqual(late.suggestion["text"], "Expedite P-expedite")
        totals = self.env["inv.workbench.kind"]._get_totals(self.company)
        key = ("surplus_on_order", self.warehouse.id)
        self.assertEqual(totals[key], (1, 70.0))

    def test_who_runs_short_is_not_asked_to_order_less(self):
        point = self.new_row("Short", "at_risk", position_qty=90.0, incoming_qty=70.0)
        message = {"company_id": self.company.id, "point_id": point.id,
                   "source": "request", "facts": {}, "days": 5}  # fmt: skip
        messages = self.env["inv.order.message"]
        messages.create({**message, "kind": "decrease", "document": "P1", "value": 9})
        self.assertEqual(point.suggestion["kind"], "wait")
        messages.create({**message, "kind": "expedite", "document": "P2", "value": 1})
        point.invalidate_recordset()
        self.assertEqual(point.suggestion["text"], "Expedite P2")

    def test_suggestion_says_quantity_packs_and_reason(self):
        point = self.new_row("Boxes")
        inputs = {"order_multiple": 12.0, "unit": 1.0, "unit_cost": 10.0}
        point.derivation = {**point.derivation, "inputs": inputs}
        suggestion = point.suggestion
        self.assertEqual(suggestion["kind"], "order")
        self.assertEqual(suggestion["quantity"], 48.0)
        self.assertIn("48", suggestion["text"])
        self.assertEqual(suggestion["detail"], "4 × 12")
        self.assertIn("20 on hand", suggestion["reason"])

    def test_days_and_the_day_of_running_out_agree(self):
        run = self.env["inv.planning.run"].create(
            {"company_id": self.company.id, "date_plan": self.today}
        )
        point = self.new_row("Days", cover_days=3.0, run_id=run.id)
        point.date_stock_out = self.today + timedelta(days=9)
        self.assertEqual(point.days_left, 9)

    def test_service_rises_by_the_order(self):
        point = self.new_row("Service")
        service = point.service_outlook
        self.assertTrue(service["is_changed"])
        now, after = float(service["now"]), float(service["after"].split()[0])
        self.assertLess(now, after)
        # 20 on hand against a demand of 14 ± 4.5: about nine times in ten.
        self.assertTrue(85 <= now <= 95, now)

    def test_cover_bar_is_in_proportion(self):
        bar = self.new_row("Bar", safety_stock_qty=6.0).cover_bar
        self.assertAlmostEqual(bar["reorder"] / bar["maximum"], 20 / 60)
        self.assertAlmostEqual(bar["safety"] / bar["maximum"], 6 / 60)
        self.assertIn("20 on hand", bar["label"])

    def test_rows_need_the_same_queries_for_two_and_twenty(self):
        points = [self.new_row(f"Row {number}") for number in range(20)]
        every = self.env["inv.stocking.point"].union(*points)
        names = ("decision_kind", "suggestion", "cover_bar", "service_outlook")

        def look(group):
            return lambda: group.read([*names, "product_id", "warehouse_id"])

        look(every)()
        two = self.count_queries(look(every[:2]))
        self.assertEqual(self.count_queries(look(every)), two)


@tagged("post_install", "-at_install")
class TestWorkbenchDecisions(WorkbenchCase):
    def test_approve_orders_within_the_limit_and_undo_takes_it_back(self):
        point = self.new_row()
        answer = self.boss.decide_approve([point.id])
        line = self.line(point)
        self.assertEqual((line.state, line.qty), ("ordered", 40.0))
        order = line.purchase_line_ids.order_id
        self.assertIn(order.name, answer["message"])
        self.assertFalse(self.kind(point))
        self.boss.undo(self.batch(answer))
        self.assertEqual(line.state, "cancelled")
        self.assertEqual(order.state, "cancel")
        self.assertEqual(self.kind(point), "below_reorder_point")
        with self.assertRaisesRegex(UserError, "nothing to undo"):
            self.boss.undo(answer["batch"])

    def test_above_the_limit_the_line_waits_for_somebody_who_may(self):
        point = self.new_row(order_up_to_qty=1020.0)
        answer = self.boss.decide_approve([point.id])
        self.assertEqual(self.line(point).state, "to_approve")
        self.assertIn("above your limit", answer["message"])
        self.boss.undo(answer["batch"])
        self.assertEqual(self.line(point).state, "cancelled")

    def test_another_quantity_is_ordered_and_remembered(self):
        point = self.new_row()
        self.boss.decide_approve([point.id], {str(point.id): 25})
        self.assertEqual(self.line(point).qty, 25.0)
        decision = point.workbench_decision_ids
        self.assertTrue(decision.is_changed)
        self.assertEqual((decision.suggested_qty, decision.quantity), (40.0, 25.0))

    def test_quantities_that_make_no_sense_change_nothing(self):
        point = self.new_row()
        for quantity in (0, -3, "many"):
            with self.assertRaisesRegex(UserError, "must be above 0"):
                self.boss.decide_approve([point.id], {str(point.id): quantity})
        self.assertFalse(self.line(point))
        self.assertEqual(self.kind(point), "below_reorder_point")

    def test_a_line_that_waits_is_approved_alone(self):
        self.company.inv_requisition_mode = "approval"
        first, second = self.new_row("First"), self.new_row("Second")
        self.raise_lines(first | second)
        waiting = self.line(second)
        self.assertEqual(self.line(first).requisition_id, waiting.requisition_id)
        before = self.line(first).qty
        answer = self.boss.decide_approve([first.id])
        self.assertEqual(self.line(first).state, "ordered")
        self.assertEqual(waiting.state, "to_approve")
        self.boss.undo(answer["batch"])
        self.assertEqual(self.line(first).state, "to_approve")
        self.assertEqual(self.line(first).qty, before)

    def test_second_planner_is_told_who_was_first(self):
        point = self.new_row()
        self.boss.decide_approve([point.id])
        answer = self.workbench.decide_approve([point.id])
        self.assertIn(self.manager.name, answer["conflict"]["message"])
        self.assertEqual(len(self.line(point)), 1)

    def test_defer_hides_the_row_and_keeps_quiet_until_the_day(self):
        point = self.new_row()
        until = self.today + timedelta(days=5)
        answer = self.workbench.decide_defer([point.id], str(until))
        self.assertFalse(self.kind(point))
        self.assertEqual(point.requisition_snooze_date, until)
        self.workbench.undo(self.batch(answer))
        self.assertEqual(self.kind(point), "below_reorder_point")
        self.assertFalse(point.requisition_snooze_date)

    def test_deferring_without_a_sensible_day_is_refused(self):
        point = self.new_row()
        for day in ("", "soon", str(self.today), str(self.today + timedelta(800))):
            with self.assertRaisesRegex(UserError, "day"):
                self.workbench.decide_defer([point.id], day)
        self.assertFalse(point.workbench_decision_ids)

    def test_ignore_needs_a_reason_and_ends(self):
        point = self.new_row(status="excess")
        until = self.today + timedelta(days=5)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.workbench.decide_ignore([point.id], "  ", str(until))
        self.workbench.decide_ignore([point.id], "Last-time buy", str(until))
        self.assertFalse(self.kind(point))
        point.workbench_decision_ids.sudo().date_until = self.today
        self.assertEqual(self.kind(point), "excess")

    def test_a_new_plan_brings_the_row_back(self):
        point = self.new_row()
        self.boss.decide_approve([point.id])
        self.assertFalse(self.kind(point))
        point.planned_datetime = fields.Datetime.now() + timedelta(minutes=1)
        self.assertEqual(self.kind(point), "below_reorder_point")

    def test_other_vendor(self):
        point = self.new_row()
        other = self.env["res.partner"].create({"name": "Other Vendor"})
        seller = self.new_seller(
            point.product_id, partner_id=other.id, price=12.0, delay=2
        )
        options = self.boss.get_options(point.id)
        self.assertEqual({row["name"] for row in options["vendors"]},
                         {"Test Vendor", "Other Vendor"})  # fmt: skip
        self.boss.decide_vendor(point.id, seller.id, 40)
        line = self.line(point)
        self.assertEqual(line.requisition_id.vendor_id, other)
        self.assertEqual(line.purchase_line_ids.order_id.partner_id, other)

    def test_nothing_to_approve_is_said(self):
        point = self.new_row(status="no_vendor", supply_type="none")
        with self.assertRaisesRegex(UserError, "nothing to approve"):
            self.boss.decide_approve([point.id])
        action = self.boss.open_fix(point.id)
        self.assertEqual(action["res_model"], "product.template")

    def test_viewer_sees_and_may_not_decide(self):
        point = self.new_row()
        bench = self.env["inv.workbench"].with_user(self.viewer)
        header = bench.get_header()
        self.assertFalse(header["may_decide"])
        self.assertEqual(header["safe_count"], 0)
        until = str(self.today + timedelta(days=2))
        for call in (
            lambda: bench.decide_approve([point.id]),
            lambda: bench.decide_defer([point.id], until),
            lambda: bench.decide_ignore([point.id], "No", until),
        ):
            with self.assertRaises(AccessError):
                call()
        with self.assertRaises(AccessError):
            self.env["inv.workbench.decision"].with_user(self.planner).create(
                {"point_id": point.id, "company_id": self.company.id,
                 "kind": "defer", "batch": "x"}
            )  # fmt: skip

    def test_undo_is_kept_to_the_decider_and_managers(self):
        point = self.new_row()
        until = str(self.today + timedelta(days=2))
        batch = self.boss.decide_defer([point.id], until)["batch"]
        with self.assertRaises(AccessError):
            self.workbench.undo(batch)
        batch_of_planner = self.workbench.decide_defer(
            [self.new_row("Other").id], until
        )["batch"]
        self.boss.undo(batch_of_planner)

    def test_rows_of_other_companies_are_out_of_reach(self):
        point = self.new_row()
        other = self.env["res.company"].sudo().create({"name": "Other Company"})
        stranger = self.new_user("stranger", "inv_optimisation.group_inv_planner")
        stranger.sudo().write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        bench = self.env["inv.workbench"].with_user(stranger)
        bench = bench.with_context(allowed_company_ids=other.ids)
        with self.assertRaises(AccessError):
            bench.decide_approve([point.id])
        self.assertFalse(
            bench.env["inv.stocking.point"].search([("decision_kind", "!=", False)])
        )
