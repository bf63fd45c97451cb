from datetime import timedelta

from odoo import api, fields, models

# Two quantities this close (relative) are taken to be the same.
SAME_SHARE = 0.01
NEIGHBOUR_DAYS = 14
# A drift: this many counts, of which this share went the same way.
DRIFT_COUNTS = 4
DRIFT_SHARE = 0.75


class InvCountSuspicion(models.AbstractModel):
    """Likely causes of variances, each with its evidence: one query a kind.

    A cause is a guess. It is a dict of code, text, and the document that it was
    seen in (model and id), in the order in which an approver should look.
    """

    _name = "inv.count.suspicion"
    _description = "Likely Causes of Variances"

    @api.model
    def _get_causes(self, lines):
        """Return the likely causes of each line, by line id."""
        causes = {line.id: [] for line in lines}
        open_lines = lines.filtered(lambda line: line.variance_qty)
        if not open_lines:
            return causes
        for find in (
            self._find_opposites,
            self._find_open_picks,
            self._find_open_receipts,
            self._find_packs,
        ):
            for line_id, cause in find(open_lines):
                causes[line_id].append(cause)
        return causes

    @api.model
    def _get_drift(self, line, history):
        """Return the cause of a record that is short (or over) again and again."""
        values = [*history, line.variance_qty]
        if len(values) < DRIFT_COUNTS:
            return None
        same = [value for value in values if value * line.variance_qty > 0]
        if len(same) < DRIFT_SHARE * len(values):
            return None
        numbers = {"same": len(same), "all": len(values)}
        if line.variance_qty > 0:
            text = self.env._("Drifts up: %(same)s of %(all)s counts over", **numbers)
        else:
            text = self.env._(
                "Drifts down: %(same)s of %(all)s counts short", **numbers
            )
        return self._cause("drift", text)

    @api.model
    def _is_same(self, one, other):
        return abs(one - other) <= SAME_SHARE * max(abs(one), abs(other))

    @api.model
    def _cause(self, code, text, record=None, **values):
        return {
            "code": code,
            "text": text,
            "res_model": record._name if record else False,
            "res_id": record.id if record else False,
            **values,
        }

    # ------------------------------------------------------------------------
    # The opposite variance: another bin, another lot
    # ------------------------------------------------------------------------

    @api.model
    def _find_opposites(self, lines):
        since = fields.Datetime.now() - timedelta(days=NEIGHBOUR_DAYS)
        others = self.env["inv.count.line"].search(
            [
                ("product_id", "in", lines.product_id.ids),
                ("warehouse_id", "in", lines.warehouse_id.ids),
                ("is_counted", "=", True),
                ("state", "in", ("recount", "review", "approved", "waiting", "failed")),
                ("counted_datetime", ">=", since),
                ("variance_qty", "!=", 0),
            ]
        )
        by_product = others.grouped("product_id")
        for line in lines:
            for other in by_product.get(line.product_id, others.browse()):
                cause = self._get_opposite(line, other)
                if cause:
                    yield line.id, cause
                    break

    @api.model
    def _get_opposite(self, line, other):
        """Return the cause when another line has the opposite variance."""
        if line == other or not self._is_same(line.variance_qty, -other.variance_qty):
            return None
        if line.warehouse_id != other.warehouse_id:
            return None
        quantity = self._format_quantity(other, other.variance_qty)
        if line.location_id == other.location_id:
            if line.lot_id == other.lot_id:
                return None
            text = self.env._(
                "Lots swapped: %(lot)s has %(quantity)s here",
                lot=other.lot_id.name or self.env._("no lot"),
                quantity=quantity,
            )
            return self._cause("lot", text, other)
        if line.lot_id != other.lot_id:
            return None
        text = self.env._(
            "%(place)s has %(quantity)s",
            place=other.location_id.name,
            quantity=quantity,
        )
        return self._cause("neighbour", text, other, line_id=other.id)

    @api.model
    def _format_quantity(self, line, quantity):
        """Return a signed quantity with its unit; a true minus sign."""
        number = self.env["ir.qweb.field.float"].value_to_html(
            abs(quantity), {"decimal_precision": "Product Unit"}
        )
        number = number.rstrip("0").rstrip(".,") if "." in number else number
        sign = "+" if quantity > 0 else "\N{MINUS SIGN}"
        return f"{sign}{number}\N{NO-BREAK SPACE}{line.uom_id.name}"

    # ------------------------------------------------------------------------
    # Documents that are not posted
    # ------------------------------------------------------------------------

    @api.model
    def _find_open_picks(self, lines):
        """Yield picks that took the goods without being validated."""
        reserved = self.env["stock.move.line"].search(
            [
                ("product_id", "in", lines.product_id.ids),
                ("location_id", "in", lines.location_id.ids),
                ("state", "in", ("assigned", "partially_available")),
                ("quantity_product_uom", ">", 0),
            ]
        )
        for line in lines.filtered(lambda one: one.variance_qty < 0):
            for pick in reserved:
                is_there = (
                    pick.product_id == line.product_id
                    and pick.location_id == line.location_id
                    and (not line.lot_id or pick.lot_id == line.lot_id)
                )
                if is_there and self._is_same(
                    pick.quantity_product_uom, -line.variance_qty
                ):
                    name = pick.picking_id.name or pick.move_id.reference or ""
                    text = self.env._("Open pick %(document)s", document=name)
                    yield line.id, self._cause("pick", text, pick.picking_id)
                    break

    @api.model
    def _find_open_receipts(self, lines):
        """Yield receipts whose goods are there without being posted."""
        more = lines.filtered(lambda one: one.variance_qty > 0)
        moves = self.env["stock.move"].search(
            [
                ("product_id", "in", more.product_id.ids),
                ("state", "in", ("confirmed", "assigned", "partially_available")),
                ("location_dest_id.warehouse_id", "in", more.warehouse_id.ids),
                ("location_id.usage", "in", ("supplier", "production", "transit")),
            ]
        )
        for line in more:
            for move in moves:
                if (
                    move.product_id == line.product_id
                    and move.location_dest_id.warehouse_id == line.warehouse_id
                    and self._is_same(move.product_qty, line.variance_qty)
                ):
                    name = move.picking_id.name or move.reference or ""
                    text = self.env._("Receipt %(document)s not posted", document=name)
                    yield line.id, self._cause("receipt", text, move.picking_id)
                    break

    # ------------------------------------------------------------------------
    # Packs and units
    # ------------------------------------------------------------------------

    @api.model
    def _find_packs(self, lines):
        """Yield counts that are off by the factor of a pack, or by whole packs."""
        for line in lines:
            for uom in line.product_id.uom_ids:
                factor = uom.factor / line.uom_id.factor if line.uom_id.factor else 0
                if factor > 1 and self._is_off_by(line, factor):
                    text = self.env._(
                        "Unit mixed up: factor %(factor)g (%(pack)s)",
                        factor=factor,
                        pack=uom.name,
                    )
                    yield line.id, self._cause("uom", text)
                    break

    @api.model
    def _is_off_by(self, line, factor):
        """Tell whether packs were counted as units or the other way round."""
        counted, expected = line.counted_qty, line.expected_qty
        if not counted or not expected:
            return False
        return self._is_same(counted * factor, expected) or self._is_same(
            counted, expected * factor
        )
