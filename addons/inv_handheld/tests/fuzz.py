"""Codes as bad readers, torn labels and broken tags produce them."""

import random

KINDS = ("gs1", "hex", "uri", "digits", "text", "bytes")
AIS = ("00", "01", "02", "10", "21", "17", "15", "13", "30", "37", "3103", "410", "414")
SCHEMES = ("sgtin", "sscc", "sgln", "grai", "giai", "lgtin", "gid", "usdod", "x")
HEADERS = ("30", "31", "32", "33", "34", "36", "37", "38", "39", "2F", "E2", "00", "FF")


def get_codes(count, seed):
    """Yield ``count`` codes, the same for the same seed."""
    rng = random.Random(seed)
    makers = [globals()[f"_make_{kind}"] for kind in KINDS]
    for _index in range(count):
        code = rng.choice(makers)(rng)
        if rng.random() < 0.3:
            code = _damage(rng, code)
        yield code


def _digits(rng, length):
    return "".join(rng.choice("0123456789") for _index in range(length))


def _make_gs1(rng):
    parts = []
    for ai in rng.choices(AIS, k=rng.randint(1, 4)):
        value = _digits(rng, rng.choice((6, 8, 13, 14, 18, rng.randint(0, 22))))
        parts.append(ai + value + rng.choice(("", "\x1d", "#", "Alt029")))
    return rng.choice(("", "]C1", "]d2", "\x1d")) + "".join(parts)


def _make_hex(rng):
    length = rng.choice((24, 24, 28, 48, 52, 64, rng.randint(1, 140)))
    body = "".join(rng.choice("0123456789abcdefABCDEF") for _index in range(length))
    return (rng.choice(HEADERS) + body)[:length]


def _make_uri(rng):
    parts = [_digits(rng, rng.randint(0, 13)) for _index in range(rng.randint(0, 5))]
    kind = rng.choice(("id", "tag", "raw", ""))
    bits = rng.choice(("", "-96", "-198"))
    return f"urn:epc:{kind}:{rng.choice(SCHEMES)}{bits}:{'.'.join(parts)}"


def _make_digits(rng):
    return _digits(rng, rng.choice((8, 12, 13, 14, 18, 20, rng.randint(1, 60))))


def _make_text(rng):
    return "".join(chr(rng.randint(32, 0x2FF)) for _index in range(rng.randint(0, 40)))


def _make_bytes(rng):
    return "".join(chr(rng.randint(0, 0xFFFF)) for _index in range(rng.randint(0, 30)))


def _damage(rng, code):
    """Cut, double or replace a piece of ``code``."""
    position = rng.randint(0, len(code))
    piece = rng.choice(
        ("", code[:position], "\x00", "%", "²", "(", "\ud800", "*" * 600)
    )
    return code[:position] + piece + code[position + rng.randint(0, 3) :]
