from odoo import models

ICONS = {"seed": "fa-tag", "made": "fa-cogs", "component": "fa-puzzle-piece"}


class InvRecall(models.Model):
    """Nodes of the tree as the page draws them."""

    _inherit = "inv.recall"

    def _lot_node(self, line, children):
        state = line._get_state()
        return {
            "key": f"lot-{line.id}",
            "kind": "lot",
            "line_id": line.id,
            "icon": ICONS.get(line.role, "fa-clone"),
            "label": line.lot_name or self.env._("without a number"),
            "order": "",
            "detail": self._lot_detail(line),
            "unit": line.uom_id.name,
            "total": self._qty(line.qty_total),
            "on_hand": self._figure(line.qty_on_hand),
            "transit": self._figure(line.qty_transit),
            "shipped": self._figure(line.qty_shipped),
            "state": state,
            "dimmed": not line.included,
            "children": children,
        }

    def _lot_detail(self, line):
        parts = [line.product_id.display_name]
        if line.vendor_lot:
            parts.append(self.env._("vendor lot %(number)s", number=line.vendor_lot))
        if line.role not in ("seed", "made", "component"):
            label = dict(line._fields["role"]._description_selection(self.env))
            parts.append(label[line.role].lower())
        if line.left_out_reason:
            parts.append(line.left_out_reason)
        return " · ".join(parts)

    def _figure(self, value):
        """Return a quantity, and nothing in place of nought."""
        return self._qty(value) if value else ""

    def _vendor_node(self, vendor, reference, lines, children):
        units = lines.uom_id
        total = self._qty(sum(lines.mapped("qty_total"))) if len(units) == 1 else ""
        return {
            "key": f"vendor-{vendor.id}-{lines[0].id}",
            "kind": "vendor",
            "icon": "fa-industry",
            "label": vendor.display_name,
            "order": "",
            "detail": reference or "",
            "unit": units.name if len(units) == 1 else "",
            "total": total,
            "on_hand": "",
            "transit": "",
            "shipped": "",
            "state": self._get_vendor_state(vendor),
            "children": len(children),
            "nodes": children,
            "dimmed": False,
        }

    def _get_vendor_state(self, vendor):
        """Return whether the vendor was asked; the room that asks knows."""
        return False

    def _customer_node(self, line, partner, qty, back, first, last, count):
        return {
            "key": f"customer-{line.id}-{partner.id}",
            "kind": "customer",
            "icon": "fa-building-o",
            "label": partner.display_name or self.env._("Customer unknown"),
            "order": "",
            "detail": self.env._(
                "%(count)s deliveries, %(dates)s",
                count=count,
                dates=self._dates(first, last),
            )
            if count > 1
            else self.env._("1 delivery, %(dates)s", dates=self._dates(first, last)),
            "unit": line.uom_id.name,
            "total": self._qty(qty),
            "on_hand": "",
            "transit": "",
            "shipped": self._qty(qty - back),
            "state": {
                "key": "back" if back >= qty else "shipped",
                "label": self.env._("came back")
                if back >= qty
                else self.env._("shipped"),
            },
            "children": 0,
            "dimmed": not line.included,
            "method": "action_open_deliveries",
            "arguments": [line.id, partner.id],
        }

    def _dates(self, first, last):
        """Return a span of days as text."""
        days = [self._moment(day, "d MMM") for day in (first, last)]
        return days[0] if days[0] == days[1] else f"{days[0]} – {days[1]}"

    def _rest_node(self, line, offset, total):
        return {
            "key": f"rest-{line.id}-{offset}",
            "kind": "rest",
            "icon": "fa-ellipsis-h",
            "label": self.env._("Show more of %(count)s orders", count=total - offset),
            "line_id": line.id,
            "offset": offset,
            "children": 0,
        }

    def _more_node(self, key, lines):
        return {
            "key": key,
            "kind": "more",
            "icon": "fa-clone",
            "label": self.env._("%(count)s more lots", count=len(lines)),
            "total": self._qty(sum(lines.mapped("qty_total"))),
            "method": "action_open_lots",
            "arguments": [],
            "children": 0,
            "dimmed": True,
        }

    def action_open_lots(self):
        """Open the lots of the case as a list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Lots of %(case)s", case=self.name),
            "res_model": "inv.recall.lot",
            "view_mode": "list",
            "views": [[False, "list"]],
            "domain": [("recall_id", "=", self.id)],
            "context": {"search_default_included": 1},
        }


class InvRecallLot(models.Model):
    _inherit = "inv.recall.lot"

    def _get_state(self):
        """Return where a lot stands in the case: ``key`` and ``label``, or nothing."""
        self.ensure_one()
        labels = {
            "left_out": self.env._("left out"),
            "shipped": self.env._("shipped"),
            "used": self.env._("used up"),
        }
        key = False
        if not self.included:
            key = "left_out" if self.role != "component" else False
        elif self.qty_on_hand or self.qty_transit:
            return self._get_hold_label()
        elif self.qty_shipped:
            key = "shipped"
        elif self.qty_consumed:
            key = "used"
        return {"key": key, "label": labels[key]} if key else False

    def _get_hold_label(self):
        """Return whether stock of an affected lot is held."""
        if self.recall_id.kind == "mock":
            return {"key": "to_hold", "label": self.env._("would be held")}
        if not self.hold_state:
            return {"key": "loose", "label": self.env._("no number to hold")}
        labels = dict(self._fields["hold_state"]._description_selection(self.env))
        key = "held" if self.hold_state == "held_by_other" else self.hold_state
        return {"key": key, "label": labels[self.hold_state].lower()}
