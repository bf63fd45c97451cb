from odoo.exceptions import AccessError
from odoo.tests import tagged

from .security_common import SecurityCase


@tagged("post_install", "-at_install")
class TestSecurity(SecurityCase):
    """Users see, planners plan and change, managers configure; each their company."""

    def models(self):
        """Return all models of this addon that have a table."""
        names = [
            name
            for name, model in self.env.registry.items()
            if model._original_module == "inv_optimisation"
            and not model._abstract
            and not model._transient
        ]
        self.assertGreaterEqual(len(names), 8)
        return [self.env[name] for name in names]

    def record(self, model):
        """Return a record of the test company."""
        record = model.search([("company_id", "=", self.company.id)], limit=1)
        self.assertTrue(record, model._name)
        return record

    # Company ----------------------------------------------------------------

    def test_user_of_another_company_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        stranger = self.new_user("stranger", "inv_optimisation.group_inv_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for model in self.models():
            with self.subTest(model=model._name):
                self.assertIn("company_id", model._fields)
                record = self.record(model)
                foreign = model.with_user(stranger).with_context(
                    allowed_company_ids=other.ids, active_test=False
                )
                seen = foreign.search([("company_id", "=", self.company.id)])
                self.assertFalse(seen)
                if not model._auto:
                    # A live query has no rows of other companies to refuse.
                    self.assertFalse(foreign.search_count([("id", "=", record.id)]))
                    continue
                with self.assertRaises(AccessError):
                    foreign.browse(record.id).read(["company_id"])

    def test_own_company_is_seen(self):
        for model in self.models():
            with self.subTest(model=model._name):
                record = self.record(model).with_user(self.user)
                self.assertEqual(record.read(["company_id"])[0]["id"], record.id)

    def test_policy_without_company_is_seen_by_every_company(self):
        shared = self.env.ref("inv_optimisation.inv_stocking_policy_ax")
        self.assertEqual(shared.with_user(self.user).abc_class, "A")

    # Groups -----------------------------------------------------------------

    def test_stock_user_without_the_groups_reads_nothing(self):
        stock_user = self.new_user("stock", "stock.group_stock_user")
        for model in self.models():
            with self.subTest(model=model._name), self.assertRaises(AccessError):
                model.with_user(stock_user).search([], limit=1)

    def test_user_reads_and_changes_nothing(self):
        for model in self.models():
            record = self.record(model).with_user(self.user)
            for operation in ("write", "create", "unlink"):
                with self.subTest(model=model._name, operation=operation):
                    self.assertTrue(record.has_access("read"))
                    with self.assertRaises(AccessError):
                        record.check_access(operation)

    def test_user_plans_and_applies_nothing(self):
        draft = self.env["inv.planning.run"].create({"company_id": self.company.id})
        point = self.point(self.product)
        for function in (
            draft.with_user(self.user).action_start,
            draft.with_user(self.user)._execute,
            point.with_user(self.user).action_plan,
            point.with_user(self.user).action_propose_changes,
            self.batch.with_user(self.user).action_apply,
            draft.with_user(self.user).action_cancel,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                function()
        self.assertEqual((draft.state, self.batch.state), ("draft", "draft"))
        rules = self.env["stock.warehouse.orderpoint"]
        self.assertFalse(rules.search([("product_id", "=", self.product.id)]))

    def test_user_sees_chart_explanation_and_board(self):
        point = self.point(self.product).with_user(self.user)
        self.assertTrue(point.get_chart_data()["projected"])
        self.assertTrue(point.explanation)
        self.assertTrue(point.reason)
        board = self.env["inv.stocking.policy"].with_user(self.user).get_board_data()
        self.assertEqual(board["point_count"], 1)

    def test_planner_plans_corrects_applies_and_undoes(self):
        env = self.env(user=self.planner)
        correction = env["inv.demand.adjustment"].create(
            {
                "product_id": self.product.id,
                "warehouse_id": self.warehouse.id,
                "date": self.days_ago(7),
                "kind": "replace",
                "quantity": 400,
                "reason": "Campaign",
            }
        )
        run = env["inv.planning.run"].create({"rebuild_ledger": False})
        before = self.point(self.product).annual_demand_qty
        run._execute()
        point = self.point(self.product).with_env(env)
        self.assertEqual((run.state, run.user_id), ("done", self.planner))
        self.assertEqual(point.run_id, run)
        self.assertEqual(point.annual_demand_qty, before)
        action = point.action_propose_changes()
        batch = env["inv.parameter.change.batch"].browse(action["res_id"])
        batch.action_apply()
        rule = env["stock.warehouse.orderpoint"].search(
            [("product_id", "=", self.product.id)]
        )
        self.assertEqual(rule.product_min_qty, point.min_recommended_qty)
        batch.action_undo()
        self.assertFalse(rule.exists())
        correction.active = False

    def test_planner_queues_a_run_for_the_scheduled_action(self):
        run = self.env["inv.planning.run"].with_user(self.planner).create({})
        run.action_start()
        self.assertEqual(run.state, "queued")

    def test_planner_of_one_company_plans_no_other(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        with self.assertRaises(AccessError):
            self.env["inv.planning.run"].with_user(self.planner).create(
                {"company_id": other.id}
            )

    def test_planner_deletes_no_run_and_no_point(self):
        for name in ("inv.planning.run", "inv.stocking.point", "inv.stock.ledger"):
            record = self.record(self.env[name]).with_user(self.planner)
            with self.subTest(model=name), self.assertRaises(AccessError):
                record.unlink()

    def test_manager_writes_policies(self):
        policies = self.env["inv.stocking.policy"].with_user(self.manager)
        policy = policies.create({"name": "New", "company_id": self.company.id})
        policy.service_target = 0.9
        self.assertEqual(policy.service_target, 0.9)
        policy.unlink()
        self.assertFalse(policy.exists())

    def test_manager_of_one_company_writes_no_policy_of_another(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        foreign = self.env["inv.stocking.policy"].create(
            {"name": "Foreign", "company_id": other.id}
        )
        with self.assertRaises(AccessError):
            foreign.with_user(self.manager).service_target = 0.5

    def test_user_decides_nothing_about_a_requisition(self):
        requisition = self.requisition.with_user(self.user)
        id_, line = requisition.id, requisition.line_ids
        for function in (
            lambda: requisition.decide_approve([id_]),
            lambda: requisition.decide_return(id_, "No"),
            lambda: requisition.decide_reject(id_, "No", 0),
            lambda: requisition.decide_split(id_, line.ids),
            lambda: requisition.decide_change(id_, {line.id: 9}),
            lambda: requisition.decide_fill_up(id_, "minimum"),
            lambda: requisition.decide_vendor(line.id, 1),
            requisition.action_cancel,
            requisition.action_approve,
            requisition.action_order,
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                function()
        self.assertEqual(self.requisition.state, "to_approve")

    def test_planner_approves_within_the_own_limit_only(self):
        requisition = self.requisition.with_user(self.planner)
        answer = requisition.decide_approve(requisition.ids)
        self.assertIn("above your limit", answer["refused"]["message"])
        self.assertEqual(self.requisition.state, "to_approve")

    def test_planner_raises_no_own_limit(self):
        limits = self.env["inv.requisition.limit"].with_user(self.planner)
        with self.assertRaises(AccessError):
            limits.search([("approver_id", "=", self.planner.id)]).amount_max = 1e9
        with self.assertRaises(AccessError):
            limits.create({"approver_id": self.planner.id, "is_unlimited": True})

    def test_manager_of_another_company_approves_nothing_here(self):
        other = self.env["res.company"].create({"name": "Other Company"})
        stranger = self.new_user("boss", "inv_optimisation.group_inv_manager")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        foreign = self.requisition.with_user(stranger)
        foreign = foreign.with_context(allowed_company_ids=other.ids)
        with self.assertRaises(AccessError):
            foreign.decide_approve(foreign.ids)

    def test_buyer_reads_requisitions_of_the_own_orders(self):
        buyer = self.new_user("buyer", "purchase.group_purchase_user")
        requisition = self.requisition.with_user(buyer)
        self.assertEqual(requisition.amount_total, 50.0)
        with self.assertRaises(AccessError):
            requisition.check_access("write")
