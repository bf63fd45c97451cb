"""The network page: cells, words, legend, heads."""

import json
from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import MultisiteCase


@tagged("post_install", "-at_install")
class TestLaneMatrix(MultisiteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lane = cls.new_lane(
            cls.leeds,
            cls.lyon,
            cost_per_unit=0.12,
            cost_per_shipment=78,
            full_load=800,
            route_id=cls.new_route(cls.leeds, cls.lyon).id,
        )

    def matrix(self, user=None, companies=None):
        user = user or self.manager
        lanes = self.env["inv.lane"].with_user(user)
        companies = companies or user.company_id | user.company_ids
        return lanes.with_context(allowed_company_ids=companies.ids).get_matrix()

    def cell(self, source, target, **options):
        for row in self.matrix(**options)["rows"]:
            for cell in row["cells"]:
                if (cell["source_id"], cell["target_id"]) == (source.id, target.id):
                    return cell
        return None

    def test_a_cell_tells_days_source_and_cost(self):
        cell = self.cell(self.leeds, self.lyon)
        self.assertEqual(cell["state"], "open")
        self.assertEqual(cell["days_text"], "2 days")
        self.assertEqual(cell["source_text"], "set by hand")
        symbol = self.company.currency_id.symbol
        self.assertIn(symbol, cell["cost_text"])
        cost = cell["cost_text"].replace(symbol, "").replace("\N{NO-BREAK SPACE}", "")
        self.assertEqual(cost, "0.12/unit + 78 a shipment")
        self.assertEqual(cell["limit_text"], "full at 800 kg")
        self.assertEqual(cell["problem"], "")
        self.assertIn("Leeds → Lyon", cell["label"])

    def test_one_day_is_one_day(self):
        self.lane.lead_time_manual_days = 1
        self.assertEqual(self.cell(self.leeds, self.lyon)["days_text"], "1 day")
        self.lane.lead_time_manual_days = 1.5
        self.assertEqual(self.cell(self.leeds, self.lyon)["days_text"], "1.5 days")

    def test_measured_days_carry_their_count(self):
        self.lane.write(
            {
                "lead_time_manual_days": 0,
                "lead_time_measured_days": 3.4,
                "lead_time_count": 12,
            }
        )
        self.assertEqual(self.lane.measured_text, "3.4 ± 0.0 days, 12 transfers")
        cell = self.cell(self.leeds, self.lyon)
        self.assertEqual(cell["source_text"], "measured on 12 transfers")
        self.assertEqual(cell["days_text"], "3.4 days")
        self.assertTrue(cell["is_measured"])

    def test_longer_lanes_are_darker(self):
        tints = []
        for days in (1, 2, 3, 6, 9):
            self.lane.lead_time_manual_days = days
            tints.append(self.cell(self.leeds, self.lyon)["tint"])
        self.assertEqual(tints, [0, 1, 2, 3, 4])
        self.assertEqual(len(self.matrix()["tints"]), 5)

    def test_a_closed_lane_says_until_when(self):
        until = self.today + timedelta(days=5)
        self.lane.write({"is_open": False, "date_closed_until": until})
        cell = self.cell(self.leeds, self.lyon)
        self.assertEqual(cell["state"], "closed")
        self.assertIn("closed to", cell["closed_text"])
        self.assertIn(str(until.day), cell["closed_text"])

    def test_other_cells_are_missing_or_the_site_itself(self):
        self.assertEqual(self.cell(self.leeds, self.leeds)["state"], "self")
        cell = self.cell(self.lyon, self.leeds)
        self.assertEqual((cell["state"], cell["lane_id"]), ("missing", False))

    def test_heads_tell_company_value_and_items(self):
        self.new_item({self.leeds: 5}, points={self.leeds: {"stock_value": 1200}})
        row = self.matrix()["rows"][0]
        self.assertEqual((row["name"], row["company"]), ("Leeds", self.company.name))
        self.assertIn("1,200", row["value_text"])
        self.assertEqual(row["point_text"], "1 item")
        alone = self.matrix(self.local_planner)
        self.assertEqual({row["company"] for row in alone["rows"]}, {""})

    def test_only_managers_may_edit(self):
        self.assertTrue(self.matrix()["can_edit"])
        self.assertFalse(self.matrix(self.local_planner)["can_edit"])

    def test_sites_of_other_companies_are_not_shown(self):
        names = [row["name"] for row in self.matrix(self.local_planner)["rows"]]
        self.assertNotIn("Oslo", names)
        names = [row["name"] for row in self.matrix()["rows"]]
        self.assertEqual(names, ["Leeds", "Rotterdam", "Lyon", "Oslo"])

    def test_the_page_is_for_users_of_the_suite(self):
        stranger = new_test_user(self.env, "inv_stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.as_user(self.env["inv.lane"], stranger).get_matrix()

    def test_the_page_is_json(self):
        self.assertTrue(json.dumps(self.matrix()))

    def test_many_sites_need_no_more_queries_than_few(self):
        self.matrix()
        few = self.count_queries(self.matrix)
        for number in range(5):
            site = self.new_site(f"Site {number}", f"S{number}")
            self.new_lane(self.leeds, site, cost_per_kg=1)
        many = self.count_queries(self.matrix)
        self.assertEqual(few, many)
