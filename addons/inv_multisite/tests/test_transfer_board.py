"""The transfer board: figures add up, rights hold, bulk decisions work."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .transfer_common import TransferCase


@tagged("post_install", "-at_install")
class TestTransferBoard(TransferCase):
    """What the page shows comes from the suggestions, summed on the server."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.valve = cls.new_help("Valve")
        cls.run_transfers()
        cls.board = cls.env["inv.transfer.board"].with_user(cls.planner)

    def test_lanes_sum_their_moves(self):
        board = self.board.get_board()
        lane = next(row for row in board["lanes"] if row["id"] == self.to_lyon.id)
        suggestions = self.get_open(lane=self.to_lyon)
        self.assertEqual(lane["moves"], 2)
        self.assertAlmostEqual(lane["gain"], sum(suggestions.mapped("net_gain")))
        self.assertEqual(board["new_count"], 2)
        self.assertEqual(len(board["lines"]), 2)
        self.assertEqual({site["id"] for site in board["sites"]}, set(self.sites.ids))

    def test_filter_of_a_lane_leaves_its_moves(self):
        board = self.board.get_board({"lane_id": self.to_leeds.id})
        self.assertFalse(board["lines"])
        self.assertIsNone(board["comparison"])

    def test_three_ways_add_up(self):
        comparison = self.board.get_board()["comparison"]
        for way in ("nothing", "buy", "transfer"):
            costs = comparison[way]
            parts = sum(
                costs[part]
                for part in ("lost_margin", "holding", "freight", "handling")
            )
            self.assertAlmostEqual(parts, costs["total"], places=6)
        self.assertLess(comparison["transfer"]["total"], comparison["nothing"]["total"])
        self.assertIn("Transfer saves", comparison["text"])

    def test_waterfall_ends_at_the_net_gain(self):
        suggestion = self.get_open(self.pump)
        detail = (
            self.env["inv.transfer.board.line"]
            .with_user(self.planner)
            .get_detail(suggestion.id)
        )
        *steps, total = detail["waterfall"]
        self.assertAlmostEqual(
            sum(step["amount"] for step in steps), total["amount"], places=2
        )
        self.assertAlmostEqual(total["amount"], suggestion.net_gain)
        self.assertTrue(detail["reason"])

    def test_accepting_all_above_a_gain(self):
        gains = self.get_open().sorted("net_gain").mapped("net_gain")
        with self.assertRaisesRegex(UserError, "gains that much"):
            self.board.accept_all({}, max(gains) + 1.0)
        answer = self.board.accept_all({"lane_id": self.to_lyon.id}, 0.0)
        self.assertEqual(len(answer["accepted"]), 2)

    def test_board_takes_the_same_queries_for_two_and_for_twenty(self):
        def count_queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.board.get_board()
            return self.env.cr.sql_log_count - before

        count_queries()
        few = count_queries()
        for index in range(18):
            self.new_help(f"More {index}")
        self.run_transfers()
        count_queries()
        self.assertLessEqual(count_queries(), few)

    # ------------------------------------------------------------------------
    # Rights
    # ------------------------------------------------------------------------

    def test_viewer_sees_and_decides_nothing(self):
        viewer = self.new_network_user(
            "board_viewer", "inv_optimisation.group_inv_user"
        )
        board = self.env["inv.transfer.board"].with_user(viewer)
        self.assertFalse(board.get_board()["can_decide"])
        with self.assertRaises(AccessError):
            board.accept_all({})
        with self.assertRaises(AccessError):
            self.env["inv.transfer.run"].with_user(viewer).action_run_now()

    def test_only_managers_change_what_transfers_risk(self):
        with self.assertRaises(AccessError):
            self.board.set_parameters({"keep_days": 0.0})
        with self.assertRaises(AccessError):
            self.board.set_lane_open(self.to_lyon.id, False)
        board = self.board.with_user(self.manager)
        board.set_parameters({"keep_days": 55.0})
        self.assertEqual(self.company.inv_transfer_keep_days, 55.0)
        # 55 days of 5 and 15 are nearly all of the 300.
        self.assertLessEqual(self.get_open(self.pump).qty, 10.0)

    def test_unknown_setting_is_refused(self):
        board = self.board.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "no setting"):
            board.set_parameters({"name": "x"})

    def test_switching_a_lane_off_looks_again(self):
        board = self.board.with_user(self.manager)
        board.set_lane_open(self.to_lyon.id, False)
        self.assertFalse(self.get_open(lane=self.to_lyon))
        data = board.get_board()
        lane = next(row for row in data["lanes"] if row["id"] == self.to_lyon.id)
        self.assertFalse(lane["is_open"])
        self.assertEqual({row["state"] for row in data["lines"]}, {"blocked"})
