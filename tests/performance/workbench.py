"""The workbench: its head, and the first page of the list."""

from . import points
from .meter import Meter

NAME = "workbench"
PAGE = 50
TARGET = {"page_seconds": 1.0}
COUNT_LIMIT = 10001


def measure(env, options):
    """Return the figures of the first page; with those of the head."""
    env, _products, count = points.build(env, options)
    workbench, rows = env["inv.workbench"], env["inv.stocking.point"]
    domain = [("decision_kind", "!=", False)]
    arguments = {"limit": PAGE, "count_limit": COUNT_LIMIT}
    fields = get_specification(env, "inv_optimisation.inv_workbench_view_list")
    workbench.get_header()
    with Meter(env) as head:
        workbench.get_header()
    rows.web_search_read(domain, fields, **arguments)
    with Meter(env) as page:
        found = rows.web_search_read(domain, fields, **arguments)
    with Meter(env) as card:
        rows.web_search_read([("decision_kind", "=", "excess")], fields, **arguments)
    return {
        "n": count,
        "rows": len(found["records"]),
        "decisions": found["length"],
        **page.result(),
        "head": head.result(),
        "one_card": card.result(),
        "target": TARGET,
    }


def get_specification(env, xmlid):
    """Return what the client asks of the fields of a list view."""
    # The client gets the view with its action; planners may not read views.
    view = env.ref(xmlid).sudo()
    model = env[view.model]
    names = model.get_view(view.id, "list")["models"][model._name]
    return {
        name: {"fields": {"display_name": {}}}
        if model._fields[name].type == "many2one"
        else {}
        for name in names
        if model._fields[name].type not in ("one2many", "many2many")
    }
