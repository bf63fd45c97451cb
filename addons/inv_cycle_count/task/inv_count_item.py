from odoo import api, models
from odoo.exceptions import UserError


class InvCountItem(models.AbstractModel):
    """What a code or a tap of a counter means: product, lot, package, quantity."""

    _name = "inv.count.item"
    _description = "Counted Item"

    @api.model
    def _prepare_item(self, scan):
        product = self.env["product.product"].browse(scan["product_id"])
        lot_id = scan["lot_id"] or 0
        is_serial = product.tracking == "serial"
        lot_key = "serial" if is_serial else lot_id or scan["lot"] or 0
        item = {
            **self.env["inv.count.work"]._prepare_product(product.sudo()),
            "key": f"{product.id}-{lot_key}-{scan['package_id'] or 0}-0",
            "lot_id": lot_id,
            "lot": "" if is_serial else scan["lot"] or "",
            "package_id": scan["package_id"] or False,
            "package": scan["package"] or "",
            "owner_id": False,
            "owner": "",
            "expiry": scan["expiry"],
        }
        self.env["inv.count.work"]._mark_holds([item])
        # Serial numbers of a product are one item; which one was scanned is the hold's.
        return item | {"lot_id": False} if is_serial else item

    @api.model
    def _get_hold_text(self, entry):
        """Return what a counter reads when a serial number is held, or False.

        A held lot is said on the pad before its quantity; serial numbers have none.
        """
        lot = self.env["stock.lot"].browse(entry["lot_id"])
        if lot.sudo().product_id.tracking != "serial":
            return False
        hold = self.env["inv.scan.station"]._get_holds(lot, lot.product_id).get(lot)
        if not hold:
            return False
        return self.env._(
            "HELD: %(lot)s. %(reason)s", lot=lot.name, reason=hold["reason"]
        )

    @api.model
    def _get_quantity(self, scan):
        """Return how many units one scan stands for: pack times what it says."""
        multiple = scan["packaging"]["quantity"] if scan["packaging"] else 1.0
        return (scan["quantity"] or 1.0) * multiple

    @api.model
    def _prepare_entry(self, event, payload):
        """Return an entry from what was typed, or from a code scanned offline."""
        item = dict(payload)
        if not item.get("product_id"):
            scan = event._parse()
            if not scan["product_id"]:
                raise UserError(scan["message"])
            item.update(
                product_id=scan["product_id"],
                lot_id=scan["lot_id"],
                lot=scan["lot"],
                package_id=scan["package_id"],
            )
        product = self._read(item, "product_id", "product.product")
        lot = self._get_lot(product, item)
        return {
            "uuid": event.uuid,
            "product_id": product.id,
            "lot_id": lot.id,
            "package_id": self._read(item, "package_id", "stock.package").id,
            "owner_id": item.get("owner_id") or False,
            "quantity": item.get("quantity"),
            "scan_datetime": event.scanned_datetime,
            "kind": "typed" if item.get("expression") else "scan",
            "condition": "damaged" if item.get("is_damaged") else "good",
            "raw": event.raw,
            "expression": item.get("expression"),
            "note": item.get("note"),
        }

    @api.model
    def _read(self, item, name, model):
        """Return the record that the device names, as far as the user may see it."""
        value = item.get(name)
        record_id = value if isinstance(value, int) else 0
        record = self.env[model].search([("id", "=", record_id)])
        if name == "product_id" and not record:
            raise UserError(self.env._("This item is not known any more."))
        return record

    @api.model
    def _get_lot(self, product, item):
        """Return the lot; one that nobody booked yet is made, as it lies there."""
        lots = self.env["stock.lot"]
        if product.tracking == "none":
            return lots
        if item.get("lot_id"):
            return self._read(item, "lot_id", "stock.lot")
        name = (item.get("lot") or "").strip()
        if not name:
            return lots
        domain = [("product_id", "=", product.id), ("name", "=", name)]
        known = lots.search(domain, limit=1)
        if known:
            return known
        # sudo: the lot lies on the floor; without it the count could not be kept
        return lots.sudo().create({"product_id": product.id, "name": name})
