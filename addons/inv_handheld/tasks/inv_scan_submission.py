import json
import logging
import re
from datetime import datetime, timezone

from odoo import api, fields, models
from odoo.exceptions import AccessError, ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL
from odoo.tools.mimetypes import guess_mimetype

_logger = logging.getLogger(__name__)

#: Events of one call, and bytes of what one event may carry.
MOST_EVENTS = 200
MOST_BYTES = 2_000_000
INFINITE = float("inf")
KEY = re.compile(r"^[0-9a-zA-Z-]{8,64}$")
CODE = re.compile(r"^[0-9a-z_.]{1,64}$")
PHOTO_BYTES = 8_000_000
PHOTO_TYPES = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}


class InvScanSubmission(models.AbstractModel):
    """Takes the events of a device: once each, in order, each with its answer.

    A row is claimed by ``INSERT … ON CONFLICT DO NOTHING``. When another process
    inserted the same key meanwhile, PostgreSQL either lets us see the row (then its
    answer is returned) or ends the transaction with a serialization failure, which the
    HTTP layer repeats. So one event is applied once, whoever sends it.
    """

    _inherit = "inv.scan.station"

    @api.model
    def submit_events(self, device, events, client_time=None, user_id=None):
        """Apply ``events`` in order; return one answer for each.

        An event: ``uuid, sequence, task, state, scan, time`` (ms of the device's
        clock) and ``payload``. ``client_time`` is the device's clock now. A refused
        event does not stop the others; what was answered before is answered again.
        """
        self._check_user()
        if user_id not in (None, self.env.uid):
            # Another user logged in beside the station: nobody's scans become theirs.
            raise AccessError(self.env._("These scans belong to another user."))
        if not isinstance(events, list) or len(events) > MOST_EVENTS:
            message = self.env._("Send %(count)s events at once.", count=MOST_EVENTS)
            raise UserError(message)
        is_clock = type(client_time) in (int, float) and client_time > 0
        offset = self._get_clock() - client_time if is_clock else 0
        rows = [self._read_event(device, event, offset) for event in events]
        claimed = self._claim([row for row in rows if not row.get("refused")])
        answers = [self._submit(row, claimed) for row in rows]
        return {"answers": answers, "server_time": self._get_clock()}

    # ------------------------------------------------------------------
    # Reading what the device sent
    # ------------------------------------------------------------------

    @api.model
    def _read_event(self, device, event, offset):
        """Return the columns of one event; ``refused`` tells what is wrong with it."""
        event = event if isinstance(event, dict) else {}
        row = {
            "uuid": str(event.get("uuid") or ""),
            "device": self._clean(device or "unknown")[:64],
            "user_id": self.env.uid,
            "company_id": event.get("company") or self.env.company.id,
            "task": str(event.get("task") or ""),
            "task_state": self._clean(event.get("state") or "")[:64],
            "sequence": self._read_sequence(event.get("sequence")),
            "scanned_datetime": self._read_time(event.get("time"), offset),
            "received_datetime": fields.Datetime.now(),
            "raw": self._clean(event.get("scan") or "")[:512] or None,
        }
        payload = self._clean_json(event.get("payload") or {})
        row["payload"] = json.dumps(payload)
        if not KEY.match(row["uuid"]) or not CODE.match(row["task"]):
            row["refused"] = self.env._("This event has no key or no task.")
        elif not isinstance(payload, dict) or len(row["payload"]) > MOST_BYTES:
            row["refused"] = self.env._("This event carries too much.")
        elif type(row["company_id"]) is not int or (
            row["company_id"] not in self.env.user.company_ids.ids
        ):
            row["refused"] = self.env._("You may not work in the company of this scan.")
        return row

    @api.model
    def _clean(self, text):
        """Return text that PostgreSQL takes: no NUL, no half of a surrogate pair."""
        return str(text).replace("\x00", "").encode("utf-8", "replace").decode()

    @api.model
    def _read_sequence(self, value):
        return value if type(value) is int and 0 <= value < 2**31 else 0

    @api.model
    def _clean_json(self, value):
        """Return JSON that PostgreSQL takes: texts clean, no infinite numbers."""
        if isinstance(value, str):
            return self._clean(value)
        if isinstance(value, dict):
            return {
                self._clean(key): self._clean_json(item) for key, item in value.items()
            }
        if isinstance(value, list):
            return [self._clean_json(item) for item in value]
        is_odd = isinstance(value, float) and not -INFINITE < value < INFINITE
        return None if is_odd else value

    @api.model
    def _read_time(self, value, offset):
        """Return the server's time of the event; never later than now."""
        now = fields.Datetime.now()
        if not isinstance(value, int | float):
            return now
        try:
            moment = datetime.fromtimestamp((value + offset) / 1000, timezone.utc)
        except (ValueError, OverflowError, OSError):
            return now
        return min(moment.replace(tzinfo=None, microsecond=0), now)

    # ------------------------------------------------------------------
    # Once each
    # ------------------------------------------------------------------

    @api.model
    def _claim(self, rows):
        """Insert the rows that are new; return {key: id} of those that are ours."""
        columns = [
            "uuid", "device", "user_id", "company_id", "task", "task_state",
            "sequence", "scanned_datetime", "received_datetime", "raw", "payload",
        ]  # fmt: skip
        if not rows:
            return {}
        # In one order for all, so that two processes wait and do not deadlock.
        by_key = {row["uuid"]: row for row in rows}
        values = SQL(", ").join(
            SQL(
                "(%s)", SQL(", ").join(SQL("%s", by_key[key][name]) for name in columns)
            )
            for key in sorted(by_key)
        )
        names = SQL(", ").join(SQL.identifier(name) for name in columns)
        inserted = self.env.execute_query(
            SQL(
                "INSERT INTO inv_scan_event (%s) VALUES %s "
                "ON CONFLICT (uuid) DO NOTHING RETURNING uuid, id",
                names,
                values,
            )
        )
        return dict(inserted)

    @api.model
    def _submit(self, row, claimed):
        if row.get("refused"):
            return self._prepare_answer(row["uuid"], "refused", row["refused"], {})
        # A key that is twice in one batch is applied the first time only.
        event_id = claimed.pop(row["uuid"], None)
        if event_id is None:
            return self._repeat(row)
        # In the company where it was scanned, whatever is chosen by now.
        station = self.with_context(allowed_company_ids=[row["company_id"]])
        event = station.env["inv.scan.event"].browse(event_id)
        state, message, answer = station._apply(event)
        # The user may only read events; this writes the outcome of this one.
        event.sudo().write({"state": state, "message": message, "answer": answer})
        event.flush_recordset()
        return self._prepare_answer(row["uuid"], state, message, answer)

    @api.model
    def _repeat(self, row):
        """Return the answer of an event that came before."""
        # Its key is taken, so it must be found, also when it is somebody else's.
        event = self.env["inv.scan.event"].sudo().search([("uuid", "=", row["uuid"])])
        if event.user_id.id != self.env.uid:
            message = self.env._("Somebody else sent an event with this key.")
            return self._prepare_answer(row["uuid"], "refused", message, {})
        answer = event.answer or {}
        return self._prepare_answer(row["uuid"], event.state, event.message, answer)

    @api.model
    def _apply(self, event):
        """Let the task answer in a savepoint; return state, message and answer."""
        try:
            with self.env.cr.savepoint():
                task = self._get_task(event.task)
                answer = task._answer(event.task_state or "", event) or {}
        except (ConcurrencyError, *PG_CONCURRENCY_EXCEPTIONS_TO_RETRY):
            # The whole batch is repeated by the caller.
            raise
        except UserError as error:
            return "refused", str(error), {}
        except Exception:
            # One scan must not stop the others; the log has the reason.
            _logger.exception("Event %s of task %s failed", event.uuid, event.task)
            message = self.env._("This could not be done. The office finds the reason.")
            return "refused", message, {}
        message = answer.get("message") or False
        answer = json.loads(json.dumps(answer, default=str))
        return answer.pop("state", "done"), message, answer

    @api.model
    def _prepare_answer(self, key, state, message, answer):
        return {
            "uuid": key,
            "state": state,
            "message": message or False,
            "next_state": answer.get("next_state", False),
            "data": answer.get("data", {}),
            "feedback": answer.get("feedback", False),
        }

    # ------------------------------------------------------------------
    # Photos
    # ------------------------------------------------------------------

    @api.model
    def _attach_photo(self, event_key, photo_key, content):
        """Keep one photo with its event, once; return the attachment's id."""
        self._check_user()
        if not (KEY.match(event_key) and KEY.match(photo_key)):
            raise UserError(self.env._("This photo has no key."))
        if len(content) > PHOTO_BYTES:
            size = PHOTO_BYTES // 1_000_000
            message = self.env._("A photo may have %(size)s MB at most.", size=size)
            raise UserError(message)
        kind = guess_mimetype(content)
        if kind not in PHOTO_TYPES:
            raise UserError(self.env._("Only JPEG, PNG and WebP photos are kept."))
        # One upload at a time for an event: the second finds the photo of the first.
        self.env.execute_query(
            SQL("SELECT id FROM inv_scan_event WHERE uuid = %s FOR UPDATE", event_key)
        )
        event = self.env["inv.scan.event"].search(
            [("uuid", "=", event_key), ("user_id", "=", self.env.uid)]
        )
        if not event:
            raise UserError(self.env._("The event of this photo has not arrived yet."))
        name = f"{photo_key}.{PHOTO_TYPES[kind]}"
        # Users may only read events, attaching needs the right to write: this one.
        attachments = self.env["ir.attachment"].sudo()
        place = {"res_model": event._name, "res_id": event.id, "name": name}
        domain = [(field, "=", value) for field, value in place.items()]
        known = attachments.search(domain, limit=1)
        return (known or attachments.create({**place, "raw": content})).id
