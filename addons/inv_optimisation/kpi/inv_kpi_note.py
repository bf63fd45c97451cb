from odoo import models

from . import kpi_ratios

CLASSES = ("A", "B", "C")
MOST_SITES = 2


class InvKpiNote(models.AbstractModel):
    """The line of a tile that says where to look: a class, a site, or why."""

    _name = "inv.kpi.note"
    _description = "Note of a KPI Tile"

    def _get_note(self, kpi, picture):
        """Return the line; ``note`` of the KPI is class, site or a method."""
        if kpi["note"] not in ("class", "site"):
            return getattr(self, kpi["note"])(kpi, picture)
        by_site = kpi["note"] == "site" or picture["abc_class"]
        return (self._get_site_note if by_site else self._get_class_note)(kpi, picture)

    def _get_class_note(self, kpi, picture):
        wording = self.env["inv.kpi.wording"]
        return " · ".join(
            f"{name} {wording._format_short(kpi, value)}"
            for name in CLASSES
            if (value := kpi_ratios.get_value(kpi, picture["classes"].get(name, {})))
            is not None
        )

    def _get_site_note(self, kpi, picture):
        """Return the sites that are furthest off, the worst first."""
        values = [
            (value, picture["site_names"].get(site, ""))
            for site, sums in picture["sites"].items()
            if (value := kpi_ratios.get_value(kpi, sums)) is not None
        ]
        values.sort(reverse=kpi["is_lower_better"])
        wording = self.env["inv.kpi.wording"]
        return " · ".join(
            f"{name} {wording._format_short(kpi, value)}"
            for value, name in values[:MOST_SITES]
        )

    def _get_excess_note(self, kpi, picture):
        return self._count_items(picture, "excess_item_count", "excess_value")

    def _get_dead_note(self, kpi, picture):
        return self._count_items(picture, "dead_item_count", "dead_value")

    def _count_items(self, picture, count, value):
        """Return how many items it is, and the site that has the most of it."""
        total = self._count(picture["now"], count)
        is_none = not picture["now"].get(count)
        sites = picture["sites"]
        worst = max(sites, key=lambda key: sites[key].get(value) or 0.0, default=None)
        if worst is None or len(sites) < 2 or is_none:
            return self.env._("%(total)s items", total=total)
        return self.env._(
            "%(total)s items, %(part)s of them at %(site)s",
            total=total,
            part=self._count(sites[worst], count),
            site=picture["site_names"].get(worst, ""),
        )

    def _get_delivery_note(self, kpi, picture):
        now, percent = picture["now"], self.env["inv.kpi.wording"]._format_percent
        if not now.get("delivery_count"):
            return self.env._("no delivery in 91 days")
        return self.env._(
            "on time %(time)s · in full %(full)s",
            time=percent(now["on_time_delivery_count"] / now["delivery_count"], 0),
            full=percent(now["in_full_delivery_count"] / now["delivery_count"], 0),
        )

    def _get_supplier_note(self, kpi, picture):
        return self.env._(
            "%(count)s order lines received in 91 days",
            count=self._count(picture["now"], "receipt_count"),
        )

    def _get_override_note(self, kpi, picture):
        if picture["now"].get("judged_count"):
            return self.env._(
                "%(count)s judged after 8 weeks",
                count=self._count(picture["now"], "judged_count"),
            )
        return self.env._(
            "%(part)s of %(total)s · judged after 8 weeks",
            part=self._count(picture["now"], "override_count"),
            total=self._count(picture["now"], "decision_count"),
        )

    def _get_adherence_note(self, kpi, picture):
        return self.env._(
            "%(part)s of %(total)s suggestions",
            part=self._count(picture["now"], "timely_count"),
            total=self._count(picture["now"], "dated_count"),
        )

    def _count(self, sums, name):
        """Return a count in words: 1,190."""
        return self.env["inv.kpi.wording"]._format_number(sums.get(name) or 0)
