from collections import defaultdict

from odoo import models

FIGURES = (
    "qty_on_hand",
    "qty_transit",
    "qty_shipped",
    "qty_consumed",
    "qty_scrapped",
    "qty_returned",
    "qty_unexplained",
)


class InvRecall(models.Model):
    """The mass balance as the page draws it: a bar and a column for each level."""

    _inherit = "inv.recall"

    def _get_balance_page(self):
        """Return ``bars``, ``rows`` and ``warning`` of the balance.

        The triggers are one level, all that was made of them the next; a level has a
        bar for each unit, because pieces and kilograms are not added up.
        """
        groups = self._get_balance_groups()
        bars = [self._balance_bar(*key, lines) for key, lines in groups.items()]
        rows = [
            {
                "key": figure,
                "label": self.env["inv.recall.lot"]
                ._fields[figure]
                ._description_string(self.env),
                "cells": [
                    self._balance_cell(figure, lines) for lines in groups.values()
                ],
            }
            for figure in FIGURES
        ]
        open_lines = self._get_open_lines()
        return {
            "bars": bars,
            "rows": rows,
            "warning": self.env._(
                "%(qty)s to explain",
                qty=self._qty_of(open_lines, "qty_open"),
            )
            if open_lines
            else "",
        }

    def _get_balance_groups(self):
        groups = defaultdict(lambda: self.env["inv.recall.lot"])
        lines = self.env["inv.recall.lot"].search(
            [("recall_id", "=", self.id), ("included", "=", True)]
        )
        ids = defaultdict(list)
        for line in lines:
            ids["made" if line.role == "made" else "seed", line.uom_id].append(line.id)
        for key in sorted(ids, key=lambda key: (key[0] != "seed", key[1].id)):
            groups[key] = self.env["inv.recall.lot"].browse(ids[key])
        return groups

    def _balance_bar(self, level, uom, lines):
        """Return the bar of one level and unit."""
        total = sum(lines.mapped("qty_total"))
        segments = []
        for figure in FIGURES:
            qty = sum(lines.mapped(figure))
            if qty > 0 and total:
                share = round(100 * qty / total, 2)
                segments.append(
                    {
                        "key": figure,
                        "share": share,
                        "text": self._qty(qty) if share > 6 else "",
                        "title": self.env._(
                            "%(figure)s: %(qty)s %(unit)s",
                            figure=lines._fields[figure]._description_string(self.env),
                            qty=self._qty(qty),
                            unit=uom.name,
                        ),
                    }
                )
        return {
            "key": f"{level}-{uom.id}",
            "title": self._balance_title(level, lines),
            "short": self._balance_short(level, lines),
            "detail": self.env._(
                "%(qty)s %(unit)s made", qty=self._qty(total), unit=uom.name
            )
            if level == "made"
            else self.env._(
                "%(qty)s %(unit)s came in", qty=self._qty(total), unit=uom.name
            ),
            "total": self._qty(total),
            "segments": segments,
            "line_ids": lines.ids[:1000],
        }

    def _balance_title(self, level, lines):
        products = lines.product_id
        if level == "made":
            return self.env._("Made of it")
        if len(lines) == 1:
            return f"{products.name} {lines.lot_name or ''}"
        if len(products) == 1:
            return self.env._(
                "%(product)s, %(count)s lots", product=products.name, count=len(lines)
            )
        return self.env._("%(count)s lots", count=len(lines))

    def _balance_short(self, level, lines):
        name = self.env._("Made") if level == "made" else self.env._("Trigger")
        return f"{name} ({lines.uom_id.name})"

    def _balance_cell(self, figure, lines):
        total = sum(lines.mapped("qty_total"))
        qty = sum(lines.mapped(figure))
        share = 100 * qty / total if total else 0.0
        return {
            "text": self._qty(qty),
            "share": self.env._("%(share).1f %%", share=share),
            "nought": not qty,
        }
