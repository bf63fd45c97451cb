from odoo import api, models


class InvRequisition(models.Model):
    _inherit = "inv.requisition"

    @api.model
    def decide_transfer(self, line_id, lane_id):
        """Bring what a line asks for from another site instead of buying it.

        What the other site cannot give stays on the line.
        """
        line = self.env["inv.requisition.line"].browse(line_id)
        requisition = line.requisition_id
        conflict = requisition._find_conflict()
        if conflict:
            return conflict
        lane = self.env["inv.lane"].browse(lane_id)
        offer = self.env["inv.transfer.offer"]
        (offers,) = offer._get_offers([(line.product_id, line.warehouse_id, line.qty)])
        chosen = [one for one in offers if one["vals"]["lane_id"] == lane.id]
        if not chosen:
            message = self.env._(
                "%(site)s cannot give anything of %(product)s any more.",
                site=lane.source_warehouse_id.name,
                product=line.product_id.display_name,
            )
            return {"refused": {"message": message, "ask": None}}
        quantity = chosen[0]["vals"]["qty"]
        snapshot = line._get_snapshot()
        suggestion = offer._take(line.product_id, lane, quantity)
        requisition._log("transfer", lane.display_name, undo_data=snapshot)
        # Superuser: the log is written by decisions only.
        requisition.log_ids[:1].sudo().transfer_suggestion_id = suggestion
        requisition._take_off(line, quantity, lane)
        return requisition._answer(
            self.env._(
                "%(quantity)s %(unit)s of %(product)s come from %(site)s: "
                "%(shipment)s.",
                quantity=self.env["inv.transfer.wording"]._quantity(line, quantity),
                unit=line.uom_id.name,
                product=line.product_id.display_name,
                site=lane.source_warehouse_id.name,
                shipment=suggestion.reference_id.name,
            )
        )

    def _take_off(self, line, quantity, lane):
        """Order so much less on a line; cancel it when nothing is left."""
        reason = self.env._("Comes from %(lane)s.", lane=lane.display_name)
        left = line.qty - quantity
        if line.uom_id.compare(left, 0.0) > 0:
            line.write({"qty": left, "edit_reason": reason})
            self.env["inv.requisition.vendor"]._set_prices(line)
        else:
            line._set_state("cancelled", reject_reason=reason)
