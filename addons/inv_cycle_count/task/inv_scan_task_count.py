from odoo import api, fields, models
from odoo.exceptions import UserError


class InvScanTaskCount(models.AbstractModel):
    """The count task of the scan station.

    States of an event: ``open`` (a place was scanned), ``scan`` (which item is this),
    ``count`` (a quantity), ``none`` (none here), ``note``, ``submit`` (location
    done), ``leave`` (a recount to a colleague), ``spot`` (count a place that was not
    planned), ``tags`` (a bulk read), ``move_here`` (a tag that the books have
    elsewhere), ``undo``. No answer depends on an expected quantity of a blind session.
    """

    _name = "inv.scan.task.count"
    _inherit = "inv.scan.task"
    _description = "Scan task: count"

    _task_code = "count"
    _task_icon = "fa-list-ol"
    _task_sequence = 10

    @api.model
    def _get_task_name(self):
        return self.env._("Count")

    @api.model
    def _is_available(self):
        return self.env["inv.count.access"]._is_counter()

    @api.model
    def _get_home_data(self):
        work = self.env["inv.count.work"]._get_work()
        return {"count": work["bin_count"], "card": work}

    @api.model
    def _answer(self, state, event):
        payload = event.payload or {}
        answers = {
            "open": self._answer_open,
            "scan": self._answer_scan,
            "count": self._answer_count,
            "none": self._answer_none,
            "note": self._answer_note,
            "submit": self._answer_submit,
            "spot": self._answer_spot,
            "leave": self._answer_leave,
            "tags": self._answer_tags,
            "move_here": self._answer_move_here,
            "undo": self._answer_undo,
        }
        answer = answers.get(state)
        if answer is None:
            raise UserError(self.env._("This station cannot count that. Reload it."))
        return answer(event, payload)

    @api.model
    def _get_place(self, payload):
        place_id = payload.get("place_id")
        if not isinstance(place_id, int) or isinstance(place_id, bool):
            raise UserError(self.env._("Scan the place first."))
        return self.env["inv.count.access"]._get_place(place_id)

    # ------------------------------------------------------------------------
    # Places
    # ------------------------------------------------------------------------

    @api.model
    def _answer_open(self, event, payload):
        place = self._get_place(payload)
        if place.state == "todo":
            place.write({"state": "counting", "start_datetime": event.scanned_datetime})
        return {
            "next_state": "place",
            "data": {"place_id": place.id},
            "message": self._get_company_text(place),
        }

    @api.model
    def _get_company_text(self, place):
        """Return who else counts here, or False."""
        others = (
            self.env["inv.count.entry"]
            .sudo()
            .search(
                [
                    ("place_id", "=", place.id),
                    ("user_id", "!=", self.env.uid),
                    ("state", "=", "counted"),
                ]
            )
        )
        if not others:
            return False
        since = fields.Datetime.context_timestamp(self, others[0].scan_datetime)
        return self.env._(
            "%(names)s counts here too, since %(time)s. Your counts are added.",
            names=", ".join(others.user_id.mapped("name")),
            time=since.strftime("%H:%M"),
        )

    @api.model
    def _answer_spot(self, event, payload):
        """Make a session of one place that was not planned."""
        if not self._is_available():
            raise UserError(self.env._("Ask for the role Counter to count."))
        location = self.env["stock.location"].browse(payload.get("location_id") or [])
        location = location.exists().filtered(
            lambda place: place.usage == "internal" and place.warehouse_id
        )
        if not location or location.company_id not in self.env.companies:
            raise UserError(self.env._("Only a place with stock can be counted."))
        place = self._get_open_place(location) or self._create_spot(location)
        work = self.env["inv.count.work"]._get_work()
        return {
            "next_state": "place",
            "data": {"place_id": place.id, "work": work},
            "feedback": "ok",
        }

    @api.model
    def _get_open_place(self, location):
        places = self.env["inv.count.access"]._get_places(
            [("location_id", "=", location.id)]
        )
        return places[:1]

    @api.model
    def _create_spot(self, location):
        # sudo: counters may count any place, but not make sessions otherwise
        session = (
            self.env["inv.count.session"]
            .sudo()
            .create(
                {
                    "warehouse_id": location.warehouse_id.id,
                    "zone_id": location.id,
                    "kind": "spot",
                    "user_id": self.env.uid,
                }
            )
        )
        products = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [("location_id", "=", location.id), ("quantity", "!=", 0)],
                ["product_id"],
            )
        )
        session._add_positions([(location.id, product.id) for (product,) in products])
        if not session.place_ids:
            session._add_empty_places(location)
        return session.place_ids

    @api.model
    def _answer_leave(self, event, payload):
        """Leave a recount to a colleague."""
        place = self._get_place(payload)
        if place.round == 1:
            raise UserError(self.env._("Only a recount can be left to a colleague."))
        place.write({"user_id": False, "excluded_user_ids": [(4, self.env.uid)]})
        return {
            "next_state": "left",
            "data": {"work": self.env["inv.count.work"]._get_work()},
            "message": self.env._("Thank you. A colleague will count this bin."),
        }

    @api.model
    def _answer_submit(self, event, payload):
        place = self._get_place(payload)
        result = (
            self.env["inv.count.evaluation"]
            .sudo()
            ._submit(
                place,
                answer=payload.get("answer"),
                found_empty=bool(payload.get("found_empty")),
            )
        )
        work = self.env["inv.count.work"]._get_work()
        messages = {
            "done": self.env._("%(place)s is done.", place=place.location_id.name),
            "recount": False,
            "colleague": self.env._("Thank you. A colleague will count this bin."),
            "moved": False,
        }
        return {
            "next_state": result["status"],
            "data": {**result, "submitted_id": place.id, "work": work},
            "message": messages[result["status"]],
            "feedback": "done" if result["status"] != "recount" else "duplicate",
        }

    # ------------------------------------------------------------------------
    # Items
    # ------------------------------------------------------------------------

    @api.model
    def _answer_scan(self, event, payload):
        """Say which item a code is; nothing is counted yet."""
        place = self._get_place(payload)
        scan = event._parse()
        if scan["kind"] == "location":
            return {"next_state": "location", "data": {"scan": scan}}
        if not scan["product_id"]:
            return {
                "next_state": "unknown",
                "data": {"code": event.raw},
                "message": scan["message"],
                "feedback": "unknown",
            }
        items = self.env["inv.count.item"]
        return {
            "next_state": "item",
            "data": {
                "place_id": place.id,
                "item": items._prepare_item(scan),
                "quantity": items._get_quantity(scan),
                "lot": scan["lot"] or "",
            },
            "feedback": "ok",
        }

    @api.model
    def _answer_count(self, event, payload):
        place = self._get_place(payload)
        items = self.env["inv.count.item"]
        entry = items._prepare_entry(event, payload)
        answer = self._record(place, [entry])
        return answer | {"message": answer["message"] or items._get_hold_text(entry)}

    @api.model
    def _answer_none(self, event, payload):
        """Zero of what is listed; all serial numbers of a product at once."""
        place = self._get_place(payload)
        lines = self.env["inv.count.recording"].sudo()._get_lines(place).values()
        lines = [
            line
            for line in lines
            if self.env["inv.count.work"]._get_item_key(line) == payload.get("key")
            and line.state in ("todo", "recount")
            and line.round == place.round
        ]
        if not lines:
            raise UserError(self.env._("This item is no longer on the list here."))
        entries = [
            {
                "uuid": f"{event.uuid}:{line.id}",
                "product_id": line.product_id.id,
                "lot_id": line.lot_id.id,
                "package_id": line.package_id.id,
                "owner_id": line.owner_id.id,
                "quantity": 0.0,
                "scan_datetime": event.scanned_datetime,
                "kind": "none",
            }
            for line in lines
        ]
        return self._record(place, entries)

    @api.model
    def _record(self, place, entries):
        outcomes = self.env["inv.count.recording"].sudo()._add_entries(place, entries)
        refused = [one for one in outcomes if one["status"] == "refused"]
        if refused:
            raise UserError(refused[0]["message"])
        outcome = outcomes[0]
        answer = {
            "next_state": "place",
            "data": {"place_id": place.id},
            "message": outcome["message"],
        }
        if outcome["status"] == "duplicate":
            answer.update(state="duplicate", feedback="duplicate")
        return answer

    @api.model
    def _answer_note(self, event, payload):
        """Keep a note on the line of an item; photos come with the same event."""
        place = self._get_place(payload)
        lines = self.env["inv.count.recording"].sudo()._get_lines(place).values()
        line = next(
            (
                one
                for one in lines
                if self.env["inv.count.work"]._get_item_key(one) == payload.get("key")
            ),
            None,
        )
        if line is None:
            raise UserError(self.env._("Count the item first, then write the note."))
        text = str(payload.get("note") or "").strip()[:500]
        if text:
            line.note = "; ".join(part for part in (line.note, text) if part)
        return {"next_state": "place", "data": {"line_id": line.id}}

    @api.model
    def _answer_undo(self, event, payload):
        """Take back what one event counted; the log keeps both."""
        key = str(payload.get("undo") or "")
        entries = (
            self.env["inv.count.entry"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    "|",
                    ("uuid", "=", key),
                    ("uuid", "=like", f"{key}:%"),
                ]
            )
        )
        if not entries:
            return {"message": self.env._("Nothing was counted by that scan.")}
        recording = self.env["inv.count.recording"].sudo()
        for place in entries.place_id:
            own = entries.filtered(lambda entry, at=place: entry.place_id == at)
            recording._void_entries(place, own.mapped("uuid"), self.env.user)
        return {
            "next_state": "place",
            "data": {"place_id": entries.place_id[:1].id},
            "message": self.env._("Taken back."),
        }

    # ------------------------------------------------------------------------
    # Tags
    # ------------------------------------------------------------------------

    @api.model
    def _answer_tags(self, event, payload):
        place = self._get_place(payload)
        return self.env["inv.count.tags"]._answer_read(place, event, payload)

    @api.model
    def _answer_move_here(self, event, payload):
        place = self._get_place(payload)
        return self.env["inv.count.tags"]._answer_move(place, event, payload)
