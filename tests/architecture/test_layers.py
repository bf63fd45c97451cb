"""The layers of the addons, read from their syntax trees."""

import ast
import csv
import pathlib

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDONS = sorted(path.parent for path in ROOT.glob("addons/*/__manifest__.py"))
KERNEL_FILES = sorted(ROOT.glob("addons/*/kernel/**/*.py"))
MODEL_FOLDERS = ("models", "providers", "procurement", "requisition", "wizards")
MODEL_FILES = sorted(
    path for path in ROOT.glob("addons/*/*/*.py") if path.parent.name in MODEL_FOLDERS
)

FORBIDDEN_IN_KERNEL = {
    "odoo", "psycopg2", "datetime", "time", "logging", "pandas", "os", "random",
}  # fmt: skip
QUERY_METHODS = {
    "search", "search_fetch", "search_count", "search_read", "read_group",
    "_read_group", "formatted_read_group", "execute", "execute_query",
    "execute_query_dict",
    "copy_expert", "_read_columns", "create", "unlink", "fetch",
}  # fmt: skip
#: Files whose loops must not query: what every point or every chunk passes through.
LOOP_FREE = ("providers", "planning")


def parse(path):
    return ast.parse(path.read_text(), filename=str(path))


def imports(tree):
    """Yield (level, module) of every import in ``tree``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((0, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""


def relative(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", KERNEL_FILES, ids=relative)
def test_kernel_imports_no_odoo_database_clock_or_log(path):
    folder = path.relative_to(next(p for p in path.parents if p.name == "kernel"))
    for level, module in imports(parse(path)):
        if level:
            assert level <= len(folder.parts), "an import leaves the kernel"
        else:
            assert module.split(".")[0] not in FORBIDDEN_IN_KERNEL


def test_kernel_is_found():
    assert len(KERNEL_FILES) > 10


def query_calls_in_loops(tree):
    """Yield the line of every call of a query method inside a loop."""
    loops = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp)
    for loop in ast.walk(tree):
        if not isinstance(loop, (*loops, ast.GeneratorExp)):
            continue
        if isinstance(loop, ast.For | ast.While):
            bodies = loop.body
        elif isinstance(loop, ast.DictComp):
            bodies = [loop.key, loop.value]
        else:
            bodies = [loop.elt]
        for body in bodies:
            for node in ast.walk(body):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Attribute)
                    and node.func.attr in QUERY_METHODS
                ):
                    yield node.lineno


@pytest.mark.parametrize(
    "path",
    [path for path in MODEL_FILES if any(name in str(path) for name in LOOP_FREE)],
    ids=relative,
)
def test_no_query_inside_a_loop(path):
    assert not list(query_calls_in_loops(parse(path)))


def test_the_loop_guard_sees_a_query_in_a_loop():
    tree = ast.parse("for a in b:\n    a.env['x'].search([])")
    assert list(query_calls_in_loops(tree)) == [2]


def models(addon):
    """Yield (name, class node, fields) of the models that ``addon`` defines."""
    for path in sorted(addon.glob("*/*.py")):
        for node in ast.walk(parse(path)):
            if isinstance(node, ast.ClassDef):
                values = {}
                for item in node.body:
                    if isinstance(item, ast.Assign) and isinstance(
                        item.targets[0], ast.Name
                    ):
                        values[item.targets[0].id] = item.value
                if "_name" in values and isinstance(values["_name"], ast.Constant):
                    bases = {getattr(base, "attr", "") for base in node.bases}
                    yield values["_name"].value, bases, values


def stored_models(addon):
    return [row for row in models(addon) if "AbstractModel" not in row[1]]


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_every_model_has_an_access_line(addon):
    rows = addon / "security" / "ir.model.access.csv"
    text = rows.read_text() if rows.exists() else "model_id:id"
    covered = {row["model_id:id"] for row in csv.DictReader(text.splitlines())}
    for name, _bases, _values in stored_models(addon):
        assert "model_" + name.replace(".", "_") in covered, name


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_every_model_with_a_company_has_a_record_rule(addon):
    rules = "".join(path.read_text() for path in (addon / "security").glob("*.xml"))
    for name, _bases, values in stored_models(addon):
        if "company_id" in values:
            assert f'ref="model_{name.replace(".", "_")}"' in rules, name


@pytest.mark.parametrize("addon", ADDONS, ids=lambda path: path.name)
def test_every_view_file_belongs_to_a_model(addon):
    known = {name.replace(".", "_") for name, _bases, _values in models(addon)}
    for path in addon.glob("views/*_views.xml"):
        model = path.name.removesuffix("_views.xml")
        text = path.read_text()
        declared = model in known or f'"model">{model.replace("_", ".")}' in text
        assert declared or f'name="model">{model}.' in text, path.name


@pytest.mark.parametrize("path", MODEL_FILES, ids=relative)
def test_formulas_live_in_the_kernel(path):
    """A model may use NumPy for arrays, never SciPy or the math module."""
    for _level, module in imports(parse(path)):
        assert module.split(".")[0] not in {"scipy", "math", "statistics"}


@pytest.mark.parametrize(
    "path",
    [
        path
        for addon in ADDONS
        for path in addon.rglob("*.py")
        if path.name != "__init__.py"
    ],
    ids=relative,
)
def test_files_stay_readable(path):
    assert len(path.read_text().splitlines()) <= 350
