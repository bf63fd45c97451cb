from odoo.tests import tagged

from .programme_common import CountCase


@tagged("post_install", "-at_install")
class TestSampling(CountCase):
    def setUp(self):
        super().setUp()
        self.fill(20, "A")
        self.fill(60, "C", self.place_b1)
        self.programme = self.new_programme(
            [{"kind": "sample"}, {"kind": "cycle", "counts_per_year": 120}],
            sample_size=8,
            days_ahead=0,
        )
        self.sampler = self.env["inv.count.sampler"]

    def plan(self):
        self.programme.action_plan_now()
        return self.programme.draw_ids

    def test_the_sample_of_a_day_is_drawn_once(self):
        draw = self.plan()
        self.assertEqual(len(draw), 1)
        lines = draw.session_ids.line_ids
        self.assertEqual(len(lines), 8)
        self.assertEqual(set(lines.mapped("kind")), {"sample"})
        self.assertEqual(draw.strata, {"A": [20, 2], "C": [60, 6]})
        self.assertEqual(self.plan(), draw)
        self.assertEqual(draw.session_ids.line_ids, lines)

    def test_an_auditor_draws_the_same_records_with_the_seed(self):
        draw = self.plan()
        records = self.sampler._get_population(self.programme)
        self.assertEqual(self.sampler._get_hash(records), draw.population_hash)
        _strata, pairs = self.sampler._draw_pairs(
            self.programme, records, 8, int(draw.seed)
        )
        drawn = draw.session_ids.line_ids
        self.assertEqual(
            set(pairs), {(line.location_id.id, line.product_id.id) for line in drawn}
        )

    def test_another_seed_draws_others(self):
        self.plan()
        records = self.sampler._get_population(self.programme)
        draws = {
            frozenset(self.sampler._draw_pairs(self.programme, records, 8, seed)[1])
            for seed in range(10)
        }
        self.assertEqual(len(draws), 10)

    def test_by_risk_more_is_drawn_where_accuracy_varies(self):
        self.plan()
        self.programme.is_sample_neyman = True
        records = self.sampler._get_population(self.programme)
        before = self.sampler._draw_pairs(self.programme, records, 20, 1)[0]["A"][1]
        row = self.rows(self.programme, ("item_class", "=", "A"))[0]
        for _turn in range(20):
            position = (row.location_id, row.product_id)
            self.count(position, 5, 10, item_class="A")
        after = self.sampler._draw_pairs(self.programme, records, 20, 1)[0]["A"][1]
        self.assertGreater(after, before)

    def test_no_sample_without_its_rule(self):
        self.programme.rule_ids.filtered(lambda rule: rule.kind == "sample").unlink()
        self.assertFalse(self.plan())

    def test_excluded_places_are_not_drawn_from(self):
        self.programme.excluded_location_ids = self.aisle_a
        draw = self.plan()
        self.assertEqual(draw.strata, {"C": [60, 8]})

    def test_a_sampled_record_that_is_due_is_counted_once(self):
        self.programme.write({"sample_size": 80, "counters_per_day": 5})
        draw = self.plan()
        day = draw.date
        due = self.rows(self.programme, ("date_planned", "=", day))
        self.assertTrue(due)
        self.assertEqual(set(due.session_id.mapped("kind")), {"sample"})
