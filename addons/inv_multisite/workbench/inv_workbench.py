from odoo import api, models
from odoo.exceptions import UserError


class InvWorkbench(models.AbstractModel):
    """Transfers on the workbench: suggested ones, and *transfer instead*."""

    _inherit = "inv.workbench"

    # ------------------------------------------------------------------------
    # Offers
    # ------------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_options(self, point_id):
        options = super().get_options(point_id)
        point = self.env["inv.stocking.point"].browse(point_id)
        return {**options, "transfers": self._get_transfers(point, options["quantity"])}

    def _get_transfers(self, point, quantity):
        """Return what other sites can send, the cheapest first."""
        if not quantity:
            return []
        [offers] = self.env["inv.transfer.offer"]._get_offers(
            [(point.product_id, point.warehouse_id, quantity)]
        )
        return [self._prepare_transfer(point, offer) for offer in offers]

    def _prepare_transfer(self, point, offer):
        vals = offer["vals"]
        lane = self.env["inv.lane"].browse(vals["lane_id"])
        cost = vals["freight_cost"] + vals["handling_cost"]
        saves = offer["saves_against_buying"]
        money = self._money
        return {
            "id": lane.id,
            "name": lane.source_warehouse_id.name,
            "price": self.env._("costs %(cost)s", cost=money(cost, point.company_id)),
            "lead": self.env._("there on %s", self._date(vals["date_arrival"])),
            "on_time": self.env._(
                "up to %(quantity)s %(unit)s",
                quantity=self._quantity(point, vals["qty"]),
                unit=point.uom_id.name,
            ),
            "minimum": self._get_saving(saves, point.company_id),
            "is_chosen": False,
        }

    def _get_saving(self, saves, company):
        if saves is None:
            return ""
        money = self._money(abs(saves), company)
        if saves > 0:
            return self.env._("%s cheaper than buying", money)
        return self.env._("%s dearer than buying", money)

    # ------------------------------------------------------------------------
    # Decisions
    # ------------------------------------------------------------------------

    @api.model
    def decide_transfer(self, point_id, lane_id, quantity):
        point, conflict = self._claim([point_id])
        if conflict:
            return conflict
        if not isinstance(quantity, (int, float)) or quantity <= 0:
            raise UserError(self.env._("The quantity to transfer must be above 0."))
        lane = self.env["inv.lane"].browse(lane_id).exists()
        if lane.target_warehouse_id != point.warehouse_id:
            raise UserError(
                self.env._("No lane leads to %s from there.", point.warehouse_id.name)
            )
        suggested = self.env["inv.workbench.suggestion"]._get_order_quantity(point)
        answer = self.env["inv.transfer.offer"].request_transfer(
            point.product_id.id, lane.id, quantity
        )
        transfer = self.env["inv.transfer.suggestion"].browse(answer["suggestion_id"])
        batch = self._record(
            point,
            "transfer",
            quantities={point: transfer.qty},
            suggested={point: suggested},
            undo_data={point: {"transfer": transfer.id}},
            reason=lane.display_name,
        )
        return self._answer(answer["message"], batch)

    def _decide_transfers(self, points, suggestions):
        if any(suggestions[point]["kind"] != "transfer" for point in points):
            raise UserError(
                self.env._("Approve orders and transfers one after the other.")
            )
        transfers = self.env["inv.transfer.suggestion"].browse(
            [suggestions[point]["record_id"] for point in points]
        )
        answer = transfers.action_accept()
        if any(transfer.state != "accepted" for transfer in transfers):
            # All of them or none: what was accepted before is rolled back.
            raise UserError(answer["params"]["message"])
        quantities = {point: suggestions[point]["quantity"] for point in points}
        batch = self._record(
            points,
            "transfer",
            quantities=quantities,
            suggested=quantities,
            undo_data={
                point: {"transfer": suggestions[point]["record_id"]} for point in points
            },
        )
        names = ", ".join(dict.fromkeys(transfers.reference_id.mapped("name")))
        return self._answer(
            self.env._(
                "Transfers of %(items)s: %(documents)s.",
                items=self._get_names(points),
                documents=names,
            ),
            batch,
        )

    def _undo_messages(self, decisions):
        """Take transfers back too."""
        result = super()._undo_messages(decisions)
        ids = self._get_undo_ids(decisions, "transfer")
        transfers = self.env["inv.transfer.suggestion"].browse(ids).exists()
        accepted = transfers.filtered(lambda item: item.state == "accepted")
        if accepted:
            accepted.action_cancel()
        return result
