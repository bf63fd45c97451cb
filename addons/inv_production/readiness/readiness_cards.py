"""The cards of the readiness board."""

import numpy as np

from odoo import fields
from odoo.tools import format_datetime

from .readiness_picture import BY_DATE_KEY, READY_KEY, RELEASED_KEY, SHORT_KEY

CHANGE_BY_STATE = {
    READY_KEY: "was_ready",
    BY_DATE_KEY: "was_by_date",
    SHORT_KEY: "was_short",
}


class ReadinessCards:
    """Draws the cards of the board from a computed picture.

    Parameters
    ----------
    env : Environment of the user
    picture : ReadinessPicture with the drags that were not kept
    before : ReadinessPicture without them; None when nothing was dragged
    moved_ids : ids of the dragged orders
    notice : inv.readiness.notice that is shown, or None
    """

    def __init__(self, env, picture, before, moved_ids, notice):
        self.env = env
        self.picture = picture
        self.before = before
        self.moved_ids = moved_ids
        self.notice = notice
        self.board = env["inv.readiness.board"]
        self.rights = self.board._get_rights()
        self.row_by_place = np.argsort(picture.place, kind="stable")

    def prepare_cards(self, rows):
        """Return full cards of the orders in ``rows``."""
        picture = self.picture
        orders = picture.orders.browse([picture.get_order(row).id for row in rows])
        orders.fetch(["name", "priority", "date_start", "product_id", "origin"])
        worst = {row: self.picture.get_worst_need(row) for row in rows}
        needs = [need for need in worst.values() if need is not None]
        supplies = self.env["inv.readiness.wording"]._get_supplies(picture, needs)
        substitutes = self.env["inv.component.substitute"]._get_for_needs(
            picture, needs
        )
        reasons = self._get_reasons(orders)
        return [
            self._prepare_card(row, worst[row], supplies, substitutes, reasons)
            for row in rows
        ]

    def _get_reasons(self, orders):
        """Return {order: why it was released without material}."""
        overrides = self.env["inv.release.override"].search(
            [("production_id", "in", orders.ids), ("kind", "=", "override")],
            order="id",
        )
        return {override.production_id: override.reason for override in overrides}

    def prepare_rows(self, rows):
        """Return one line for each order in ``rows``."""
        picture = self.picture
        result = []
        for row in rows:
            order, need = picture.get_order(row), self.picture.get_worst_need(row)
            part = None
            if need is not None:
                part = picture.get_product(need).name
            result.append(
                {
                    "id": order.id,
                    "name": order.name,
                    "product": order.product_id.name,
                    "quantity": order.product_qty,
                    "uom": order.product_uom_id.name,
                    "part": part,
                    "missing": self._get_missing(need),
                    "date_ready": self._get_ready_date(row),
                }
            )
        return result

    def _get_missing(self, need):
        if need is None:
            return None
        return float(self.picture.result.missing_now[need])

    def _get_ready_date(self, row):
        picture = self.picture
        return fields.Date.to_string(picture.get_day(picture.result.ready_day[row]))

    def _prepare_card(self, row, need, supplies, substitutes, reasons):
        picture = self.picture
        order, key = picture.get_order(row), picture.get_key(row)
        substitute = substitutes.get(need)
        return {
            "id": order.id,
            "name": order.name,
            "rank": picture.get_rank(row),
            "previous_id": self._get_neighbour(row, -1),
            "next_id": self._get_neighbour(row, 1),
            "is_starred": order.priority == "1",
            "date_start": fields.Datetime.to_string(order.date_start),
            "product": order.product_id.name,
            "quantity": order.product_qty,
            "uom": order.product_uom_id.name,
            "customer": self.board._get_customer(order),
            "due": fields.Date.to_string(order.date_deadline) or None,
            "share": float(picture.result.share_now[row]),
            "first_operation": self._get_first_operation(row),
            "state": key,
            "date_ready": self._get_ready_date(row) or None,
            "change": self._get_change(row),
            "part": self._prepare_part(need, supplies),
            "more_parts": self._count_more_parts(row),
            "hint": substitute and substitute["hint"],
            "note": self._get_note(row),
            "buildable": picture.get_buildable(row),
            "actions": self._get_actions(row, supplies.get(need), substitute),
            "release": self._prepare_release(order, need, reasons.get(order)),
        }

    def _get_neighbour(self, row, distance):
        """Return the id of the waiting order before or after one; None at the ends."""
        picture = self.picture
        place = picture.place[row] + distance
        if picture.is_going[row] or not 0 <= place < len(picture.place):
            return None
        other = int(self.row_by_place[place])
        return None if picture.is_going[other] else picture.get_order(other).id

    def _get_first_operation(self, row):
        picture = self.picture
        lines = picture.get_needs_of(row)
        lines = lines[picture.needs["is_first"][lines]]
        if not len(lines):
            return None
        is_missing = picture.result.missing_now[lines] > 0
        return "waiting" if is_missing.any() else "ready"

    def _get_change(self, row):
        picture = self.picture
        if self.before:
            old, new = self.before.get_key(row), picture.get_key(row)
            return CHANGE_BY_STATE.get(old) if old != new else None
        if self.notice and picture.get_order(row) in self.notice.production_ids:
            return "new"
        return None

    def _count_more_parts(self, row):
        return max(len(self.picture.get_missing_needs(row)) - 1, 0)

    def _prepare_part(self, need, supplies):
        if need is None:
            return None
        picture = self.picture
        product = self.picture.get_product(need)
        return {
            "product_id": product.id,
            "warehouse_id": int(picture.needs["warehouse"][need]),
            "name": product.name,
            "missing": self._get_missing(need),
            "uom": product.uom_id.name,
            "supply": supplies[need],
        }

    def _get_note(self, row):
        """Say what a dragged order takes from whom, or what freed an order."""
        picture = self.picture
        order = picture.get_order(row)
        if self.before and order.id in self.moved_ids:
            return self._describe_taking(row)
        notice = self.notice
        if notice and order in notice.production_ids and notice.picking_name:
            return self.env._("Freed by receipt %(name)s", name=notice.picking_name)
        return None

    def _describe_taking(self, row):
        picture = self.picture
        change = picture.result.covered_now - self.before.result.covered_now
        lines = picture.get_needs_of(row)
        gained = lines[change[lines] > 0]
        rank = self.before.get_rank(row)
        if not len(gained):
            return self.env._("Moved from %(rank)s", rank=rank)
        need = int(gained[np.argmax(change[gained])])
        rivals = np.flatnonzero(picture.needs["pool"] == picture.needs["pool"][need])
        loser = int(rivals[np.argmin(change[rivals])])
        if change[loser] >= 0:
            return self.env._("Moved from %(rank)s", rank=rank)
        product = self.picture.get_product(need)
        return self.env._(
            "Moved from %(rank)s: takes %(quantity)s %(product)s from %(order)s",
            rank=rank,
            quantity=self.env["inv.readiness.wording"]._format_quantity(-change[loser]),
            product=product.name,
            order=picture.get_order(picture.needs["row"][loser]).name,
        )

    def _get_actions(self, row, supply, substitute):
        """Return what works now, the best first."""
        picture = self.picture
        order, key = picture.get_order(row), picture.get_key(row)
        rights, actions = self.rights, []
        if key == RELEASED_KEY:
            if order.inv_release_state == "waiting":
                # It started before a policy asked for a release.
                actions.append("release")
            elif order.state == "confirmed":
                actions.append("take_back")
            return actions if rights["can_release"] else []
        is_asap = order._get_inv_release_mode() == "first_operation"
        if key == READY_KEY:
            actions.append("release")
        elif is_asap and self._get_first_operation(row) == "ready":
            actions.append("release_first")
        elif 0 < picture.get_buildable(row) < order.product_qty:
            actions.append("release_partial")
        if key != READY_KEY and rights["can_supply"]:
            actions += self.board._get_supply_actions(key, supply, substitute)
        if not rights["can_release"]:
            return []
        if rights["can_override"] and key != READY_KEY:
            actions.append("override")
        return actions

    def _prepare_release(self, order, need, reason):
        if order.inv_release_state == "waiting":
            return None
        short = None
        if need is not None and order.inv_release_state != "override":
            product = self.picture.get_product(need)
            short = self.env._(
                "Short since release: %(product)s, %(quantity)s %(unit)s",
                product=product.name,
                quantity=self.env["inv.readiness.wording"]._format_quantity(
                    self._get_missing(need)
                ),
                unit=product.uom_id.name,
            )
        return {
            "by": order.inv_release_user_id.name,
            "date": format_datetime(
                self.env, order.inv_release_date, dt_format="d MMM HH:mm"
            ),
            "kind": "full"
            if order.inv_release_state == "released"
            else order.inv_release_state,
            "reason": reason,
            "short": short,
        }
