from odoo.exceptions import AccessError
from odoo.tests import tagged

from .readiness_common import ReadinessCase

#: Written by computations and decisions alone.
READ_ONLY = (
    "inv.production.readiness",
    "inv.production.shortage",
    "inv.readiness.notice",
    "inv.release.override",
    "inv.dependent.demand",
    "inv.dependent.requirement",
    "inv.wip.snapshot",
    "inv.shortage.snapshot",
)


@tagged("post_install", "-at_install")
class TestProductionSecurity(ReadinessCase):
    def get_models(self):
        """Return the models of the production addons that keep rows."""
        names = self.env["ir.model.data"].search(
            [
                ("model", "=", "ir.model"),
                ("module", "=", "inv_production"),
                ("name", "like", "model_inv_%"),
            ]
        )
        models = self.env["ir.model"].browse(names.mapped("res_id"))
        return [
            self.env[model.model]
            for model in models
            if model.model in self.env
            and not self.env[model.model]._abstract
            and not self.env[model.model]._transient
            and self.env[model.model]._original_module == "inv_production"
        ]

    def test_figures_are_read_and_never_written(self):
        viewer = self.new_user("viewer", "inv_optimisation.group_inv_user")
        for name in READ_ONLY:
            for user in (viewer, self.worker, self.chief):
                model = self.env[name].with_user(user)
                self.assertTrue(model.has_access("read"), name)
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(model.has_access(operation), (name, operation))

    def test_strangers_see_nothing(self):
        stranger = self.new_user("stranger", "base.group_user")
        for model in self.get_models():
            if model._name == "inv.production.readiness":
                continue
            self.assertFalse(model.with_user(stranger).has_access("read"), model._name)
        with self.assertRaises(AccessError):
            self.board.with_user(stranger).get_missing_parts()

    def test_every_model_is_kept_apart_by_company(self):
        for model in self.get_models():
            rules = self.env["ir.rule"].search([("model_id.model", "=", model._name)])
            self.assertTrue(
                any("company_id" in (rule.domain_force or "") for rule in rules),
                model._name,
            )

    def test_other_company_sees_no_readiness(self):
        self.new_order(self.pump, 1)
        self.env["inv.production.readiness"]._refresh(self.company)
        other = self.env["res.company"].create({"name": "Other"})
        foreign = self.new_user("foreign", "mrp.group_mrp_user")
        foreign.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for name in ("inv.production.readiness", "inv.production.shortage"):
            self.assertFalse(
                self.env[name]
                .with_user(foreign)
                .with_context(allowed_company_ids=other.ids)
                .search([])
            )
        board = self.board.with_user(foreign).with_context(
            allowed_company_ids=other.ids
        )
        self.assertEqual(board.get_board()["order_count"], 0)

    def test_substitutes_are_for_managers(self):
        manager = self.new_user("manager", "mrp.group_mrp_manager")
        model = self.env["inv.component.substitute"]
        self.assertTrue(model.with_user(manager).has_access("create"))
        self.assertFalse(model.with_user(self.worker).has_access("create"))
