import logging
from datetime import datetime, time

import pytz

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.stock.models.stock_rule import ProcurementException

_logger = logging.getLogger(__name__)

NOON = time(12)


class InvTransferAcceptance(models.AbstractModel):
    """Makes accepted suggestions into linked pickings through transit, or takes back.

    What is accepted together on a lane for a day shares one reference, hence one
    picking at each end. Whoever takes the same stock at the same time is told: the
    donors are locked, and stock is read again.
    """

    _name = "inv.transfer.acceptance"
    _description = "Acceptance of Transfers"

    def _accept(self, suggestions):
        """Accept ``suggestions``; return what was accepted and what was not.

        Returns
        -------
        dict with ``accepted`` (ids), ``refused`` [[id, message]] and ``message``, which
        is an action that shows the message too. Refused ones stay open and keep theirs.
        """
        suggestions._check_decision(("new",))
        self._lock_donors(suggestions)
        refused = self._get_refusals(suggestions)
        good = suggestions.filtered(lambda suggestion: suggestion.id not in refused)
        for company, group in good.grouped("company_id").items():
            refused.update(self._place(group, company))
        accepted = suggestions.filtered(lambda item: item.id not in refused)
        for suggestion in accepted:
            suggestion._decide("accepted", promised_gain=suggestion.net_gain)
        for suggestion in suggestions - accepted:
            # Superuser: see ``write`` of the suggestion.
            suggestion.sudo().error_message = refused[suggestion.id]
        if len(suggestions) == 1 and refused:
            raise UserError(refused[suggestions.id])
        return {
            "accepted": accepted.ids,
            "refused": [[id_, refused[id_]] for id_ in refused],
            **self._prepare_notification(self._get_message(accepted, refused), refused),
        }

    def _prepare_notification(self, message, refused):
        """Return the message, and the action that shows it where a button was used."""
        return {
            "message": message,
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if refused else "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _get_message(self, accepted, refused):
        names = ", ".join(sorted(set(accepted.reference_id.mapped("name"))))
        if refused and accepted:
            return self.env._(
                "%(count)s moves are transfers now (%(names)s). %(refused)s could not "
                "be accepted; they say why.",
                count=len(accepted),
                names=names,
                refused=len(refused),
            )
        if refused:
            return self.env._(
                "None could be accepted. Each of the %(refused)s says why.",
                refused=len(refused),
            )
        if len(accepted) == 1:
            return self.env._("1 move is a transfer now: %(names)s.", names=names)
        return self.env._(
            "%(count)s moves are transfers now: %(names)s.",
            count=len(accepted),
            names=names,
        )

    # ------------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------------

    def _lock_donors(self, suggestions):
        """Mark the donors, so that a parallel acceptance fails and reads again."""
        points = suggestions.source_point_id
        points.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE inv_stocking_point SET transfer_datetime = %s
                 WHERE id IN (SELECT id FROM inv_stocking_point WHERE id = ANY(%s)
                            ORDER BY id FOR NO KEY UPDATE)
                """,
                fields.Datetime.now(),
                list(points.ids),
            )
        )
        points.invalidate_recordset(["transfer_datetime"], flush=False)

    def _get_refusals(self, suggestions):
        """Return {id: message} of suggestions whose stock is gone or route missing."""
        refused = {}
        for lane in suggestions.lane_id:
            problem = self._get_lane_problem(lane)
            if problem:
                of_lane = suggestions.filtered(lambda s, lane=lane: s.lane_id == lane)
                refused.update(dict.fromkeys(of_lane.ids, problem))
        for company, group in suggestions.grouped("company_id").items():
            spare = self._get_spare(group, company)
            for suggestion in group.sorted("net_gain", reverse=True):
                if suggestion.id in refused:
                    continue
                point = suggestion.source_point_id
                left = spare.get(point.id, 0.0)
                if suggestion.uom_id.compare(left, suggestion.qty) < 0:
                    refused[suggestion.id] = self._get_stock_message(suggestion, left)
                else:
                    spare[point.id] = left - suggestion.qty
        return refused

    def _get_lane_problem(self, lane):
        today = lane.company_id._get_inventory_today()
        if not lane._is_open_on(today):
            return self.env._("%(lane)s is closed.", lane=lane.display_name)
        if not lane.route_id.active:
            return self.env._(
                "%(lane)s has no resupply route. Create it on the lane.",
                lane=lane.display_name,
            )
        return None

    def _get_spare(self, suggestions, company):
        """Return {stocking point id: stock above its protection now}."""
        facts = self.env["inv.transfer.facts"]._get_facts(
            suggestions.product_id, suggestions.lane_id._get_sites(), company
        )
        spare = {}
        for row in range(len(facts["products"])):
            for site in range(len(facts["warehouses"])):
                point_id = int(facts["point_id"][row, site])
                spare[point_id] = float(facts["available"][row, site])
        return spare

    def _get_stock_message(self, suggestion, left):
        return self.env._(
            "%(site)s has only %(left)s %(unit)s of %(product)s above its protection "
            "now. Change the quantity or run again.",
            site=suggestion.source_warehouse_id.name,
            left=suggestion.env["inv.transfer.wording"]._quantity(suggestion, left),
            unit=suggestion.uom_id.name,
            product=suggestion.product_id.display_name,
        )

    # ------------------------------------------------------------------------
    # Pickings
    # ------------------------------------------------------------------------

    def _place(self, suggestions, company):
        """Create the pickings; return {id: message} of what core refuses."""
        # Superuser, as core's scheduler: who decides need not work in both warehouses.
        own = suggestions.with_company(company).sudo()
        batch = self.with_company(company).sudo().env["inv.procurement.batch"]
        references = self._get_references(own)
        refused = {}
        while len(refused) < len(own):
            rest = own.filtered(lambda item: item.id not in refused)
            for suggestion in rest:
                suggestion.reference_id = references[suggestion.lane_id]
            try:
                with self.env.cr.savepoint():
                    batch._run([self._prepare_procurement(item) for item in rest])
            except ProcurementException as errors:
                found = {
                    procurement.values["inv_transfer_suggestion_id"]: message
                    for procurement, message in errors.procurement_exceptions
                }
                if not found:
                    raise
                refused.update(found)
                continue
            # A picking that is cancelled must not leave its other end behind.
            rest.move_ids.propagate_cancel = True
            self._reserve_lots(rest)
            break
        own.browse(refused).reference_id = False
        return refused

    def _get_references(self, suggestions):
        """Return {lane: reference} of today's open shipment, or of a new one."""
        references, Reference = {}, self.env["stock.reference"].sudo()
        for lane, group in suggestions.grouped("lane_id").items():
            departure = max(group.mapped("date_departure"))
            other = self.env["inv.transfer.suggestion"].search(
                [
                    ("lane_id", "=", lane.id),
                    ("state", "=", "accepted"),
                    ("date_departure", "=", departure),
                    ("reference_id", "!=", False),
                ],
                order="id desc",
                limit=1,
            )
            is_open = other and all(
                picking.state not in ("done", "cancel") and not picking.printed
                for picking in other.sudo().reference_id.picking_ids
            )
            if is_open:
                references[lane] = other.reference_id.sudo()
            else:
                sequence = self.env["ir.sequence"].sudo()
                name = sequence.next_by_code("inv.transfer.shipment")
                references[lane] = Reference.create({"name": name})
        return references

    def _prepare_procurement(self, suggestion):
        target = suggestion.target_warehouse_id
        return self.env["stock.rule"].Procurement(
            suggestion.product_id,
            suggestion.qty,
            suggestion.product_id.uom_id,
            target.lot_stock_id,
            suggestion.reference_id.name,
            suggestion.reference_id.name,
            target.company_id,
            {
                "route_ids": suggestion.lane_id.route_id,
                "warehouse_id": target,
                "date_planned": self._get_moment(suggestion),
                "reference_ids": suggestion.reference_id,
                "inv_transfer_suggestion_id": suggestion.id,
            },
        )

    def _get_moment(self, suggestion):
        """Return noon of the arrival in the time zone of the company that receives."""
        company = suggestion.target_company_id
        day = suggestion.date_arrival or company._get_inventory_today()
        zone = pytz.timezone(company._get_inventory_timezone())
        noon = zone.localize(datetime.combine(day, NOON))
        return noon.astimezone(pytz.utc).replace(tzinfo=None)

    def _reserve_lots(self, suggestions):
        """Reserve the lots that were promised, in place of those core took."""
        for suggestion in suggestions.filtered("lots"):
            stock = suggestion.source_warehouse_id.lot_stock_id
            first = suggestion.move_ids.filtered(
                lambda move, stock=stock: (
                    move.location_id._child_of(stock)
                    and move.state not in ("done", "cancel")
                )
            )
            first._do_unreserve()
            for move in first:
                for lot in suggestion.lots:
                    move._update_reserved_quantity(
                        lot["quantity"],
                        move.location_id,
                        lot_id=self.env["stock.lot"].browse(lot["id"]),
                        strict=False,
                    )
            first._recompute_state()

    # ------------------------------------------------------------------------
    # Taking back
    # ------------------------------------------------------------------------

    def _withdraw(self, suggestions):
        """Cancel the pickings of ``suggestions`` at both ends."""
        # Superuser: core made the moves for somebody who may not write them.
        moves = suggestions.sudo().move_ids
        for suggestion in suggestions:
            done = moves.filtered(
                lambda move, suggestion=suggestion: (
                    move.inv_transfer_suggestion_id == suggestion
                    and move.state == "done"
                )
            )
            if done:
                raise UserError(
                    self.env._(
                        "%(product)s has left %(site)s already. Send it back with a "
                        "return.",
                        product=suggestion.product_id.display_name,
                        site=suggestion.source_warehouse_id.name,
                    )
                )
        quiet = moves.with_context(inv_is_withdrawing=True)
        quiet.filtered(lambda move: move.state != "cancel")._action_cancel()
        suggestions._decide("cancelled")
