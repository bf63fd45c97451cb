import re

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

# The last number of a serial, with what stands before and behind it.
SERIAL = re.compile(r"^(.*?)(\d+)(\D*)$")


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def _get_seed_lots(self):
        """Return the lots that the trigger of the case names.

        Raises
        ------
        UserError
            When the trigger is not complete or no lot matches it.
        """
        self.ensure_one()
        lots = getattr(self, f"_get_seed_lots_{self.trigger_kind}")()
        if not lots:
            raise UserError(
                self.env._(
                    "No lot matches the trigger of %(case)s. Correct the trigger, or"
                    " choose the lots by hand.",
                    case=self.display_name,
                )
            )
        return lots

    def _require(self, *names):
        """Refuse a trigger that lacks one of these fields."""
        missing = [name for name in names if not self[name]]
        if missing:
            labels = [
                self._fields[name].get_description(self.env)["string"]
                for name in missing
            ]
            raise UserError(
                self.env._("The trigger needs: %(fields)s.", fields=", ".join(labels))
            )

    def _get_seed_lots_lot(self):
        self._require("lot_ids")
        return self.lot_ids

    def _get_seed_lots_serial_range(self):
        self._require("product_id", "serial_from", "serial_to")
        first = SERIAL.match(self.serial_from.strip())
        last = SERIAL.match(self.serial_to.strip())
        if not first or not last or first[1] != last[1] or first[3] != last[3]:
            raise UserError(
                self.env._(
                    "%(first)s and %(last)s are no range: both need a number, and the"
                    " same text before and behind it.",
                    first=self.serial_from,
                    last=self.serial_to,
                )
            )
        low, high = int(first[2]), int(last[2])
        lots = self.env["stock.lot"].search_fetch(
            [
                ("product_id", "=", self.product_id.id),
                ("name", "=like", self._escape(first[1]) + "%"),
            ],
            ["name"],
        )
        return lots.filtered(lambda lot: self._is_in_range(lot.name, first, low, high))

    @staticmethod
    def _escape(text):
        return re.sub(r"([%_\\])", r"\\\1", text)

    @staticmethod
    def _is_in_range(name, pattern, low, high):
        match = SERIAL.match(name)
        same = match and match[1] == pattern[1] and match[3] == pattern[3]
        return bool(same and low <= int(match[2]) <= high)

    def _get_seed_lots_vendor_lot(self):
        self._require("vendor_lot")
        number = self.vendor_lot.strip()
        domain = Domain("inv_vendor_lot", "=", number) | Domain(
            "inv_vendor_lot", "=", False
        ) & Domain("name", "=", number)
        if self.product_id:
            domain &= Domain("product_id", "=", self.product_id.id)
        lots = self.env["stock.lot"].search(domain)
        if self.vendor_id:
            lots &= self._get_lots_received(Domain("lot_id", "in", lots.ids))
        return lots

    def _get_seed_lots_receipt(self):
        self._require("picking_id")
        lines = self.picking_id.move_line_ids
        return lines.filtered(lambda line: line.state == "done").lot_id

    def _get_seed_lots_component(self):
        self._require("product_id", "date_from", "date_to")
        received = self._get_lots_received(
            Domain("product_id", "=", self.product_id.id), any_vendor=True
        )
        return received or self._get_lots_made_with_product()

    def _get_seed_lots_vendor(self):
        self._require("vendor_id", "date_from", "date_to")
        domain = Domain.TRUE
        if self.product_id:
            domain = Domain("product_id", "=", self.product_id.id)
        return self._get_lots_received(domain)

    def _get_lots_received(self, domain, any_vendor=False):
        """Return the lots received (or made) in the window of dates of the case."""
        domain &= Domain("state", "=", "done") & Domain("lot_id", "!=", False)
        domain &= Domain("location_id.usage", "in", ["supplier", "production"])
        domain &= self._get_window("date")
        if self.vendor_id and not any_vendor:
            vendor = self.vendor_id.commercial_partner_id
            domain &= Domain("picking_id.partner_id", "child_of", vendor.id)
        groups = self.env["stock.move.line"]._read_group(domain, ["lot_id"])
        return self.env["stock.lot"].union(*(lot for (lot,) in groups))

    def _get_window(self, field):
        """Return the dates of the case as a domain, whole days of its time zone."""
        domain = Domain.TRUE
        if self.date_from:
            domain &= Domain(field, ">=", self._get_start_of_day(self.date_from))
        if self.date_to:
            end = fields.Date.add(self.date_to, days=1)
            domain &= Domain(field, "<", self._get_start_of_day(end))
        return domain

    def _get_lots_made_with_product(self):
        """Return the lots of orders that used a product without numbers of its own."""
        lines = self.env["stock.move.line"].search(
            Domain("product_id", "=", self.product_id.id)
            & Domain("state", "=", "done")
            & Domain("location_dest_id.usage", "=", "production")
            & self._get_window("date")
        )
        return lines.produce_line_ids.lot_id
