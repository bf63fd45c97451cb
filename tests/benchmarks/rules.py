"""Reorder rules that the kernel is compared with, as planners use them today."""

import numpy as np
from kernel.forecast.smoothing import simple_exponential_smoothing

#: Safety factors; 1.645 promises 95 % of the cycles.
FACTORS = (
    -1, -0.5, 0, 0.5, 1, 1.2816, 1.6449, 2.0537, 2.3263, 3.0902, 4, 5.5, 7.5, 11, 16,
    24,
)  # fmt: skip


class MinMaxRule:
    """Minimum = a multiple of the lead-time demand of the last year, recomputed."""

    name = "min/max, k × lead-time demand"
    calibrated = False
    grid = (0.5, 0.75, 1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 7, 10, 15, 25, 40, 70)

    def levels(self, hist, ctx):
        """Return levels (settings, n)."""
        usual = np.nanmean(hist[:, -12:], axis=1) * ctx["Lm"]
        return np.ceil(np.array(self.grid)[:, None] * usual[None, :])


class HistoryRule:
    """Mean and standard deviation of the history over the lead time, z-score."""

    name = "z-score on history"
    calibrated = False
    grid = FACTORS

    def levels(self, hist, ctx):
        """Return levels (settings, n)."""
        mean, spread = np.nanmean(hist, axis=1), np.nanstd(hist, axis=1)
        margin = spread * np.sqrt(ctx["Lm"])
        level = mean * ctx["Lm"] + np.array(self.grid)[:, None] * margin[None, :]
        return np.maximum(np.ceil(level), 0.0)


class TextbookRule:
    """Exponential smoothing, z × σ × √(L + R) and the variance of the lead time."""

    name = "textbook: SES, z·σ·√(L+R)"
    calibrated = False
    grid = FACTORS

    def levels(self, hist, ctx):
        """Return levels (settings, n)."""
        fit = simple_exponential_smoothing(hist)
        protection = ctx["Lm"] + ctx["R"]
        variance = fit.one_step_mse * protection + fit.rate**2 * ctx["Ls"] ** 2
        margin = np.array(self.grid)[:, None] * np.sqrt(variance)[None, :]
        return np.maximum(np.ceil(fit.rate * protection + margin), 0.0)
