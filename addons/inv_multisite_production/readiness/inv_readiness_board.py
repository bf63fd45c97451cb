from odoo import api, fields, models


class InvReadinessBoard(models.AbstractModel):
    """Other sites among the ways to fix a missing part."""

    _inherit = "inv.readiness.board"

    def _prepare_fixes(self, picture, needs):
        """Put transfers that arrive before the supply first."""
        fixes = super()._prepare_fixes(picture, needs)
        transfers = self._get_transfer_fixes(picture, needs)
        if not transfers:
            return fixes
        dates = [fix["date"] for fix in fixes if fix["date"]]
        is_first = not dates or transfers[0]["date"] < min(dates)
        fixes = [*transfers, *fixes] if is_first else [*fixes, *transfers]
        for number, fix in enumerate(fixes):
            fix["is_primary"] = number == 0
        return fixes

    def _get_transfer_fixes(self, picture, needs):
        """Return what other sites can send of the part, the earliest first."""
        offer = self.env["inv.transfer.offer"]
        if not self.env["inv.lane"].has_access("read"):
            return []
        need, result = needs[0], picture.result
        product = picture.get_product(need)
        site = self.env["stock.warehouse"].browse(int(picture.needs["warehouse"][need]))
        uncovered = float(result.uncovered[needs].sum())
        missing = uncovered or float(result.missing_now[needs].sum())
        (offers,) = offer._get_offers([(product, site, missing)])
        fixes = [
            self._prepare_transfer_fix(picture, need, one["vals"]) for one in offers
        ]
        if not uncovered:
            # What is on its way already is no worse than a second transfer.
            latest = self._get_last_supply(picture, needs)
            fixes = [fix for fix in fixes if fix["date"] < latest]
        return sorted(fixes, key=lambda fix: fix["date"])

    def _get_last_supply(self, picture, needs):
        """Return the day on which the last of the needs gets its supply, as text."""
        supplies = self.env["inv.readiness.wording"]._get_supplies(picture, needs)
        dates = [supply["date"] for supply in supplies.values() if supply]
        return max((date for date in dates if date), default="")

    def _prepare_transfer_fix(self, picture, need, vals):
        lane = self.env["inv.lane"].browse(vals["lane_id"])
        words = self.env["inv.readiness.wording"]
        return self._prepare_fix(
            picture,
            need,
            "transfer",
            title=self.env._(
                "Transfer %(quantity)s from %(site)s",
                quantity=words._format_quantity(vals["qty"]),
                site=lane.source_warehouse_id.name,
            ),
            detail=self.env._("Above the own need of the site"),
            button=self.env._("Transfer"),
            date=fields.Date.to_string(vals["date_arrival"]),
            cost=vals["freight_cost"] + vals["handling_cost"],
            lane_id=lane.id,
            quantity=vals["qty"],
        )

    @api.model
    def transfer_part(self, product_id, lane_id, quantity):
        """Send a missing part from another site; return the answer of a fix."""
        answer = self.env["inv.transfer.offer"].request_transfer(
            product_id, lane_id, quantity
        )
        return {"message": answer["message"], "refused": []}
