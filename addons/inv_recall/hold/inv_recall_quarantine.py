from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def action_quarantine(self):
        """Propose transfers of held stock to quarantine, one for each warehouse.

        They hold the stock and are ready; the warehouse validates them, a case moves
        nothing by itself.
        """
        self._check_may_hold()
        quants = self._get_quants_to_quarantine()
        if not quants:
            raise UserError(
                self.env._("No held stock of this case is free outside quarantine.")
            )
        by_site = quants.grouped(lambda quant: quant.location_id.warehouse_id)
        missing = [site.name for site in by_site if not site.inv_quarantine_location_id]
        if missing:
            raise UserError(
                self.env._(
                    "Give %(sites)s a quarantine location first: "
                    "Configuration, Warehouses.",
                    sites=", ".join(missing),
                )
            )
        pickings = self.env["stock.picking"].create(
            [self._prepare_quarantine_vals(site) for site in by_site]
        )
        self.env["stock.move"].create(
            [
                self._prepare_quarantine_move_vals(quant, picking)
                for picking, quants in zip(pickings, by_site.values(), strict=True)
                for quant in quants
            ]
        )
        self._log(
            "hold",
            self.env._(
                "Proposed to bring held stock to quarantine: %(transfers)s.",
                transfers=", ".join(pickings.mapped("name")),
            ),
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfers to Quarantine"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", pickings.ids)],
        }

    def _get_quants_to_quarantine(self):
        """Return held stock of warehouses that nothing has reserved."""
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "in", self.held_lot_ids.ids),
                ("location_id.usage", "=", "internal"),
                ("location_id.inv_in_quarantine", "=", False),
                ("location_id.warehouse_id", "!=", False),
                ("quantity", ">", 0),
            ],
            order="location_id, product_id, lot_id, id",
        )
        return quants.filtered(lambda quant: quant.quantity > quant.reserved_quantity)

    def _prepare_quarantine_vals(self, site):
        return {
            "picking_type_id": site.int_type_id.id,
            "location_id": site.view_location_id.id,
            "location_dest_id": site.inv_quarantine_location_id.id,
            "company_id": site.company_id.id,
            "origin": self.name,
        }

    def _prepare_quarantine_move_vals(self, quant, picking):
        quantity = quant.quantity - quant.reserved_quantity
        shared = {
            "picking_id": picking.id,
            "product_id": quant.product_id.id,
            "location_id": quant.location_id.id,
            "location_dest_id": picking.location_dest_id.id,
            "company_id": picking.company_id.id,
        }
        line = {
            **shared,
            "lot_id": quant.lot_id.id,
            "package_id": quant.package_id.id,
            "owner_id": quant.owner_id.id,
            "product_uom_id": quant.product_uom_id.id,
            "quantity": quantity,
        }
        return {
            **shared,
            "product_uom": quant.product_uom_id.id,
            "product_uom_qty": quantity,
            "restrict_partner_id": quant.owner_id.id,
            "move_line_ids": [Command.create(line)],
        }
