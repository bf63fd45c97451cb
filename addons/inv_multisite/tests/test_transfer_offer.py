"""Transfer instead of buying: on requisition lines and for any item."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferOffer(TransferCase):
    """Other sites stand beside the vendors of a requisition line."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.point = cls.env["inv.stocking.point"].search(
            [("product_id", "=", cls.pump.id), ("warehouse_id", "=", cls.lyon.id)]
        )
        cls.requisition = cls.env["inv.requisition"].create(
            {"company_id": cls.company.id, "supply_type": "buy"}
        )
        cls.line = cls.new_line(40.0)

    @classmethod
    def new_line(cls, quantity):
        return cls.env["inv.requisition.line"].create(
            {
                "requisition_id": cls.requisition.id,
                "product_id": cls.pump.id,
                "warehouse_id": cls.lyon.id,
                "point_id": cls.point.id,
                "qty": quantity,
                "price_unit": 20.0,
            }
        )

    def decide(self, user=None):
        requisition = self.env["inv.requisition"].with_user(user or self.planner)
        return requisition.decide_transfer(self.line.id, self.to_lyon.id)

    def test_offer_names_what_the_other_site_can_give(self):
        offer = self.env["inv.transfer.offer"]
        ((first,), nothing) = offer._get_offers(
            [(self.pump, self.lyon, 1000.0), (self.pump, self.rotterdam, 10.0)]
        )
        self.assertEqual(first["vals"]["qty"], 235.0)
        self.assertEqual(first["vals"]["lane_id"], self.to_lyon.id)
        self.assertFalse(nothing)

    def test_detail_of_a_line_shows_transfers(self):
        (data,) = self.env["inv.requisition.line.detail"]._get_data(self.line)
        (transfer,) = data["transfers"]
        self.assertEqual(transfer["site"], "Rotterdam")
        self.assertEqual(transfer["quantity"], 40.0)
        self.assertGreater(transfer["freight"], 0)

    def test_transfer_takes_the_place_of_the_purchase(self):
        answer = self.decide()
        self.assertIn("Rotterdam", answer["message"])
        self.assertEqual(self.line.state, "cancelled")
        suggestion = self.requisition.log_ids[:1].transfer_suggestion_id
        self.assertEqual(suggestion.state, "accepted")
        self.assertEqual(suggestion.qty, 40.0)
        self.assertEqual(suggestion.origin, "requisition")
        self.assertTrue(suggestion.move_ids)

    def test_rest_stays_on_the_line(self):
        self.line.sudo().qty = 300.0
        self.decide()
        self.assertEqual(self.line.qty, 65.0)
        self.assertIn(self.line.state, ("draft", "to_approve"))

    def test_undo_cancels_the_transfer(self):
        self.decide()
        suggestion = self.requisition.log_ids[:1].transfer_suggestion_id
        self.env["inv.requisition"].with_user(self.planner).decide_undo()
        self.assertEqual(suggestion.state, "cancelled")
        self.assertNotEqual(self.line.state, "cancelled")
        self.assertEqual(self.line.qty, 40.0)

    def test_site_that_has_nothing_left_refuses(self):
        self.put_stock(self.pump, -280.0, self.rotterdam)
        answer = self.decide()
        self.assertIn("cannot give", answer["refused"]["message"])
        self.assertNotEqual(self.line.state, "cancelled")

    def test_open_suggestion_is_used_instead_of_a_second(self):
        suggestion = self.suggest()
        self.decide()
        self.assertEqual(suggestion.state, "accepted")
        self.assertEqual(suggestion.qty, 40.0)

    def test_request_for_any_item(self):
        offer = self.env["inv.transfer.offer"]
        answer = offer.with_user(self.planner).request_transfer(
            self.pump.id, self.to_lyon.id, 12.0
        )
        self.assertIn("Rotterdam", answer["message"])
        viewer = self.new_network_user(
            "offer_viewer", "inv_optimisation.group_inv_user"
        )
        with self.assertRaises(UserError):
            offer.with_user(viewer).request_transfer(
                self.pump.id, self.to_lyon.id, 12.0
            )

    def test_offers_take_the_same_queries_for_two_and_for_twenty(self):
        def count_queries(products):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            offers = self.env["inv.transfer.offer"]._get_offers(
                [(product, self.lyon, 10.0) for product in products]
            )
            self.assertTrue(all(offers))
            return self.env.cr.sql_log_count - before

        products = [self.new_help(f"Item {index}") for index in range(20)]
        count_queries(products[:2])
        few = count_queries(products[:2])
        self.assertLessEqual(count_queries(products), few)
