from odoo import api, models

#: Tasks that change nothing about where a held lot is, or that the case asks for.
ALLOWED_TASKS = ("lookup", "count")


class InvScanStation(models.AbstractModel):
    """Tells the station which scanned lots a recall holds."""

    _inherit = "inv.scan.station"

    @api.model
    def _get_holds(self, lots, products):
        """@override to answer for held lots, in one query whatever their number."""
        holds = super()._get_holds(lots, products)
        texts = lots._get_hold_texts()
        allowed = self.env._(
            "Bring it to quarantine, count it or scrap it. Nothing else is allowed."
        )
        for lot in lots:
            if lot.id in texts:
                holds[lot] = {"reason": texts[lot.id], "allowed": allowed}
        return holds

    @api.model
    def _get_offer(self, scan):
        """@override to offer nothing that takes a held lot away."""
        offers = super()._get_offer(scan)
        lot = self.env["stock.lot"].browse(scan.get("lot_id") or [])
        if not lot._get_hold_texts():
            return offers
        return [offer for offer in offers if offer["task"] in ALLOWED_TASKS]
