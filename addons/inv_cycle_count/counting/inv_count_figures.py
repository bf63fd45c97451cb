import numpy as np

from odoo import api, models

from odoo.addons.inv_optimisation.kernel.counting.tolerance import within_tolerance


class InvCountFigures(models.AbstractModel):
    """What was counted, what was expected, and which limits the variance misses."""

    _name = "inv.count.figures"
    _description = "Figures of a Count"

    @api.model
    def _get_entries(self, line):
        """Return the valid entries of the line's current round."""
        return line.entry_ids.filtered(
            lambda entry: entry.state == "counted" and entry.round == line.round
        )

    @api.model
    def _sum_up(self, place, lines):
        """Store what was counted in the round, and the book at that moment."""
        if not lines:
            return
        sums = [self._get_sum(line) for line in lines]
        replay = self.env["inv.count.book"]._replay(
            lines, [total["first"] for total in sums], [total["last"] for total in sums]
        )
        costs = self._get_unit_costs(lines)
        figures = zip(
            lines,
            sums,
            replay.expected.tolist(),
            replay.moves_during.tolist(),
            costs,
            strict=True,
        )
        for line, total, expected, moves, cost in figures:
            line.update(
                {
                    **self._prepare_counted_vals(line, total),
                    **self._prepare_figures_vals(
                        line, total["quantity"], expected, cost
                    ),
                    "move_count": moves,
                }
            )

    @api.model
    def _get_sum(self, line):
        entries = self._get_entries(line)
        moments = entries.mapped("scan_datetime")
        damaged = entries.filtered(lambda entry: entry.condition == "damaged")
        notes = [note for note in entries.mapped("note") if note]
        return {
            "quantity": line.uom_id.round(sum(entries.mapped("quantity"))),
            "damaged": sum(damaged.mapped("quantity")),
            "first": min(moments),
            "last": max(moments),
            "user": entries.sorted("scan_datetime").user_id[-1:],
            "note": "; ".join(dict.fromkeys(notes)) or line.note,
        }

    @api.model
    def _prepare_counted_vals(self, line, total):
        vals = {
            "counted_qty": total["quantity"],
            "damaged_qty": total["damaged"],
            "first_scan_datetime": total["first"],
            "counted_datetime": total["last"],
            "counter_id": total["user"].id,
            "note": total["note"],
            "is_counted": True,
        }
        if line.round == 1:
            vals["first_counted_qty"] = total["quantity"]
            vals["first_counter_id"] = total["user"].id
        return vals

    @api.model
    def _prepare_figures_vals(self, line, counted, expected, cost):
        """Return the variance of a count from the book, in quantity and value."""
        variance = line.uom_id.round(counted - expected)
        vals = {
            "expected_qty": expected,
            "unit_cost": cost,
            "variance_qty": variance,
            "variance_value": variance * cost,
            "absolute_value": abs(variance * cost),
            "variance_rate": variance / abs(expected)
            if expected
            else float(bool(variance)),
        }
        if line.round == 1:
            vals["first_expected_qty"] = expected
        return vals

    @api.model
    def _get_unit_costs(self, lines):
        """Return the cost of one unit of each line; stock of others costs nothing."""
        costs = []
        for line in lines:
            is_ours = not line.owner_id or line.owner_id == line.company_id.partner_id
            product = line.product_id.with_company(line.company_id)
            costs.append(product.standard_price if is_ours else 0.0)
        return costs

    @api.model
    def _judge(self, lines):
        """Store which limits are missed; return the lines that miss one."""
        if not lines:
            return lines
        limits = self.env["inv.count.tolerance"]._get_limits(lines)
        amounts = [limit["amount"] or np.nan for limit in limits]
        arguments = [
            [line.expected_qty for line in lines],
            [line.counted_qty for line in lines],
            [line.unit_cost for line in lines],
        ]
        percent = [limit["percent"] for limit in limits]
        absolute = [limit["quantity"] for limit in limits]
        none = np.zeros(len(lines))
        by_percent = within_tolerance(*arguments, percent=percent, absolute=none)
        by_quantity = within_tolerance(*arguments, percent=none, absolute=absolute)
        by_both = within_tolerance(*arguments, percent=percent, absolute=absolute)
        is_ok = within_tolerance(
            *arguments, percent=percent, absolute=absolute, value_limit=amounts
        )
        checks = zip(
            lines, by_percent, by_quantity, by_both, is_ok, limits, strict=True
        )
        missed = []
        for line, percent_ok, quantity_ok, both_ok, ok, limit in checks:
            breach = self._get_breach(line, percent_ok, quantity_ok, both_ok, ok, limit)
            line.update({"breach": breach, "is_hit": self._get_hit(line, ok)})
            if breach:
                missed.append(line.id)
        return lines.browse(missed)

    @api.model
    def _get_hit(self, line, ok):
        """Only the first count tells how good the record was."""
        return bool(ok) if line.round == 1 else line.is_hit

    @api.model
    def _get_breach(self, line, percent_ok, quantity_ok, both_ok, ok, limit):
        """Return the limits that a count misses, as text; False = none."""
        names = []
        if not both_ok:
            names += ["qty"] if not quantity_ok else []
            names += ["percent"] if not percent_ok else []
        elif not ok:
            names.append("amount")
        if not both_ok and limit["amount"] and line.absolute_value > limit["amount"]:
            names.append("amount")
        if names and line.lot_id:
            names.append("lot")
        return ",".join(names) or False
