import os

from odoo.tests import tagged

from .common import ScanCase
from .fuzz import get_codes

#: Fewer or more of them: INV_FUZZ_CODES, or ./setup/benchmark scans --codes N.
COUNT = int(os.environ.get("INV_FUZZ_CODES", "100000"))
SEED = int(os.environ.get("INV_FUZZ_SEED", "20261127"))
BATCH = 1000
KINDS = {
    "product", "lot", "location", "package", "document", "command", "unknown",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestParserFuzz(ScanCase):
    def test_every_code_gets_a_clear_answer(self):
        codes = list(get_codes(COUNT, SEED))
        self.assertEqual(len(codes), COUNT)
        for start in range(0, COUNT, BATCH):
            batch = codes[start : start + BATCH]
            answers = self.parse(*batch)
            self.assertEqual(len(answers), len(batch))
            for code, answer in zip(batch, answers, strict=True):
                self.assertIn(answer["kind"], KINDS)
                if answer["kind"] == "unknown":
                    self.assertTrue(answer["message"], repr(code))

    def test_events_with_broken_codes_are_answered(self):
        codes = list(get_codes(150, SEED + 1))
        events = [self.event(index, code) for index, code in enumerate(codes, 1000)]
        answers = self.submit(*events)
        self.assertEqual(
            [answer["uuid"] for answer in answers], [row["uuid"] for row in events]
        )
        self.assertEqual({answer["state"] for answer in answers}, {"done"})
