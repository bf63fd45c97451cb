"""Stock by Site: the list of items and the page of one of them."""

import json

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .test_network_position import PositionCase


@tagged("post_install", "-at_install")
class TestNetworkPage(PositionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        status = {"status": "below_reorder_point", "urgency": 3}
        cls.item.inv_point_ids[-1:].write(status)
        excess = {"status": "excess", "urgency": 6}
        cls.seal = cls.new_item(
            {cls.leeds: 50}, "Seal", {cls.leeds: excess}, default_code="S-1"
        )
        cls.nut = cls.new_item({cls.leeds: 50}, "Nut")

    def page(self, user=None, companies=None):
        user = user or self.planner
        page = self.env["inv.network.page"].with_user(user)
        companies = companies or user.company_id | user.company_ids
        return page.with_context(allowed_company_ids=companies.ids)

    def product(self, product=None, **options):
        return self.page(**options).get_product((product or self.item).id)

    def test_items_with_short_sites_come_first_then_excess(self):
        items = self.page().get_items()
        self.assertEqual(
            [item["id"] for item in items["items"]],
            (self.item + self.seal + self.nut).ids,
        )
        self.assertEqual(
            [(item["tone"], item["text"]) for item in items["items"]],
            [("bad", "1 of 3 short"), ("info", "1 of 1 excess"), ("good", "1 site")],
        )
        self.assertEqual(items["count"], 3)

    def test_items_are_found_by_name_and_code(self):
        page = self.page()
        self.assertEqual(page.get_items("nut")["count"], 1)
        found = page.get_items("S-1")
        self.assertEqual([item["name"] for item in found["items"]], ["Seal"])
        self.assertEqual(page.get_items("nothing of this")["items"], [])

    def test_items_come_in_pages(self):
        items = self.page().get_items("", 2)
        self.assertEqual([item["id"] for item in items["items"]], self.nut.ids)
        self.assertEqual((items["offset"], items["count"]), (2, 3))

    def test_items_of_other_companies_are_not_listed(self):
        secret = self.new_item({self.oslo: 5}, "Secret")
        ids = [
            item["id"] for item in self.page(self.local_planner).get_items()["items"]
        ]
        self.assertNotIn(secret.id, ids)
        ids = [item["id"] for item in self.page().get_items()["items"]]
        self.assertIn(secret.id, ids)

    def test_rows_and_totals_agree(self):
        self.transfer(self.item, 20, self.route, validate=("out",))
        data = self.product()
        rows = {row["name"]: row["figures"] for row in data["rows"]}
        self.assertEqual(rows["Lyon"]["in_transit"], 20)
        [total] = data["totals"]
        for name, value in total["figures"].items():
            self.assertEqual(value, sum(row[name] for row in rows.values()), name)
        self.assertEqual(total["figures"]["on_hand"], 248)
        self.assertEqual(total["owned_text"], "268 with what is in transit")
        self.assertEqual(data["unit"], self.item.uom_id.name)
        self.assertEqual(data["elsewhere_text"], "Not stocked in Oslo.")

    def test_companies_have_their_own_totals(self):
        self.put_stock(self.item, 9, self.oslo)
        totals = self.product()["totals"]
        self.assertEqual(
            [(total["name"], total["figures"]["on_hand"]) for total in totals],
            [
                (self.company.name, 268),
                (self.other_company.name, 9),
                ("All sites", 277),
            ],
        )

    def test_bars_share_one_scale(self):
        rows = {row["name"]: row for row in self.product()["rows"]}
        # 40 days of cover is the longest.
        self.assertEqual(rows["Leeds"]["cover_percent"], 100)
        self.assertEqual(rows["Rotterdam"]["cover_percent"], 30)
        self.assertEqual(rows["Lyon"]["cover_percent"], 4)
        self.assertEqual(rows["Leeds"]["keep_percent"], 52.5)
        self.assertEqual(rows["Rotterdam"]["cover_text"], "12 days")

    def test_words_of_a_short_site_and_its_helper(self):
        data = self.product()
        [card] = data["help"]
        self.assertEqual(card["name"], "Lyon")
        self.assertEqual(card["short_text"], f"27 {data['unit']} short")
        [helper] = card["helpers"]
        self.assertTrue(helper["can_help"])
        self.assertEqual(helper["quantity_text"], f"27 {data['unit']}")
        self.assertIn("1 day after it runs out", helper["arrival_text"])
        self.assertEqual(helper["tone"], "warn")

    def test_a_helper_in_time_says_how_many_days_are_left(self):
        self.put_stock(self.item, 16, self.lyon)
        [card] = self.product()["help"]
        self.assertIn("2 days before it runs out", card["helpers"][0]["arrival_text"])
        self.assertEqual(card["helpers"][0]["tone"], "good")

    def test_where_nobody_can_help_the_card_says_what_to_do(self):
        self.company.inv_transfer_keep_days = 90
        data = self.product()
        [card] = data["help"]
        self.assertFalse(card["helpers"])
        self.assertIn("Buy", data["help_text"])

    def test_where_nobody_is_short_the_panel_says_so(self):
        data = self.product(self.nut)
        self.assertEqual(data["help"], [])
        self.assertIn("No site is short", data["help_text"])

    def test_a_product_that_is_gone_has_no_page(self):
        gone = self.new_product("Gone")
        number = gone.id
        gone.unlink()
        self.assertFalse(self.page().get_product(number))

    def test_buttons_open_the_page_of_the_product(self):
        point = self.item.inv_point_ids[:1].with_user(self.planner)
        action = point.action_open_network_position()
        self.assertEqual(action["tag"], "inv_multisite.network_stock")
        self.assertEqual(action["params"], {"product_id": self.item.id})
        template = self.item.product_tmpl_id.with_user(self.planner)
        action = template.action_open_network_position()
        self.assertEqual(action["params"], {"product_id": self.item.id})

    def test_the_page_is_for_users_of_the_suite(self):
        stranger = new_test_user(self.env, "inv_stranger", groups="base.group_user")
        page = self.as_user(self.env["inv.network.page"], stranger)
        with self.assertRaises(AccessError):
            page.get_items()
        with self.assertRaises(AccessError):
            page.get_product(self.item.id)

    def test_the_page_is_json(self):
        self.assertTrue(json.dumps([self.page().get_items(), self.product()]))

    def test_a_page_of_many_items_needs_no_more_queries(self):
        self.page().get_items()
        few = self.count_queries(self.page().get_items)
        for number in range(20):
            self.new_item({self.leeds: 1}, f"Item {number}")
        self.page().get_items()
        many = self.count_queries(self.page().get_items)
        self.assertEqual(few, many)
