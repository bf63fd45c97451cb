"""Shares of a case, in per cent."""


def get_rate(part, whole):
    """Return ``part`` of ``whole`` in per cent with one decimal, 0 to 100.

    The rest is cut off, never rounded up: 99.96 % is not all. Of nothing, everything
    is done.
    """
    if not whole:
        return 100.0
    # A thousand pieces of a float's noise must not cost a tenth.
    return min(100.0, max(0.0, int(1000.0 * part / whole + 1e-6) / 10))
