"""What happens to a count outside its tolerance."""

from odoo.tests import tagged

from .common import CountCase


@tagged("post_install", "-at_install")
class TestRecount(CountCase):
    """Same counter, then a colleague, then the approver; never a hint."""

    def start(self, **values):
        return self.new_session([(self.bin_a, self.bolt)], **values)

    def test_within_tolerance_is_to_be_posted(self):
        session = self.start()
        result = self.count_and_submit(session, 21)  # 5 % of 20
        self.assertEqual(result, {"status": "done"})
        self.assertRecordValues(
            session.line_ids, [{"state": "approved", "is_hit": True, "breach": False}]
        )

    def test_miss_asks_the_same_counter_for_a_recount(self):
        session = self.start()
        result = self.count_and_submit(session, 15)
        place = self.place_of(session, number=2)
        self.assertEqual(result, {"status": "recount", "place_id": place.id})
        self.assertEqual(place.user_id, self.ann)
        self.assertRecordValues(
            session.line_ids,
            [
                {
                    "state": "recount",
                    "round": 2,
                    "breach": "qty,percent",
                    "is_hit": False,
                }
            ],
        )

    def test_answer_tells_nothing_of_the_book(self):
        short = self.count_and_submit(self.start(), 15)
        long = self.count_and_submit(self.start(), 25)
        self.assertEqual(set(short), set(long))
        self.assertEqual(set(short), {"status", "place_id"})

    def test_recount_starts_from_zero_and_may_be_right(self):
        session = self.start()
        self.count_and_submit(session, 15)
        self.assertEqual(
            self.count_and_submit(session, 20, number=2), {"status": "done"}
        )
        self.assertRecordValues(
            session.line_ids,
            [
                {
                    "state": "approved",
                    "counted_qty": 20,
                    "first_counted_qty": 15,
                    "is_hit": False,
                }
            ],
        )

    def test_recount_that_agrees_goes_to_the_approver(self):
        session = self.start()
        self.miss(session, 15)
        self.assertEqual(session.line_ids.state, "review")
        self.assertEqual(session.state, "review")

    def test_two_different_misses_go_to_a_colleague(self):
        session = self.start()
        self.count_and_submit(session, 15)
        result = self.count_and_submit(session, 16, number=2)
        self.assertEqual(result, {"status": "colleague", "place_id": False})
        third = self.place_of(session, number=3)
        self.assertFalse(third.user_id)
        self.assertEqual(third.excluded_user_ids, self.ann)
        self.count_and_submit(session, 17, number=3, counter=self.bob)
        self.assertEqual(session.line_ids.state, "review")
        self.assertEqual(session.line_ids.counter_id, self.bob)

    def test_policy_asks_a_colleague_at_once(self):
        session = self.start(recount_by="other")
        self.assertEqual(self.count_and_submit(session, 15)["status"], "colleague")
        self.count_and_submit(session, 16, number=2, counter=self.bob)
        self.assertEqual(session.line_ids.state, "review")

    def test_policy_without_recount(self):
        session = self.start(recount_by="none")
        self.assertEqual(self.count_and_submit(session, 15)["status"], "done")
        self.assertEqual(session.line_ids.state, "review")

    def test_only_what_missed_is_counted_again(self):
        nut = self.new_product("Nut")
        self.lay(nut, 5, self.bin_a)
        session = self.new_session([(self.bin_a, self.bolt), (self.bin_a, nut)])
        place = self.place_of(session)
        self.count(place, {self.bolt: 20, nut: 1})
        self.submit(place)
        again = self.place_of(session, number=2)
        (outcome,) = self.count(again, {self.bolt: 20})
        self.assertEqual(outcome["status"], "refused")
        self.assertIn("needs no recount", outcome["message"])
        self.count(again, {nut: 5})
        self.assertEqual(self.submit(again), {"status": "done"})

    def test_amount_tolerance(self):
        self.env["inv.count.tolerance"].create(
            {
                "name": "Value",
                "sequence": 1,
                "company_id": self.company.id,
                "percent": 50,
                "amount": 15,
            }
        )
        session = self.start()
        self.count_and_submit(session, 18)  # 2 × 10.00
        self.assertEqual(session.line_ids.breach, "amount")

    def test_class_and_category_choose_the_tolerance(self):
        rule = self.env["inv.count.tolerance"].create(
            {
                "name": "Category",
                "sequence": 1,
                "company_id": self.company.id,
                "category_id": self.bolt.categ_id.id,
                "quantity": 5,
            }
        )
        session = self.start()
        self.count_and_submit(session, 15)
        self.assertEqual(session.line_ids.state, "approved")
        rule.item_class = "A"
        other = self.start()
        self.count_and_submit(other, 15)
        self.assertEqual(other.line_ids.state, "recount")

    def test_found_where_nothing_was_expected(self):
        nut = self.new_product("Nut")
        session = self.new_session([(self.bin_a, nut)])
        self.miss(session, 2)
        self.assertRecordValues(
            session.line_ids,
            [{"expected_qty": 0, "variance_qty": 2, "variance_rate": 1.0}],
        )

    def test_scan_that_arrives_after_submitting_is_added(self):
        session = self.start()
        place = self.place_of(session)
        self.count(place, {self.bolt: 20})
        self.submit(place)
        self.assertEqual(session.line_ids.state, "approved")
        (outcome,) = self.count(place, {self.bolt: 7}, self.bob)
        self.assertEqual(outcome["status"], "counted")
        self.assertEqual(session.line_ids.counted_qty, 27)
        self.assertEqual(session.line_ids.state, "recount")

    def test_scan_that_arrives_after_posting_is_kept(self):
        session = self.start()
        place = self.place_of(session)
        self.count(place, {self.bolt: 20})
        self.submit(place)
        self.post()
        (outcome,) = self.count(place, {self.bolt: 7}, self.bob)
        self.assertEqual(outcome["status"], "late")
        self.assertEqual(session.line_ids.counted_qty, 20)
        self.assertIn("late", session.line_ids.entry_ids.mapped("state"))
