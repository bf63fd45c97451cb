from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.inv_optimisation.kernel.counting.accuracy import accuracy_sample_size
from odoo.addons.inv_optimisation.kernel.counting.sampling import (
    proportional_allocation,
)

MARGIN = 0.01
CONFIDENCE = 0.95
WEEKS = 6
DAYS_PER_WEEK = 5
CURVE = (0.005, 0.0075, 0.01, 0.015, 0.02, 0.025, 0.03, 0.035, 0.04)
# Without a count: what a warehouse that counts regularly reaches.
EXPECTED = 0.95
LEAST_EXPECTED, MOST_EXPECTED = 0.5, 0.999


class InvCountAccuracy(models.AbstractModel):
    """How many random counts make a firm answer, and who counts them."""

    _inherit = "inv.count.accuracy"

    @api.model
    def get_sample_plan(
        self, accuracy=None, margin=MARGIN, confidence=CONFIDENCE, weeks=WEEKS,
        filters=None,
    ):  # fmt: skip
        """Return the counts that are needed for an interval of ± ``margin``."""
        self.env["inv.count.programme"]._check_can_read()
        reader = self.env["inv.count.accuracy.reader"]
        reader._flush()
        scope = {**self._get_scope(filters or {}), "kind": "sample"}
        sums = reader._get_sums(scope)
        strata = reader._get_strata(scope["warehouse_ids"])
        head = self._get_headline(scope, sums, strata)
        wish = {
            "accuracy": accuracy or self._get_expected(head),
            "margin": margin,
            "confidence": confidence,
            "weeks": weeks,
        }
        return self._plan_sample(scope, head, strata, wish)

    def _get_planner(self, scope, head, strata):
        """Return the planner as the page opens it."""
        wish = {
            "accuracy": self._get_expected(head),
            "margin": MARGIN,
            "confidence": CONFIDENCE,
            "weeks": WEEKS,
        }
        return self._plan_sample(scope, head, strata, wish)

    def _get_expected(self, head):
        if not head["has_data"]:
            return EXPECTED
        share = head["share"]
        if share >= 1:
            # Without any error the share says too much: take the middle of the doubt.
            share = (head["lower"] + head["upper"]) / 2
        return round(min(max(share, LEAST_EXPECTED), MOST_EXPECTED), 3)

    def _plan_sample(self, scope, head, strata, wish):
        self._check_wish(wish)
        records = sum(strata.values())
        population = [max(records, 1)]
        size = [wish["accuracy"]], [wish["margin"]]
        needed = accuracy_sample_size(
            *size, confidence=wish["confidence"], population=population
        )
        needed = int(needed[0]) if records else 0
        done = head["counted"] if scope["kind"] == "sample" else 0
        missing = max(needed - done, 0)
        days = wish["weeks"] * DAYS_PER_WEEK
        per_day = -(-missing // days)
        programmes = scope["programmes"]
        minutes = programmes[:1]._get_count_minutes() if programmes else 0.0
        return {
            **wish,
            "accuracy_percent": round(100 * wish["accuracy"], 1),
            "margin_percent": round(100 * wish["margin"], 2),
            "confidence_percent": round(100 * wish["confidence"]),
            "records": records,
            "needed": needed,
            "done": done,
            "missing": missing,
            "per_day": per_day,
            "minutes": round(per_day * minutes),
            "can_add": bool(missing and programmes),
            "text": self._get_plan_text(wish, missing),
            "curve": self._get_curve(wish, population if records else None),
        }

    def _check_wish(self, wish):
        limits = {"accuracy": (0, 1), "margin": (0, 0.5), "confidence": (0.5, 1)}
        for name, (low, high) in limits.items():
            if not low < wish[name] < high:
                raise UserError(
                    self.env._(
                        "Accuracy is a share above 0 and below 1, the margin one up to "
                        "0.5 and the confidence one from 0.5 to below 1."
                    )
                )
        if not 1 <= wish["weeks"] <= 52:
            raise UserError(self.env._("Spread the counts over 1 to 52 weeks."))

    def _get_plan_text(self, wish, missing):
        values = {
            "accuracy": f"{100 * wish['accuracy']:.1f} %",
            "margin": f"{100 * wish['margin']:g}",
            "count": missing,
        }
        if not missing:
            return self.env._(
                "Enough is counted to show %(accuracy)s ± %(margin)s points.", **values
            )
        return self.env._(
            "Count %(count)s more lines to show %(accuracy)s ± %(margin)s points.",
            **values,
        )

    def _get_curve(self, wish, population):
        """Return needed counts for a range of margins, as places on a chart."""
        margins = list(CURVE)
        counts = accuracy_sample_size(
            [wish["accuracy"]] * len(margins),
            margins,
            confidence=wish["confidence"],
            population=population and population * len(margins),
        ).tolist()
        most = max(counts)
        reach = CURVE[-1] - CURVE[0]
        return [
            {
                "margin_percent": round(100 * margin, 2),
                "count": int(count),
                "left": round(100 * (margin - CURVE[0]) / reach, 1),
                "height": round(100 * count / most, 1),
                "is_chosen": abs(margin - wish["margin"]) < 1e-9,
            }
            for margin, count in zip(margins, counts, strict=True)
        ]

    @api.model
    def add_sample_to_programme(self, per_day, weeks=WEEKS, filters=None):
        """Draw so many records a day more, for some weeks; shared by records."""
        Programme = self.env["inv.count.programme"]
        Programme._check_can_plan()
        per_day, weeks = int(per_day), int(weeks)
        if not (1 <= per_day <= 1000 and 1 <= weeks <= 52):
            raise UserError(
                self.env._("Add 1 to 1,000 counts a day for 1 to 52 weeks.")
            )
        programmes = self._get_scope(filters or {})["programmes"]
        if not programmes:
            raise UserError(
                self.env._(
                    "There is no count programme. Create one in Count Programme."
                )
            )
        strata = self.env["inv.count.accuracy.reader"]._get_strata(
            programmes.warehouse_id.ids
        )
        sizes = [
            sum(n for key, n in strata.items() if key[0] == one.warehouse_id.id)
            for one in programmes
        ]
        shares = proportional_allocation(sizes, per_day).tolist()
        for programme, share in zip(programmes, shares, strict=True):
            end = programme._get_today() + timedelta(weeks=weeks)
            programme.write({"extra_sample_size": share, "date_extra_sample_end": end})
        return {
            "message": self.env._(
                "%(count)s random counts a day are added for %(weeks)s weeks.",
                count=sum(shares),
                weeks=weeks,
            )
        }
