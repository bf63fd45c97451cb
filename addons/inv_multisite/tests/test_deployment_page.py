"""The page of hub allocation: what it shows, in numbers that agree."""

from odoo.tests import tagged

from .deployment_common import DeploymentCase


@tagged("post_install", "-at_install")
class TestDeploymentPage(DeploymentCase):
    """Lists, bars and fairness come from the server."""

    def page(self, **filters):
        page = self.env["inv.deployment.page"].with_company(self.company)
        return page.with_user(self.planner).get_page(filters)

    def detail(self, product):
        detail = self.env["inv.deployment.detail"].with_user(self.planner)
        return detail.get_detail(self.get_item(product).id)

    def test_short_products_come_first_with_the_largest_gap_on_top(self):
        small = self.new_hub_item("Small", hub=170.0)
        large = self.new_hub_item("Large", hub=30.0)
        enough = self.new_hub_item("Enough", hub=240.0)
        self.deploy()
        page = self.page()
        self.assertEqual(page["status"], "short")
        names = [row["name"] for row in page["items"]]
        self.assertEqual(names, ["Large", "Small"])
        counts = {tab["code"]: tab["count"] for tab in page["tabs"]}
        self.assertEqual(counts, {"short": 2, "surplus": 0, "enough": 1})
        row = page["items"][0]
        self.assertEqual(row["ask_width"], 1.0)
        self.assertAlmostEqual(row["supply_width"], 15 / 208)
        self.assertEqual(self.page(status="enough")["items"][0]["name"], enough.name)
        self.assertEqual(self.page(search="Smal")["count"], 1)
        self.assertEqual(self.page(search="Smal")["items"][0]["name"], small.name)
        self.assertEqual(large.name, "Large")

    def test_three_methods_stand_side_by_side_with_their_fairness(self):
        pump = self.new_hub_item()
        self.deploy()
        detail = self.detail(pump)
        methods = {method["code"]: method for method in detail["methods"]}
        self.assertTrue(methods["equal_risk"]["is_chosen"])
        worst = {
            code: method["fairness"]["worst_width"] for code, method in methods.items()
        }
        self.assertLess(worst["equal_risk"], worst["proportional"])
        self.assertLess(worst["proportional"], worst["priority"])
        self.assertEqual(methods["equal_risk"]["fairness"]["spread_text"], "0.0 %")
        rows = {row["branch"]: row for row in detail["rows"]}
        lyon = rows["Lyon"]
        self.assertEqual(lyon["shares"]["priority"]["qty_text"], "60")
        self.assertEqual(lyon["final"]["qty_text"], "20")
        self.assertEqual(detail["left_text"], "0 Units stay at Leeds to give.")
        self.assertRegex(detail["text"], "Branches ask for 208: 148 are missing")

    def test_an_edit_shows_in_the_fairness_of_what_is_set(self):
        pump = self.new_hub_item()
        self.deploy()
        before = self.detail(pump)
        self.assertEqual(before["final"], before["methods"][0]["fairness"])
        self.get_line(pump, self.rotterdam).action_set_qty(20)
        after = self.detail(pump)
        self.assertGreater(
            after["final"]["worst_width"], before["final"]["worst_width"]
        )
        self.assertEqual(after["left_text"], "20 Units stay at Leeds to give.")

    def test_before_the_first_plan_the_page_says_so(self):
        page = self.page()
        self.assertIsNone(page["plan"])
        self.assertEqual([hub["name"] for hub in page["hubs"]], ["Leeds"])
        self.leeds.inv_is_hub = False
        self.assertEqual(self.page()["hubs"], [])

    def test_two_and_twenty_products_need_the_same_queries(self):
        for number in range(20):
            self.new_hub_item(f"Pump {number:02}")
        self.deploy()
        few = {"search": "Pump 0", "status": "short"}

        def read(search):
            self.page(**{**few, "search": search})

        read("Pump")
        self.assertEqual(
            self.count_queries(lambda: read("Pump 01")),
            self.count_queries(lambda: read("Pump")),
        )
