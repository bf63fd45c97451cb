from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..posting.inv_count_session import APPROVER

SUPERVISOR = "inv_cycle_count.group_count_supervisor"
QUEUE_STATES = ("review", "waiting", "failed")
LAST_VARIANCES = 5
PAGE_LIMIT = 80


class InvCountReview(models.AbstractModel):
    """What approvers see: the queue of variances, and one variance in detail."""

    _name = "inv.count.review"
    _description = "Review of Variances"

    # ------------------------------------------------------------------------
    # The queue
    # ------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_variance_queue(self, filters=None, offset=0, limit=PAGE_LIMIT):
        """Return the page of variances, the largest value first, with totals.

        ``filters`` may hold state, warehouse_id, session_id, item_class, search.
        """
        self._check_supervisor()
        filters = filters or {}
        Line = self.env["inv.count.line"]
        domain = self._get_queue_domain(filters)
        lines = Line.search(
            domain, order="absolute_value DESC, id", offset=offset, limit=limit
        )
        causes = self.env["inv.count.suspicion"]._get_causes(lines)
        history = self._get_history(lines)
        limits = self.env["inv.count.decision"]._get_limits(lines)
        return {
            "lines": [
                self._prepare_row(line, causes[line.id], history, limits)
                for line in lines
            ],
            "count": Line.search_count(domain),
            "totals": self._get_totals(domain),
            "tiles": self._get_tiles(filters),
            "posting": self._get_posting(),
            "warehouses": self.env["stock.warehouse"]
            .search([("company_id", "in", self.env.companies.ids)])
            .read(["display_name"]),
            "causes": self.env["inv.count.cause"]
            .search([("company_id", "in", [False, *self.env.companies.ids])])
            .read(["name", "code"]),
            "limit": self.env["inv.count.limit"]._get_amount(
                self.env.company, self.env.user
            ),
            "two_person_limit": self.env.company.sudo().inv_count_two_person_limit,
            "currency_id": self.env.company.currency_id.id,
            "can_approve": self.env.user.has_group(APPROVER),
            "user_id": self.env.uid,
            "now": fields.Datetime.to_string(fields.Datetime.now()),
        }

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
        ((net, absolute, count),) = self.env["inv.count.line"]._read_group(
            domain, [], ["variance_value:sum", "absolute_value:sum", "__count"]
        )
        return {
            "net_value": net or 0.0,
            "absolute_value": absolute or 0.0,
            "line_count": count,
        }

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
            [],
            ["__count", "absolute_value:sum"],
        )[0]
        hits = self.env["inv.count.line"].search_count(
            [
                ("company_id", "in", self.env.companies.ids),
                ("posted_datetime", ">=", today),
                ("is_hit", "=", True),
            ]
        )
        return {
            **{
                state: {
                    "count": counts.get(state, (0, 0.0))[0],
                    "value": counts.get(state, (0, 0.0))[1],
                }
                for state in QUEUE_STATES
            },
            "posted": {"count": posted[0], "value": posted[1] or 0.0, "hits": hits},
        }

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

    @api.model
    def _get_history(self, lines):
        """Return the last variances of each product in its place, oldest first."""
        earlier = self.env["inv.count.line"].search(
            [
                ("product_id", "in", lines.product_id.ids),
                ("location_id", "in", lines.location_id.ids),
                ("state", "in", ("posted", "reversed")),
                ("id", "not in", lines.ids),
            ],
            order="counted_datetime DESC, id DESC",
        )
        history = {}
        for line in earlier:
            key = (line.product_id.id, line.location_id.id)
            values = history.setdefault(key, [])
            if len(values) < LAST_VARIANCES:
                values.insert(0, line.variance_qty)
        return history

    @api.model
    def _prepare_row(self, line, causes, history, limits):
        """Return one variance as the page shows it."""
        key = (line.product_id.id, line.location_id.id)
        return {
            "id": line.id,
            "state": line.state,
            "product": line.product_id.display_name,
            "product_id": line.product_id.id,
            "lot": line.lot_id.name or "",
            "package": line.package_id.name or "",
            "owner": line.owner_id.name or "",
            "location": line.location_id.name,
            "location_path": line.location_id.display_name,
            "item_class": line.item_class or "",
            "uom": line.uom_id.name,
            "session": line.session_id.name,
            "session_id": line.session_id.id,
            "expected_qty": line.expected_qty,
            "counted_qty": line.counted_qty,
            "first_counted_qty": line.first_counted_qty,
            "round": line.round,
            "is_recounted": line.round > 1,
            "variance_qty": line.variance_qty,
            "variance_rate": line.variance_rate,
            "variance_value": line.variance_value,
            "absolute_value": line.absolute_value,
            "breach": (line.breach or "").split(",") if line.breach else [],
            "move_count": line.move_count,
            "history": history.get(key, []),
            "causes": causes,
            "cause_id": line.cause_id.id,
            "counter": line.counter_id.name or "",
            "counted_datetime": fields.Datetime.to_string(line.counted_datetime)
            if line.counted_datetime
            else "",
            "note": line.note or "",
            "message": line.message or "",
            "approver": line.approver_id.name or "",
            "is_first_approval": bool(line.approver_id),
            "offset_line_id": line.offset_line_id.id,
            "photo_count": len(line.photo_ids),
            "decision": self._get_decision_rights(line, limits),
        }

    @api.model
    def _get_decision_rights(self, line, limits):
        """Return what the user may do: approve, first (of two) or why not."""
        decision = self.env["inv.count.decision"]
        reason = decision._get_refusal(line, limits)
        if reason:
            return {"kind": "none", "reason": reason}
        if decision._needs_second(line) and not line.approver_id:
            return {"kind": "first", "reason": ""}
        return {"kind": "approve", "reason": ""}

    # ------------------------------------------------------------------------
    # One variance
    # ------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_variance_detail(self, line_id):
        """Return one variance with its scans, the replay of moves and photos."""
        self._check_supervisor()
        line = self.env["inv.count.line"].browse(line_id)
        line.check_access("read")
        causes = self.env["inv.count.suspicion"]._get_causes(line)
        limits = self.env["inv.count.decision"]._get_limits(line)
        history = self._get_history(line)
        return {
            **self._prepare_row(line, causes[line.id], history, limits),
            "entries": [self._prepare_entry(entry) for entry in line.entry_ids],
            "replay": self._get_replay(line),
            "photos": line.photo_ids.read(["name"]),
        }

    @api.model
    def _prepare_entry(self, entry):
        return {
            "id": entry.id,
            "counter": entry.user_id.name,
            "quantity": entry.quantity,
            "expression": entry.expression or "",
            "kind": entry.kind,
            "round": entry.round,
            "state": entry.state,
            "condition": entry.condition,
            "note": entry.note or "",
            "datetime": fields.Datetime.to_string(entry.scan_datetime),
        }

    @api.model
    def _get_replay(self, line):
        """Return how the expected figure comes from the book now and later moves."""
        if not line.counted_datetime:
            return False
        first = line.first_scan_datetime or line.counted_datetime
        replay = self.env["inv.count.book"]._replay(
            line, [first], [line.counted_datetime]
        )
        expected = float(replay.expected[0])
        moved = float(replay.moved_since[0])
        return {
            "book_now": expected + moved,
            "moved_since": moved,
            "expected": expected,
            "moves": self.env["inv.count.book"]._get_move_rows(line),
        }
