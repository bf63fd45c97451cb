from odoo import api, models


class InvCountProposal(models.AbstractModel):
    """What an approver should do about a variance, in one sentence."""

    _name = "inv.count.proposal"
    _description = "Proposal for a Variance"

    @api.model
    def _get_proposal(self, line, causes):
        """Return the decision to make first, its text and the other line of a swap."""
        cause = causes[0] if causes else None
        find = {
            "neighbour": self._propose_offset,
            "pick": self._propose_document,
            "receipt": self._propose_document,
            "uom": self._propose_unit,
            "lot": self._propose_lots,
        }.get(cause["code"] if cause else None, self._propose_posting)
        return find(line, cause)

    @api.model
    def _quantity(self, line, quantity):
        text = self.env["inv.count.suspicion"]._format_quantity(line, abs(quantity))
        return text.lstrip("+")

    @api.model
    def _propose_offset(self, line, cause):
        other = self.env["inv.count.line"].browse(cause["line_id"])
        short, extra = sorted((line, other), key=lambda one: one.variance_qty)
        moved = min(abs(line.variance_qty), abs(other.variance_qty))
        return {
            "decision": "offset",
            "other_line_id": other.id,
            "title": self.env._("Offset"),
            "text": self.env._(
                "one internal move of %(quantity)s from %(from_place)s to "
                "%(to_place)s. No profit or loss, no adjustment.",
                quantity=self._quantity(line, moved),
                from_place=short.location_id.name,
                to_place=extra.location_id.name,
            ),
        }

    @api.model
    def _propose_document(self, line, cause):
        record = self.env[cause["res_model"] or "stock.picking"].browse(cause["res_id"])
        return {
            "decision": "recount",
            "title": self.env._("Recount"),
            "text": self.env._(
                "validate %(document)s first, then count again. Posting now would "
                "count the same goods twice.",
                document=record.display_name or cause["text"],
            ),
        }

    @api.model
    def _propose_unit(self, line, cause):
        return {
            "decision": "recount",
            "title": self.env._("Recount"),
            "text": self.env._(
                "%(cause)s. Count again in %(unit)s before anything is posted.",
                cause=cause["text"],
                unit=line.uom_id.name,
            ),
        }

    @api.model
    def _propose_lots(self, line, cause):
        return {
            "decision": "approve",
            "title": self.env._("Approve both lots"),
            "text": self.env._(
                "%(cause)s. Approve both lines; the item as a whole is right.",
                cause=cause["text"],
            ),
        }

    @api.model
    def _propose_posting(self, line, cause):
        return {
            "decision": "approve",
            "title": self.env._("Approve"),
            "text": self.env._(
                "stock in %(place)s becomes %(quantity)s; later moves stay. The value "
                "changes by %(value)s.",
                place=line.location_id.name,
                quantity=self._quantity(line, line.counted_qty),
                value=line.currency_id.format(line.variance_value),
            ),
        }
