from odoo import models

from . import kpi_geometry, kpi_ratios

#: Stock this close to the model is at the model.
MODEL_TOLERANCE = 0.05


class InvKpiTile(models.AbstractModel):
    """One tile of the page: value, verdict, small line, and where to look.

    ``picture`` is what ``inv.kpi.reader`` read: ``days``, ``months`` (sums of each),
    ``now`` (sums of the last day), ``classes`` and ``sites`` (sums of the last day by
    class and by site), ``targets`` and the names of sites. For a KPI ``x`` an addon
    may add ``_get_x_verdict`` and ``_get_x_suffix``. The line below the value is made
    in ``inv.kpi.note``.
    """

    _name = "inv.kpi.tile"
    _description = "KPI Tile"

    def _get_tile(self, kpi, picture):
        """Return everything that the tile of ``kpi`` shows."""
        wording = self.env["inv.kpi.wording"]
        value = kpi_ratios.get_value(kpi, picture["now"])
        history = [kpi_ratios.get_value(kpi, sums) for sums in picture["months"]]
        target = picture["targets"].get(kpi["code"])
        state, verdict = self._get_verdict(kpi, picture, value, target)
        return {
            "code": kpi["code"],
            "name": kpi["name"],
            "size": kpi["size"],
            "value": wording._format(kpi, value),
            "suffix": self._get_suffix(kpi, picture, value),
            "state": state,
            "verdict": verdict,
            "line": kpi_geometry.get_line(history, target) or False,
            "note": self.env["inv.kpi.note"]._get_note(kpi, picture),
            "formula": kpi["formula"],
            "numbers": wording._format_terms(
                kpi,
                kpi_ratios.get_terms(kpi, picture["now"]),
                value,
                kpi_ratios.get_scale(kpi, picture["now"]),
            ),
            "scope": picture["scope"],
            "age": picture["age"],
            "has_rows": bool(kpi["rows"]),
        }

    # ------------------------------------------------------------------------
    # Verdict
    # ------------------------------------------------------------------------

    def _get_verdict(self, kpi, picture, value, target):
        """Return (reached, missed or none; words)."""
        method = getattr(self, f"_get_{kpi['code']}_verdict", None)
        found = method and value is not None and method(picture, value, target)
        if found:
            return found
        if target is None or value is None:
            return "none", ""
        reached = kpi_ratios.is_reached(kpi, value, target)
        return (
            "reached" if reached else "missed",
            self.env._(
                "target %(value)s",
                value=self.env["inv.kpi.wording"]._format(kpi, target),
            ),
        )

    def _get_stock_value_verdict(self, picture, value, target):
        """Compare goods with the model, as long as nobody set a target."""
        model = picture["now"].get("model_value")
        if target is not None or not model:
            return None
        goods = value - (picture["now"].get("wip_value") or 0.0)
        money = self.env["inv.kpi.wording"]._format_money
        if goods > model * (1 + MODEL_TOLERANCE):
            text = self.env._("%(gap)s above the model", gap=money(goods - model))
            return "missed", text
        if goods < model * (1 - MODEL_TOLERANCE):
            text = self.env._("%(gap)s below the model", gap=money(model - goods))
            return "reached", text
        return "reached", self.env._("at the model")

    def _get_forecast_error_verdict(self, picture, value, target):
        """Compare with repeating the last week, as long as nobody set a target."""
        naive = picture["now"].get("naive_error_value")
        if target is not None or not naive:
            return None
        gain = 1 - picture["now"]["forecast_error_value"] / naive
        percent = self.env["inv.kpi.wording"]._format_percent(abs(gain), 0)
        if gain >= 0:
            return "reached", self.env._("%(gain)s better than naive", gain=percent)
        return "missed", self.env._("%(loss)s worse than naive", loss=percent)

    def _get_override_rate_verdict(self, picture, value, target):
        """Tell whether overrides helped, as long as nobody set a target."""
        judged = picture["now"].get("judged_count")
        if target is not None or not judged:
            return None
        share = (picture["now"]["helped_count"] or 0) / judged
        text = self.env._(
            "%(share)s of them helped",
            share=self.env["inv.kpi.wording"]._format_percent(share, 0),
        )
        return ("reached" if share >= 0.5 else "missed"), text

    # ------------------------------------------------------------------------
    # Words beside the value
    # ------------------------------------------------------------------------

    def _get_suffix(self, kpi, picture, value):
        """Return what stands beside the value."""
        if value is None:
            return self.env._("nothing to measure yet")
        method = getattr(self, f"_get_{kpi['code']}_suffix", None)
        return method(picture) if method else kpi["suffix"]

    def _get_stock_value_suffix(self, picture):
        names = (
            ("raw_value", self.env._("raw")),
            ("wip_value", self.env._("in work")),
            ("finished_value", self.env._("finished")),
            ("transit_value", self.env._("in transit")),
        )
        money = self.env["inv.kpi.wording"]._format_money
        return " · ".join(
            f"{name} {money(picture['now'][column])}"
            for column, name in names
            if picture["now"].get(column)
        )

    def _get_fill_rate_suffix(self, picture):
        kpi = self.env["inv.kpi.catalogue"]._get_kpi("cycle_service")
        value = kpi_ratios.get_value(kpi, picture["now"])
        if value is None:
            return self.env._("fill rate")
        return self.env._(
            "fill rate · order cycles %(rate)s",
            rate=self.env["inv.kpi.wording"]._format(kpi, value),
        )

    def _get_lost_margin_suffix(self, picture):
        return self.env._(
            "in 28 days, %(count)s items out today",
            count=int(picture["now"].get("out_item_count") or 0),
        )

    def _get_excess_suffix(self, picture):
        return self._format_column(picture, "excess_value")

    def _get_dead_stock_suffix(self, picture):
        return self._format_column(picture, "dead_value")

    def _format_column(self, picture, column):
        return self.env["inv.kpi.wording"]._format_money(picture["now"][column] or 0.0)

    def _get_forecast_error_suffix(self, picture):
        now = picture["now"]
        bias = (now["forecast_bias_value"] or 0.0) / now["forecast_demand_value"]
        sign = "+" if bias >= 0 else "−"
        percent = self.env["inv.kpi.wording"]._format_percent(abs(bias), 0)
        return self.env._("bias %(bias)s", bias=f"{sign}{percent}")

    def _get_supplier_on_time_suffix(self, picture):
        now = picture["now"]
        days = (now["lead_time_p90_sum"] or 0.0) / now["receipt_count"]
        return self.env._(
            "P90 %(days)s d",
            days=self.env["inv.kpi.wording"]._format_number(days),
        )
