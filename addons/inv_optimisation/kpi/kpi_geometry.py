"""Shapes of small lines, and round axes for the large charts."""

import itertools

WIDTH, HEIGHT, MARGIN = 100.0, 40.0, 3.0
MOST_STEPS = 5
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def get_line(values, target=None):
    """Return the small line of ``values`` in a box of 100 × 40; None = no value.

    The target is inside the box, so that its distance is seen.
    """
    known = [(place, value) for place, value in enumerate(values) if value is not None]
    if not known:
        return None
    heights = [value for _place, value in known] + ([] if target is None else [target])
    low, high = min(heights), max(heights)
    room = HEIGHT - 2 * MARGIN

    def put(value):
        share = (value - low) / (high - low) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * room, 2)

    first, last = known[0][0], known[-1][0]
    step = (WIDTH - 2 * MARGIN) / max(last - first, 1)
    # A single value is the last one: it stands at the right end.
    start = MARGIN if last > first else WIDTH - MARGIN
    points = [
        (round(start + (place - first) * step, 2), put(value)) for place, value in known
    ]
    line = " ".join(f"{x},{y}" for x, y in points)
    return {
        "line": line,
        "area": f"{points[0][0]},{HEIGHT} {line} {points[-1][0]},{HEIGHT}",
        "x": points[-1][0],
        "y": points[-1][1],
        "target": None if target is None else put(target),
    }


def get_axis(values, from_zero=False):
    """Return (least, most, step) of an axis with at most six round ticks."""
    known = [value for value in values if value is not None]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high <= low:
        low, high = (0.0, high) if high > 0 else (low, low + 1.0)
    wanted = (high - low) / (MOST_STEPS - 1)
    size = 1.0
    while size > wanted:
        size /= 10
    while size * 10 <= wanted:
        size *= 10
    step = next(size * one for one in STEPS if size * one >= wanted)
    least = step * (low // step)
    return least, step * -(-high // step), step


def get_ticks(least, most, step):
    """Return the values of the ticks of an axis."""
    return list(
        itertools.takewhile(
            lambda value: value <= most + step / 2,
            (round(least + step * place, 10) for place in range(MOST_STEPS * 3)),
        )
    )
