from odoo import api, fields, models

from ..case.selections import ENDED_STATES


class InvRecallWatch(models.Model):
    """Receipts that a case waits for: a lot that matches is held on arrival.

    Made for every held lot that a vendor delivered, and by hand.
    """

    _name = "inv.recall.watch"
    _description = "Receipt Watched by a Recall"
    _order = "id desc"
    _rec_name = "vendor_lot"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "inv.recall",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('kind', '=', 'real'), ('state', 'not in', ('closed', 'cancelled'))]",
    )
    company_id = fields.Many2one(related="recall_id.company_id", store=True)
    product_id = fields.Many2one(
        "product.product",
        required=True,
        check_company=True,
        ondelete="cascade",
    )
    vendor_id = fields.Many2one("res.partner", help="Empty: whoever delivers it.")
    vendor_lot = fields.Char(
        required=True, help="Number of the vendor, or the number that we gave."
    )
    active = fields.Boolean(default=True)
    caught_count = fields.Integer(
        string="Held on Arrival", readonly=True, copy=False, default=0
    )

    _open = models.Index("(product_id, vendor_lot) WHERE active")
    _open_unique = models.UniqueIndex(
        "(recall_id, product_id, vendor_lot, COALESCE(vendor_id, 0)) WHERE active",
        "The case watches for this lot already.",
    )

    @api.model
    def _hold_received(self, lines):
        """Hold what the done receipt ``lines`` brought, when a case waits for it.

        One query while nothing is caught.
        """
        if not lines:
            return
        # Superuser: whoever receives need not know the cases. The companies are
        # those of the receipts.
        watches = self.sudo().search(
            [
                ("product_id", "in", {line.product_id.id for line in lines}),
                ("vendor_lot", "in", self._get_numbers(lines)),
                ("company_id", "in", {line.company_id.id for line in lines}),
                ("recall_id.kind", "=", "real"),
                ("recall_id.state", "not in", ENDED_STATES),
            ]
        )
        for watch in watches:
            watch._catch([line for line in lines if watch._matches(line)])

    @api.model
    def _get_numbers(self, lines):
        numbers = set()
        for line in lines:
            numbers |= self._get_line_numbers(line)
        return sorted(numbers)

    @api.model
    def _get_line_numbers(self, line):
        lot = line.lot_id
        return {lot.name, line.inv_vendor_lot, lot.inv_vendor_lot} - {False, None, ""}

    def _matches(self, line):
        vendor = (line.picking_id.partner_id or line.move_id.partner_id).sudo()
        return (
            line.product_id.id == self.product_id.id
            and line.company_id.id == self.company_id.id
            and self.vendor_lot in self._get_line_numbers(line)
            and (
                not self.vendor_id
                or vendor.commercial_partner_id == self.vendor_id.commercial_partner_id
            )
        )

    def _catch(self, lines):
        lots = self.env["stock.lot"].browse(
            dict.fromkeys(line.lot_id.id for line in lines)
        )
        new = self.recall_id._get_not_held(lots)
        if not new:
            return
        documents = {line.picking_id.name or line.move_id.reference for line in lines}
        reason = self.env._(
            "Arrived with %(document)s under vendor lot %(number)s.",
            document=", ".join(sorted(documents - {False, None})),
            number=self.vendor_lot,
        )
        self.recall_id._hold(new, reason)
        self.caught_count += len(new)
        self.recall_id.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=self.env._("Held on arrival: %(lots)s", lots=new._get_names()),
            note=reason,
            user_id=self.recall_id.user_id.id,
        )
