import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.counting.levelling import (
    level_workload,
    workload,
)
from odoo.addons.inv_optimisation.kernel.counting.priority import (
    count_priority,
    record_error_rate,
)
from odoo.addons.inv_optimisation.kernel.counting.recurrence import (
    due_window,
    next_due_day,
    phase_fraction,
    repeat_windows,
)

DAYS_PER_WEEK = 5
# A record that is worth nothing is still wrong when it is wrong.
LEAST_VALUE = 0.01
# What fits no day of its window comes within two weeks after it, if possible.
SPILL_DAYS = 10
NOWHERE = -1
FAR = 10**9


class InvCountPlanner(models.AbstractModel):
    """Give every position of a programme a day: rules, windows, level workload.

    Promised intervals and triggers are placed first, then the rest; a day that was
    planned before is kept as long as it is in its window and has room, and what a
    supervisor moved or a session holds stays. So a second run changes nothing.
    """

    _name = "inv.count.planner"
    _description = "Count Planner"

    def _plan(self, programme, axis):
        """Plan and write the rows of a programme; return the facts."""
        facts = self._get_facts(programme, axis)
        self._allocate(programme, axis, facts)
        self.env["inv.count.plan.writer"]._write_plan(programme, axis, facts)
        return facts

    def _get_facts(self, programme, axis):
        """Return everything that the allocation needs, as arrays."""
        facts = self.env["inv.count.position.reader"]._read_positions(programme)
        self._add_open_triggers(programme, facts)
        self.env["inv.count.rule.matcher"]._match(programme, axis, facts)
        self._drop_gone(facts)
        self._add_windows(axis, facts)
        self._add_priority(programme, axis, facts)
        return facts

    # ------------------------------------------------------------------------
    # Facts
    # ------------------------------------------------------------------------

    def _add_open_triggers(self, programme, facts):
        """Add which positions wait for a count because something happened."""
        last, trigger = facts["last_count"], facts["trigger"]
        # A rule that is switched off asks for nothing any more.
        is_on = np.isin(facts["trigger_rule"], programme.rule_ids.ids)
        is_open = ~np.isnat(trigger) & is_on
        facts["is_triggered"] = is_open & (np.isnat(last) | (last <= trigger))

    def _drop_gone(self, facts):
        """Forget positions without stock, unless something waits for a count."""
        is_open = facts["is_triggered"]
        stays = (facts["is_there"] > 0) | is_open | (facts["session"] > 0)
        facts["gone_plans"] = facts["plan"][~stays & (facts["plan"] > 0)]
        for name, values in facts.items():
            if name not in ("gone_plans", "rules"):
                facts[name] = values[stays]

    def _add_windows(self, axis, facts):
        """Add phase, due day and window in numbers of working days."""
        today = np.datetime64(axis.today, "D")
        facts["first"] = np.where(np.isnat(facts["first"]), today, facts["first"])
        self._add_phases(facts)
        interval, share = facts["interval"], facts["window_share"]
        first = axis.number(facts["first"])
        last = axis.number(facts["last_day"])
        is_counted = ~np.isnat(facts["last_day"])
        finite = np.where(np.isfinite(interval), interval, 0.0)
        # The epoch of the phases must not move with today.
        shift = axis.offset
        base = np.where(is_counted, last, first - share * finite) + shift
        due = next_due_day(base, facts["phase"], interval, window_share=share) - shift
        limit = self._get_limits(axis, facts)
        earliest, latest = due_window(due, interval, window_share=share, limit=limit)
        trigger_due = axis.number(facts["trigger_due"])
        hurried = facts["is_triggered"] & (trigger_due <= latest)
        facts["is_hurried"] = hurried
        facts["due"] = np.where(hurried, trigger_due, due)
        facts["latest"] = np.where(hurried, np.maximum(trigger_due, 0), latest)
        facts["earliest"] = np.where(hurried, 0, earliest)
        facts["is_promised"] = hurried | np.isfinite(limit)

    def _get_limits(self, axis, facts):
        """Return the last working day of the promised interval; infinite = none."""
        promise = facts["promise_days"]
        since = np.where(np.isnat(facts["last_day"]), facts["first"], facts["last_day"])
        limit = axis.last_number(since + promise.astype("timedelta64[D]"))
        return np.where(promise > 0, limit, np.inf)

    def _add_phases(self, facts):
        """Keep the phase of known positions and spread the new ones evenly."""
        is_new = facts["phase"] < 0
        group = facts["rule"]
        rank = np.zeros(len(group))
        for rule in np.unique(group[is_new]).tolist():
            inside = (group == rule) & is_new
            known = int(((group == rule) & ~is_new).sum())
            rank[inside] = known + np.arange(int(inside.sum()))
        fresh = phase_fraction(rank).round(6)
        facts["phase"] = np.where(is_new, np.minimum(fresh, 0.999999), facts["phase"])

    def _add_priority(self, programme, axis, facts):
        """Add minutes of work and the gain of a count per minute."""
        facts["minutes"] = programme._get_count_minutes(facts["line_count"])
        wrong = facts["wrong"].astype(np.float64)
        trials = np.maximum(facts["moves_before"], facts["counted"])
        rate = record_error_rate(
            np.maximum(trials, wrong), wrong, item_class=facts["item_class"]
        )
        since = np.where(np.isnat(facts["last_day"]), facts["first"], facts["last_day"])
        days = (np.datetime64(axis.today, "D") - since).astype(np.float64)
        facts["priority"] = count_priority(
            np.maximum(facts["cost"], LEAST_VALUE),
            # A record can be wrong without a movement: theft, damage.
            facts["moves_since"] + 1.0,
            rate,
            np.maximum(days, 1.0),
            minutes=facts["minutes"],
        )

    # ------------------------------------------------------------------------
    # Allocation
    # ------------------------------------------------------------------------

    def _allocate(self, programme, axis, facts, *, keep=True):
        """Set ``day`` (-1 = none) and ``is_late`` of each position."""
        n_days = programme.horizon_weeks * DAYS_PER_WEEK
        room = np.array(programme._get_capacity(axis, n_days))
        facts["capacity"] = room.copy()
        day = self._get_fixed_days(axis, facts)
        fixed = day != NOWHERE
        room -= workload(np.clip(day, 0, None)[fixed], facts["minutes"][fixed], n_days)
        far = ~fixed & facts["is_planned"] & (facts["due"] >= n_days)
        far &= facts["earliest"] >= n_days
        with np.errstate(invalid="ignore"):
            day[far] = np.where(np.isfinite(facts["due"]), facts["due"], FAR)[far]
        facts["repeats"], facts["repeats_left"] = np.zeros((2, n_days)), 0
        facts["is_late"] = np.zeros(len(day), dtype=bool)
        near = ~fixed & ~far & facts["is_planned"]
        for tier in (facts["is_promised"], ~facts["is_promised"]):
            self._place(axis, facts, day, near & tier, room, keep)
            self._place_repeats(facts, day, tier, room)
        facts["day"] = day
        facts["is_fixed"] = fixed

    def _get_fixed_days(self, axis, facts):
        """Return the days that a session or a supervisor has set; -1 = none."""
        planned = axis.number(facts["planned"])
        is_pinned = (facts["is_pinned"] > 0) & ~np.isnat(facts["planned"])
        is_pinned &= (planned >= 0) & facts["is_planned"]
        facts["is_pinned"] = is_pinned
        in_session = (facts["session"] > 0) & ~np.isnat(facts["session_date"])
        is_held = facts.get("is_held", np.zeros(len(planned), dtype=bool))
        day = np.where(is_pinned | is_held, planned, NOWHERE)
        session_day = np.maximum(axis.number(facts["session_date"]), 0)
        return np.where(in_session, session_day, day).astype(np.int64)

    def _place(self, axis, facts, day, chosen, room, keep):
        """Place the chosen counts; ``room`` loses their minutes."""
        if keep:
            self._keep(axis, facts, day, chosen, room)
        n_days = len(room)
        todo = np.flatnonzero(chosen & (day == NOWHERE))
        first = np.clip(facts["earliest"][todo], 0, n_days - 1)
        last = np.clip(facts["latest"][todo], 0, n_days - 1)
        day[todo] = self._level(facts, todo, first, last, room)
        # As soon as possible: one day later after the other, then anywhere.
        for reach in (*range(SPILL_DAYS + 1), n_days):
            late = np.flatnonzero(chosen & (day == NOWHERE))
            if not len(late):
                return
            begin = np.clip(facts["latest"][late] + 1, 0, n_days - 1)
            end = np.clip(begin + reach, begin, n_days - 1)
            day[late] = self._level(facts, late, begin, end, room)
            facts["is_late"][late] = day[late] != NOWHERE

    def _keep(self, axis, facts, day, chosen, room):
        """Keep days of the last plan that are in the window and have room."""
        planned = axis.number(facts["planned"])
        fits = chosen & ~np.isnat(facts["planned"]) & (planned >= 0)
        fits &= (planned >= facts["earliest"]) & (planned < len(room))
        fits &= planned <= np.maximum(facts["latest"], 0)
        kept = np.flatnonzero(fits)
        number = planned[kept].astype(np.int64)
        day[kept] = self._level(facts, kept, number, number, room)

    def _level(self, facts, chosen, first, last, room):
        """Return level days of the chosen counts and take their minutes."""
        minutes = facts["minutes"][chosen]
        found = level_workload(
            first,
            last,
            minutes,
            capacity=np.maximum(room, 0.0),
            priority=facts["priority"][chosen],
        )
        room -= workload(found, minutes, len(room))
        # The order of subtraction must not decide between equal days.
        room[:] = room.round(6)
        return found

    def _place_repeats(self, facts, day, tier, room):
        """Place what follows the next count, so that later days keep room for it."""
        chosen = np.flatnonzero(tier & facts["is_planned"] & (day != NOWHERE))
        item, first, last = repeat_windows(
            day[chosen],
            facts["interval"][chosen],
            len(room),
            window_share=facts["window_share"][chosen],
        )
        source = chosen[item]
        found = self._level(facts, source, first, last, room)
        ones = np.ones(len(found))
        facts["repeats"][0] += workload(found, ones, len(room))
        facts["repeats"][1] += workload(found, facts["minutes"][source], len(room))
        facts["repeats_left"] += int((found == NOWHERE).sum())
