"""Core's own test suites in a full registry, without and with our addons.

Core's ``at_install`` tests run before later modules are loaded, so a usual test run
never sees our overrides. Here they run in a shell with every module loaded.
"""

import json
import os
import re
import subprocess

from . import database, odoo, paths, template
from .console import SetupError, step

MODULES = (
    "stock",
    "purchase_stock",
    "stock_account",
    "purchase_mrp",
    "mrp",
    "mrp_account",
)
KEPT = paths.HOME / "regression.json"
PAGE = paths.ROOT / "docs" / "regression.md"
PORT = "8191"
#: Three quarters of an hour: the longest suite takes eight minutes here.
TIMEOUT = 2700
CODE = """
import json
from odoo.tests.shell import run_tests
report = run_tests(env, {tags!r}, modules=[{module!r}])
print("RESULT " + json.dumps({{"run": report.testsRun, "failed":
    report.failures_count, "errors": report.errors_count}}), flush=True)
"""
PROBLEM = re.compile(r"(?:FAIL|ERROR): (?:Subtest )?(\w+\.\w+|setUpClass \([\w.]+\))")


def compare(modules, fresh=False):
    """Return {module: {"without", "with", "regressions"}} of both sides."""
    results = {}
    for module in modules:
        alone = _get_kept(module)
        if alone is None or fresh:
            alone = _run(module, template.ensure_core(odoo.environment()))
            _keep(module, alone)
        ours = _run(module, template.ensure_addons(odoo.environment()))
        results[module] = {
            "without": alone,
            "with": ours,
            "regressions": sorted(set(ours["names"]) - set(alone["names"])),
        }
    return results


def _run(module, source):
    """Run the suite of ``module`` on a clone of ``source``; return its result."""
    name = f"inv_regression_{os.getpid()}"
    environment = odoo.environment()
    with step(f"Tests of {module} on {source}"):
        database.clone(source, name)
        try:
            command = odoo.command(
                "shell", "-d", name, "--http-port", PORT, "--log-level=error"
            )
            result = subprocess.run(
                [str(part) for part in command],
                env=environment,
                cwd=paths.HOME,
                input=CODE.format(tags=f"/{module}", module=module),
                capture_output=True,
                text=True,
                timeout=TIMEOUT,
                check=False,
            )
        finally:
            database.drop(name)
    (paths.LOGS / f"regression_{source}_{module}.log").write_text(result.stderr)
    return _parse(module, result)


def _parse(module, result):
    for line in result.stdout.splitlines():
        if line.startswith("RESULT "):
            names = sorted(set(PROBLEM.findall(result.stderr)))
            return {**json.loads(line.removeprefix("RESULT ")), "names": names}
    raise SetupError(f"The tests of {module} did not run:\n{result.stderr[-3000:]}")


def _get_stamp():
    return "|".join(template._odoo_version() + [template.CORE_MODULES])


def _get_kept(module):
    if not KEPT.exists():
        return None
    kept = json.loads(KEPT.read_text())
    return kept["results"].get(module) if kept["stamp"] == _get_stamp() else None


def _keep(module, result):
    kept = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    if kept.get("stamp") != _get_stamp():
        kept = {"stamp": _get_stamp(), "results": {}}
    kept["results"][module] = result
    KEPT.write_text(json.dumps(kept, indent=1))


def render(results):
    """Return the comparison as Markdown."""
    lines = [
        "| suite | tests | problems without | problems with | new problems |",
        "|---|---:|---:|---:|---:|",
    ]
    for module, result in results.items():
        alone, ours = result["without"], result["with"]
        lines.append(
            f"| {module} | {ours['run']} | {alone['failed'] + alone['errors']} "
            f"| {ours['failed'] + ours['errors']} | {len(result['regressions'])} |"
        )
    for module, result in results.items():
        lines += [f"\nNew in {module}: `{name}`" for name in result["regressions"]]
    return "\n".join(lines)


def write(results):
    """Write the summary into the documentation."""
    PAGE.write_text(
        "# Core's own tests with the addons\n\n"
        "Written by `./setup/regression`: the test suites of Odoo's modules in a "
        "registry with every module loaded, once without and once with the addons. "
        "Problems without the addons come from modules that are installed together, "
        "and from a file that the Debian package lacks; they are the base line.\n\n"
        f"{render(results)}\n"
    )
