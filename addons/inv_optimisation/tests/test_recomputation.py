import json
import random
from datetime import timedelta

import numpy as np

from odoo.tests import tagged

from ..kernel.inventory.recommendation import recompute
from .common import InvCase

#: Some have neither history nor rule, so that they have no point.
PRODUCTS, POINTS = 1080, 1000
SEED = 20261128


@tagged("post_install", "-at_install")
class TestRecomputation(InvCase):
    """A thousand points of many policies come out of their records alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(SEED)
        cls.categories = cls.env["product.category"].create(
            [{"name": f"Kind {number}"} for number in range(8)]
        )
        cls.create_policies()
        cls.products = cls.env["product.product"].create(
            [cls.prepare_product(number) for number in range(PRODUCTS)]
        )
        cls.create_history()
        cls.create_rules()
        cls.plan()
        cls.points = cls.env["inv.stocking.point"].search(
            [("product_id", "in", cls.products.ids)], order="id"
        )

    @classmethod
    def create_policies(cls):
        kinds = [
            {"service_type": "group_fill", "service_target": 0.97},
            {"service_type": "fill_rate", "service_target": 0.99},
            {"service_type": "cycle_service", "service_target": 0.9},
            {"service_type": "days_of_cover", "cover_days": 20},
            {"service_type": "manual"},
            {
                "service_type": "fill_rate",
                "service_target": 0.95,
                "use_price_breaks": True,
                "holding_rate": 0.3,
            },
            {
                "service_type": "cycle_service",
                "service_target": 0.98,
                "min_cover_days": 10,
                "max_cover_days": 40,
                "max_order_cover_days": 60,
            },
            {
                "service_type": "group_fill",
                "service_target": 0.92,
                "reorder_rule": "history",
                "review_days": 3,
            },
        ]
        cls.env["inv.stocking.policy"].create(
            [
                {
                    "name": f"Policy {number}",
                    "sequence": number,
                    "company_id": cls.company.id,
                    "categ_id": category.id,
                    **values,
                }
                for number, (category, values) in enumerate(
                    zip(cls.categories, kinds, strict=True)
                )
            ]
        )

    @classmethod
    def prepare_product(cls, number):
        cost = round(cls.random.lognormvariate(2, 1.5), 2)
        offers = [(0, cost)]
        if number % 5 == 0:
            offers += [(50, cost * 0.9), (200, cost * 0.8)]
        return {
            "name": f"Item {number}",
            "type": "consu",
            "is_storable": True,
            "standard_price": cost if number % 41 else 0.0,
            "categ_id": cls.categories[number % len(cls.categories)].id,
            "seller_ids": [
                (
                    0,
                    0,
                    {
                        "partner_id": cls.vendor.id,
                        "delay": cls.random.randrange(60),
                        "price": price,
                        "min_qty": minimum or cls.random.choice([0, 0, 5]),
                    },
                )
                for minimum, price in offers
            ],
        }

    @classmethod
    def create_history(cls):
        """Write ledger rows of 60 weeks: smooth, lumpy, short, none."""
        rows = []
        for number, product in enumerate(cls.products):
            weeks = [0, 5, 30, 60, 60, 60][number % 6]
            chance = cls.random.choice([1.0, 0.6, 0.2, 0.05])
            level = cls.random.lognormvariate(1.5, 1.5)
            for week in range(weeks):
                if cls.random.random() < chance:
                    quantity = float(max(1, round(cls.random.expovariate(1 / level))))
                    day = cls.today - timedelta(days=7 * (weeks - week))
                    rows.append((product.id, day, quantity, quantity, quantity))
        cls.with_history(cls.products[0], [1.0])
        cls.env.cr.execute_values(
            """
            INSERT INTO inv_stock_ledger (product_id, date, issued_qty, requested_qty,
                largest_issue_qty, warehouse_id, company_id, returned_qty, received_qty,
                transferred_in_qty, transferred_out_qty, adjusted_qty, scrapped_qty,
                issue_count, issue_value, net_value)
            VALUES %s
            """,
            [
                (*row, cls.warehouse.id, cls.company.id, 0, 0, 0, 0, 0, 0, 1, 0, 0)
                for row in rows
                if row[0] != cls.products[0].id
            ],
        )

    @classmethod
    def create_rules(cls):
        pack = cls.env["uom.uom"].create(
            {
                "name": "Box of 12",
                "relative_factor": 12,
                "relative_uom_id": cls.env.ref("uom.product_uom_unit").id,
            }
        )
        cls.env["stock.warehouse.orderpoint"].create(
            [
                {
                    "product_id": product.id,
                    "location_id": cls.stock.id,
                    "product_min_qty": number % 17,
                    "product_max_qty": number % 17 + number % 50,
                    "replenishment_uom_id": pack.id if number % 9 == 0 else False,
                }
                for number, product in enumerate(cls.products)
                if number % 3 == 0
            ]
        )
        overridden = cls.products[3::100]
        cls.env["inv.planning.preparation"]._prepare(cls.company, cls.today, False)
        points = cls.env["inv.stocking.point"].search(
            [("product_id", "in", overridden.ids)]
        )
        values = [
            ("lead_time_days", 33.3),
            ("lead_time_sd_days", 4.4),
            ("demand_change_rate", 0.15),
            ("order_multiple", 7.0),
        ]
        cls.env["inv.parameter.override"].create(
            [
                {
                    "point_id": point.id,
                    "parameter": values[row % 4][0],
                    "value": values[row % 4][1],
                    "reason": "Test",
                    "date_until": cls.today,
                }
                for row, point in enumerate(points)
            ]
        )
        cls.env["inv.forecast.override"].create(
            {
                "categ_id": cls.categories[1].id,
                "company_id": cls.company.id,
                "date_from": cls.today,
                "date_to": cls.today + timedelta(days=5),
                "value": 50,
                "reason_code": "promotion",
                "note": "Test",
            }
        )

    def test_points_are_many_and_different(self):
        self.assertGreaterEqual(len(self.points), POINTS)
        self.assertFalse(self.points.filtered("planning_error"))
        kinds = {point.derivation["inputs"]["service_type"] for point in self.points}
        self.assertEqual(
            kinds,
            {"group_fill", "fill_rate", "cycle_service", "days_of_cover", "manual"},
        )
        records = [point.derivation for point in self.points]
        for name in ("price_break_quantity", "order_multiple", "min_cover_days"):
            self.assertTrue(any(record["inputs"][name] for record in records), name)
        kept = {
            entry["parameter"]
            for record in records
            for entry in record.get("overrides", [])
        }
        self.assertEqual(len(kept), 4)
        self.assertGreater(sum("engine_total" in record for record in records), 100)
        self.assertGreater(len(set(self.points.mapped("reorder_point_qty"))), 50)

    def test_every_number_comes_out_of_the_record_to_the_last_digit(self):
        recomputed = self.points._recompute_from_derivation()
        self.assertGreater(len(recomputed), 15)
        for name, values in recomputed.items():
            stored = np.array(self.points.mapped(name), dtype=float)
            wrong = np.flatnonzero(stored != values)
            self.assertEqual(wrong.tolist(), [], name)

    def test_a_point_alone_gives_the_same_bits_as_all_together(self):
        together = self.points._recompute_from_derivation()
        for row in range(0, POINTS, 83):
            alone = self.points[row]._recompute_from_derivation()
            for name, values in alone.items():
                self.assertEqual(values[0], together[name][row], name)
            record = self.points[row].derivation
            self.assertEqual(recompute(record), record["results"])

    def test_the_record_survives_json_as_text(self):
        point = self.points[4]
        record = json.loads(json.dumps(point.derivation))
        self.assertEqual(recompute(record), point.derivation["results"])

    def test_a_changed_number_is_found(self):
        point = self.points[7]
        self.assertTrue(point.recomputation["is_identical"])
        self.env.cr.execute(
            "UPDATE inv_stocking_point SET reorder_point_qty = reorder_point_qty"
            " + 0.001 WHERE id = %s",
            [point.id],
        )
        self.env.invalidate_all()
        self.assertEqual(point._get_differences(), {point.id: ["reorder_point_qty"]})
        self.assertFalse(point.recomputation["is_identical"])
        self.assertIn("Reorder Point", point.recomputation["text"])

    def test_the_last_other_run_is_kept_beside(self):
        point = self.points[2]
        self.assertFalse(point.derivation_previous)
        # Alone the forecast borrows less from others, so its digits may differ.
        self.plan(scope="selection", point_ids=[(6, 0, point.ids)])
        previous = point.derivation_previous
        self.plan(scope="selection", point_ids=[(6, 0, point.ids)])
        self.assertEqual(point.derivation_previous, previous)
        first = point.derivation["inputs"]["lead_time_days"]
        self.env["inv.parameter.override"].create(
            {
                "point_id": point.id,
                "parameter": "lead_time_days",
                "value": first + 21,
                "reason": "Test",
                "date_until": self.today,
            }
        )
        self.plan(scope="selection", point_ids=[(6, 0, point.ids)])
        self.assertEqual(point.derivation_previous["inputs"]["lead_time_days"], first)
        changes = point.get_derivation_changes()
        labels = [row["label"] for row in changes["rows"]]
        self.assertIn("Lead time", labels)
        self.assertIn("Manual values", labels)
        self.plan(scope="selection", point_ids=[(6, 0, point.ids)])
        self.assertEqual(point.derivation_previous["inputs"]["lead_time_days"], first)
