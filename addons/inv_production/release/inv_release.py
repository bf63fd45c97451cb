import numpy as np

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..readiness.readiness_picture import round_buildable
from .selections import FIRST_OPERATION, OVERRIDE, RELEASED

#: Components that a message names before it says how many more there are.
MAX_NAMED = 5


class InvRelease(models.AbstractModel):
    """Checks and holds the material of manufacturing orders.

    The stock of the components is locked first, then reserved by core, then checked.
    Whoever comes second waits for the first and finds what is left; if that is not
    enough, the whole transaction is given up and nothing stays reserved.
    """

    _name = "inv.release"
    _description = "Release of Manufacturing Orders"

    # ------------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------------

    def _get_gaps(self, orders, modes=None, operation=None):
        """Return what is not held for ``orders``: {order: [(product, missing)]}.

        Parameters
        ----------
        modes : dict {order: mode}; default is how each order was released
        operation : mrp.routing.workcenter; looks at its components alone
        """
        engine = self.env["inv.readiness.engine"]
        needs = self.env["inv.provider.production"]._get_needs(orders)
        is_first = engine._is_first_operation(orders, needs)
        rows = needs["row"].astype(np.int64)
        missing = needs["quantity"] - needs["reserved"]
        is_wanted = np.ones(len(rows), dtype=bool)
        for row, order in enumerate(orders):
            mode = modes[order] if modes else order.inv_release_state
            if operation is not None:
                is_wanted[rows == row] = needs["operation"][rows == row] == operation.id
            elif mode == FIRST_OPERATION:
                is_wanted[rows == row] = is_first[rows == row]
        gaps = {}
        products = self.env["product.product"]
        for at in np.flatnonzero(is_wanted & (missing > 0)).tolist():
            product = products.browse(int(needs["product"][at]))
            if product.uom_id.compare(missing[at], 0.0) > 0:
                order = orders[int(rows[at])]
                gaps.setdefault(order, []).append((product, float(missing[at])))
        return gaps

    def _get_short_orders(self, orders):
        """Return the orders that lack something they were released with."""
        if not orders:
            return orders
        return orders.browse(order.id for order in self._get_gaps(orders))

    def _describe_gaps(self, gaps):
        """Return '13 pcs of Motor stator, 2 kg of Glue and 3 more'."""
        named = [
            self.env._(
                "%(quantity)s %(unit)s of %(product)s",
                quantity=self.env["inv.readiness.wording"]._format_quantity(missing),
                unit=product.uom_id.name,
                product=product.display_name,
            )
            for product, missing in gaps[:MAX_NAMED]
        ]
        text = ", ".join(named)
        rest = len(gaps) - MAX_NAMED
        if rest > 0:
            text = self.env._("%(list)s and %(rest)s more", list=text, rest=rest)
        return text

    # ------------------------------------------------------------------------
    # Holding the material
    # ------------------------------------------------------------------------

    def _get_moves(self, orders, mode=RELEASED):
        """Return the moves that hold the material: component lines and their picks."""
        provider = self.env["inv.provider.production"]
        pairs = provider._get_moves_to_reserve(orders)
        if mode == FIRST_OPERATION:
            needs = provider._get_needs(orders)
            is_first = self.env["inv.readiness.engine"]._is_first_operation(
                orders, needs
            )
            wanted = set(needs["move"][is_first].astype(np.int64).tolist())
            pairs = [pair for pair in pairs if pair[0] in wanted]
        ids = dict.fromkeys(move for _need, move in pairs)
        # Superuser: the picks in front of the order are the warehouse's documents.
        return self.env["stock.move"].sudo().browse(ids)

    def _lock_stock(self, moves):
        """Lock the stock of what the moves take, in one order for everybody.

        Waits for whoever holds a row. If that transaction changed it, PostgreSQL
        refuses ours and the request starts over with what is left.
        """
        self.env["stock.quant"].flush_model()
        self.env.execute_query(
            SQL(
                """
                SELECT quant.id FROM stock_quant quant
                  JOIN stock_location place ON place.id = quant.location_id
                 WHERE quant.product_id = ANY(%s) AND place.warehouse_id = ANY(%s)
              ORDER BY quant.id FOR NO KEY UPDATE OF quant
                """,
                list(moves.product_id.ids),
                list((moves.location_id.warehouse_id).ids),
            )
        )

    def _hold(self, order, mode):
        moves = self._get_moves(order, mode)
        order.lock_for_update(allow_referencing=True)
        self._lock_stock(moves)
        moves._action_assign()
        self.env.flush_all()

    def _release(self, order, mode):
        """Hold the material of ``order`` and release it, or raise what is missing."""
        with self.env.cr.savepoint():
            self._hold(order, mode)
            gaps = self._get_gaps(order, {order: mode}).get(order)
            if gaps:
                raise UserError(
                    self.env._(
                        "%(order)s cannot be released: %(missing)s missing. Nothing "
                        "was reserved.",
                        order=order.name,
                        missing=self._describe_gaps(gaps),
                    )
                )
            order._set_release(mode)
        order.message_post(body=self._get_note(mode))

    def _get_note(self, mode):
        if mode == FIRST_OPERATION:
            return self.env._("Released: material of the first operation is held.")
        return self.env._("Released: all material is held.")

    def _get_buildable(self, order):
        """Return how many the held material is enough for [unit of the order]."""
        needs = self.env["inv.provider.production"]._get_needs(order)
        if not len(needs["quantity"]):
            return order.product_qty
        share = np.min(np.minimum(needs["reserved"] / needs["quantity"], 1.0))
        return round_buildable(
            order, float(share), self.env.ref("uom.product_uom_unit")
        )

    def _release_buildable(self, order):
        """Split off what can be built now and release it; return that order."""
        self._hold(order, RELEASED)
        buildable = self._get_buildable(order)
        unit = order.product_uom_id
        if unit.compare(buildable, order.product_qty) >= 0:
            self._release(order, RELEASED)
            return order
        if unit.compare(buildable, 0.0) <= 0:
            gaps = self._get_gaps(order, {order: RELEASED})[order]
            raise UserError(
                self.env._(
                    "Nothing of %(order)s can be built now: %(missing)s missing.",
                    order=order.name,
                    missing=self._describe_gaps(gaps),
                )
            )
        self._get_moves(order)._do_unreserve()
        rest = order.product_qty - buildable
        # Superuser: core copies links to journal entries with the order, which a
        # production user may not read. The right to write the order was checked.
        own = order.sudo().with_context(inv_is_partial_release=True)
        own._split_productions({own: [buildable, rest]})
        self._release(order, RELEASED)
        return order

    # ------------------------------------------------------------------------
    # Without material
    # ------------------------------------------------------------------------

    def _override(self, order, reason):
        """Release ``order`` with what is there and write down who did it and why."""
        self._hold(order, RELEASED)
        gaps = self._get_gaps(order, {order: RELEASED}).get(order, [])
        self._log(order, "override", gaps, reason)
        order._set_release(OVERRIDE)
        order.message_post(
            body=self.env._("Released without material: %(reason)s", reason=reason)
        )

    def _log(self, order, kind, gaps, reason=False):
        # Superuser: nobody may add to this record by hand.
        return (
            self.env["inv.release.override"]
            .sudo()
            .create(
                {
                    "production_id": order.id,
                    "production_name": order.name,
                    "company_id": order.company_id.id,
                    "warehouse_id": order.picking_type_id.warehouse_id.id,
                    "product_id": order.product_id.id,
                    "user_id": self.env.uid,
                    "kind": kind,
                    "reason": reason,
                    "missing": self._describe_gaps(gaps),
                    "missing_count": len(gaps),
                    "missing_value": sum(
                        missing * product.standard_price for product, missing in gaps
                    ),
                }
            )
        )
