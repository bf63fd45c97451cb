"""Who may approve what, and what else can be decided."""

from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .requisition_common import RequisitionCase


@tagged("post_install", "-at_install")
class TestRequisitionApproval(RequisitionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["inv.requisition.limit"].search([]).active = False
        cls.point = cls.new_item()
        cls.requisition = cls.raise_lines(cls.point).requisition_id

    @classmethod
    def limit(cls, user=None, amount=1000.0, **values):
        return cls.env["inv.requisition.limit"].create(
            {
                "company_id": cls.company.id,
                "approver_id": (user or cls.manager).id,
                "amount_max": amount,
                **values,
            }
        )

    def test_approval_within_the_limit_orders_exactly_once(self):
        self.limit(amount=600.0)
        answer = self.approve(self.requisition)
        self.assertTrue(answer["undo"])
        line = self.requisition.line_ids
        self.assertEqual(line.state, "ordered")
        self.assertEqual(line.purchase_line_ids.product_qty, 60.0)
        self.assertIn(line.purchase_line_ids.order_id.name, answer["message"])
        again = self.approve(self.requisition)
        self.assertIn("Ordered already", again["conflict"]["message"])
        self.assertEqual(len(line.purchase_line_ids), 1)
        self.assertEqual(line.purchase_line_ids.product_qty, 60.0)

    def test_amount_above_the_limit_is_refused_with_whom_to_ask(self):
        self.limit(amount=599.99)
        chief = self.new_user("chief", "inv_optimisation.group_inv_planner")
        self.limit(chief, amount=5000.0)
        answer = self.approve(self.requisition)
        self.assertEqual(answer["refused"]["ask"]["user_id"], chief.id)
        self.assertIn("599.99", answer["refused"]["message"])
        self.assertIn(chief.name, answer["refused"]["message"])
        with self.assertRaises(UserError):
            self.requisition.with_user(self.manager).action_approve()
        self.assertEqual(self.requisition.state, "to_approve")
        self.assertFalse(self.requisition.line_ids.purchase_line_ids)

    def test_asking_gives_the_approver_one_activity(self):
        chief = self.new_user("chief", "inv_optimisation.group_inv_planner")
        self.limit(chief, amount=5000.0)
        requisitions = self.requisition.with_user(self.manager)
        for _ in range(2):
            requisitions.decide_ask(self.requisition.id, chief.id)
        self.assertEqual(self.requisition.activity_ids.user_id, chief)
        self.assertEqual(len(self.requisition.activity_ids), 1)

    def test_without_a_limit_nobody_approves(self):
        answer = self.approve(self.requisition)
        self.assertIn("No limit", answer["refused"]["message"])
        self.assertIsNone(answer["refused"]["ask"])

    def test_limit_of_another_category_does_not_count(self):
        other = self.env["product.category"].create({"name": "Other"})
        self.limit(categ_id=other.id)
        self.assertIn("refused", self.approve(self.requisition))
        self.point.product_id.categ_id = self.env["product.category"].create(
            {"name": "Below", "parent_id": other.id}
        )
        self.assertNotIn("refused", self.approve(self.requisition))

    def test_first_limit_that_fits_an_item_counts(self):
        self.point.abc_class = "A"
        self.limit(amount=10.0, abc_class="A", sequence=1)
        self.limit(amount=10000.0, sequence=2)
        self.assertIn("refused", self.approve(self.requisition))
        self.point.abc_class = "C"
        self.assertNotIn("refused", self.approve(self.requisition))

    def test_limit_for_one_requester(self):
        self.limit(requester_id=self.planner.id)
        self.assertIn("refused", self.approve(self.requisition))
        self.requisition.requester_id = self.planner
        self.assertNotIn("refused", self.approve(self.requisition))

    def test_two_persons_must_approve_above_an_amount(self):
        second = self.new_user("second", "inv_optimisation.group_inv_planner")
        self.limit(amount=5000.0, two_person_amount=500.0)
        self.limit(second, amount=5000.0, two_person_amount=500.0)
        self.approve(self.requisition)
        self.assertEqual(self.requisition.state, "to_approve")
        again = self.approve(self.requisition)
        self.assertIn("second person", again["refused"]["message"])
        self.approve(self.requisition, second)
        self.assertEqual(self.requisition.state, "ordered")

    def test_a_change_makes_the_first_approval_void(self):
        second = self.new_user("second", "inv_optimisation.group_inv_planner")
        for user in (self.manager, second):
            self.limit(user, amount=5000.0, two_person_amount=500.0)
        self.approve(self.requisition)
        line = self.requisition.line_ids
        self.requisition.with_user(self.planner).decide_change(
            self.requisition.id, {line.id: 80}, "Season"
        )
        self.approve(self.requisition, second)
        self.assertEqual(self.requisition.state, "to_approve")
        self.approve(self.requisition)
        self.assertEqual(self.requisition.state, "ordered")

    def test_delegate_approves_with_the_limit_of_who_is_away(self):
        self.limit(amount=5000.0)
        delegation = self.env["inv.requisition.delegation"].create(
            {
                "user_id": self.manager.id,
                "delegate_id": self.planner.id,
                "company_id": self.company.id,
                "date_from": self.today - timedelta(days=3),
                "date_to": self.today - timedelta(days=1),
            }
        )
        self.assertIn("refused", self.approve(self.requisition, self.planner))
        delegation.date_to = self.today
        self.approve(self.requisition, self.planner)
        self.assertEqual(self.requisition.state, "ordered")
        self.assertRecordValues(
            self.requisition.log_ids[0],
            [{"user_id": self.planner.id, "on_behalf_id": self.manager.id}],
        )

    def test_nobody_hands_over_the_approvals_of_somebody_else(self):
        with self.assertRaises(ValidationError):
            self.env["inv.requisition.delegation"].with_user(self.planner).create(
                {
                    "user_id": self.manager.id,
                    "delegate_id": self.planner.id,
                    "company_id": self.company.id,
                    "date_to": self.today,
                }
            )

    def test_return_asks_for_a_comment_and_reaches_the_buyer(self):
        self.requisition.buyer_id = self.planner
        requisitions = self.requisition.with_user(self.manager)
        with self.assertRaises(UserError):
            requisitions.decide_return(self.requisition.id, " ")
        requisitions.decide_return(self.requisition.id, "Too early")
        self.assertEqual(self.requisition.state, "draft")
        self.assertEqual(self.requisition.activity_ids.user_id, self.planner)
        answer = self.requisition.decide_submit(self.requisition.id)
        self.assertIn("Submitted", answer["message"])
        self.assertEqual(self.requisition.state, "to_approve")
        again = self.requisition.decide_submit(self.requisition.id)
        self.assertIn("conflict", again)

    def test_rejected_items_stay_quiet_for_the_given_days(self):
        requisitions = self.requisition.with_user(self.manager)
        requisitions.decide_reject(self.requisition.id, "Discontinued", 30)
        self.assertEqual(self.requisition.state, "rejected")
        self.assertFalse(self.raise_lines(self.point))
        requisitions.decide_undo()
        self.assertEqual(self.requisition.state, "to_approve")
        self.assertFalse(self.point.requisition_snooze_date)

    def test_split_moves_lines_and_undo_brings_them_back(self):
        other = self.new_item("Other")
        moved = self.raise_lines(other)
        requisitions = self.requisition.with_user(self.planner)
        requisitions.decide_split(self.requisition.id, moved.ids)
        sibling = moved.requisition_id
        self.assertNotEqual(sibling, self.requisition)
        self.assertEqual(sibling.state, "to_approve")
        self.assertEqual(self.requisition.amount_total, 600.0)
        requisitions.decide_undo()
        self.assertEqual(moved.requisition_id, self.requisition)
        self.assertFalse(sibling.active)

    def test_splitting_off_everything_is_refused(self):
        with self.assertRaises(UserError):
            self.requisition.decide_split(
                self.requisition.id, self.requisition.line_ids.ids
            )

    def test_changed_quantity_keeps_what_the_plan_said(self):
        line = self.requisition.line_ids
        requisitions = self.requisition.with_user(self.planner)
        requisitions.decide_change(self.requisition.id, {str(line.id): 75.0}, "Fair")
        self.assertRecordValues(
            line,
            [
                {
                    "qty": 75.0,
                    "recommended_qty": 60.0,
                    "edit_user_id": self.planner.id,
                    "edit_reason": "Fair",
                    "subtotal": 750.0,
                }
            ],
        )
        requisitions.decide_undo()
        self.assertRecordValues(line, [{"qty": 60.0, "is_edited": False}])

    def test_quantity_of_nothing_is_refused(self):
        with self.assertRaises(UserError):
            self.requisition.decide_change(
                self.requisition.id, {self.requisition.line_ids.id: 0}, ""
            )

    def test_undo_of_an_approval_takes_the_order_back(self):
        self.limit(amount=5000.0)
        self.approve(self.requisition)
        line = self.requisition.line_ids
        order = line.purchase_line_ids.order_id
        self.requisition.with_user(self.manager).decide_undo()
        self.assertRecordValues(line, [{"state": "to_approve", "qty": 60.0}])
        self.assertFalse(line.purchase_line_ids)
        self.assertEqual(order.state, "cancel")
        self.approve(self.requisition)
        self.assertEqual(line.purchase_line_ids.product_qty, 60.0)

    def test_undo_after_the_order_was_confirmed_says_what_to_do(self):
        self.limit(amount=5000.0)
        self.approve(self.requisition)
        self.requisition.line_ids.purchase_line_ids.order_id.button_confirm()
        with self.assertRaisesRegex(UserError, "Cancel it"):
            self.requisition.with_user(self.manager).decide_undo()

    def test_automatic_mode_orders_below_its_limit_and_asks_above(self):
        self.company.inv_requisition_mode = "automatic"
        self.limit(amount=0, is_automatic=True, approver_id=False).amount_max = 700.0
        small = self.raise_lines(self.new_item("Small"))
        self.assertEqual(small.state, "ordered")
        self.assertTrue(small.requisition_id.is_approved_automatically)
        large = self.raise_lines(self.new_item("Large", maximum=90))
        self.assertEqual(large.state, "to_approve")

    def test_automatic_approval_needs_an_amount(self):
        with self.assertRaises(ValidationError):
            self.limit(is_automatic=True, approver_id=False, is_unlimited=True)

    def test_state_cannot_be_written_past_the_decisions(self):
        requisition = self.requisition.with_user(self.manager)
        with self.assertRaises(AccessError):
            requisition.line_ids.write({"state": "approved"})
        with self.assertRaises(AccessError):
            requisition.write({"state": "approved"})
        with self.assertRaises(AccessError):
            requisition.line_ids.create(
                {
                    "requisition_id": requisition.id,
                    "product_id": self.point.product_id.id,
                    "warehouse_id": self.warehouse.id,
                    "qty": 1.0,
                    "state": "approved",
                }
            )
        with self.assertRaises(AccessError):
            self.env["inv.requisition.log"].with_user(self.manager).create(
                {
                    "requisition_id": requisition.id,
                    "user_id": self.manager.id,
                    "decision": "approve",
                }
            )

    def test_ordered_line_cannot_change(self):
        self.limit(amount=5000.0)
        self.approve(self.requisition)
        line = self.requisition.line_ids.with_user(self.manager)
        with self.assertRaises(UserError):
            line.qty = 10.0
        with self.assertRaises(UserError):
            line.unlink()

    def test_nobody_gets_below_a_limit_by_a_price_or_a_currency(self):
        self.limit(self.planner, amount=100.0)
        requisition = self.requisition.with_user(self.planner)
        other = self.env["res.currency"].with_context(active_test=False).search(
            [("id", "!=", self.company.currency_id.id)], limit=1
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "price list"):
            requisition.line_ids.price_unit = 0.01
        with self.assertRaisesRegex(UserError, "Only a draft"):
            requisition.currency_id = other
        self.assertIn("refused", self.approve(self.requisition, self.planner))

    def test_draft_takes_the_price_of_the_vendor_when_it_is_submitted(self):
        requisition = self.env["inv.requisition"].with_user(self.planner).create(
            {
                "company_id": self.company.id,
                "vendor_id": self.vendor.id,
                "currency_id": self.company.currency_id.id,
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": self.point.product_id.id,
                            "warehouse_id": self.warehouse.id,
                            "qty": 8.0,
                            "price_unit": 0.01,
                        },
                    )
                ],
            }
        )  # fmt: skip
        requisition.action_submit()
        self.assertEqual(requisition.amount_total, 80.0)
