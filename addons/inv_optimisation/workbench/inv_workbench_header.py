from datetime import timedelta

from odoo import api, fields, models

from .inv_workbench_kind import KINDS

TREND_DAYS = 7
LINE_DAYS = 30
HOUR = timedelta(hours=1)


class InvWorkbench(models.AbstractModel):
    """The head of the workbench: cards, age of the plan, what is safe, what is next."""

    _inherit = "inv.workbench"

    @api.model
    @api.readonly
    def get_header(self):
        """Return everything around the list; see the component for the contract."""
        company = self.env.company
        totals = self.env["inv.workbench.kind"]._get_totals(company)
        point = self.env["inv.stocking.point"]
        may_decide = self.env.user.has_group("inv_optimisation.group_inv_planner")
        return {
            "cards": self._get_cards(company, totals),
            "plan": self._get_plan(company),
            "may_decide": may_decide,
            "safe_count": point.search_count(self._get_safe_domain(company))
            if may_decide
            else 0,
            "ahead": self._get_ahead(company),
            "today": self._get_today_text(company),
            "quiet_count": self._get_quiet_count(company),
            "automatic": self.env["inv.requisition"]._get_automatic(company),
        }

    # ------------------------------------------------------------------------
    # Cards
    # ------------------------------------------------------------------------

    def _get_cards(self, company, totals):
        history = self.env["inv.exception.snapshot"]._get_history(company, LINE_DAYS)
        labels = dict(
            self.env["inv.stocking.point"]
            ._fields["decision_kind"]
            ._description_selection(self.env)
        )
        return [
            self._prepare_card(kind, labels[kind], company, totals, history)
            for kind, _label in KINDS
        ]

    def _prepare_card(self, kind, label, company, totals, history):
        found = [values for key, values in totals.items() if key[0] == kind]
        count = sum(values[0] for values in found)
        value = sum(values[1] for values in found)
        today = company._get_inventory_today()
        days = history["days"].get(kind, {})
        before = days.get(today - timedelta(days=TREND_DAYS))
        return {
            "kind": kind,
            "label": label,
            "count": self._number(count, 0),
            "is_empty": not count,
            "value": self._get_value_text(kind, count, value, company),
            "trend": None if before is None else self._get_trend(count - before),
            "benchmark": self._get_benchmark(kind, history),
            "line": self._get_line([*days.values(), count]),
        }

    def _get_value_text(self, kind, count, value, company):
        money = self._money(value, company)
        texts = {
            "stocked_out": self.env._("%(money)s missing", money=money),
            "at_risk": self.env._("%(money)s at risk", money=money),
            "below_reorder_point": self.env._("%(money)s to order", money=money),
            "surplus_on_order": self.env._("%(money)s cash on order", money=money),
            "excess": self.env._("%(money)s cash tied up", money=money),
            "data_problem": self.env._(
                "%(count)s items to mend", count=self._number(count, 0)
            ),
        }
        return texts[kind]

    def _get_trend(self, change):
        """Return the arrow against a week ago: more exceptions are worse."""
        if not change:
            return {"tone": "same", "text": self.env._("as 7 days ago")}
        return {
            "tone": "worse" if change > 0 else "better",
            "text": self.env._(
                "%(count)s in 7 days", count=self._number(abs(change), 0)
            ),
        }

    def _get_benchmark(self, kind, history):
        # A card that was not counted on that day is unknown, not empty.
        if kind not in history["benchmark"]:
            return ""
        return self.env._(
            "%(count)s on %(date)s",
            count=self._number(history["benchmark"][kind], 0),
            date=self._date(history["benchmark_date"]),
        )

    def _get_line(self, counts):
        """Return points of the small line, x and y from 0 to 1, the oldest first."""
        if len(counts) < 2:
            return []
        low, high = min(counts), max(counts)
        spread = (high - low) or 1
        last = len(counts) - 1
        return [
            [index / last, (value - low) / spread] for index, value in enumerate(counts)
        ]

    # ------------------------------------------------------------------------
    # The plan
    # ------------------------------------------------------------------------

    def _get_plan(self, company):
        """Return age and state of the plan, and what went wrong when it is old."""
        runs = self.env["inv.planning.run"]
        domain = [("company_id", "=", company.id), ("scope", "=", "all")]
        done = runs.search([*domain, ("state", "=", "done")], limit=1)
        newest = runs.search(domain, limit=1)
        return {
            "text": self._get_plan_text(done),
            "warning": self._get_warning(company, done, newest),
            "progress": self._get_progress(newest),
            "run_id": newest.id,
            "is_first": not done,
        }

    def _get_plan_text(self, run):
        if not run:
            return self.env._("Nothing is planned yet")
        moment = fields.Datetime.context_timestamp(self, run.end_datetime)
        today = fields.Datetime.context_timestamp(self, fields.Datetime.now()).date()
        is_today = moment.date() == today
        return self.env._(
            "Plan of %(day)s %(time)s, %(count)s item-sites, %(seconds)s s",
            day=self.env._("today") if is_today else self._date(moment.date()),
            time=moment.strftime("%H:%M"),
            count=self._number(run.done_count, 0),
            seconds=self._number(run.seconds, 0),
        )

    def _get_warning(self, company, done, newest):
        """Return what is old and why, or None; a run under way says it itself."""
        if not done or newest.state in ("queued", "running"):
            return None
        limit = fields.Datetime.now() - company.inv_stale_hours * HOUR
        sites = self._get_old_sites(company, limit)
        if not sites:
            return None
        names, oldest, is_all = sites
        hours = int((fields.Datetime.now() - oldest) / HOUR)
        cause = ""
        if newest != done and newest.message:
            cause = self.env._(
                "The last run stopped: %(message)s", message=newest.message
            )
        if is_all:
            title = self.env._("The plan is %(hours)s hours old.", hours=hours)
        else:
            title = self.env._(
                "%(sites)s: the plan is %(hours)s hours old.", sites=names, hours=hours
            )
        return {"title": title, "cause": cause, "run_id": newest.id}

    def _get_old_sites(self, company, limit):
        """Return (names, oldest plan, whether all) of sites not planned since limit."""
        groups = self.env["inv.stocking.point"]._read_group(
            [("company_id", "=", company.id), ("planned_datetime", "!=", False)],
            ["warehouse_id"],
            ["planned_datetime:max"],
        )
        old = [(site, moment) for site, moment in groups if moment < limit]
        if not old:
            return None
        names = ", ".join(site.name for site, _moment in old)
        return names, min(moment for _site, moment in old), len(old) == len(groups)

    def _get_progress(self, run):
        if run.state not in ("queued", "running"):
            return None
        share = run.done_count / run.point_count if run.point_count else 0.0
        return {
            "share": share,
            "text": self.env._(
                "%(done)s of %(total)s item-sites",
                done=self._number(run.done_count, 0),
                total=self._number(run.point_count, 0),
            ),
        }

    @api.model
    def run_plan(self):
        """Start planning the company in the background; return the header."""
        run = self.env["inv.planning.run"].create({"company_id": self.env.company.id})
        run.action_start()
        return self.get_header()
