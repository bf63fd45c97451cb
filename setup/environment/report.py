"""docs/benchmarks.md: tables from the figures, each part written on its own."""

import json
import os
import re

from . import paths

REPORT = paths.ROOT / "docs" / "benchmarks.md"
TITLE = "# Benchmarks\n\nWritten by `./setup/benchmark`; every figure comes from it.\n"
DATA_NOTE = (
    "Retail and pasta come with the repository; other sets, whose licences forbid "
    "that, are read from `--data FOLDER`."
)
PARTS = ("odoo", "speed", "accuracy", "simulation", "network")


def write(part, text):
    """Replace one part of the report, keep the others."""
    known = _read()
    known[part] = text.strip()
    blocks = [
        f"<!-- {name} -->\n{known[name]}\n<!-- /{name} -->"
        for name in PARTS
        if name in known
    ]
    REPORT.write_text("\n\n".join([TITLE.strip(), *blocks]) + "\n")


def _read():
    text = REPORT.read_text() if REPORT.exists() else ""
    found = re.findall(r"<!-- (\w+) -->\n(.*?)\n<!-- /\1 -->", text, re.DOTALL)
    return {name: body for name, body in found if name in PARTS}


def table(header, rows):
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def render_odoo(results):
    """Return the part on planning inside Odoo."""
    rows = []
    for row in results:
        target = row.get("target", {})
        limit = ", ".join(f"{value} {name}" for name, value in target.items()) or "–"
        rows.append(
            [
                row["name"],
                f"{row['n']:,}",
                row["seconds"],
                row["queries"],
                row["peak_mb"],
                limit,
            ]
        )
    header = ["name", "items", "seconds", "queries", "peak MB", "target"]
    details = "\n".join(f"- `{json.dumps(row)}`" for row in results)
    return (
        "## Planning and production in Odoo\n\n`./setup/benchmark plan|apply|ledger|"
        "scheduler|readiness|release|explosion|counts|programme|kpi|workbench|"
        "stock-position|curve|forecasts|scans|transfers|recall` on a machine "
        f"with {os.cpu_count()} cores, on generated data (tests/performance/data.py): "
        "2,000 products, 100,000 deliveries of a year, one warehouse; 2,000 orders of "
        "10 components; 10,000 bills of 6 levels; 100,000 codes, 100,000 quants; "
        "50,000 stocking points (tests/performance/points.py); a lot in 1,500 orders "
        "among 1,000,000 move lines.\n\n"
        f"{table(header, rows)}\n\nAll figures:\n\n{details}"
    )


def render_speed(result):
    """Return the part on the speed of the kernel."""
    rows = [
        [
            name,
            result["seconds_of_a_tenth"][name],
            seconds,
            result["target"].get(name, "–"),
        ]
        for name, seconds in result["seconds"].items()
    ]
    n_items = result["n"]
    header = [
        "step",
        f"{n_items // 10:,} items [s]",
        f"{n_items:,} items [s]",
        "target",
    ]
    return (
        "## Speed of the kernel\n\n`./setup/benchmark speed`: one thread, 104 periods, "
        "generated demand of all patterns. *forecast* is fit, back-test and "
        "combination of the default methods.\n\n"
        f"{table(header, rows)}\n\nPeak memory {result['peak_mb']} MB."
    )


def render_accuracy(result):
    """Return the part on forecast accuracy."""
    sets = result["sets"]
    methods = sorted(
        {method for values in sets.values() for method in values},
        key=lambda method: (method != "combined", method),
    )
    parts = []
    for key, title in (("rmsse", "RMSSE"), ("total_error", "Error of the total")):
        rows = [
            [
                f"**{method}**" if method == "combined" else method,
                *(
                    f"{sets[name][method][key]:.3f}" if method in sets[name] else "–"
                    for name in sets
                ),
            ]
            for method in methods
        ]
        ratios = result["ratios"][key]
        if ratios:
            rows.append(
                [
                    "combined / best other",
                    *(f"{ratios[name]:.3f}" for name in sets),
                ]
            )
            title += f" (geometric mean of the ratios {ratios['geometric mean']:.3f})"
        parts.append(f"**{title}**\n\n{table(['method', *sets], rows)}")
    return (
        "## Forecast accuracy\n\n`./setup/benchmark accuracy`: several origins per "
        "set; *combined* is the kernel, the others are statsforecast. One combination "
        "for all sets stands against the best single method of each, which nobody "
        f"knows beforehand. {DATA_NOTE}\n\n" + "\n\n".join(parts)
    )


def render_simulation(result):
    """Return the part on stock at equal service."""
    cells = result["cells"]
    names = list(dict.fromkeys((row["set"], row["policy"]) for row in cells))
    rules = list(dict.fromkeys(row["rule"] for row in cells))
    by_key = {(row["set"], row["policy"], row["rule"]): row for row in cells}
    header = ["rule", *(f"{name} {policy}" for name, policy in names)]
    parts = []
    for wanted in (90, 95, 98):
        rows = [
            [
                rule,
                *(_cell(by_key[(*name, rule)][f"stock_{wanted}"]) for name in names),
            ]
            for rule in rules
        ]
        parts.append(
            f"**Stock at {wanted} % achieved fill** [periods of mean demand; – = not "
            f"reached]\n\n{table(header, rows)}"
        )
    rows = [
        [
            rule,
            *(
                f"{by_key[(*name, rule)]['calibration']:.1f} / "
                f"{by_key[(*name, rule)]['achieved_95']:.1f}"
                for name in names
            ),
        ]
        for rule in rules
        if "calibration" in by_key[(*names[0], rule)]
    ]
    parts.append(
        "**Promise kept**: mean distance of achieved from promised fill "
        "[percentage points] / what a promise of 95 % brought [%]\n\n"
        f"{table(header, rows)}"
    )
    return (
        "## Stock at equal service\n\n`./setup/benchmark simulation`: real demand, "
        "planned anew every period without looking ahead; sQ = reorder point and lots, "
        f"RS = order-up-to. {DATA_NOTE}\n\n"
        + "\n\n".join(parts)
        + "\n\n"
        + _read_honestly(by_key, names, rules)
    )


def render_network(result):
    """Return the part on transfers between sites."""
    rows = []
    for cell in result["cells"]:
        for row in cell["rows"]:
            before, after = row["stock_alone"], row["stock_network"]
            known = before is not None and after is not None
            rows.append(
                [
                    cell["set"],
                    f"{cell['items']} × 3",
                    f"{100 * row['fill']:.0f} %",
                    _cell(before),
                    _cell(after),
                    f"{100 * (after / before - 1):+.1f} %" if known else "–",
                    f"{100 * row['moved_share']:.0f} %",
                ]
            )
    header = ["set", "items × sites", "fill", "each site alone", "with transfers"]
    header += ["stock", "moved"]
    return (
        "## Stock of a network at equal service\n\n`./setup/benchmark network`: real "
        "demand, each unit drawn to one of three sites with shares that differ by "
        "item; every site orders for itself by the textbook rule. Without and with "
        "transfers at the end of each week. Stock in weeks of mean demand; *moved* is "
        f"the share of the demand that travelled. {DATA_NOTE}\n\n"
        f"{table(header, rows)}"
    )


def _cell(value):
    return "–" if value is None else f"{value:.2f}"


def _read_honestly(by_key, names, rules):
    """Return where the textbook rule is beaten, and where it is not."""
    textbook = next(rule for rule in rules if rule.startswith("textbook"))
    lines = []
    for rule in rules:
        if "calibration" not in by_key[(*names[0], rule)]:
            continue
        ratios = {}
        for name in names:
            own = by_key[(*name, rule)]["stock_95"]
            other = by_key[(*name, textbook)]["stock_95"]
            if own and other:
                ratios[" ".join(name)] = 100 * (own / other - 1)
        if not ratios:
            continue
        worst = max(ratios, key=ratios.get)
        mean = sum(ratios.values()) / len(ratios)
        verdict = "never worse" if ratios[worst] <= 0 else "not better everywhere"
        lines.append(
            f"- {rule}: {mean:+.1f} % stock against the textbook rule at 95 % fill "
            f"(mean of {len(ratios)} cells), {verdict}: {ratios[worst]:+.1f} % in "
            f"{worst}."
        )
    return "Reading it:\n\n" + "\n".join(lines)
