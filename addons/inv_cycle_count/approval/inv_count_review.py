from odoo import api, fields, models

from ..posting.inv_count_session import APPROVER

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
        queue = self.env["inv.count.queue"]
        queue._check_supervisor()
        filters = filters or {}
        Line = self.env["inv.count.line"]
        domain = queue._get_queue_domain(filters)
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
            "totals": queue._get_totals(domain),
            "tiles": queue._get_tiles(filters),
            "posting": queue._get_posting(),
            "warehouses": self.env["stock.warehouse"]
            .search([("company_id", "in", self.env.companies.ids)])
            .read(["display_name"]),
            "causes": self.env["inv.count.cause"]
            .search([("company_id", "in", [False, *self.env.companies.ids])])
            .read(["name", "code"]),
            "counters": queue._get_counters(),
            "small_limit": self.env.company.sudo().inv_count_small_limit,
            "two_person_limit": self.env.company.sudo().inv_count_two_person_limit,
            "currency_id": self.env.company.currency_id.id,
            "can_approve": self.env.user.has_group(APPROVER),
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
        past = history.get((line.product_id.id, line.location_id.id), [])
        drift = self.env["inv.count.suspicion"]._get_drift(line, past)
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
            "history": [*past, line.variance_qty][-LAST_VARIANCES:],
            "causes": [*causes, drift] if drift else causes,
            "cause_id": line.cause_id.id,
            "counter": line.counter_id.name or "",
            "counted_datetime": fields.Datetime.to_string(line.counted_datetime)
            if line.counted_datetime
            else "",
            "note": line.note or "",
            "message": line.message or "",
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
        self.env["inv.count.queue"]._check_supervisor()
        line = self.env["inv.count.line"].browse(line_id)
        line.check_access("read")
        causes = self.env["inv.count.suspicion"]._get_causes(line)
        limits = self.env["inv.count.decision"]._get_limits(line)
        history = self._get_history(line)
        return {
            **self._prepare_row(line, causes[line.id], history, limits),
            "entries": [self._prepare_entry(entry) for entry in line.entry_ids],
            "timeline": self.env["inv.count.timeline"]._get_timeline(line),
            "proposal": self.env["inv.count.proposal"]._get_proposal(
                line, causes[line.id]
            ),
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
