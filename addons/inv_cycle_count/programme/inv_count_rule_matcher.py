import numpy as np
import pytz

from odoo import models

WORKING_YEAR_DAYS = 365


class InvCountRuleMatcher(models.AbstractModel):
    """Give every position its rule: the first that matches, in the order shown."""

    _name = "inv.count.rule.matcher"
    _description = "Matcher of Count Rules"

    def _match(self, programme, axis, facts):
        """Add rule, interval, window and promise, and why a position is left out."""
        count = len(facts["location"])
        facts["rule"] = np.zeros(count, dtype=np.int64)
        facts["interval"] = np.full(count, np.inf)
        facts["window_share"] = np.zeros(count)
        facts["promise_days"] = np.zeros(count, dtype=np.int64)
        facts["is_control"] = np.zeros(count, dtype=bool)
        year = self._get_working_days_per_year(axis)
        for rule in programme.rule_ids.filtered("is_calendar"):
            mask = self._get_mask(programme, rule, facts) & (facts["rule"] == 0)
            facts["rule"][mask] = rule.id
            facts["interval"][mask] = max(rule._get_interval(year), 1.0)
            facts["window_share"][mask] = rule.window_percent / 100.0
            facts["promise_days"][mask] = rule.max_interval_days
            facts["is_control"][mask] = rule.kind == "control"
        facts["last_day"] = self._get_local_days(programme, facts["last_count"])
        self._add_left_out(programme, facts)

    def _get_working_days_per_year(self, axis):
        """Return the working days of the coming year."""
        today = np.datetime64(axis.today, "D")
        year = np.timedelta64(WORKING_YEAR_DAYS, "D")
        return float(axis.number([today + year])[0])

    def _get_mask(self, programme, rule, facts):
        """Return which positions a rule matches; extend for more conditions."""
        is_item = facts["product"] > 0
        if rule.kind == "empty":
            mask = ~is_item
        elif rule.kind == "control":
            control = programme.control_product_ids.ids
            mask = is_item & np.isin(facts["product"], control)
        else:
            mask = is_item
            if rule.item_class:
                mask = mask & (facts["item_class"] == rule.item_class)
            if rule.categ_id:
                mask = mask & np.isin(facts["categ"], self._get_below(rule.categ_id))
        if rule.location_id:
            mask = mask & np.isin(facts["location"], self._get_below(rule.location_id))
        return mask

    def _get_below(self, records):
        """Return the ids of records and of all below them."""
        return records.search([("id", "child_of", records.ids)]).ids

    def _add_left_out(self, programme, facts):
        """Add ``left_out``: why a position gets no day ('' = it gets one)."""
        count = len(facts["location"])
        reason = np.full(count, "", dtype="<U10")
        has_rule = (facts["rule"] > 0) & np.isfinite(facts["interval"])
        reason[~has_rule & ~facts["is_triggered"]] = "rule"
        if programme.hot_pick_limit:
            reason[facts["picks_per_day"] > programme.hot_pick_limit] = "hot"
        if programme.excluded_location_ids:
            below = self._get_below(programme.excluded_location_ids)
            reason[np.isin(facts["location"], below)] = "excluded"
        facts["left_out"] = reason
        facts["is_planned"] = reason == ""

    def _get_local_days(self, programme, moments):
        """Return the day of each moment in the time zone of the warehouse."""
        zone = pytz.timezone(programme._get_timezone())
        days = moments.astype("datetime64[D]")
        # Few different moments: one count submits many positions at once.
        known, where = np.unique(moments, return_inverse=True)
        local = [
            np.datetime64("NaT")
            if np.isnat(moment)
            else pytz.utc.localize(moment.item()).astimezone(zone).date()
            for moment in known
        ]
        if not local:
            return days
        return np.array(local, dtype="datetime64[D]")[where.reshape(-1)]
