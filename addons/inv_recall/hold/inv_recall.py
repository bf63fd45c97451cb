from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..case.selections import ENDED_STATES


class InvRecall(models.Model):
    """Holds lots and releases them. A hold moves nothing: it refuses and unreserves."""

    _inherit = "inv.recall"

    hold_ids = fields.One2many("inv.recall.hold", "recall_id", string="Holds")
    unreserved_ids = fields.One2many("inv.recall.unreserved", "recall_id")
    watch_ids = fields.One2many(
        "inv.recall.watch", "recall_id", string="Watched Receipts"
    )
    held_lot_ids = fields.Many2many(
        "stock.lot", string="Held Lots", compute="_compute_held_lots"
    )
    held_count = fields.Integer(string="Held", compute="_compute_held_lots")
    show_hold = fields.Boolean(compute="_compute_show_hold")
    show_release = fields.Boolean(compute="_compute_show_hold")
    unreserved_count = fields.Integer(
        string="Reservations Taken", compute="_compute_unreserved_count"
    )
    watch_count = fields.Integer(
        string="Receipts Watched", compute="_compute_watch_count"
    )

    @api.depends("hold_ids.state")
    def _compute_held_lots(self):
        groups = self.env["inv.recall.hold"]._read_group(
            [("recall_id", "in", self.ids), ("state", "=", "held")],
            ["recall_id"],
            ["lot_id:recordset"],
        )
        lots = {case.id: found for case, found in groups}
        for case in self:
            case.held_lot_ids = lots.get(case._origin.id, False)
            case.held_count = len(lots.get(case._origin.id, ()))

    @api.depends("kind", "state", "held_count")
    def _compute_show_hold(self):
        for case in self:
            is_real = case.kind == "real"
            is_begun = case.state not in ("trigger", *ENDED_STATES)
            case.show_hold = is_real and is_begun
            case.show_release = is_real and bool(case.held_count)

    @api.depends("unreserved_ids")
    def _compute_unreserved_count(self):
        self._count_related("inv.recall.unreserved", "unreserved_count")

    @api.depends("watch_ids.active")
    def _compute_watch_count(self):
        self._count_related("inv.recall.watch", "watch_count")

    def _count_related(self, model, name):
        groups = self.env[model]._read_group(
            [("recall_id", "in", self.ids)], ["recall_id"], ["__count"]
        )
        counts = {case.id: count for case, count in groups}
        for case in self:
            case[name] = counts.get(case._origin.id, 0)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_hold(self):
        """Ask which lots of the case to hold."""
        self._check_may_hold()
        return self._open_wizard("inv.recall.hold.wizard", self.env._("Hold Lots"))

    def action_release(self):
        """Ask which held lots to release, and why."""
        self._check_may_release()
        return self._open_wizard(
            "inv.recall.release.wizard", self.env._("Release Lots")
        )

    def _open_wizard(self, model, name):
        wizard = self.env[model].create({"recall_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_unreserved(self):
        """Show what the holds of the case took away."""
        return self._open_list("inv_recall.inv_recall_unreserved_action")

    def action_open_holds(self):
        """Show who held and released what."""
        return self._open_list("inv_recall.inv_recall_hold_action")

    def action_open_watches(self):
        """Show the receipts that the case waits for."""
        action = self._open_list("inv_recall.inv_recall_watch_action")
        action["context"] = {"default_recall_id": self.id}
        return action

    def _open_list(self, xml_id):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("recall_id", "=", self.id)]
        return action

    # ------------------------------------------------------------------
    # Holding
    # ------------------------------------------------------------------

    def _check_may_hold(self):
        self.ensure_one()
        if self.kind == "mock":
            raise UserError(self.env._("A mock recall holds nothing."))
        if self.state in ENDED_STATES:
            raise UserError(
                self.env._("%(case)s has ended; it holds nothing more.", case=self.name)
            )
        self._check_role("inv_recall.group_recall_coordinator")
        self.check_access("write")

    def _check_may_release(self):
        self.ensure_one()
        if self.kind == "mock":
            raise UserError(self.env._("A mock recall holds nothing."))
        self._check_role("inv_recall.group_recall_releaser")
        self.check_access("write")

    @api.model
    def _check_role(self, group):
        if not (self.env.su or self.env.user.has_group(group)):
            role = self.env.ref(group).sudo().name
            raise AccessError(
                self.env._("This needs the role %(role)s in Recalls.", role=role)
            )

    def _hold_lots(self, lots, reason):
        """Hold ``lots`` for this case, as a user who coordinates recalls.

        Waits for who is validating one of them. What reserved them is unreserved and
        listed in ``unreserved_ids``. Lots that the case holds already are left.

        Returns
        -------
        inv.recall.hold
            The new holds.
        """
        self._check_may_hold()
        lots.check_access("read")
        self._check_reason(reason)
        return self._hold(lots, reason)

    def _release_lots(self, lots, reason):
        """Release ``lots`` from this case, as a user who may, for a reason.

        Returns
        -------
        stock.lot
            Lots that are free now: no other case holds them.
        """
        self._check_may_release()
        lots.check_access("read")
        self._check_reason(reason)
        return self._release(lots, reason)

    @api.model
    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Write a reason: it is kept with the case."))

    def _get_not_held(self, lots):
        """Return those of ``lots`` that this case does not hold."""
        known = self.env["inv.recall.hold"]._get_held(
            [("recall_id", "=", self.id), ("lot_id", "in", lots.ids)]
        )
        return lots.browse([id_ for id_ in lots.ids if id_ not in known])

    def _hold(self, lots, reason):
        """Hold without a look at rights: for methods that have looked already."""
        self.ensure_one()
        if not lots:
            return self.env["inv.recall.hold"]
        # Superuser from here: holds are evidence that nobody may write, and they
        # bind every warehouse and company that has some of the lot.
        case = self.sudo()
        lots = lots.sudo()
        lots._lock_for_hold()
        new = case._get_not_held(lots)
        holds = case.env["inv.recall.hold"].create(
            [case._prepare_hold_vals(lot, reason) for lot in new]
        )
        new._write_held(True)
        case._unreserve_lots(lots)
        case._watch_lots(new)
        if new:
            case._log(
                "hold",
                self.env._(
                    "Held %(lots)s. %(reason)s", lots=new._get_names(), reason=reason
                ),
            )
            body = self.env._(
                "Held by recall %(case)s: %(reason)s", case=case.name, reason=reason
            )
            new._message_log_batch(dict.fromkeys(new.ids, body))
        return holds.sudo(self.env.su)

    def _prepare_hold_vals(self, lot, reason):
        return {
            "recall_id": self.id,
            "lot_id": lot.id,
            "company_id": (lot.company_id or self.company_id).id,
            "reason": reason,
            "user_id": self.env.uid,
        }

    def _release(self, lots, reason):
        case = self.sudo()  # Superuser as in _hold: nobody may write holds.
        lots = lots.sudo()
        lots._lock_for_hold()
        held = case.env["inv.recall.hold"].search(
            [
                ("recall_id", "=", case.id),
                ("lot_id", "in", lots.ids),
                ("state", "=", "held"),
            ]
        )
        if not held:
            raise UserError(self.env._("The case holds none of these lots."))
        held.write(
            {
                "state": "released",
                "release_reason": reason,
                "release_user_id": self.env.uid,
                "release_date": fields.Datetime.now(),
            }
        )
        released = held.lot_id
        others = held._get_held([("lot_id", "in", released.ids)])
        free = released.browse([id_ for id_ in released.ids if id_ not in others])
        free._write_held(False)
        case._log_release(released, free, reason)
        return free.sudo(self.env.su)

    def _log_release(self, released, free, reason):
        values = {"lots": released._get_names(), "reason": reason}
        self._log("release", self.env._("Released %(lots)s. %(reason)s", **values))
        bodies = {}
        for lot in released:
            values = {"case": self.name, "reason": reason}
            bodies[lot.id] = (
                self.env._("Released by recall %(case)s: %(reason)s", **values)
                if lot in free
                else self.env._(
                    "Released by recall %(case)s, still held by another: %(reason)s",
                    **values,
                )
            )
        released._message_log_batch(bodies)

    # ------------------------------------------------------------------
    # What a hold brings with it
    # ------------------------------------------------------------------

    def _unreserve_lots(self, lots):
        """Take ``lots`` from open documents of all warehouses, and list what from."""
        found = self.env["stock.move.line"].search(
            [
                ("lot_id", "in", lots.ids),
                ("state", "not in", ("done", "cancel")),
                ("quantity", ">", 0),
            ],
            order="id",
        )
        taken = [line for line in found if not line._lets_held_pass()]
        taken = taken and found._leave_decided(taken)
        if not taken:
            return
        unreserved = self.env["inv.recall.unreserved"]
        unreserved.create([unreserved._prepare_vals(self, line) for line in taken])
        documents = {line.picking_id.id or -line.move_id.id for line in taken}
        found.browse([line.id for line in taken]).unlink()
        self._log(
            "hold",
            self.env._(
                "Took %(lots)s from reservations of %(count)s documents.",
                lots=lots._get_names(),
                count=len(documents),
            ),
        )

    def _watch_lots(self, lots):
        """Watch for more of what a vendor delivered as ``lots``."""
        vendors = self._get_vendors(lots)
        known = {
            (watch.product_id.id, watch.vendor_lot)
            for watch in self.env["inv.recall.watch"].search(
                [("recall_id", "=", self.id)]
            )
        }
        values = {}
        for lot in lots:
            number = lot.inv_vendor_lot or (lot.id in vendors and lot.name)
            key = (lot.product_id.id, number)
            if number and key not in known:
                values[key] = {
                    "recall_id": self.id,
                    "product_id": lot.product_id.id,
                    "vendor_id": vendors.get(lot.id),
                    "vendor_lot": number,
                }
        self.env["inv.recall.watch"].create(list(values.values()))

    def _get_vendors(self, lots):
        """Return {lot id: partner id or False} of lots that a vendor delivered."""
        groups = self.env["stock.move.line"]._read_group(
            [
                ("lot_id", "in", lots.ids),
                ("state", "=", "done"),
                ("location_id.usage", "=", "supplier"),
            ],
            ["lot_id", "picking_id.partner_id"],
        )
        return {lot.id: partner.commercial_partner_id.id for lot, partner in groups}
