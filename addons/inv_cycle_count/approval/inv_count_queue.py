from odoo import api, fields, models
from odoo.exceptions import AccessError

SUPERVISOR = "inv_cycle_count.group_count_supervisor"
QUEUE_STATES = ("review", "waiting", "failed")


class InvCountQueue(models.AbstractModel):
    """Figures over all variances that wait, whatever page is shown."""

    _name = "inv.count.queue"
    _description = "Queue of Variances"

    @api.model
    def _check_supervisor(self):
        if not self.env.user.has_group(SUPERVISOR):
            raise AccessError(
                self.env._("Variances are shown to supervisors and approvers only.")
            )

    @api.model
    def _get_queue_domain(self, filters):
        state = filters.get("state") or "review"
        states = [state] if state in QUEUE_STATES else list(QUEUE_STATES)
        domain = [
            ("state", "in", states),
            ("company_id", "in", self.env.companies.ids),
        ]
        domain += [
            (name, "=", filters[name])
            for name in ("warehouse_id", "session_id", "item_class")
            if filters.get(name)
        ]
        if filters.get("search"):
            text = filters["search"]
            domain += [
                "|",
                "|",
                "|",
                ("product_id", "ilike", text),
                ("location_id", "ilike", text),
                ("lot_id", "ilike", text),
                ("session_id", "ilike", text),
            ]
        return domain

    @api.model
    def _get_totals(self, domain):
        """Return net and absolute value of all lines of the queue, not of a page."""
        Line = self.env["inv.count.line"]
        ((net, absolute, count, sessions),) = Line._read_group(
            domain,
            [],
            [
                "variance_value:sum",
                "absolute_value:sum",
                "__count",
                "session_id:count_distinct",
            ],
        )
        limit = self.env.company.sudo().inv_count_two_person_limit
        return {
            "net_value": net or 0.0,
            "absolute_value": absolute or 0.0,
            "line_count": count,
            "session_count": sessions,
            "second_count": Line.search_count([*domain, ("absolute_value", ">", limit)])
            if limit
            else 0,
            "small_count": Line.search_count(self._get_small_domain(domain)),
        }

    @api.model
    def _get_small_domain(self, domain):
        """Return the lines that may be approved in bulk."""
        limit = self.env.company.sudo().inv_count_small_limit
        return [
            *domain,
            ("state", "=", "review"),
            ("absolute_value", "<=", limit),
        ]

    @api.model
    def _get_tiles(self, filters):
        """Return how many lines wait in each state, and what was posted today."""
        rest = {key: value for key, value in filters.items() if key != "state"}
        domain = self._get_queue_domain({**rest, "state": "all"})
        groups = self.env["inv.count.line"]._read_group(
            domain, ["state"], ["__count", "absolute_value:sum"]
        )
        counts = {state: (count, value or 0.0) for state, count, value in groups}
        today = fields.Datetime.now().replace(hour=0, minute=0, second=0)
        posted = self.env["inv.count.line"]._read_group(
            [
                ("company_id", "in", self.env.companies.ids),
                ("posted_datetime", ">=", today),
                ("state", "=", "posted"),
            ],
            ["is_hit"],
            ["__count", "absolute_value:sum"],
        )
        posted_count = sum(count for _hit, count, _value in posted)
        hits = sum(count for is_hit, count, _value in posted if is_hit)
        return {
            **{
                state: {
                    "count": counts.get(state, (0, 0.0))[0],
                    "value": counts.get(state, (0, 0.0))[1],
                }
                for state in QUEUE_STATES
            },
            "posted": {
                "count": posted_count,
                "value": sum(value or 0.0 for _hit, _count, value in posted),
                "hits": hits,
                "hit_rate": hits / posted_count if posted_count else 0.0,
            },
        }

    @api.model
    def _get_counters(self):
        """Return those who may count, for the choice of a recount."""
        group = self.env.ref("inv_cycle_count.group_counter")
        users = self.env["res.users"].search(
            [
                ("all_group_ids", "in", group.ids),
                ("company_ids", "in", self.env.companies.ids),
                ("share", "=", False),
            ]
        )
        return [{"id": user.id, "name": user.name} for user in users]

    @api.model
    def _get_posting(self):
        """Return the run that posts right now, or the last one of today."""
        run = self.env["inv.count.posting"].search(
            [("company_id", "in", self.env.companies.ids)], limit=1
        )
        if not run or run.state not in ("queued", "running"):
            return False
        failed = self.env["inv.count.line"].search_count(
            [("company_id", "=", run.company_id.id), ("state", "=", "failed")]
        )
        return {
            "done_count": run.done_count,
            "line_count": run.point_count,
            "failed_count": failed,
            "progress": run.progress,
        }
