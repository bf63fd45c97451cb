import math

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.tools import SQL

from ..session.selections import OPEN_LINE_STATES

LARGEST_QUANTITY = 1e9
KEY_FIELDS = ("product_id", "lot_id", "package_id", "owner_id")


class InvCountRecording(models.AbstractModel):
    """Write down what counters scanned: no scan is lost, none counts twice.

    Entries are only inserted, so that counters on one place do not wait for each
    other. A shared lock on the place keeps a scan from slipping in while the place
    is being submitted.
    """

    _name = "inv.count.recording"
    _description = "Recording of Counts"

    @api.model
    def _add_entries(self, place, entries):
        """Store the entries of one place; return an outcome for each, in order.

        ``entries`` are dicts of uuid, product_id, quantity, scan_datetime and, where
        known, lot_id, package_id, owner_id, kind, condition, raw, expression, note.
        An outcome has the uuid, a status (counted, duplicate, late or refused), the
        line and a message.
        """
        self._lock_shared(place)
        known = self._get_known(entries)
        refused = self._get_refusals(
            entry for entry in entries if entry["uuid"] not in known
        )
        accepted = [
            entry
            for entry in entries
            if entry["uuid"] not in known and entry["uuid"] not in refused
        ]
        lines = self._ensure_lines(place, accepted)
        serials = self._get_serial_times(place, lines)
        outcomes, new_vals = [], []
        for entry in entries:
            uuid = entry["uuid"]
            if uuid in known:
                outcomes.append(self._outcome(entry, "counted", known[uuid]))
            elif uuid in refused:
                outcomes.append(self._outcome(entry, "refused", message=refused[uuid]))
            else:
                line = lines[self._get_entry_key(entry)]
                outcome, vals = self._record(place, entry, line, serials)
                outcomes.append(outcome)
                new_vals += vals
                known[uuid] = line.id
        self._start(place, self._create_entries(new_vals))
        return outcomes

    @api.model
    def _outcome(self, entry, status, line_id=None, message=None):
        return {
            "uuid": entry["uuid"],
            "status": status,
            "line_id": line_id,
            "message": message,
        }

    @api.model
    def _lock_shared(self, place):
        """Let nobody submit the place before this transaction ends.

        Who begins a place will write it, and takes the stronger lock at once: two
        shared locks that both want to write would wait for each other.
        """
        strength = SQL("FOR NO KEY UPDATE" if place.state == "todo" else "FOR SHARE")
        self.env.execute_query(
            SQL("SELECT id FROM inv_count_place WHERE id = %s %s", place.id, strength)
        )
        place.invalidate_recordset()
        if place.state == "cancelled" or place.session_id.state == "cancelled":
            raise UserError(
                self.env._(
                    "%(session)s was cancelled. Your scans were not added; ask the "
                    "supervisor.",
                    session=place.session_id.name,
                )
            )

    @api.model
    def _get_known(self, entries):
        """Return the line of each entry that was stored before."""
        stored = self.env["inv.count.entry"].search_fetch(
            [("uuid", "in", [entry["uuid"] for entry in entries])],
            ["uuid", "line_id"],
        )
        return {entry.uuid: entry.line_id.id for entry in stored}

    @api.model
    def _get_lines(self, place):
        """Return the lines of the place by product, lot, package and owner."""
        lines = self.env["inv.count.line"].search(
            [
                ("session_id", "=", place.session_id.id),
                ("location_id", "=", place.location_id.id),
            ]
        )
        return {line._get_key()[1:]: line for line in lines}

    @api.model
    def _record(self, place, entry, line, serials):
        """Return the outcome of an entry and what to store, a list of at most one."""
        if line.product_id.tracking == "serial" and entry["quantity"]:
            if line.id in serials:
                return self._refuse_again(entry, line, serials[line.id]), []
            serials[line.id] = entry["scan_datetime"]
        if line.round < place.round and line.state in OPEN_LINE_STATES:
            message = self.env._(
                "%(item)s needs no recount here.", item=line.product_id.display_name
            )
            return self._outcome(entry, "refused", line.id, message), []
        vals = self._prepare_entry_vals(place, entry, line)
        if vals["state"] != "late":
            return self._outcome(entry, "counted", line.id), [vals]
        message = self.env._(
            "%(place)s is posted already. Your scan is kept for the supervisor.",
            place=place.location_id.name,
        )
        return self._outcome(entry, "late", line.id, message), [vals]

    @api.model
    def _refuse_again(self, entry, line, moment):
        """Return the outcome of a serial number that was counted before."""
        local = fields.Datetime.context_timestamp(self, moment)
        message = self.env._(
            "Serial %(serial)s is already counted here at %(time)s. Not added.",
            serial=line.lot_id.name,
            time=local.strftime("%H:%M"),
        )
        return self._outcome(entry, "duplicate", line.id, message)

    @api.model
    def _get_refusals(self, entries):
        """Return why entries cannot be stored, by their unique identifier."""
        refused = {}
        for entry in entries:
            try:
                self._check_entry(entry)
            except UserError as error:  # noqa: PERF203 - each entry has its answer
                refused[entry["uuid"]] = str(error)
        return refused

    @api.model
    def _check_entry(self, entry):
        quantity = entry["quantity"]
        if not (
            isinstance(quantity, int | float)
            and math.isfinite(quantity)
            and 0 <= quantity <= LARGEST_QUANTITY
        ):
            raise UserError(
                self.env._("The quantity must be a number from 0 to 1,000,000,000.")
            )
        product = self.env["product.product"].browse(entry["product_id"])
        if not math.isclose(quantity, product.uom_id.round(quantity), abs_tol=1e-9):
            raise UserError(
                self.env._(
                    "%(quantity)s %(uom)s has too many decimals.",
                    quantity=quantity,
                    uom=product.uom_id.name,
                )
            )
        if product.tracking != "none" and quantity and not entry.get("lot_id"):
            raise UserError(
                self.env._(
                    "Scan the lot or serial number of %(product)s as well.",
                    product=product.display_name,
                )
            )
        if product.tracking == "serial" and quantity not in (0, 1):
            raise UserError(
                self.env._(
                    "%(product)s is counted by serial number: each one once.",
                    product=product.display_name,
                )
            )

    @api.model
    def _get_entry_key(self, entry):
        return tuple(entry.get(name) or False for name in KEY_FIELDS)

    @api.model
    def _ensure_lines(self, place, entries):
        """Return the lines of the place by key, with those of extra items made."""
        lines = self._get_lines(place)
        missing = {self._get_entry_key(entry) for entry in entries} - set(lines)
        if missing:
            created = self._create_extra_lines(place, sorted(missing))
            lines.update({line._get_key()[1:]: line for line in created})
        return lines

    @api.model
    def _create_extra_lines(self, place, keys):
        """Add items that were not on the list."""
        session = place.session_id
        builder = self.env["inv.count.line.builder"]
        classes = builder._get_classes(session, {key[0] for key in keys})
        zones = builder._get_zones(session, {place.location_id.id})
        vals_list = [
            {
                **builder._prepare_line_vals(
                    session,
                    (place.location_id.id, *(part or 0 for part in key)),
                    classes,
                    zones,
                ),
                "is_extra": True,
                "round": place.round,
                "state": "todo" if place.round == 1 else "recount",
            }
            for key in keys
        ]
        return self._create_or_repeat("inv.count.line", vals_list)

    @api.model
    def _create_or_repeat(self, model, vals_list):
        """Create records; when another request made one of them, start over."""
        try:
            with self.env.cr.savepoint():
                return self.env[model].create(vals_list)
        except psycopg2.errors.UniqueViolation as error:
            raise ConcurrencyError(str(error)) from error

    @api.model
    def _get_serial_times(self, place, lines):
        """Return when serial numbers were counted in this round, by line."""
        serial_ids = [
            line.id for line in lines.values() if line.product_id.tracking == "serial"
        ]
        if not serial_ids:
            return {}
        entries = self.env["inv.count.entry"].search_fetch(
            [
                ("line_id", "in", serial_ids),
                ("round", "=", place.round),
                ("state", "=", "counted"),
                ("quantity", ">", 0),
            ],
            ["line_id", "scan_datetime"],
        )
        return {entry.line_id.id: entry.scan_datetime for entry in entries}

    @api.model
    def _prepare_entry_vals(self, place, entry, line):
        is_late = line.round != place.round or line.state not in OPEN_LINE_STATES
        return {
            "uuid": entry["uuid"],
            "line_id": line.id,
            "place_id": place.id,
            "user_id": entry.get("user_id") or self.env.uid,
            "round": place.round,
            "quantity": entry["quantity"],
            "scan_datetime": min(entry["scan_datetime"], fields.Datetime.now()),
            "kind": entry.get("kind") or "scan",
            "condition": entry.get("condition") or "good",
            "raw": entry.get("raw"),
            "expression": entry.get("expression"),
            "note": entry.get("note"),
            "state": "late" if is_late else "counted",
        }

    @api.model
    def _create_entries(self, vals_list):
        return self._create_or_repeat("inv.count.entry", vals_list)

    @api.model
    def _start(self, place, entries):
        """Note that counting began; count again what was submitted before."""
        counted = entries.filtered(lambda entry: entry.state == "counted")
        if not counted:
            return
        if place.state == "todo":
            place.write({"state": "counting", "start_datetime": fields.Datetime.now()})
        session = place.session_id
        if session.state == "planned":
            session.write(
                {"state": "counting", "start_datetime": fields.Datetime.now()}
            )
        if place.state == "submitted":
            self.env["inv.count.evaluation"]._evaluate(place, counted.line_id)

    @api.model
    def _void_entries(self, place, uuids, user):
        """Undo own entries of a place that is not submitted; the log keeps them."""
        self._lock_shared(place)
        entries = self.env["inv.count.entry"].search(
            [
                ("uuid", "in", list(uuids)),
                ("place_id", "=", place.id),
                ("user_id", "=", user.id),
            ]
        )
        if place.state == "submitted":
            raise UserError(
                self.env._(
                    "%(place)s is submitted. Ask for a recount to change it.",
                    place=place.location_id.name,
                )
            )
        entries.write({"state": "void"})
        return entries
