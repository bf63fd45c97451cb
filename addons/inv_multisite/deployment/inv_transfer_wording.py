from odoo import models


class InvTransferWording(models.AbstractModel):
    """Why a hub sends so much to a branch."""

    _inherit = "inv.transfer.wording"

    def _get_reason(self, suggestion):
        facts = (suggestion.facts or {}).get("deployment")
        if suggestion.origin != "deployment" or not facts:
            return super()._get_reason(suggestion)
        text = self.env["inv.deployment.wording"]._get_text(suggestion, facts)
        lots = self._get_lot_text(suggestion)
        return f"{text} {lots}" if lots else text
