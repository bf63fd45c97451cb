from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestClose(RecallCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lot = cls.new_shipped_lot("VD-5482", 100, 60)
        cls.count(cls.lot, 36)
        cls.case = cls.new_case(cls.lot)
        cls.case.action_start()
        cls.line = cls.case.recall_lot_ids

    def explain(self, qty, **values):
        return self.env["inv.recall.explanation"].create(
            {
                "recall_lot_id": self.line.id,
                "qty": qty,
                "note": "Count of 24 Feb",
                **values,
            }
        )

    def close(self, case=None):
        case = case or self.case
        case._close("Furnace too hot.")

    def test_almost_everything_is_not_everything(self):
        lot = self.new_lot("VD-5510")
        self.receive(lot, 9999)
        self.count(lot, 9995)
        case = self.new_case(lot)
        case.action_start()
        lines = {line["key"]: line for line in case._get_effectiveness()}
        for name in ("traced", "balanced"):
            self.assertEqual(case[f"{name}_rate"], 99.9, name)
            self.assertEqual(lines[name]["rate_text"], "99.9 %")
        self.assertFalse(lines["balanced"]["reached"], "Four pieces are missing.")

    def test_unexplained_pieces_keep_it_open(self):
        with self.assertRaisesRegex(UserError, "explain 4 Units of VD-5482"):
            self.case.action_close()
        self.explain(3)
        self.assertEqual(self.line.qty_open, 1)
        with self.assertRaisesRegex(UserError, "explain 1 Units"):
            self.close()
        self.explain(1)
        self.close()
        self.assertEqual(self.case.state, "closed")
        self.assertTrue(self.case.date_closed)

    def test_more_than_unexplained_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Only 4.0 of VD-5482"):
            self.explain(5)
        with self.assertRaises(ValidationError):
            self.explain(0)
        with self.assertRaises(ValidationError):
            self.explain(-1)

    def test_likely_cause_is_the_count(self):
        cause = self.case._get_likely_causes(self.line)
        self.assertEqual(cause.quantity, 4)
        self.assertTrue(cause.move_id.is_inventory)

    def test_effectiveness(self):
        rates = {line["key"]: line for line in self.case._get_effectiveness()}
        self.assertEqual(rates["traced"]["rate"], 96.0)
        self.assertFalse(rates["traced"]["reached"])
        self.assertEqual(rates["traced"]["detail"], "96 of 100 Units")
        self.assertEqual(rates["balanced"]["rate"], 96.0)
        self.explain(4)
        rates = {line["key"]: line for line in self.case._get_effectiveness()}
        self.assertEqual(rates["balanced"]["rate"], 100.0)
        self.assertEqual(rates["traced"]["rate"], 96.0, "Explained is not found.")

    def test_figures_of_a_closed_case_stay(self):
        self.explain(4)
        self.close()
        before = self.case.effectiveness
        self.ship(self.lot, 10)
        self.env.company.inv_recall_target_traced = 1
        self.assertEqual(self.case.effectiveness, before)
        self.assertEqual(self.line.qty_shipped, 60)
        with self.assertRaisesRegex(UserError, "is over"):
            self.case.action_trace()

    def test_evidence_is_kept_and_a_change_is_seen(self):
        self.explain(4)
        self.close()
        evidence = self.case.evidence_ids
        self.assertTrue(evidence.is_intact)
        content = evidence.attachment_id.raw
        for text in (b"VD-5482", b"Furnace too hot.", b"Count of 24 Feb"):
            self.assertIn(text, content)
        evidence.attachment_id.raw = content + b" "
        evidence.invalidate_recordset()
        self.assertFalse(evidence.is_intact)
        with self.assertRaises(AccessError):
            evidence.with_user(self.new_user("r", "inv_recall.group_recall_releaser"))[
                "name"
            ] = "Other"

    def test_reopened_case_follows_its_lots_again(self):
        self.explain(4)
        self.close()
        self.case.action_reopen()
        self.assertEqual(self.case.state, "recover")
        self.ship(self.lot, 10)
        self.case.action_trace()
        self.assertEqual(self.line.qty_shipped, 70)

    def test_only_the_release_right_closes(self):
        self.explain(4)
        coordinator = self.new_user("c", "inv_recall.group_recall_coordinator")
        with self.assertRaises(AccessError):
            self.case.with_user(coordinator).action_close()
        with self.assertRaises(AccessError):
            self.case.with_user(coordinator)._close("No")

    def test_steps_keep_their_times(self):
        self.case.action_next()
        self.case.action_go_to("contain")
        states = self.case.step_ids.mapped("state")
        self.assertEqual(states, ["trigger", "scope", "balance", "contain"])
        self.assertTrue(all(self.case.step_ids[:3].mapped("date_end")))
        self.assertFalse(self.case.step_ids[3].date_end)
        with self.assertRaises(UserError):
            self.case.action_go_to("closed")

    def test_mock_recall_recovers_nothing(self):
        mock = self.new_case(self.lot, kind="mock")
        mock.action_start()
        for state in ("balance", "contain", "notify"):
            mock.action_next()
            self.assertEqual(mock.state, state)
        with self.assertRaisesRegex(UserError, "explain"):
            mock.action_next()

    def test_lots_are_left_out_with_a_reason(self):
        pump = self.new_lot("CP-1", self.new_product("Pump"))
        self.make({self.lot: 5}, {pump: 5})
        self.case.action_trace()
        line = self.case.recall_lot_ids.filtered(lambda line: line.lot_id == pump)
        with self.assertRaisesRegex(UserError, "why"):
            line.action_leave_out(" ")
        with self.assertRaisesRegex(UserError, "trigger"):
            self.line.action_leave_out("No")
        line.action_leave_out("Made before the furnace failed.")
        self.case.action_trace()
        self.assertFalse(line.included, "A new trace respects it.")
        self.assertIn("furnace", self.case.event_ids[-1].text)
        line.action_take_in()
        self.assertTrue(line.included)

    def test_every_figure_opens_its_moves(self):
        for figure, total in (("qty_shipped", 60), ("qty_unexplained", 4)):
            action = self.line.action_open_rows(figure)
            lines = self.env[action["res_model"]].search(action["domain"])
            self.assertEqual(sum(lines.mapped("quantity")), total)
        action = self.line.action_open_rows("qty_on_hand")
        quants = self.env["stock.quant"].search(action["domain"])
        self.assertEqual(sum(quants.mapped("quantity")), 36)
        with self.assertRaises(UserError):
            self.line.action_open_rows("name")

    def test_night_follows_lots_that_moved(self):
        self.case.invalidate_recordset()
        self.env.cr.execute(
            "UPDATE inv_recall SET traced_at = traced_at - INTERVAL '1 hour'"
        )
        self.case.invalidate_recordset()
        self.assertTrue(self.case.is_stale)
        self.ship(self.lot, 1)
        with self.enter_registry_test_mode():
            self.env.ref("inv_recall.ir_cron_recall_follow").method_direct_trigger()
        self.assertEqual(self.line.qty_shipped, 61)

    def test_a_case_without_lots_does_not_stop_the_night(self):
        broken = self.new_case(self.new_lot("GONE"))
        broken.action_start()
        self.receive(broken.lot_ids, 1)
        broken.lot_ids = False
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE inv_recall SET traced_at = traced_at - INTERVAL '1 hour'"
        )
        self.env.invalidate_all()
        self.ship(self.lot, 1)
        with (
            self.enter_registry_test_mode(),
            self.assertLogs("odoo.addons.inv_recall", "WARNING") as log,
        ):
            self.env.ref("inv_recall.ir_cron_recall_follow").method_direct_trigger()
        self.assertIn(broken.name, log.output[0])
        self.assertEqual(self.line.qty_shipped, 61)
