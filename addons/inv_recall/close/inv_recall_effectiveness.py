from collections import defaultdict

from odoo import api, fields, models

from ..case.rates import get_rate


class InvRecall(models.Model):
    """How well a recall works, in per cent.

    Quantities of different units are never added up: each unit has a share of its own
    and the worst one counts.
    """

    _inherit = "inv.recall"

    traced_rate = fields.Float("Traced (%)", compute="_compute_rates", digits=(5, 1))
    balanced_rate = fields.Float(
        "Balance Closed (%)", compute="_compute_rates", digits=(5, 1)
    )

    @api.depends("recall_lot_ids.included", "recall_lot_ids.qty_open")
    def _compute_rates(self):
        quantities = self._get_quantities()
        for case in self:
            units = quantities[case].values()
            case.traced_rate = min(
                (
                    get_rate(unit["total"] - unit["lost"], unit["total"])
                    for unit in units
                ),
                default=0.0,
            )
            case.balanced_rate = min(
                (
                    get_rate(unit["total"] - unit["open"], unit["total"])
                    for unit in units
                ),
                default=0.0,
            )

    def _get_quantities(self):
        """Return, by case and unit, the total, the lost and the open quantity.

        Lost is what nobody can find by its number: goods made without numbers, and
        pieces that are in no figure of the balance, explained or not. Open are those
        that nobody has explained.
        """
        result = {case: defaultdict(lambda: defaultdict(float)) for case in self}
        lines = self.env["inv.recall.lot"].search_fetch(
            [("recall_id", "in", self.ids), ("included", "=", True)],
            ["recall_id", "product_id", "lot_id", "qty_total", "qty_unexplained"],
        )
        for line in lines:
            unit = result[line.recall_id][line.uom_id]
            unit["total"] += line.qty_total
            lost = abs(line.qty_unexplained) if line.lot_id else line.qty_total
            unit["lost"] += lost
            unit["open"] += abs(line.qty_open) if line.lot_id else 0.0
        return result

    def _get_effectiveness(self):
        """Return the targets of a case and what it reached, ready to show.

        Rooms add theirs.

        Returns
        -------
        list of dict
            ``key``, ``label``, ``rate`` (%), ``target`` (%), ``reached``, ``detail``.
        """
        self.ensure_one()
        company = self.company_id
        units = self._get_quantities()[self]
        traced, balanced = [], []
        for uom, unit in units.items():
            number = {"unit": uom.name, "total": self._qty(unit["total"])}
            traced.append(
                self.env._(
                    "%(found)s of %(total)s %(unit)s",
                    found=self._qty(unit["total"] - unit["lost"]),
                    **number,
                )
            )
            balanced.append(
                self.env._(
                    "%(open)s %(unit)s to explain",
                    open=self._qty(unit["open"]),
                    **number,
                )
                if unit["open"]
                else self.env._("%(total)s %(unit)s accounted for", **number)
            )
        return [
            self._target(
                "traced",
                self.env._("Quantity traced"),
                self.traced_rate,
                company.inv_recall_target_traced,
                ", ".join(traced),
            ),
            self._target(
                "balanced",
                self.env._("Mass balance closed"),
                self.balanced_rate,
                company.inv_recall_target_balanced,
                ", ".join(balanced),
            ),
        ]

    def _target(self, key, label, rate, target, detail):
        """Return one line of the effectiveness."""
        return {
            "key": key,
            "label": label,
            "rate": rate,
            "rate_text": self.env._("%(rate)s %%", rate=self._qty(rate)),
            "target": target,
            "target_text": self.env._("≥ %(rate)s %%", rate=self._qty(target)),
            "reached": rate >= target,
            "detail": detail,
        }

    def _qty_of(self, lines, field):
        """Return the sum of a figure of lots as text, by unit."""
        sums = defaultdict(float)
        for line in lines:
            sums[line.uom_id] += line[field]
        texts = [f"{self._qty(qty)} {uom.name}" for uom, qty in sums.items()]
        return ", ".join(texts) or self._qty(0)

    def _qty(self, value):
        """Return a quantity as text in the language of the user, without end zeros."""
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        value = round(value, digits) + 0.0
        lang = self.env["res.lang"]._lang_get(self.env.lang or "en_US")
        text = lang.format(f"%.{digits}f", value, grouping=True)
        point = lang.decimal_point
        return text.rstrip("0").rstrip(point) if digits and point in text else text
