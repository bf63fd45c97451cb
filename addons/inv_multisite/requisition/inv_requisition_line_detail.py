from odoo import fields, models

from odoo.addons.inv_optimisation.requisition.inv_requisition import EDITABLE_STATES


class InvRequisitionLineDetail(models.AbstractModel):
    """Other sites beside the vendors of a requisition line."""

    _inherit = "inv.requisition.line.detail"

    def _get_data(self, lines):
        data = super()._get_data(lines)
        transfers = self._get_transfers(lines)
        for line, row in zip(lines, data, strict=True):
            row["transfers"] = transfers.get(line, [])
        return data

    def _get_transfers(self, lines):
        """Return {line: offers of other sites} for lines that can still change."""
        open_lines = lines.filtered(
            lambda line: line.state in EDITABLE_STATES and line.point_id
        )
        if not open_lines:
            return {}
        offers = self.env["inv.transfer.offer"]._get_offers(
            [(line.product_id, line.warehouse_id, line.qty) for line in open_lines]
        )
        return {
            line: [self._prepare_transfer(offer) for offer in found]
            for line, found in zip(open_lines, offers, strict=True)
        }

    def _prepare_transfer(self, offer):
        vals = offer["vals"]
        lane = self.env["inv.lane"].browse(vals["lane_id"])
        return {
            "lane_id": lane.id,
            "site": lane.source_warehouse_id.name,
            "quantity": vals["qty"],
            "date_arrival": fields.Date.to_string(vals["date_arrival"]),
            "freight": vals["freight_cost"] + vals["handling_cost"],
            "donor_risk": vals["donor_risk"],
            "saves": offer["saves_against_buying"],
            "is_cheaper": offer["is_cheaper"],
        }
