from odoo import api, fields, models
from odoo.exceptions import UserError

LAST_ROUND = 3
# Names in a message before the rest is a number.
MOST_NAMES = 3


class InvCountEvaluation(models.AbstractModel):
    """Compare what was counted with the book, and say what comes next.

    In tolerance: to be posted. Outside: a recount, first by whom the session says,
    then by a colleague, then the approver decides. Nothing that a counter gets from
    here tells what was expected.
    """

    _name = "inv.count.evaluation"
    _description = "Evaluation of Counts"

    # ------------------------------------------------------------------------
    # Submitting a place
    # ------------------------------------------------------------------------

    @api.model
    def _submit(self, place, *, answer=None, found_empty=False):
        """Submit a place; return what the counter does next.

        ``answer`` is that to "stock moved while you counted": keep or recount. The
        result is a dict: status (done, recount, colleague or moved), the place of a
        recount by the same counter, the number of moves.
        """
        self._lock(place)
        lines = self._get_round_lines(place)
        self._answer_serials(place, lines)
        self._check_complete(place, lines, found_empty)
        self.env["inv.count.figures"]._sum_up(place, lines)
        moved = self._get_moved(place, lines, answer)
        if moved == "ask":
            return {"status": "moved", "move_count": sum(lines.mapped("move_count"))}
        place.write({"state": "submitted", "submit_datetime": fields.Datetime.now()})
        if moved == "recount":
            lines.write({"state": "recount", "round": place.round + 1})
            again = self._add_recount(place, place.user_id or self.env.user)
            return {"status": "recount", "place_id": again.id}
        result = self._decide(place, lines)
        place.session_id._refresh_state()
        return result

    @api.model
    def _lock(self, place):
        self.env.cr.execute(
            "SELECT id FROM inv_count_place WHERE id = %s FOR NO KEY UPDATE", [place.id]
        )
        place.invalidate_recordset()
        if place.state not in ("todo", "counting"):
            raise UserError(
                self.env._(
                    "%(place)s is submitted already.", place=place.location_id.name
                )
            )

    @api.model
    def _get_round_lines(self, place):
        return self.env["inv.count.line"].search(
            [
                ("session_id", "=", place.session_id.id),
                ("location_id", "=", place.location_id.id),
                ("round", "=", place.round),
                ("state", "in", ("todo", "recount")),
            ]
        )

    @api.model
    def _answer_serials(self, place, lines):
        """Serial numbers count by presence: the ones that were not seen are zero.

        Only for items of which something was counted; otherwise silence stays.
        """
        figures = self.env["inv.count.figures"]
        serial = lines.filtered(lambda line: line.product_id.tracking == "serial")
        seen = serial.filtered(figures._get_entries)
        unseen = (serial - seen).filtered(
            lambda line: line.product_id in seen.product_id
        )
        last = {
            item: max(ours.entry_ids.mapped("scan_datetime"))
            for item, ours in seen.grouped("product_id").items()
        }
        self.env["inv.count.entry"].create(
            [
                {
                    "uuid": f"unseen-{place.id}-{line.id}",
                    "line_id": line.id,
                    "place_id": place.id,
                    "user_id": self.env.uid,
                    "round": place.round,
                    "quantity": 0.0,
                    "scan_datetime": last[line.product_id],
                    "kind": "none",
                }
                for line in unseen
            ]
        )

    @api.model
    def _check_complete(self, place, lines, found_empty):
        """Refuse a place with unanswered items: zero is an answer, silence is not."""
        figures = self.env["inv.count.figures"]
        open_lines = lines.filtered(lambda line: not figures._get_entries(line))
        if open_lines:
            names = [line.product_id.display_name for line in open_lines]
            more = len(names) - MOST_NAMES
            text = ", ".join(names[:MOST_NAMES])
            if more > 0:
                text = self.env._("%(names)s and %(more)s more", names=text, more=more)
            raise UserError(
                self.env._("Count these or tap None Here: %(items)s.", items=text)
            )
        if not lines and not found_empty:
            raise UserError(
                self.env._(
                    "Is %(place)s empty? Answer that, or scan what is there.",
                    place=place.location_id.name,
                )
            )

    @api.model
    def _get_moved(self, place, lines, answer):
        """Return what to do about stock that moved: None, ask or recount."""
        policy = place.session_id.moved_policy
        if policy == "continue" or not any(lines.mapped("move_count")):
            return None
        if policy == "force":
            # A busy place is not counted for ever.
            return "recount" if place.round < LAST_ROUND else None
        if answer == "recount" and place.round < LAST_ROUND:
            return "recount"
        return None if answer else "ask"

    # ------------------------------------------------------------------------
    # What comes next
    # ------------------------------------------------------------------------

    @api.model
    def _decide(self, place, lines):
        """Set the state of counted lines; return what the counter does next."""
        missed = self.env["inv.count.figures"]._judge(lines)
        fine = lines - missed
        fine.write({"state": "approved"})
        if fine:
            self.env["inv.count.posting"]._trigger()
        agreed = missed.filtered(self._is_confirmed)
        agreed.write({"state": "review"})
        again = missed - agreed
        if not again:
            return {"status": "done"}
        again.write({"state": "recount", "round": place.round + 1})
        is_same = place.round == 1 and place.session_id.recount_by == "same"
        counter = place.user_id or self.env.user
        recount = self._add_recount(place, counter if is_same else None)
        status = "recount" if is_same else "colleague"
        return {"status": status, "place_id": recount.id if is_same else False}

    @api.model
    def _is_confirmed(self, line):
        """Tell whether the count stands as it is, for an approver to decide."""
        session = line.session_id
        if session.recount_by == "none" or line.round >= LAST_ROUND:
            return True
        if line.round == 1:
            return False
        if session.recount_by == "other":
            return True
        return not line.uom_id.compare(line.counted_qty, line.first_counted_qty)

    @api.model
    def _add_recount(self, place, counter):
        """Return the place of the next round; without a counter for a colleague."""
        session = place.session_id
        known = self.env["inv.count.place"].search(
            [
                ("session_id", "=", session.id),
                ("location_id", "=", place.location_id.id),
                ("round", "=", place.round + 1),
            ]
        )
        if known:
            if known.state == "submitted":
                known.write({"state": "todo"})
            return known
        earlier = self.env["inv.count.entry"].search(
            [
                ("session_id", "=", session.id),
                ("place_id.location_id", "=", place.location_id.id),
                ("state", "=", "counted"),
            ]
        )
        vals = {
            "session_id": session.id,
            "location_id": place.location_id.id,
            "sequence": place.sequence,
            "round": place.round + 1,
            "user_id": counter.id if counter else False,
        }
        if not counter:
            vals["excluded_user_ids"] = [(6, 0, earlier.user_id.ids)]
        return self.env["inv.count.place"].create(vals)

    @api.model
    def _evaluate(self, place, lines):
        """Judge lines again after a scan that arrived late."""
        current = lines.filtered(lambda line: line.round == place.round)
        self.env["inv.count.figures"]._sum_up(place, current)
        self._decide(place, current)
        place.session_id._refresh_state()

    @api.model
    def _ask_recount(self, lines, counter=None):
        """Have lines counted again by a colleague, as an approver asked."""
        for session in lines.session_id:
            ours = lines.filtered(lambda line, own=session: line.session_id == own)
            for location in ours.location_id:
                there = ours.filtered(lambda line, at=location: line.location_id == at)
                self._ask_recount_at(session, location, there, counter)
        lines.session_id._refresh_state()

    @api.model
    def _ask_recount_at(self, session, location, lines, counter):
        newest = self.env["inv.count.place"].search(
            [("session_id", "=", session.id), ("location_id", "=", location.id)],
            order="round DESC",
            limit=1,
        )
        lines.write({"state": "recount", "round": newest.round + 1})
        place = self._add_recount(newest, counter)
        if counter:
            session._add_counter(counter)
        return place
