from datetime import datetime, time

import pytz

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import split_every

from odoo.addons.stock.models.stock_rule import ProcurementException

#: More lines than this are ordered in the background.
IMMEDIATE_LINES = 500
BATCH_LINES = 1000
NOON = time(12)


class InvRequisitionOrdering(models.AbstractModel):
    """Makes approved lines into orders, each exactly once, through core procurement."""

    _name = "inv.requisition.ordering"
    _description = "Requisition Ordering"

    def _order_or_queue(self, lines):
        """Order now, or in the background when there are many."""
        if len(lines) > IMMEDIATE_LINES:
            self._get_cron()._trigger()
        else:
            self._place(lines)

    def _get_cron(self):
        return self.env.ref("inv_optimisation.ir_cron_requisitions").sudo()

    def _order_waiting(self, commit=False):
        """Order the approved lines that are not ordered yet, batch by batch."""
        waiting = self.env["inv.requisition.line"].search(
            [("state", "=", "approved")], order="requisition_id, id"
        )
        for batch in split_every(BATCH_LINES, waiting.ids):
            self._place(waiting.browse(batch))
            if commit:
                self.env["ir.cron"]._commit_progress()

    def _place(self, lines):
        """Order ``lines``; those that core refuses keep its message and stay approved.

        The lines are locked and read again: whoever comes second finds them ordered.
        """
        lines.lock_for_update()
        lines.invalidate_recordset(["state"])
        lines = lines.filtered(lambda line: line.state == "approved")
        for company, group in lines.grouped("company_id").items():
            # Superuser, as core's scheduler: who approves need not be a buyer.
            own = group.with_company(company).sudo()
            self.with_company(company).sudo()._order_company(own)

    def _order_company(self, lines):
        failed = {}
        while True:
            rest = lines.filtered(lambda line, bad=failed: line.id not in bad)
            try:
                with self.env.cr.savepoint():
                    batch = self.env["inv.procurement.batch"]
                    procurements = self._prepare_procurements(rest)
                    batch._run(procurements)
                    rest.orderpoint_id._post_process_scheduler()
            except ProcurementException as errors:
                found = {
                    procurement.values["inv_requisition_line_id"]: message
                    for procurement, message in errors.procurement_exceptions
                }
                if not found:
                    raise
                failed.update(found)
                continue
            break
        self._write_results(rest, failed)

    def _write_results(self, ordered, failed):
        ordered._set_state("ordered", error_message=False)
        self._take_over_prices(ordered)
        refused = ordered.browse(failed)
        for line in refused:
            line.error_message = failed[line.id]
        for requisition in (ordered | refused).requisition_id:
            messages = requisition.line_ids.filtered(
                lambda line: line.state == "approved"
            ).mapped("error_message")
            requisition.error_message = next(filter(None, messages), False)

    def _take_over_prices(self, lines):
        """Let the lines say what their orders cost: a merged order may be cheaper."""
        for line in lines:
            bought = line.purchase_line_ids
            if len(bought) == 1 and bought.inv_requisition_line_ids == line:
                price = {"price_unit": bought.price_unit, "discount": bought.discount}
                if (line.price_unit, line.discount) != tuple(price.values()):
                    line.write(price)

    # ------------------------------------------------------------------------
    # Procurements
    # ------------------------------------------------------------------------

    def _prepare_procurements(self, lines):
        """Return one procurement for each line, in the unit of the product."""
        procurement = self.env["stock.rule"].Procurement
        lines = self.env["inv.procurement.batch"]._with_answers(lines)
        return [
            procurement(
                line.product_id,
                line.qty,
                line.product_id.uom_id,
                self._get_location(line),
                line.orderpoint_id.name or line.requisition_id.name,
                self._get_origin(line),
                line.company_id,
                self._prepare_values(line),
            )
            for line in lines
        ]

    def _get_location(self, line):
        return line.orderpoint_id.location_id or line.warehouse_id.lot_stock_id

    def _get_origin(self, line):
        return line.requisition_id.name

    def _prepare_values(self, line):
        """Return procurement values as core's scheduler, dated by the requisition."""
        date = self._get_moment(line)
        rule = line.orderpoint_id
        if rule:
            values = rule._prepare_procurement_values(date=date)
        else:
            values = {
                "warehouse_id": line.warehouse_id,
                "date_planned": date,
                "route_ids": self.env["stock.route"],
            }
        if line.requisition_id.supply_type == "buy":
            values["supplierinfo_id"] = line.supplierinfo_id
            values["date_planned"] = date
        return {**values, "inv_requisition_line_id": line.id}

    def _get_moment(self, line):
        """Return noon of the arrival in the time zone of the company, as core."""
        company = line.company_id
        day = line.date_arrival or company._get_inventory_today()
        zone = pytz.timezone(company._get_inventory_timezone())
        noon = zone.localize(datetime.combine(day, NOON))
        return noon.astimezone(pytz.utc).replace(tzinfo=None)

    # ------------------------------------------------------------------------
    # Taking back
    # ------------------------------------------------------------------------

    def _withdraw(self, lines):
        """Take ``lines`` out of their orders again, as long as nobody confirmed them.

        Superuser: core made the orders for somebody who may not write them.
        """
        for line in lines.sudo():
            for bought in line.purchase_line_ids:
                self._withdraw_purchase(line, bought)
            self._withdraw_moves(line)
            line.purchase_line_ids = False

    def _withdraw_purchase(self, line, bought):
        order = bought.order_id
        if order.state not in ("draft", "sent", "cancel"):
            raise UserError(
                self.env._(
                    "%(order)s is confirmed. Cancel it to take the order back.",
                    order=order.name,
                )
            )
        quiet = bought.with_context(inv_is_withdrawing=True)
        left = bought.product_qty - line.uom_id._compute_quantity(
            line.qty, bought.product_uom_id
        )
        if bought.product_uom_id.compare(left, 0) > 0:
            quiet.product_qty = left
            return
        quiet.unlink()
        if not order.order_line and order.state != "cancel":
            order.with_context(inv_is_withdrawing=True).button_cancel()

    def _withdraw_moves(self, line):
        moves = line.move_ids
        if any(move.state == "done" for move in moves):
            raise UserError(
                self.env._(
                    "A part of %(product)s was transferred already.",
                    product=line.product_id.display_name,
                )
            )
        moves.with_context(inv_is_withdrawing=True)._action_cancel()
        moves.write({"inv_requisition_line_id": False})
