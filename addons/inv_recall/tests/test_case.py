from odoo.tests import tagged

from .common import RecallCase


@tagged("post_install", "-at_install")
class TestCase(RecallCase):
    def test_reference_tells_a_mock_recall(self):
        lot = self.new_lot("VD-5482")
        self.receive(lot, 100)
        self.ship(lot, 10)
        self.assertTrue(self.new_case(lot).name.startswith("RC-"))
        self.assertTrue(self.new_case(lot, kind="mock").name.startswith("RM-"))

    def test_timeline_takes_a_line(self):
        case = self.new_case(self.new_lot("VD-5482"))
        case._log("remark", "The vendor called.")
        self.assertEqual(case.event_ids.text, "The vendor called.")
