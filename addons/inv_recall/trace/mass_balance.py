"""Where the pieces of one lot are, from what was moved and what lies there."""

FIGURES = (
    "qty_received",
    "qty_made",
    "qty_on_hand",
    "qty_transit",
    "qty_shipped",
    "qty_consumed",
    "qty_scrapped",
    "qty_returned",
    "qty_unexplained",
    "qty_back",
    "qty_total",
)


def mass_balance(flows, on_hand, transit, digits):
    """Return the figures of a lot: what came in is the sum of where it is.

    Parameters
    ----------
    flows
        Pairs of (``kind``, quantity); the kinds are those of ``FLOW_KIND``.
    on_hand, transit
        Quantity in internal and in transit locations.
    digits
        Decimals to round to.

    Returns
    -------
    dict
        A value for each of ``FIGURES``. A piece is in one figure only: goods that a
        customer sent back are on hand (or wherever they went), not shipped; what was
        taken apart again is not consumed. Gains and losses of counts are unexplained,
        except for a lot that has no other beginning: there the first stock entered
        counts as received.
    """
    sums = dict.fromkeys(FLOW_KIND.values(), 0.0)
    for kind, quantity in flows:
        sums[kind] += quantity
    received, made = sums["received"], sums["made"]
    consumed = sums["consumed"] - sums["taken_back"]
    if consumed < 0:
        # Parts of a product that was taken apart and that no order had put in.
        made, consumed = made - consumed, 0.0
    if not received and not made:
        received = sums["found"]
    figures = {
        "qty_received": received,
        "qty_made": made,
        "qty_on_hand": on_hand,
        "qty_transit": transit,
        "qty_shipped": sums["shipped"] - sums["back"],
        "qty_consumed": consumed,
        "qty_scrapped": sums["scrapped"],
        "qty_returned": sums["returned"],
        "qty_back": sums["back"],
        "qty_total": received + made,
    }
    placed = on_hand + transit + consumed
    placed += figures["qty_shipped"] + sums["scrapped"] + sums["returned"]
    figures["qty_unexplained"] = received + made - placed
    return {name: round(figures[name], digits) + 0.0 for name in FIGURES}


def flow_kind(origin, destination, scrap, unbuild):
    """Return the kind of a movement, or nothing where a lot only changes its place.

    Parameters
    ----------
    origin, destination
        Usage of the locations.
    scrap, unbuild
        Whether the movement is a scrap, whether it takes a product apart.
    """
    if origin in PLACES and destination in PLACES:
        return []
    if scrap:
        return ["scrapped"] + _start(origin)
    if unbuild and origin == "production":
        return ["taken_back"] + _end(destination)
    return _start(origin) + _end(destination)


def _start(origin):
    return [FLOW_KIND["from", origin]] if ("from", origin) in FLOW_KIND else []


def _end(destination):
    return [FLOW_KIND["to", destination]] if ("to", destination) in FLOW_KIND else []


PLACES = ("internal", "transit", "view")
FLOW_KIND = {
    ("from", "supplier"): "received",
    ("from", "production"): "made",
    ("from", "customer"): "back",
    ("from", "inventory"): "found",
    ("to", "supplier"): "returned",
    ("to", "production"): "consumed",
    ("to", "customer"): "shipped",
    ("to", "inventory"): "lost",
    ("to", "scrap"): "scrapped",
    ("from", "unbuild"): "taken_back",
}
