from odoo import fields, models


class InvScanEvent(models.Model):
    """One thing that happened on a device: a scan, a tap, an undo.

    The client gives each event a UUID before it answers the user; a second copy of the
    same event finds the answer of the first. Rows are written by
    ``inv.scan.station.submit_events`` alone and never changed by users: undo and
    discard are events of their own.
    """

    _name = "inv.scan.event"
    _description = "Scan event"
    _order = "id desc"
    _rec_name = "uuid"

    uuid = fields.Char("Key", required=True, readonly=True)
    device = fields.Char(required=True, readonly=True, index=True)
    user_id = fields.Many2one("res.users", required=True, readonly=True, index=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    task = fields.Char(required=True, readonly=True)
    task_state = fields.Char("Screen State", readonly=True)
    sequence = fields.Integer(
        readonly=True, help="Position of the event in the log of its device."
    )
    scanned_datetime = fields.Datetime(
        "Scanned on",
        readonly=True,
        help="When it happened: the device's clock, corrected by the difference "
        "between it and the server's when the event was sent.",
    )
    received_datetime = fields.Datetime("Received on", readonly=True)
    raw = fields.Char("Code", readonly=True, help="The code as it was read.")
    payload = fields.Json(readonly=True)
    payload_text = fields.Text(
        "Details", compute="_compute_payload_text", help="What came with the event."
    )
    state = fields.Selection(
        [("done", "Done"), ("duplicate", "Duplicate"), ("refused", "Refused")],
        readonly=True,
        index=True,
    )
    message = fields.Char(readonly=True, help="What the user was told.")
    answer = fields.Json(readonly=True)
    is_escalated = fields.Boolean(
        "For the Supervisor",
        readonly=True,
        help="The user sent this refused event to a supervisor.",
    )
    is_discarded = fields.Boolean(
        "Discarded", readonly=True, help="The user gave this refused event up."
    )
    photo_count = fields.Integer(compute="_compute_photo_count")

    _uuid_unique = models.Constraint("unique(uuid)", "An event is stored once.")

    def _compute_payload_text(self):
        for event in self:
            parts = (event.payload or {}).items()
            event.payload_text = "\n".join(f"{key}: {value}" for key, value in parts)

    def _compute_photo_count(self):
        groups = self.env["ir.attachment"]._read_group(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            ["res_id"],
            ["__count"],
        )
        counts = dict(groups)
        for event in self:
            event.photo_count = counts.get(event.id, 0)

    def action_open_photos(self):
        """Show the photos that were taken with this event."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Photos"),
            "res_model": "ir.attachment",
            "view_mode": "kanban,list,form",
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }

    def _parse(self):
        """Return what the code of this event means (see ``inv.scan.parser``)."""
        self.ensure_one()
        return self.env["inv.scan.parser"]._parse([self.raw or ""])[0]
