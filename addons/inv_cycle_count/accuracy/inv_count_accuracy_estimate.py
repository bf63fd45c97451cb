from odoo import models

from odoo.addons.inv_optimisation.kernel.counting.accuracy import (
    LEAST_COUNTED,
    stratified_estimate,
    wilson_interval,
)

# Fewer counts than this make a trend that only shows chance.
LEAST_FOR_TREND = 30
CONFIDENCE = 0.95
# Ticks of the axis [percent points]: steps that divide 100.
AXIS_STEPS = (2, 4, 5, 10, 20, 25)
MOST_TICKS = 6
# The target never lies on the edge.
MARGIN_POINTS = 3


class InvCountAccuracyEstimate(models.AbstractModel):
    """Shares with their intervals, and the verdict about a target in words."""

    _name = "inv.count.accuracy.estimate"
    _description = "Estimate of Record Accuracy"

    def _estimate(self, counted, right, strata=None):
        """Return share, interval and method for a sum of counts.

        ``strata`` are (records, counted, right) of a random sample; the estimate
        weighs them by their records where every stratum has enough counts.
        """
        if not counted:
            return {"counted": 0, "right": 0, "has_data": False, "is_weighted": False}
        result = {"counted": counted, "right": right, "has_data": True}
        if strata and self._can_weigh(strata):
            found = stratified_estimate(
                *map(list, zip(*strata, strict=True)), confidence=CONFIDENCE
            )
            share, lower, upper = found.estimate, found.lower, found.upper
            is_weighted = True
        else:
            low, high = wilson_interval([right], [counted], confidence=CONFIDENCE)
            share, lower, upper = right / counted, float(low[0]), float(high[0])
            is_weighted = False
        return {
            **result,
            "share": share,
            "lower": lower,
            "upper": upper,
            "is_weighted": is_weighted,
            "percent": round(100 * share, 1),
            "lower_percent": round(100 * lower, 1),
            "upper_percent": round(100 * upper, 1),
        }

    def _can_weigh(self, strata):
        return all(
            min(size, LEAST_COUNTED) <= counted <= size
            for size, counted, _right in strata
        )

    def _get_verdict(self, estimate, target):
        """Return whether the target is reached, missed or not known yet."""
        if not estimate["has_data"]:
            return {
                "verdict": "none",
                "verdict_text": self.env._("Nothing counted yet"),
            }
        target_text = f"{100 * target:g} %"
        if estimate["lower"] >= target:
            text = self.env._("Above the target of %(target)s", target=target_text)
            return {"verdict": "above", "verdict_text": text}
        if estimate["upper"] < target:
            text = self.env._("Below the target of %(target)s", target=target_text)
            return {"verdict": "below", "verdict_text": text}
        text = self.env._("Target %(target)s inside the interval", target=target_text)
        return {"verdict": "unknown", "verdict_text": text}

    # ------------------------------------------------------------------------
    # Positions on the charts
    # ------------------------------------------------------------------------

    def _get_axis(self, estimates, target):
        """Return the first percent of an axis to 100 and its ticks."""
        lows = [one["lower_percent"] for one in estimates if one["has_data"]]
        least = min([*lows, 100 * target - MARGIN_POINTS])
        steps = (step for step in AXIS_STEPS if (100 - least) / step <= MOST_TICKS)
        step = next(steps, AXIS_STEPS[-1])
        first = max(int(least // step) * step, 0)
        ticks = range(first, 101, step)
        return {
            "first": first,
            "ticks": [
                {"percent": tick, "left": self._to_axis(tick, first)} for tick in ticks
            ],
            "target": self._to_axis(100 * target, first),
        }

    @staticmethod
    def _to_axis(percent, first):
        """Return a place on the axis in percent of its length."""
        return round(100 * (percent - first) / (100 - first), 2)

    def _add_places(self, row, first):
        """Add where dot and interval of a row lie on the axis."""
        if row["has_data"]:
            for name in ("percent", "lower_percent", "upper_percent"):
                row[f"{name}_left"] = self._to_axis(max(row[name], first), first)
        return row
