import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..case.selections import ENDED_STATES, OPTIONAL_ROLES
from .levels import levels


class InvRecall(models.Model):
    _inherit = "inv.recall"

    recall_lot_ids = fields.One2many("inv.recall.lot", "recall_id", string="All Lots")
    link_ids = fields.One2many("inv.recall.link", "recall_id")
    delivery_ids = fields.One2many("inv.recall.delivery", "recall_id")
    traced_at = fields.Datetime(readonly=True, copy=False)
    trace_seconds = fields.Float(readonly=True, copy=False, digits=(16, 2))
    trace_number = fields.Integer(readonly=True, copy=False)
    line_count = fields.Integer("Moves", readonly=True, copy=False)
    lot_count = fields.Integer("Lots", compute="_compute_counts")
    delivery_count = fields.Integer("Deliveries", compute="_compute_counts")

    @api.depends("recall_lot_ids.included", "delivery_ids")
    def _compute_counts(self):
        lots = dict(
            self.env["inv.recall.lot"]._read_group(
                [("recall_id", "in", self.ids), ("included", "=", True)],
                ["recall_id"],
                ["__count"],
            )
        )
        deliveries = dict(
            self.env["inv.recall.delivery"]._read_group(
                [
                    ("recall_id", "in", self.ids),
                    ("recall_lot_id.included", "=", True),
                    ("qty", ">", 0),
                ],
                ["recall_id"],
                ["__count"],
            )
        )
        for case in self:
            case.lot_count = lots.get(case, 0)
            case.delivery_count = deliveries.get(case, 0)

    def action_trace(self):
        """Find the lots, uses and deliveries of the cases anew and balance them.

        Lines keep their numbers; what is new joins, what no move supports goes.
        Nothing outside the case is changed.

        Raises
        ------
        UserError
            When a case is over, or its trigger names no lot.
        """
        self.check_access("write")
        for case in self:
            if case.state in ENDED_STATES:
                raise UserError(
                    self.env._("%(case)s is over. Open it again first.", case=case.name)
                )
            case._trace()
        return True

    def _trace(self):
        """Trace one case and return its (new lots, new deliveries)."""
        self.ensure_one()
        self.lock_for_update()
        began = time.monotonic()
        before = self._count_lines()
        self.trace_number += 1
        self.flush_recordset()
        lots = self._get_seed_lots()
        roles = self.env["inv.recall.scope"]._get_scope(self, lots)
        links = self.env["inv.recall.scope"]._get_links(list(roles))
        beginnings = self.env["inv.recall.balance"]._get_beginnings(list(roles))
        row_ids = self._store_lots(roles, links, beginnings)
        self._store_links(links, row_ids)
        self._store_deliveries(roles, row_ids)
        self.env.invalidate_all()
        self.write(
            {
                # What this transaction could see, not when it was done.
                "traced_at": self.env.cr.now().replace(microsecond=0),
                "trace_seconds": time.monotonic() - began,
                "line_count": sum(row[-1] for row in beginnings.values()),
                "state": "scope" if self.state == "trigger" else self.state,
            }
        )
        return self._after_trace(before)

    def _count_lines(self):
        """Return how many included lots and deliveries to customers the case has."""
        self.env.invalidate_all()
        return self.lot_count, self.delivery_count

    def _after_trace(self, before):
        """Tell the timeline what joined; rooms add what follows from it."""
        lots, deliveries = (
            now - then for now, then in zip(self._count_lines(), before, strict=True)
        )
        if self.trace_number == 1 or lots > 0 or deliveries > 0:
            self._log(
                "trace",
                self.env._(
                    "%(lines)s moves traced in %(seconds).1f s. Joined: lots %(lots)s,"
                    " deliveries %(deliveries)s.",
                    lines=self.line_count,
                    seconds=self.trace_seconds,
                    lots=lots,
                    deliveries=deliveries,
                ),
            )
        return lots, deliveries

    # Storing ----------------------------------------------------------------

    def _store_lots(self, roles, links, beginnings):
        """Store the lots with their figures; return the ids of the lines."""
        balances = self.env["inv.recall.balance"]._get_balances(list(roles))
        nodes = dict(roles) | {
            (row[2], row[4]): roles[row[0]] for row in links if not row[1]
        }
        steps = levels(nodes, [(row[0], row[1] or (row[2], row[4])) for row in links])
        # Lots of other companies are found too; only their users see them (rules).
        lots = self.env["stock.lot"].sudo().browse(roles)
        nothing = (None, None, None, 0)
        rows = [
            (
                lot.id,
                lot.name,
                lot.product_id.id,
                (lot.company_id or self.company_id).id,
                _role(roles[lot.id], steps[lot.id]),
                steps[lot.id],
                beginnings.get(lot.id, nothing)[1],
                beginnings.get(lot.id, nothing)[0],
                beginnings.get(lot.id, nothing)[2],
                lot.inv_vendor_lot or None,
                *balances[lot.id].values(),
            )
            for lot in lots
        ]
        rows += self._get_ends(links, nodes, steps)
        return self.env["inv.recall.store"]._store_lots(self, rows)

    def _get_ends(self, links, nodes, steps):
        """Return lines of goods made of the lots that have no numbers of their own."""
        ends, done = {}, set()
        for _used, made, product, move, company, reference, date, _qty, qty in links:
            if made:
                continue
            key = product, company
            first = ends.setdefault(key, [date, reference, 0.0])
            if move not in done:
                done.add(move)
                first[2] += qty
        empty = [0.0] * 8
        return [
            (
                None, None, product, company, _role(nodes[product, company], 1),
                steps[product, company], date, reference, None, None,
                0.0, qty, *empty, qty,
            )
            for (product, company), (date, reference, qty) in ends.items()
        ]  # fmt: skip

    def _store_links(self, links, row_ids):
        by_lot = {key[0]: row_id for key, row_id in row_ids.items() if key[0]}
        rows = [
            (
                by_lot[used],
                by_lot[made] if made else row_ids[0, product, company],
                move,
                company,
                reference,
                date,
                qty_used or 0.0,
                qty_made,
            )
            for (
                used,
                made,
                product,
                move,
                company,
                reference,
                date,
                qty_used,
                qty_made,
            ) in links
        ]
        self.env["inv.recall.store"]._store_links(self, rows)

    def _store_deliveries(self, roles, row_ids):
        """Store deliveries of all lots but those that only went into the trigger."""
        by_lot = {key[0]: row_id for key, row_id in row_ids.items() if key[0]}
        lots = [lot_id for lot_id, role in roles.items() if role != "component"]
        rows = self.env["inv.recall.balance"]._get_deliveries(lots)
        rows = [(by_lot[row[0]], *row) for row in rows]
        self.env["inv.recall.store"]._store_deliveries(self, rows)

    def _get_included_roles(self):
        """Return the roles beside the trigger that the case takes in."""
        return [role for role, field in OPTIONAL_ROLES.items() if self[field]]

    # Time -------------------------------------------------------------------

    def _get_tz(self):
        """Return the name of the time zone that decides what a day is."""
        return self.company_id.partner_id.tz or self.env.user.tz or "UTC"

    def _get_start_of_day(self, date):
        """Return when a date begins in the time zone of the case, in UTC."""
        local = datetime(
            date.year, date.month, date.day, tzinfo=ZoneInfo(self._get_tz())
        )
        return local.astimezone(UTC).replace(tzinfo=None)


def _role(role, level):
    """Return the role of what was made of a trigger: of the trigger itself, or made."""
    return "made" if role == "seed" and level else role
