from datetime import timedelta

from odoo import fields, models

from ..case.selections import ENDED_STATES

#: When each step should have ended, as a share of the time of the whole test: with four
#: hours 0:05, 0:15, 0:30, 1:00, 2:00 and 4:00.
DUE_SHARES = {
    "trigger": 1 / 48,
    "scope": 1 / 16,
    "balance": 1 / 8,
    "contain": 1 / 4,
    "notify": 1 / 2,
    "closed": 1.0,
}


class InvRecall(models.Model):
    """The stopwatch of a mock recall, its splits, and the tests before it."""

    _inherit = "inv.recall"

    def _get_mock_page(self):
        """Return what only the page of a mock recall shows."""
        return {
            "clock": self._get_clock(),
            "steps": self._get_step_rows(),
            "effectiveness": self.effectiveness or self._get_effectiveness(),
            "history": self._get_history(),
            "kept": self._get_kept(),
            "customers": self._get_customer_rows(),
            "next_test": self._get_next_test(),
            "address": self._get_test_address(),
        }

    def _get_clock(self):
        """Return the seconds of the clock; the page only counts on from here."""
        now = fields.Datetime.now()
        start = self.clock_started_at
        end = self.clock_stopped_at or now
        limit = self.company_id.inv_recall_hours * 3600
        return {
            "seconds": int((end - start).total_seconds()) if start else 0,
            "running": bool(start and not self.clock_stopped_at),
            "started": bool(start),
            "limit": int(limit),
            "half": int(limit / 2),
            "hours": self._qty(self.company_id.inv_recall_hours),
            "half_hours": self._qty(self.company_id.inv_recall_hours / 2),
        }

    def _get_step_rows(self):
        """Return every step with what it took; the running one takes no time yet."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        labels["closed"] = self.env._("Report")
        took = {}
        for step in self.step_ids:
            known = took.setdefault(step.state, [timedelta(), False, None])
            if step.date_end:
                known[0] += step.date_end - step.date_start
            known[1] = known[1] or not step.date_end
            known[2] = step.date_end
        if self.state == "closed":
            took["closed"] = [timedelta(), False, self.clock_stopped_at]
        rows = []
        for state in self._get_steps():
            time, running, end = took.get(state, (timedelta(), False, None))
            done = state in took and not running
            rows.append(
                {
                    "key": state,
                    "label": labels[state],
                    "text": self._get_step_text(state),
                    "took": _clock(time) if done and state != "closed" else "",
                    "running": running and self.state not in ENDED_STATES,
                    "done": done,
                    **self._get_due(state, end),
                }
            )
        return rows

    def _get_due(self, state, end):
        """Return until when a step should have ended, and whether it was late.

        Times count from the start of the clock; a step that has not ended is late as
        soon as its time is over.
        """
        limit = timedelta(hours=self.company_id.inv_recall_hours * DUE_SHARES[state])
        start = self.clock_started_at
        until = end or self.clock_stopped_at or fields.Datetime.now()
        return {
            "due": _clock(limit)[:-3],
            "late": bool(start) and until - start > limit,
        }

    def _get_step_text(self, state):
        """Return what happened in a step, as figures tell it."""
        if not self.trace_number:
            return ""
        if state == "trigger":
            return self.title
        if state == "scope":
            return self.env._(
                "lots: %(lots)s, deliveries: %(deliveries)s, in %(seconds).1f s",
                lots=self.lot_count,
                deliveries=self.delivery_count,
                seconds=self.trace_seconds,
            )
        if state == "balance":
            open_lines = self._get_open_lines()
            if not open_lines:
                return self.env._("nothing unexplained")
            return self.env._("lots to explain: %(count)s", count=len(open_lines))
        if state == "contain":
            lots = self.recall_lot_ids.filtered(
                lambda line: line.included and line.lot_id and line.qty_on_hand
            )
            return self.env._("lots that would be held: %(count)s", count=len(lots))
        if state == "closed":
            return self.env._("evidence for the auditor")
        return ""

    def _get_history(self):
        """Return the last mock recalls of the company, the oldest first."""
        cases = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_opened", "<=", self.date_opened),
                *self._get_mock_domain(),
            ],
            order="date_opened desc, id desc",
            limit=5,
        )
        limit = self.company_id.inv_recall_hours
        longest = max([limit, *cases.mapped("elapsed_hours")]) or 1.0
        return [
            {
                "id": case.id,
                "label": self._moment(case.date_opened, "MMM yy"),
                "time": case._get_time_taken(),
                "height": round(100 * case.elapsed_hours / longest, 1),
                "rate": case._get_history_rate(),
                "running": not case.clock_stopped_at,
                "here": case == self,
                "limit": round(100 * limit / longest, 1),
                "half": round(50 * limit / longest, 1),
            }
            for case in reversed(cases)
        ]

    def _get_time_taken(self):
        """Return the time on the clock as hours and minutes."""
        return _clock(timedelta(hours=self.elapsed_hours))[:-3]

    def _get_history_rate(self):
        """Return the share of quantity traced, as it was when the case ended."""
        kept = [line for line in self.effectiveness or [] if line["key"] == "traced"]
        rate = kept[0]["rate"] if kept else self.traced_rate
        return self.env._("%(rate).1f %%", rate=rate)

    def _get_kept(self):
        """Return what is kept for the auditor."""
        kept = [
            ("fa-sitemap", self.env._("Lots: %(count)s", count=self.lot_count)),
            (
                "fa-truck",
                self.env._("Deliveries: %(count)s", count=self.delivery_count),
            ),
            (
                "fa-history",
                self.env._(
                    "Lines of the timeline: %(count)s", count=len(self.event_ids)
                ),
            ),
        ]
        rows = [{"icon": icon, "label": label, "time": ""} for icon, label in kept]
        rows += [
            {
                "icon": "fa-lock",
                "label": evidence.name,
                "time": self._moment(evidence.create_date),
            }
            for evidence in self.evidence_ids
        ]
        return rows

    def _get_customer_rows(self):
        """Return who has affected goods; the room that notifies adds the answers."""
        return {"rows": [], "more": 0}

    def _get_test_address(self):
        """Return where mails of a mock recall go."""
        return ""

    def action_stop_clock(self):
        """Stop the clock of the case."""
        self.check_access("write")
        for case in self.filtered(lambda case: not case.clock_stopped_at):
            case.clock_stopped_at = fields.Datetime.now()
            case._log(
                "step",
                self.env._(
                    "Clock stopped at %(time)s",
                    time=_clock(timedelta(hours=case.elapsed_hours)),
                ),
            )
        return True


def _clock(time):
    """Return a time as hours, minutes and seconds."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
