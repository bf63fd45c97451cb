"""The laws themselves: one class per family, four functions of (x, mean, variance).

Arrays are checked by the callers in ``distributions``. Everything is elementwise,
so an item gets the same bits in any batch.
"""

import numpy as np
from scipy import special

SQRT_TWO_PI = np.sqrt(2 * np.pi)
# A gamma law of this shape is normal to all digits that matter, while its own loss
# functions would cancel.
GAMMA_SHAPE_LIMIT = 1e6
# Above this mean, whole units are counted as continuous: a step is below 1e-6 of it,
# and the inverse functions of SciPy are not reliable.
COUNTED_LIMIT = 1e6
# A level below this, in units of the scale of the law, is 0.
SMALLEST_LEVEL = 1e-100
# The negative binomial needs a variance above its mean; Poisson is its limit.
MINIMUM_OVERDISPERSION = 1e-3


class Degenerate:
    """Demand that is always its mean (at least 0)."""

    @staticmethod
    def cumulative(x, mean, variance):
        """Return 1 from the mean on."""
        return (x >= np.maximum(mean, 0.0)).astype(np.float64)

    @staticmethod
    def quantile(p, mean, variance):
        """Return the mean."""
        return np.maximum(mean, 0.0)

    @staticmethod
    def loss_first_order(x, mean, variance):
        """Return the part of the mean above x."""
        return np.maximum(np.maximum(mean, 0.0) - x, 0.0)

    @staticmethod
    def loss_second_order(x, mean, variance):
        """Return the integral of the first-order loss."""
        above = np.maximum(np.maximum(mean, 0.0) - x, 0.0)
        return 0.5 * above * above


class Normal:
    """Normal demand."""

    @staticmethod
    def cumulative(x, mean, variance):
        """Return P(demand <= x)."""
        return special.ndtr((x - mean) / np.sqrt(variance))

    @staticmethod
    def quantile(p, mean, variance):
        """Return mean + z sigma."""
        return mean + special.ndtri(p) * np.sqrt(variance)

    @staticmethod
    def loss_first_order(x, mean, variance):
        """Return sigma (phi(z) - z (1 - Phi(z)))."""
        sigma = np.sqrt(variance)
        z = (x - mean) / sigma
        return sigma * (_normal_density(z) - z * special.ndtr(-z))

    @staticmethod
    def loss_second_order(x, mean, variance):
        """Return sigma^2 ((z^2 + 1) (1 - Phi(z)) - z phi(z)) / 2."""
        z = (x - mean) / np.sqrt(variance)
        tail = special.ndtr(-z)
        return 0.5 * variance * ((z * z + 1) * tail - z * _normal_density(z))


class Gamma:
    """Gamma demand of shape mean^2 / variance."""

    @staticmethod
    def cumulative(x, mean, variance):
        """Return P(demand <= x)."""
        scale = variance / mean
        return special.gammainc(mean / scale, np.maximum(x, 0.0) / scale)

    @staticmethod
    def quantile(p, mean, variance):
        """Return the inverse of the distribution function."""
        scale = variance / mean
        level = special.gammaincinv(mean / scale, p)
        return np.where(level > SMALLEST_LEVEL, level, 0.0) * scale

    @classmethod
    def loss_first_order(cls, x, mean, variance):
        """Return the loss, mean - x below 0."""
        level = np.maximum(x, 0.0)
        tail, first, _ = cls._tails(level, mean, variance)
        loss = np.where(x < 0, mean - x, first - level * tail)
        return _with_normal_limit(Normal.loss_first_order, loss, x, mean, variance)

    @classmethod
    def loss_second_order(cls, x, mean, variance):
        """Return the integral of the loss."""
        level = np.maximum(x, 0.0)
        tail, first, second = cls._tails(level, mean, variance)
        loss = 0.5 * (second - 2 * level * first + level * level * tail)
        below = 0.5 * (variance + (mean - x) * (mean - x))
        loss = np.where(x < 0, below, loss)
        return _with_normal_limit(Normal.loss_second_order, loss, x, mean, variance)

    @staticmethod
    def _tails(x, mean, variance):
        """Return P(D > x), E[D; D > x] and E[D^2; D > x].

        The tails of the laws of shape + 1 and + 2 follow from that of the shape by
        adding the gamma density, which saves two incomplete gamma functions.
        """
        scale = variance / mean
        shape = mean / scale
        z = x / scale
        tail = special.gammaincc(shape, z)
        log_step = special.xlogy(shape, z) - z - special.gammaln(shape + 1)
        step = np.exp(log_step)
        tail_1 = tail + step
        tail_2 = tail_1 + step * z / (shape + 1)
        return tail, mean * tail_1, (variance + mean * mean) * tail_2


def _with_normal_limit(normal_loss, loss, x, mean, variance):
    """Replace the loss by the normal one where the gamma law is normal."""
    rows = np.flatnonzero(mean * mean > GAMMA_SHAPE_LIMIT * variance)
    if len(rows):
        loss[rows] = normal_loss(x[rows], mean[rows], variance[rows])
    return loss


class _WholeUnits:
    """Loss functions of a law of whole units from its partial moments.

    A family provides ``_tails(k, mean, variance)``: P(D > k), E[D; D > k] and
    E[D (D - 1); D > k] for whole k >= 0.
    """

    @classmethod
    def quantile(cls, p, mean, variance):
        """Return the smallest whole level that covers p."""
        # The inverse is exact up to rounding; settle on the exact whole level.
        start = cls._inverse(p, mean, variance)
        many = mean > COUNTED_LIMIT
        start = np.where(many, Normal.quantile(p, mean, variance), start)
        level = np.fmax(np.ceil(start), 0.0)
        for step, is_wrong in ((-1.0, np.greater_equal), (1.0, np.less)):
            rows = np.flatnonzero(~many)
            while len(rows):
                tried = level[rows] + min(step, 0.0)
                covered = cls.cumulative(tried, mean[rows], variance[rows])
                rows = rows[is_wrong(covered, p[rows]) & (tried >= 0)]
                level[rows] += step
        return level

    @classmethod
    def loss_first_order(cls, x, mean, variance):
        """Return the loss, mean - x below 0."""
        level = np.maximum(np.floor(x), 0.0)
        tail, first, _ = cls._tails(level, mean, variance)
        return np.where(x < 0, mean - x, first - x * tail)

    @classmethod
    def loss_second_order(cls, x, mean, variance):
        """Return the sum of the loss over the whole levels above x."""
        whole = np.floor(x)
        level = np.maximum(whole, 0.0)
        tail, first, second = cls._tails(level, mean, variance)
        loss = 0.5 * (second - 2 * level * first + level * (level + 1) * tail)
        # Below 0 the loss is mean - y: add the levels x + 1 to 0.
        steps = np.maximum(-whole, 0.0)
        return loss + steps * mean + 0.5 * steps * (steps - 1)


class Poisson(_WholeUnits):
    """Poisson demand; the variance is the mean."""

    @staticmethod
    def cumulative(x, mean, variance):
        """Return P(demand <= x)."""
        level = np.floor(x)
        below = special.gammaincc(np.maximum(level, 0.0) + 1, mean)
        return np.where(level < 0, 0.0, below)

    @staticmethod
    def _inverse(p, mean, variance):
        return special.pdtrik(p, mean)

    @staticmethod
    def _tails(k, mean, variance):
        tail = special.gammainc(k + 1, mean)
        first = mean * _tail_from_zero(special.gammainc, k, mean)
        second = mean * mean * _tail_from_zero(special.gammainc, k - 1, mean)
        return tail, first, second


class NegativeBinomial(_WholeUnits):
    """Negative binomial demand of r = mean^2 / (variance - mean)."""

    @classmethod
    def cumulative(cls, x, mean, variance):
        """Return P(demand <= x)."""
        r, q = cls._parameters(mean, variance)
        level = np.floor(x)
        below = special.betaincc(np.maximum(level, 0.0) + 1, r, q)
        return np.where(level < 0, 0.0, below)

    @staticmethod
    def _parameters(mean, variance):
        """Return r and the probability 1 - r / (r + mean)."""
        excess = np.maximum(variance - mean, MINIMUM_OVERDISPERSION * mean)
        return mean * mean / excess, excess / (excess + mean)

    @classmethod
    def _inverse(cls, p, mean, variance):
        r, q = cls._parameters(mean, variance)
        return special.nbdtrik(p, r, 1 - q)

    @classmethod
    def _tails(cls, k, mean, variance):
        r, q = cls._parameters(mean, variance)
        tail = special.betainc(k + 1, r, q)
        first = mean * _tail_from_zero(special.betainc, k, r + 1, q)
        pairs = mean * mean * (r + 1) / r
        second = pairs * _tail_from_zero(special.betainc, k - 1, r + 2, q)
        return tail, first, second


def _tail_from_zero(function, k, *parameters):
    """Return the tail function at k, 1 where k is not above 0."""
    return np.where(k > 0, function(np.maximum(k, 1.0), *parameters), 1.0)


def _normal_density(z):
    """Return the standard normal density."""
    return np.exp(-0.5 * z * z) / SQRT_TWO_PI


LAWS = {
    "degenerate": Degenerate,
    "poisson": Poisson,
    "negative_binomial": NegativeBinomial,
    "gamma": Gamma,
    "normal": Normal,
}
