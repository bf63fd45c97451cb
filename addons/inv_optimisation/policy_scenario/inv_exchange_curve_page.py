import numpy as np

from odoo import api, models
from odoo.exceptions import UserError

from .inv_exchange_curve import STEPS

AXIS_TICKS = 5
#: Room above and below the data, as a share of the axis.
MARGIN = 0.06


class InvExchangeCurvePage(models.AbstractModel):
    """The page of the exchange curve: places from 0 to 1, amounts as texts."""

    _name = "inv.exchange.curve.page"
    _description = "Exchange Curve Page"
    _inherit = ["inv.policy.preview"]

    @api.model
    @api.readonly
    def get_curve(self, policy_id=False):
        """Return curve, today, choices and segments; see the component."""
        company = self.env.company
        curves = self.env["inv.exchange.curve"]
        every = curves._get_policies(company)
        policies = every.filtered(lambda policy: policy.id == policy_id) or every
        facts = curves._get_facts(company, policies) if every else None
        data = {
            "segments": [{"id": one.id, "name": one.name} for one in every],
            "segment_id": policies.id if len(policies) == 1 else False,
            "may_apply": self.env.user.has_group("inv_optimisation.group_inv_manager"),
            "message": None,
        }
        if not facts:
            return {**data, "message": self._get_empty_message(every)}
        return {**data, **self._prepare_curve(facts, company)}

    def _get_empty_message(self, policies):
        if not policies:
            return self.env._(
                "No policy has a group fill rate as its target. The curve shows what "
                "such a target costs: set one on the policy board."
            )
        return self.env._(
            "No planned item follows a group target yet. Start a planning run."
        )

    def _prepare_curve(self, facts, company):
        fill, value = self.env["inv.exchange.curve"]._get_curve(facts)
        now = facts.total(facts.stock_now), facts.mean(facts.fill_now)
        promise = self.env["inv.exchange.curve"]._get_promise(facts)
        axes = self._get_axes(fill, value, now, promise, company)
        steps = self._get_steps(fill, value, axes, company)
        return {
            "axes": {name: axes[name]["ticks"] for name in ("x", "y")},
            "steps": steps,
            "today": self._place(now, axes, company),
            "promise": {
                "y": self._share(promise, axes["y"]),
                "text": self.env._("target %s", self._percent(promise)),
            },
            "choices": self._get_choices(fill, value, now, promise, company),
            "scope": self._get_scope(facts),
        }

    def _get_scope(self, facts):
        count = round(len(facts.points) * facts.scale)
        if facts.scale > 1:
            return self.env._(
                "%(count)s item-sites, estimated from %(sample)s of them",
                count=self._number(count, 0),
                sample=self._number(len(facts.points), 0),
            )
        return self.env._("%(count)s item-sites", count=self._number(count, 0))

    # ------------------------------------------------------------------------
    # Geometry
    # ------------------------------------------------------------------------

    def _get_axes(self, fill, value, now, promise, company):
        low = min(float(fill[0]), now[1], promise)
        return {
            "x": self._get_axis(
                [*value, now[0]], lambda amount: self._short_money(amount, company)
            ),
            "y": self._get_axis([low, 1.0], self._percent),
        }

    def _get_axis(self, values, write):
        """Return the ends of an axis and ticks at round values."""
        low, high = float(min(values)), float(max(values))
        margin = MARGIN * (high - low or 1.0)
        low, high = max(low - margin, 0.0), high + (margin if high > 1 else 0.0)
        step = self._get_round_step((high - low) / AXIS_TICKS)
        ticks = np.arange(np.ceil(low / step), np.floor(high / step) + 1) * step
        axis = {"low": low, "high": high}
        axis["ticks"] = [
            {"place": self._share(tick, axis), "text": write(float(tick))}
            for tick in ticks
        ]
        return axis

    @staticmethod
    def _get_round_step(step):
        """Return 1, 2, 2.5 or 5 times a power of ten at or above ``step``."""
        power = 10.0 ** np.floor(np.log10(step))
        return next(
            factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= step
        )

    @staticmethod
    def _share(value, axis):
        return float((value - axis["low"]) / (axis["high"] - axis["low"]))

    def _place(self, point, axes, company):
        value, share = point
        return {
            "x": self._share(value, axes["x"]),
            "y": self._share(share, axes["y"]),
            "text": self.env._(
                "%(stock)s, %(service)s",
                stock=self._short_money(value, company),
                service=self._percent(share),
            ),
        }

    def _get_steps(self, fill, value, axes, company):
        """Return the points that can be chosen, dense enough to drag along."""
        steps = STEPS[(fill[0] <= STEPS) & (fill[-1] >= STEPS)]
        values = np.interp(steps, np.maximum.accumulate(fill), value)
        return [
            {"target": float(step), **self._place((float(amount), step), axes, company)}
            for step, amount in zip(steps, values, strict=True)
        ]

    def _short_money(self, value, company):
        """Return an amount as on an axis: 1.2M, 340k."""
        symbol = company.currency_id.symbol
        for size, letter in ((1e6, "M"), (1e3, "k")):
            if abs(value) >= size:
                digits = 2 if size == 1e6 else 1 if abs(value) < 10 * size else 0
                return f"{symbol} {self._number(value / size, digits)}{letter}"
        return f"{symbol} {self._number(value, 0)}"

    # ------------------------------------------------------------------------
    # Choices
    # ------------------------------------------------------------------------

    def _get_choices(self, fill, value, now, promise, company):
        """Return the three named points: same service, the target, same money."""
        rising = np.maximum.accumulate(fill)
        same_money = float(np.interp(now[0], value, rising))
        points = [
            ("service", self.env._("Keep the service"), now[1]),
            ("target", self.env._("Reach the target"), promise),
            ("money", self.env._("Keep the money"), same_money),
        ]
        choices = []
        for name, title, wanted in points:
            # Less service than the lots alone give costs no less.
            target = max(wanted, float(rising[0]))
            stock = float(np.interp(target, rising, value))
            choices.append(
                {
                    "name": name,
                    "title": title,
                    "target": min(target, float(rising[-1])),
                    "is_possible": bool(target <= rising[-1]),
                    "headline": self._get_headline(name, target, stock, now, company),
                    "text": self._get_choice_text(target, stock, now, company),
                }
            )
        return choices

    def _get_headline(self, name, target, stock, now, company):
        if name == "money":
            return self.env._(
                "%s pt", self._signed(self._number((target - now[1]) * 100, 1))
            )
        return self._signed_money(stock - now[0], company)

    def _signed(self, text):
        return text.replace("-", "\N{MINUS SIGN}") if "-" in text else f"+{text}"

    def _get_choice_text(self, target, stock, now, company):
        return self.env._(
            "%(service)s with %(stock)s; today %(now)s with %(money)s.",
            service=self._percent(target),
            stock=self._short_money(stock, company),
            now=self._percent(now[1]),
            money=self._short_money(now[0], company),
        )

    @api.model
    @api.readonly
    def find_target(self, policy_id, budget):
        """Return the fill rate that a stock value buys; refuse what nothing buys."""
        if isinstance(budget, bool) or not isinstance(budget, (int, float)):
            raise UserError(self.env._("Enter the stock value as a number."))
        company = self.env.company
        facts, _policies = self._get_segment(company, policy_id)
        fill, value = self.env["inv.exchange.curve"]._get_curve(facts)
        if not value[0] <= budget <= value[-1]:
            raise UserError(
                self.env._(
                    "Choose a stock value between %(low)s and %(high)s.",
                    low=self._short_money(value[0], company),
                    high=self._short_money(value[-1], company),
                )
            )
        return float(np.interp(budget, value, np.maximum.accumulate(fill)))

    def _get_segment(self, company, policy_id):
        curves = self.env["inv.exchange.curve"]
        every = curves._get_policies(company)
        policies = every.filtered(lambda policy: policy.id == policy_id) or every
        facts = curves._get_facts(company, policies)
        if not facts:
            raise UserError(self._get_empty_message(every))
        return facts, policies

    def _check_target(self, target):
        is_number = isinstance(target, (int, float)) and not isinstance(target, bool)
        if not is_number or not STEPS[0] <= target <= STEPS[-1]:
            raise UserError(
                self.env._(
                    "Choose a fill rate between %(low)s and %(high)s.",
                    low=self._percent(STEPS[0]),
                    high=self._percent(STEPS[-1]),
                )
            )

    @api.model
    @api.readonly
    def get_choice(self, policy_id, target):
        """Return what a point of the curve means for every class."""
        self._check_target(target)
        company = self.env.company
        facts, _policies = self._get_segment(company, policy_id)
        stock, fill = self.env["inv.exchange.curve"]._solve(facts, target)
        classes = np.array([point.abc_xyz or "–" for point in facts.points])
        rows = [
            self._prepare_row(name, classes == name, facts, stock, fill, company)
            for name in sorted(set(classes.tolist()))
        ]
        total = self._prepare_row(
            self.env._("All"), classes != "", facts, stock, fill, company
        )
        largest = max(abs(row["change"]) for row in rows) or 1.0
        for row in (*rows, total):
            row["bar"] = min(abs(row["change"]) / largest, 1.0)
        return {
            "target": target,
            "target_text": self._percent(target),
            "stock_text": total["stock"],
            "rows": rows,
            "total": total,
        }

    def _prepare_row(self, name, mask, facts, stock, fill, company):
        rows = np.flatnonzero(mask)
        before = facts.total(facts.stock_now[rows])
        after = facts.total(stock[rows])
        return {
            "name": name,
            "before": self._number(facts.mean(facts.fill_now, rows) * 100, 1),
            "after": self._percent(facts.mean(fill, rows)),
            "stock": self._short_money(after, company),
            "change": after - before,
            "change_text": self._signed_money(after - before, company),
            "is_less": after < before,
        }

    @api.model
    def open_preview_of_target(self, policy_id, target):
        """Return the preview of the targets that lead to a point of the curve."""
        self._check_target(target)
        company = self.env.company
        curves = self.env["inv.exchange.curve"]
        facts, policies = self._get_segment(company, policy_id)
        _stock, fill = curves._solve(facts, target)
        targets = curves._get_targets(facts, policies, fill)
        return self._open_preview(
            {policy: {"service_target": share} for policy, share in targets.items()},
            reason=self.env._(
                "Exchange curve: fill rate of %(target)s", target=self._percent(target)
            ),
        )
