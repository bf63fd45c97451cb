from datetime import timedelta

from odoo import models

#: Weeks that realised service and stock-out days look back.
LOOK_BACK_WEEKS = 26
#: Lowest end of the service scale; it starts lower when a figure does.
SCALE_LOW = 0.8


class InvItemCalibration(models.AbstractModel):
    """Is the target met? Back-test, realised service, stock-outs, forecast error."""

    _name = "inv.item.calibration"
    _description = "Calibration of an Item"
    _inherit = ["inv.stocking.point.wording"]

    def _get_calibration(self, point):
        """Return target, back-test, realised service and the verdict on them."""
        company = point.company_id
        yesterday = company._get_inventory_today() - timedelta(days=1)
        due, late = self.env["inv.provider.service"]._get_weekly_service(
            point, company, yesterday, LOOK_BACK_WEEKS
        )
        total = float(due.sum())
        realised = 1 - float(late.sum()) / total if total > 0 else None
        verdict = self._get_verdict(point)
        has_test = verdict != "short"
        figures = {
            "target": point.service_target,
            "test": point.replayed_fill_rate if has_test else None,
            "low": point.replayed_fill_low if has_test else None,
            "high": point.replayed_fill_high if has_test else None,
            "realised": realised,
        }
        return {
            "verdict": verdict,
            "verdict_text": self._get_verdict_label(verdict),
            "sentence": self._get_verdict_sentence(point, verdict),
            "marks": self._get_marks(figures),
            "low_text": self._percent(self._get_scale_low(figures)),
            "high_text": self._percent(1.0),
            "facts": self._get_calibration_facts(point, company),
            "target_text": self._percent(point.service_target),
            "test_text": self._percent(figures["test"]) if has_test else "",
            "realised_text": "" if realised is None else self._percent(realised),
            "realised_note": self._get_realised_note(point, total),
        }

    def _get_verdict(self, point):
        if not point.replayed_n_cycles:
            return "short"
        is_missed = point.replayed_fill_high < point.service_target
        return "missed" if is_missed else "calibrated"

    def _get_verdict_label(self, verdict):
        return {
            "calibrated": self.env._("Calibrated"),
            "missed": self.env._("Missed"),
            "short": self.env._("Too little history"),
        }[verdict]

    def _get_verdict_sentence(self, point, verdict):
        values = {
            "target": self._percent(point.service_target),
            "low": self._percent(point.replayed_fill_low),
            "high": self._percent(point.replayed_fill_high),
            "count": point.replayed_n_cycles,
            "weeks": point.observed_weeks,
        }
        if verdict == "short":
            return self.env._(
                "%(weeks)s weeks of sales are too few to replay this policy. Until "
                "then the target is a promise of the model.",
                **values,
            )
        if verdict == "missed":
            return self.env._(
                "%(count)s order cycles replayed: %(low)s to %(high)s, below the "
                "target of %(target)s. Raise the target or look at the lead time.",
                **values,
            )
        if point.replayed_fill_low > point.service_target:
            return self.env._(
                "%(count)s order cycles replayed: %(low)s to %(high)s, more than the "
                "%(target)s that are asked for.",
                **values,
            )
        return self.env._(
            "%(count)s order cycles replayed: %(low)s to %(high)s, the target of "
            "%(target)s lies within.",
            **values,
        )

    def _get_realised_note(self, point, total):
        if not total:
            return self.env._(
                "No delivery had a deadline in the last %(weeks)s weeks.",
                weeks=LOOK_BACK_WEEKS,
            )
        return self.env._(
            "Realised: on time in the last %(weeks)s weeks, of %(quantity)s %(unit)s "
            "that were due.",
            weeks=LOOK_BACK_WEEKS,
            quantity=self._quantity(point, total),
            unit=point.uom_id.name,
        )

    def _get_scale_low(self, figures):
        known = [value for value in figures.values() if value is not None]
        return min(SCALE_LOW, *known, 1.0)

    def _get_marks(self, figures):
        """Return the figures as shares of the scale; None where unknown."""
        low = self._get_scale_low(figures)
        span = 1.0 - low
        return {
            name: None if value is None else min(max((value - low) / span, 0.0), 1.0)
            for name, value in figures.items()
        }

    def _get_calibration_facts(self, point, company):
        today = company._get_inventory_today()
        history = self.env["inv.provider.stock"]._get_stock_history(
            point, company, today, LOOK_BACK_WEEKS * 7
        )
        out_days = int((history[0] <= 0).sum())
        has_test = point.forecast_source == "backtest"
        unknown = self.env._("unknown")
        bias = self.env["inv.item.card"]._signed_percent(point.forecast_bias_rate)
        return [
            {
                "label": self.env._("Stock-out days"),
                "value": self._number(out_days, 0),
            },
            {
                "label": self.env._("Forecast error"),
                "value": self._percent(point.forecast_error_rate)
                if has_test
                else unknown,
            },
            {
                "label": self.env._("Bias"),
                "value": bias if has_test else unknown,
            },
        ]
