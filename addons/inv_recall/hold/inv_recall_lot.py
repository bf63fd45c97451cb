from odoo import api, fields, models

LOT_HOLD_STATES = [
    ("to_hold", "To Hold"),
    ("held", "Held"),
    ("held_by_other", "Held by Another Case"),
    ("released", "Released"),
]


class InvRecallLot(models.Model):
    _inherit = "inv.recall.lot"

    hold_state = fields.Selection(
        LOT_HOLD_STATES,
        string="Hold",
        compute="_compute_hold_state",
        help="Empty: left out of the case, a mock recall, or goods without a lot.",
    )

    @api.depends("included", "lot_id.inv_hold_ids.state", "recall_id.kind")
    def _compute_hold_state(self):
        # Superuser: that another case holds the lot is shown, not which one.
        groups = (
            self.env["inv.recall.hold"]
            .sudo()
            ._read_group(
                [("lot_id", "in", self.lot_id.ids)], ["lot_id", "recall_id", "state"]
            )
        )
        held, released, anywhere = set(), set(), set()
        for lot, case, state in groups:
            (held if state == "held" else released).add((case.id, lot.id))
            if state == "held":
                anywhere.add(lot.id)
        for line in self:
            key = (line.recall_id.id, line.lot_id.id)
            line.hold_state = line._get_hold_state(
                key in held, key in released, line.lot_id.id in anywhere
            )

    def _get_hold_state(self, is_held, is_released, is_held_anywhere):
        if not self.lot_id or self.recall_id.kind == "mock":
            return False
        if is_held:
            return "held"
        if is_held_anywhere:
            return "held_by_other"
        if is_released:
            return "released"
        return "to_hold" if self.included else False
