from datetime import timedelta

import numpy as np

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from odoo.addons.inv_optimisation.kernel.inventory.recommendation import recompute

from ..models.selections import STATUSES
from .common import InvCase

CHART_KEYS = {
    "unit",
    "decimals",
    "today",
    "start",
    "end",
    "lead_time_days",
    "message",
    "stock",
    "demand",
    "levels",
    "forecast",
    "projected",
    "receipts",
}


@tagged("post_install", "-at_install")
class TestStockingPoint(InvCase):
    """Every number of a point can be computed again, explained and drawn."""

    def new_item(self, name="Item", weekly=None, **seller):
        product = self.new_product(name)
        self.new_seller(product, **{"delay": 7, **seller})
        self.with_history(product, weekly or [10, 20, 15] * 12)
        return product

    def planned(self, **values):
        product = self.new_item(**values)
        self.plan()
        return self.point(product)

    # Derivation -------------------------------------------------------------

    def test_results_follow_from_the_stored_inputs_alone(self):
        random = np.random.default_rng(20261126)
        uoms = [self.env.ref(f"uom.product_uom_{name}") for name in ("unit", "kgm")]
        policies = self.env["inv.stocking.policy"]
        types = ("fill_rate", "cycle_service", "days_of_cover", "manual")
        # Products without a code follow the shipped policies: group targets.
        for index, service_type in enumerate(types):
            policies.create(
                {
                    "name": service_type,
                    "sequence": index,
                    "service_type": service_type,
                    "service_target": 0.9 + index / 50,
                    "cover_days": 10,
                    "min_cover_days": 2 * (index == 1),
                    "product_domain": f"[('default_code', '=', '{service_type}')]",
                }
            )
        for index in range(60):
            product = self.new_product(
                f"Item {index}",
                uom_id=uoms[index % 2].id,
                standard_price=float(random.choice([0, 0.37, 12, 950])),
                default_code=types[index % 5] if index % 5 < 4 else False,
            )
            if index % 7:
                self.new_seller(
                    product, delay=index % 40, min_qty=float(random.integers(0, 30))
                )
            weeks, share = int(random.integers(1, 110)), 0.1 + index / 60
            sizes = random.gamma(2, 8, weeks) * (random.random(weeks) < share)
            history = np.round(sizes, 2 * (index % 2)).tolist()
            self.with_history(product, history if index % 10 else [0])
            self.put(product, float(random.integers(1, 60)))
        self.assertEqual(self.plan().error_count, 0)
        points = self.env["inv.stocking.point"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertEqual(len(points), 60)
        self.assertEqual(set(points.mapped("service_type")), {*types, "group_fill"})
        for point in points:
            results = point.derivation["results"]
            self.assertEqual(
                recompute(point.derivation), results, point.product_id.name
            )
            self.assertEqual(results["reorder_point"], point.reorder_point_qty)
            self.assertEqual(results["order_quantity"], point.order_qty)
            self.assertTrue(point.reason)
            self.assertTrue(point.explanation)

    # Explanation ------------------------------------------------------------

    def flatten(self, nodes):
        for node in nodes:
            yield node
            yield from self.flatten(node["children"])

    def test_explanation_begins_with_the_reorder_point(self):
        point = self.planned()
        nodes = point.explanation
        self.assertGreater(point.reorder_point_qty, 0)
        self.assertEqual(nodes[0]["value"], str(int(point.reorder_point_qty)))
        self.assertEqual(nodes[1]["value"], str(int(point.order_qty)))
        flat = list(self.flatten(nodes))
        self.assertGreater(len(flat), 10)
        for node in flat:
            self.assertTrue(node["label"])
            self.assertTrue(node["value"], node["label"])
        labels = [node["label"] for node in flat]
        self.assertEqual(len(labels), len(set(labels)))

    def test_days_of_cover_are_explained_as_the_policy_says_them(self):
        self.env["inv.stocking.policy"].create(
            {
                "name": "Cover",
                "sequence": 1,
                "service_type": "days_of_cover",
                "cover_days": 33,
                "review_days": 5,
            }
        )
        nodes = self.flatten(self.planned().explanation)
        formulas = {node["label"]: node["formula"] for node in nodes}
        self.assertIn("33.0 days", formulas["Safety stock"])

    def test_point_that_is_not_planned_has_no_explanation_and_no_reason(self):
        self.new_item()
        self.env["inv.planning.preparation"]._prepare(self.company, self.today, False)
        point = self.env["inv.stocking.point"].search(
            [("company_id", "=", self.company.id)]
        )
        self.assertFalse(point.explanation)
        self.assertFalse(point.reason)

    def test_every_status_has_a_sentence_with_the_numbers_of_the_point(self):
        point = self.planned()
        point.write({"on_hand_qty": 4711, "incoming_qty": 4711, "excess_qty": 4711})
        sentences = set()
        for status, _label in STATUSES:
            point.status = status
            self.assertTrue(point.reason, status)
            self.assertNotIn("%", point.reason, status)
            sentences.add(point.reason)
            has_number = status not in ("no_vendor", "no_lead_time")
            self.assertEqual("4,711" in point.reason, has_number, status)
        self.assertEqual(len(sentences), len(STATUSES))

    def test_words_are_built_in_the_language_of_the_reader(self):
        self.env["res.lang"]._activate_lang("de_DE")
        point = self.planned()
        point.on_hand_qty = 1234.5
        german = point.with_context(lang="de_DE")
        for status, _label in STATUSES:
            point.status = status
            self.assertTrue(german.reason, status)
        point.status = "healthy"
        self.assertIn("1,234.5", point.reason)
        self.assertIn("1.234,5", german.reason)
        self.assertIn(",", german.explanation[3]["value"])
        self.assertIn(".", point.explanation[3]["value"])

    def test_error_of_planning_is_the_reason(self):
        point = self.planned()
        point.planning_error = "broken data"
        self.assertEqual(point.reason, "broken data")

    # Chart ------------------------------------------------------------------

    def test_chart_shows_history_until_today_and_projection_from_today(self):
        product = self.new_item()
        self.put(product, 33)
        self.plan()
        point = self.point(product)
        data = point.get_chart_data()
        self.assertEqual(set(data), CHART_KEYS)
        self.assertIsNone(data["message"])
        today = str(self.today)
        self.assertEqual(data["stock"][-1], {"date": today, "quantity": 33})
        self.assertEqual(data["stock"][0]["date"], data["start"])
        self.assertEqual(data["projected"][0]["date"], today)
        self.assertEqual(data["levels"][-1]["reorder_point"], point.reorder_point_qty)
        self.assertEqual(data["forecast"][0]["date"], today)
        for row in data["forecast"]:
            bounds = [row[f"low_{name}"] for name in ("95", "80", "50")]
            bounds += [row[f"high_{name}"] for name in ("50", "80", "95")]
            self.assertEqual(bounds, sorted(bounds))
        demand = data["demand"]
        self.assertEqual(demand[-1]["date"], str(self.today - timedelta(days=7)))
        self.assertEqual([week["quantity"] for week in demand[-3:]], [10, 20, 15])

    def test_chart_suggests_orders_of_planned_points_only(self):
        product = self.new_item()
        self.env["inv.planning.preparation"]._prepare(self.company, self.today, False)
        point = self.point(product)
        data = point.get_chart_data()
        self.assertEqual(set(data), CHART_KEYS)
        self.assertTrue(data["message"])
        self.assertEqual(
            (data["forecast"], data["projected"], data["receipts"]), ([], [], [])
        )
        self.plan()
        suggested = point.get_chart_data()["receipts"]
        self.assertTrue(suggested)
        self.assertTrue(all(receipt["is_suggested"] for receipt in suggested))
        first = self.today + timedelta(days=round(point.lead_time_days))
        self.assertEqual(suggested[0]["date"], str(first))

    def test_chart_marks_excluded_weeks_and_due_receipts(self):
        product = self.new_item()
        self.env["inv.demand.adjustment"].create(
            {
                "product_id": product.id,
                "warehouse_id": self.warehouse.id,
                "date": self.today - timedelta(days=9),
                "reason": "Test",
            }
        )
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.in_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.stock.id,
                "move_ids": [
                    (
                        0,
                        0,
                        {
                            "product_id": product.id,
                            "product_uom_qty": 500,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.stock.id,
                            "date": self.days_ago(-3),
                        },
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.date = self.days_ago(-3)
        self.plan()
        point = self.point(product)
        self.assertEqual(point.incoming_qty, 500)
        data = point.get_chart_data()
        excluded = [week["is_excluded"] for week in data["demand"]]
        self.assertEqual((excluded[-2], excluded[-1]), (True, False))
        due = [row for row in data["receipts"] if not row["is_suggested"]]
        self.assertEqual(len(due), 1)
        self.assertEqual((due[0]["quantity"], due[0]["res_id"]), (500, picking.id))
        self.assertEqual(due[0]["date"], str(self.today + timedelta(days=3)))
        self.assertGreater(
            data["projected"][3]["quantity"], data["projected"][2]["quantity"] + 490
        )

    # Screens ----------------------------------------------------------------

    def test_locked_classes_stay_and_choose_the_policy(self):
        point = self.planned()
        self.assertEqual(point.abc_class, "A")
        with Form(point.with_user(self.planner)) as form:
            form.is_class_locked = True
            form.abc_class = "C"
            form.xyz_class = "Z"
        self.plan()
        self.assertEqual(point.abc_xyz, "CZ")
        self.assertEqual(
            point.policy_id, self.env.ref("inv_optimisation.inv_stocking_policy_cz")
        )
        point.is_class_locked = False
        self.plan()
        self.assertEqual(point.abc_class, "A")

    def test_product_counts_its_points(self):
        product, idle = self.new_item(), self.new_product("Idle")
        second = self.env["stock.warehouse"].create(
            {"name": "Second", "code": "SEC", "company_id": self.company.id}
        )
        self.with_history(product, [3] * 10, warehouse=second)
        self.plan()
        products = product | idle
        self.env.invalidate_all()
        self.assertEqual(products.mapped("inv_point_count"), [2, 0])
        templates = products.product_tmpl_id
        self.assertEqual(templates.mapped("inv_point_count"), [2, 0])
        self.assertEqual(templates.inv_point_ids.product_id, product)
        action = product.product_tmpl_id.action_open_inv_points()
        points = self.env["inv.stocking.point"].search(action["domain"])
        self.assertEqual(points.warehouse_id, self.warehouse | second)

    def test_selection_is_planned_alone(self):
        products = [self.new_item(f"Item {index}") for index in range(3)]
        run = self.plan()
        points = [self.point(product) for product in products]
        (points[0] | points[2]).with_user(self.planner).action_plan()
        new = points[0].run_id
        self.assertNotEqual(new, run)
        self.assertEqual((points[1].run_id, points[2].run_id), (run, new))
        self.assertEqual(
            (new.state, new.done_count, new.scope), ("done", 2, "selection")
        )
        self.assertEqual(new.user_id, self.planner)

    def test_nothing_selected_is_said(self):
        with self.assertRaises(UserError):
            self.env["inv.stocking.point"].action_plan()

    def test_point_opens_its_ledger_rows(self):
        point = self.planned()
        self.new_item("Other")
        rows = self.ledger.search(point.action_open_ledger()["domain"])
        self.assertEqual(len(rows), 36)
        self.assertEqual(rows.product_id, point.product_id)
