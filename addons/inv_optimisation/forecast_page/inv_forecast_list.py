from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

#: Weeks of demand and forecast that a row compares.
COMPARED_WEEKS = 12
LINE_WEEKS = 26
KINDS = ("categories", "items")
SORTS = ("usage", "error", "bias", "added", "overridden")
DEFAULT_SORT = "usage"


class InvForecastList(models.AbstractModel):
    """The list of the forecast page: categories or items, sorted and paged."""

    _name = "inv.forecast.list"
    _description = "Forecast Page: List"
    _inherit = ["inv.forecast.wording"]

    def _get_filters(self, filters):
        """Return ``filters`` complete and known; refuse what nobody offers."""
        wanted = filters or {}
        chosen = {
            "kind": wanted.get("kind") or KINDS[0],
            "sort": wanted.get("sort") or DEFAULT_SORT,
            "search": str(wanted.get("search") or "").strip(),
            "site_id": wanted.get("site_id") or False,
            "only_worse": bool(wanted.get("only_worse")),
        }
        if chosen["kind"] not in KINDS or chosen["sort"] not in SORTS:
            raise UserError(self.env._("This list does not exist."))
        return chosen

    def _get_picture(self, company, site):
        """Return what all rows need: groups, overrides and paths of categories."""
        reader = self.env["inv.forecast.reader"]
        day = reader._get_day(company)
        overrides = reader._get_open_overrides(company, day)
        groups = reader._get_groups(
            company, reader._get_domain(company, site), reader._get_own_ids(overrides)
        )
        return {
            "company": company,
            "site": site,
            "day": day,
            "overrides": overrides,
            "groups": groups,
            "paths": reader._get_paths({group["categ_id"] for group in groups}),
        }

    # ------------------------------------------------------------------------
    # Categories
    # ------------------------------------------------------------------------

    def _get_category_rows(self, picture, chosen, offset, limit):
        """Return the rows of a page and how many there are."""
        figures = self._get_category_figures(picture)
        categories = self.env["product.category"].browse(figures)
        if chosen["search"]:
            categories = categories.filtered_domain(
                [("complete_name", "ilike", chosen["search"])]
            )
        above, inside = self._get_category_overrides(picture)
        listed = sorted(
            categories,
            key=lambda one: (
                self._get_sort_key(
                    figures[one.id],
                    chosen["sort"],
                    bool(above.get(one.id)) * 2 + bool(inside.get(one.id)),
                ),
                one.complete_name,
            ),
        )
        page = categories.browse([one.id for one in listed[offset : offset + limit]])
        history = self.env["inv.forecast.history"]._get_categories(
            picture["company"], picture["site"], page, picture["day"], LINE_WEEKS
        )
        rows = [
            {
                **self._prepare_row(figures[one.id], history[one.id], ""),
                "kind": "category",
                "id": one.id,
                "name": one.name,
                "caption": self._get_category_caption(one, figures[one.id]),
                "abc_xyz": "",
                "chips": [
                    *(
                        self._override_texts(override, picture["day"])
                        for override in above.get(one.id, ())
                    ),
                    *self._get_inside_chip(inside.get(one.id, 0)),
                ],
            }
            for one in page
        ]
        return rows, len(listed)

    def _get_category_caption(self, category, figures):
        values = {
            "path": category.parent_id.complete_name or "",
            "count": self._format_number(figures["items"]),
        }
        if category.parent_id:
            return self.env._("%(path)s · %(count)s items", **values)
        return self.env._("%(count)s items", **values)

    def _get_inside_chip(self, count):
        if not count:
            return []
        return [
            {
                "id": 0,
                "is_running": False,
                "text": self.env._("%(count)s inside", count=count),
                "title": self.env._("Overrides of items or categories below."),
            }
        ]

    def _get_category_figures(self, picture):
        """Return {category id: figures of all items in it and below}."""
        groups, figures = picture["groups"], {}
        ahead = (
            self.env["inv.forecast.projection"]
            ._get_weeks(
                groups,
                picture["overrides"],
                picture["paths"],
                picture["day"],
                COMPARED_WEEKS,
            )["after"]
            .sum(axis=1)
        )
        by_category = {}
        for group, after in zip(groups, ahead.tolist(), strict=True):
            for id_ in picture["paths"].get(group["categ_id"], ()):
                by_category.setdefault(id_, []).append({**group, "next": after})
        for id_, members in by_category.items():
            figures[id_] = self.env["inv.forecast.reader"]._add(members)
            figures[id_]["next"] = sum(one["next"] for one in members)
        return figures

    def _get_category_overrides(self, picture):
        """Return {category: overrides that reach all of it}, {category: count inside}.

        An override of a category holds for every category below it.
        """
        paths, site = picture["paths"], picture["site"]
        direct, inside, points = {}, {}, {}
        for group in picture["groups"]:
            points[group["point_id"]] = group["categ_id"]
        for override in picture["overrides"]:
            if site and override.warehouse_id and override.warehouse_id != site:
                continue
            own = override.categ_id.id or points.get(override.point_id.id)
            if override.categ_id:
                direct.setdefault(own, []).append(override)
            for id_ in paths.get(own, ()):
                if id_ != own or override.point_id:
                    inside[id_] = inside.get(id_, 0) + 1
        above = {
            id_: [one for step in path for one in direct.get(step, ())]
            for id_, path in paths.items()
        }
        return above, inside

    def _get_sort_key(self, figures, sort, overridden):
        """Return what sorts a category: the largest first, the untested last."""
        if sort == "usage":
            return -figures["usage"]
        if sort == "overridden":
            return (-overridden, -figures["usage"])
        error = self._rate(figures, "error")
        if error is None:
            return (1, 0.0)
        if sort == "error":
            return (0, -error)
        if sort == "bias":
            return (0, -abs(self._rate(figures, "bias")))
        return (0, self._rate(figures, "naive") - error)

    # ------------------------------------------------------------------------
    # Items
    # ------------------------------------------------------------------------

    def _get_item_rows(self, picture, chosen, offset, limit):
        """Return the rows of a page and how many there are."""
        points, count = self._find_items(picture, chosen, offset, limit)
        projection = self.env["inv.forecast.projection"]
        groups = self.env["inv.forecast.reader"]._get_groups(
            picture["company"], [("id", "in", points.ids)], points.ids, in_units=True
        )
        ahead = projection._get_weeks(
            groups,
            picture["overrides"],
            picture["paths"],
            picture["day"],
            COMPARED_WEEKS,
        )["after"].sum(axis=1)
        applied = {}
        for row, override in projection._get_applied(
            groups, picture["overrides"], picture["paths"]
        ):
            applied.setdefault(groups[row]["point_id"], []).append(override)
        following = {
            group["point_id"]: after
            for group, after in zip(groups, ahead.tolist(), strict=True)
        }
        history = self.env["inv.forecast.history"]._get_items(
            points, picture["day"], LINE_WEEKS
        )
        rows = [
            {
                **self._prepare_row(
                    {**self._get_item_figures(point), "next": following[point.id]},
                    history[point.id],
                    point.uom_id.name,
                ),
                "kind": "item",
                "id": point.id,
                "name": point.product_id.display_name,
                "caption": point.warehouse_id.name,
                "abc_xyz": point.abc_xyz or "",
                "chips": [
                    self._override_texts(override, picture["day"])
                    for override in applied.get(point.id, ())
                ],
            }
            for point in points
        ]
        return rows, count

    def _get_item_figures(self, point):
        """Return the rates of a point as sums of a demand of 1."""
        is_tested = point.forecast_source == "backtest"
        return {
            "tested": 1.0 if is_tested else 0.0,
            "error": point.forecast_error_rate,
            "naive": point.naive_error_rate,
            "bias": point.forecast_bias_rate,
        }

    def _find_items(self, picture, chosen, offset, limit):
        """Return the points of a page and the number of all that match."""
        reader = self.env["inv.forecast.reader"]
        domain = reader._get_domain(picture["company"], picture["site"])
        if chosen["search"]:
            domain &= Domain.OR(
                [
                    Domain(f"product_id.{name}", "ilike", chosen["search"])
                    for name in ("name", "default_code", "categ_id")
                ]
            )
        points = self.env["inv.stocking.point"]
        query = points._search(domain)
        where = reader._get_worse_sql() if chosen["only_worse"] else SQL("TRUE")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT point.id, COUNT(*) OVER ()
                  FROM inv_stocking_point point
                 WHERE point.id IN %(points)s AND %(where)s
              ORDER BY %(order)s, point.annual_demand_value DESC NULLS LAST, point.id
                 LIMIT %(limit)s OFFSET %(offset)s
                """,
                points=query.subselect(),
                where=where,
                order=self._get_item_order(picture, chosen["sort"]),
                limit=limit,
                offset=offset,
            )
        )
        found = points.browse([id_ for id_, _count in rows])
        return found, rows[0][1] if rows else 0

    def _get_item_order(self, picture, sort):
        tested = self.env["inv.forecast.reader"]._get_tested_sql()
        if sort == "error":
            return SQL("%s DESC, point.forecast_error_rate DESC", tested)
        if sort == "bias":
            return SQL("%s DESC, ABS(point.forecast_bias_rate) DESC NULLS LAST", tested)
        if sort == "added":
            return SQL(
                "%s DESC, point.naive_error_rate - point.forecast_error_rate", tested
            )
        if sort == "overridden":
            reached = Domain.OR(
                Domain(override._get_point_domain())
                for override in picture["overrides"]
            )
            query = self.env["inv.stocking.point"]._search(reached)
            return SQL("(point.id IN %s) DESC", query.subselect())
        return SQL("point.annual_demand_value DESC NULLS LAST")

    # ------------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------------

    def _prepare_row(self, figures, history, unit):
        recent = sum(history[-COMPARED_WEEKS:])
        return {
            "recent": self._bare_amount(recent, unit),
            "next": self._amount(figures["next"], unit),
            "change": self._change(recent, figures["next"]),
            "error": self._rate_text(figures, "error"),
            "bias": self._bias_text(figures),
            "naive": self._rate_text(figures, "naive"),
            "added": self._added(figures),
            "line": self._line(history),
        }
