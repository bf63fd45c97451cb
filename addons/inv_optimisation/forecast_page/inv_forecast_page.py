from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Rows of a page of the list, and the most that are given at once.
PAGE_ROWS, MAX_ROWS = 20, 100


class InvForecastPage(models.AbstractModel):
    """What the forecast page asks and does.

    Rows come from ``inv.forecast.list``, a chosen row from ``inv.forecast.chart`` and
    ``inv.forecast.verdict``, entries go to ``inv.forecast.entry``.
    """

    _name = "inv.forecast.page"
    _description = "Forecast Page"
    _inherit = ["inv.forecast.wording"]

    @api.model
    @api.readonly
    def get_rows(self, filters=None, offset=0, limit=PAGE_ROWS):
        """Return a page of the list, the summary of all items and the choices."""
        self._check_reader()
        company, rows = self.env.company, self.env["inv.forecast.list"]
        offset, limit = self._get_window(offset, limit)
        chosen = rows._get_filters(filters)
        site = self.env["inv.forecast.reader"]._get_site(company, chosen["site_id"])
        picture = rows._get_picture(company, site)
        is_items = chosen["kind"] == "items"
        get_rows = rows._get_item_rows if is_items else rows._get_category_rows
        listed, count = get_rows(picture, chosen, offset, limit)
        return {
            "filters": chosen,
            "rows": listed,
            "count": count,
            "offset": offset,
            "limit": limit,
            "range": self._get_range_text(offset, len(listed), count),
            "summary": self._get_summary(picture),
            "sites": self._get_sites(company),
            "as_of": self.env._(
                "demand to %(date)s",
                date=self._date(picture["day"] - timedelta(days=1)),
            ),
            "is_planned": bool(picture["groups"]),
            "may_plan": self._may_override(),
        }

    @api.model
    @api.readonly
    def get_detail(self, kind, id_, site_id=False):
        """Return chart, figures and overrides of an item or a category."""
        self._check_reader()
        scope = self._get_scope(kind, id_, site_id)
        record, is_item = scope["record"], kind == "item"
        site = scope["site"] if not is_item else record.warehouse_id
        detail = self.env["inv.forecast.chart"]._get_detail(scope)
        count = detail["item_count"]
        overrides = self.env["inv.forecast.override"]
        today = fields.Date.to_string(scope["company"]._get_inventory_today())
        return {
            **detail,
            "kind": kind,
            "id": record.id,
            "site_id": scope["site"].id,
            "name": record.product_id.display_name if is_item else record.name,
            "caption": self._get_caption(record, is_item, site, count),
            "abc_xyz": record.abc_xyz or "" if is_item else "",
            "overrides": self.env["inv.forecast.verdict"]._get_overrides(scope),
            "may_override": self._may_override(),
            "form": {
                "today": today,
                "kinds": self._get_choices(overrides, "kind", is_item),
                "reasons": self._get_choices(overrides, "reason_code", True),
            },
        }

    @api.model
    def create_override(self, kind, id_, site_id, values):
        """Create an override of an item or a category; return the message."""
        self._check_reader()
        scope = self._get_scope(kind, id_, site_id)
        scope.update(id=scope["record"].id, site_id=scope["site"].id)
        return self.env["inv.forecast.entry"]._create_override(scope, values)

    @api.model
    def end_override(self, override_id):
        """End a running override now; take a planned one back."""
        entry = self.env["inv.forecast.entry"]
        return entry._end(entry._get_override(override_id))

    @api.model
    def take_back_override(self, override_id):
        """Undo the entry of an override."""
        entry = self.env["inv.forecast.entry"]
        return entry._take_back(entry._get_override(override_id))

    @api.model
    def restore_override(self, override_id, date_to):
        """Undo the end of an override."""
        entry = self.env["inv.forecast.entry"]
        return entry._restore(entry._get_override(override_id), date_to)

    @api.model
    def plan_now(self, kind, id_, site_id=False):
        """Plan the items of a row; return what to say."""
        self._check_reader()
        return self.env["inv.forecast.entry"]._plan(self._get_scope(kind, id_, site_id))

    # ------------------------------------------------------------------------
    # Parts
    # ------------------------------------------------------------------------

    def _check_reader(self):
        self.env["inv.stocking.point"].check_access("read")
        self.env["inv.demand.week"].check_access("read")

    def _may_override(self):
        return self.env["inv.forecast.override"].has_access("create")

    def _get_scope(self, kind, id_, site_id):
        return self.env["inv.forecast.reader"]._get_scope(
            self.env.company, kind, id_, site_id
        )

    def _get_window(self, offset, limit):
        for value in (offset, limit):
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise UserError(self.env._("This page of the list does not exist."))
        return min(offset, 10**6), min(limit or PAGE_ROWS, MAX_ROWS)

    def _get_range_text(self, offset, shown, count):
        if not shown:
            return ""
        return self.env._(
            "%(first)s–%(last)s of %(count)s",
            first=self._format_number(offset + 1),
            last=self._format_number(offset + shown),
            count=self._format_number(count),
        )

    def _get_sites(self, company):
        sites = self.env["stock.warehouse"].search_fetch(
            [("company_id", "=", company.id)], ["name"]
        )
        return [{"id": site.id, "name": site.name} for site in sites]

    def _get_choices(self, records, name, is_all):
        labels = records._fields[name]._description_selection(self.env)
        return [
            {"id": code, "name": label}
            for code, label in labels
            if is_all or code == "percent"
        ]

    def _get_caption(self, record, is_item, site, count):
        if is_item:
            return site.name
        values = {"count": self._format_number(count), "site": site.name}
        if site:
            return self.env._("%(count)s items at %(site)s, at cost", **values)
        return self.env._("%(count)s items at all sites, at cost", **values)

    # ------------------------------------------------------------------------
    # Summary
    # ------------------------------------------------------------------------

    def _get_summary(self, picture):
        """Return the figures of all items of the site, whatever the list shows."""
        figures = self.env["inv.forecast.reader"]._add(picture["groups"])
        judged, helped = self.env["inv.forecast.verdict"]._get_counts(
            picture["company"], picture["site"]
        )
        added = self._added(figures)
        return [
            {
                "name": "error",
                "label": self.env._("Forecast error"),
                "value": self._rate_text(figures, "error"),
                "note": self.env._("WAPE, weighed by demand at cost"),
            },
            {
                "name": "bias",
                "label": self.env._("Bias"),
                "value": self._bias_text(figures),
                "note": self.env["inv.forecast.chart"]._get_bias_note(figures),
            },
            {
                "name": "added",
                "label": self.env._("Against naive"),
                "value": added["text"],
                "verdict": added["verdict"],
                "note": self.env._(
                    "repeating last week: %(error)s",
                    error=self._rate_text(figures, "naive"),
                ),
            },
            {
                "name": "worse",
                "label": self.env._("Worse than naive"),
                "value": self._format_number(figures["worse"]),
                "note": self.env._(
                    "of %(count)s items", count=self._format_number(figures["items"])
                ),
            },
            {
                "name": "overrides",
                "label": self.env._("Overrides that helped"),
                "value": self.env._(
                    "%(helped)s of %(judged)s", helped=helped, judged=judged
                )
                if judged
                else "–",
                "note": self._get_override_note(picture, judged),
            },
        ]

    def _get_override_note(self, picture, judged):
        running = sum(one.date_from <= picture["day"] for one in picture["overrides"])
        if not judged:
            return self.env._("none judged yet, %(count)s in force", count=running)
        return self.env._("%(count)s in force", count=running)
