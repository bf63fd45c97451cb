"""Core procurement in a batch gives what core gives, with fewer questions."""

from odoo.tests import tagged

from odoo.addons.stock.models.stock_rule import ProcurementException

from .requisition_common import RequisitionCase

ORDER_FIELDS = ["partner_id", "currency_id", "date_order", "origin", "user_id"]
ORDER_FIELDS += ["picking_type_id", "amount_untaxed", "amount_total"]
LINE_FIELDS = ["product_id", "product_qty", "product_uom_id", "price_unit", "discount"]
LINE_FIELDS += ["date_planned", "orderpoint_id", "name", "tax_ids", "location_final_id"]
LINE_FIELDS += ["analytic_distribution", "propagate_cancel", "price_subtotal"]
MOVE_FIELDS = ["product_id", "product_uom_qty", "location_id", "location_dest_id"]
MOVE_FIELDS += ["date", "date_deadline", "rule_id", "procure_method", "origin"]
RULE_FIELDS = ["qty_to_order_computed", "deadline_date", "qty_to_order"]


class Rollback(Exception):
    """Ends a savepoint whose work is thrown away."""


@tagged("post_install", "-at_install")
class TestProcurementBatch(RequisitionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.inv_requisition_mode = "direct"
        cls.other = cls.env["res.partner"].create(
            {"name": "Weekly", "group_rfq": "week", "lang": "en_US"}
        )
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.hub = cls.env["stock.warehouse"].create(
            {"name": "Hub", "code": "HUB", "company_id": cls.company.id}
        )
        cls.warehouse.resupply_wh_ids = cls.hub
        cls.rules = cls.env["stock.warehouse.orderpoint"]
        cls.rules |= cls.rule("Plain", {})
        cls.rules |= cls.rule("Dozen", {"product_uom_id": cls.dozen.id, "price": 90})
        cls.rules |= cls.rule("Weekly", {"partner_id": cls.other.id, "delay": 3})
        cls.rules |= cls.rule("Minimum", {"min_qty": 500, "product_code": "V-1"})
        cls.rules |= cls.rule("Old", {"date_end": "2020-01-01"}, {"price": 3.21})
        breaks = cls.rule("Break", {"price": 7.5}, {"price": 5.5, "min_qty": 40})
        cls.rules |= breaks
        transfer = cls.rule("Transfer", {})
        transfer.product_id.route_ids = cls.warehouse.resupply_route_ids
        cls.rules |= transfer
        category = cls.env["product.category"].create(
            {
                "name": "From the hub",
                "route_ids": [(6, 0, cls.warehouse.resupply_route_ids.ids)],
            }
        )
        by_category = cls.rule("Category", {})
        by_category.product_id.categ_id = category
        cls.rules |= by_category
        fixed = cls.rule("Fixed", {"sequence": 1}, {"partner_id": cls.other.id})
        fixed.supplier_id = fixed.product_id.seller_ids[-1]
        cls.rules |= fixed

    @classmethod
    def rule(cls, name, *sellers):
        product = cls.new_product(name, default_code=f"C-{name}")
        for seller in sellers:
            cls.new_seller(product, **seller)
        return cls.new_point(product).orderpoint_id

    def prepare(self, rules):
        """Return procurements as core's scheduler prepares them."""
        return [
            self.env["stock.rule"].Procurement(
                rule.product_id,
                rule.qty_to_order,
                rule.product_uom,
                rule.location_id,
                rule.name,
                rule.name,
                rule.company_id,
                rule._prepare_procurement_values(
                    date=rule._get_orderpoint_procurement_date()
                ),
            )
            for rule in rules
        ]

    def run_core(self, procurements):
        self.env["stock.rule"].with_context(from_orderpoint=True).run(
            procurements, raise_user_error=False
        )

    def run_ours(self, procurements):
        self.env["inv.procurement.batch"]._run(procurements)

    def outcome(self, run, rules=None):
        """Return what ``run`` made of the rules, and undo it."""
        rules = self.rules if rules is None else rules
        result = {}
        try:
            with self.env.cr.savepoint():
                self.env.invalidate_all()
                run(self.prepare(rules))
                result = self.read_outcome(rules)
                raise Rollback
        except Rollback:
            self.env.invalidate_all(flush=False)
        return result

    def read_outcome(self, rules):
        self.env.flush_all()
        self.env.invalidate_all()
        lines = self.env["purchase.order.line"].search(
            [("product_id", "in", rules.product_id.ids)], order="product_id, id"
        )
        orders = lines.order_id.sorted(lambda order: order.partner_id.id)
        moves = self.env["stock.move"].search(
            [("product_id", "in", rules.product_id.ids)], order="product_id, id"
        )
        result = {}
        for name, records, names in (
            ("orders", orders, ORDER_FIELDS),
            ("lines", lines, LINE_FIELDS),
            ("moves", moves, MOVE_FIELDS),
            ("rules", rules, RULE_FIELDS),
        ):
            rows = records.read(names)
            result[name] = [{key: row[key] for key in names} for row in rows]
        return result

    def test_orders_moves_and_rules_are_those_of_core(self):
        core, ours = self.outcome(self.run_core), self.outcome(self.run_ours)
        self.assertEqual(len(core["lines"]), 7)
        self.assertEqual(len(core["orders"]), 2)
        self.assertTrue(core["moves"])
        for name, rows in core.items():
            with self.subTest(name):
                self.assertEqual(ours[name], rows)

    def test_vendor_language_names_the_lines(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.other.lang = "fr_FR"
        product = self.rules.product_id.filtered(lambda one: one.name == "Weekly")
        product.with_context(lang="fr_FR").name = "Hebdomadaire"
        ours = self.outcome(self.run_ours)
        self.assertEqual(ours["lines"], self.outcome(self.run_core)["lines"])
        names = [line["name"] for line in ours["lines"]]
        self.assertTrue(any("Hebdomadaire" in name for name in names))

    def test_analytic_distribution_is_kept(self):
        plan = self.env["account.analytic.plan"].create({"name": "Plan"})
        account = self.env["account.analytic.account"].create(
            {"name": "Stock", "plan_id": plan.id}
        )
        self.env["account.analytic.distribution.model"].create(
            {
                "partner_id": self.vendor.id,
                "analytic_distribution": {str(account.id): 100},
                "company_id": self.company.id,
            }
        )
        ours = self.outcome(self.run_ours)
        self.assertEqual(ours["lines"], self.outcome(self.run_core)["lines"])
        self.assertTrue(any(line["analytic_distribution"] for line in ours["lines"]))

    def test_product_without_vendor_is_refused_with_the_words_of_core(self):
        bad = self.rule("Bad")
        messages = []
        for run in (self.run_core, self.run_ours):
            with (
                self.assertRaises(ProcurementException) as caught,
                self.env.cr.savepoint(),
            ):
                run(self.prepare(bad | self.rules[0]))
            messages.append([text for _one, text in caught.exception.args[0]])
        self.assertEqual(messages[0], messages[1])

    def test_nothing_is_remembered_between_batches(self):
        rule = self.rules[0]
        first = self.outcome(self.run_ours, rule)
        rule.product_id.seller_ids.price = 77.0
        rule.product_id.route_ids = self.warehouse.resupply_route_ids
        second = self.outcome(self.run_ours, rule)
        self.assertTrue(first["lines"])
        self.assertFalse(second["lines"])
        self.assertTrue(second["moves"])

    def test_a_batch_asks_few_questions_for_a_further_product(self):
        def new_rules(count):
            rules = self.rules.browse()
            for number in range(count):
                rules |= self.rule(f"More {count} {number}", {})
            return rules

        def count(run, rules):
            procurements = self.prepare(rules)
            return self.count_queries(lambda: run(procurements))

        def per_product(run):
            few, many = count(run, new_rules(5)), count(run, new_rules(25))
            return (many - few) / 20

        count(self.run_ours, new_rules(2))
        # What remains asks manufacturing for kits and subcontractors, product by
        # product; without these modules it is less than one.
        self.assertLess(per_product(self.run_ours) * 2, per_product(self.run_core))
