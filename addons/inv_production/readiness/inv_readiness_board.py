import time

import numpy as np

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from odoo.addons.inv_optimisation.kernel.production.readiness import BY_DATE

from .readiness_cards import ReadinessCards
from .readiness_picture import BY_DATE_KEY, READY_KEY, RELEASED_KEY, SHORT_KEY

COLUMN_KEYS = (READY_KEY, BY_DATE_KEY, SHORT_KEY, RELEASED_KEY)
#: Rows below the cards of a column, before "N more".
ROW_LIMIT = 3
WORST_PARTS = 3


class InvReadinessBoard(models.AbstractModel):
    """What the readiness board shows: every open order and which can run.

    Everything is computed when it is asked for; nothing is stored. See the component
    for the contract.
    """

    _name = "inv.readiness.board"
    _description = "Readiness Board"

    @api.model
    @api.readonly
    def get_board(self, filters=None, moves=(), limit=6):
        """Return the board; ``moves`` are drags that were not kept yet."""
        watch = time.monotonic()
        filters = self._clean_filters(filters)
        engine = self.env["inv.readiness.engine"]
        picture, before = engine._compute_picture(self.env.company), None
        if moves:
            picture, before = engine._move_orders(picture, moves), picture
        rows = self._get_rows(picture, filters)
        notice = self.env["inv.readiness.notice"]._get_current(picture)
        moved_ids = [move[0] for move in moves]
        cards = ReadinessCards(self.env, picture, before, moved_ids, notice)
        parts = self._get_missing_pools(picture, rows)
        rows_by_key = self._get_rows_by_key(picture, rows)
        columns = [
            self._prepare_column(picture, rows_by_key[key], key, limit, cards)
            for key in COLUMN_KEYS
        ]
        seconds = time.monotonic() - watch
        return {
            **self._prepare_head(picture, filters),
            "seconds": seconds,
            "order_count": len(rows),
            "ready_ids": [
                picture.get_order(row).id for row in rows_by_key[READY_KEY].tolist()
            ],
            "columns": columns,
            "notice": notice and notice._prepare_notice(),
            "effect": self._prepare_effect(picture, before, moves, seconds),
            "worst_parts": self._prepare_worst_parts(picture, parts),
            "part_count": len(parts),
        }

    def _clean_filters(self, filters):
        filters = filters or {}
        return {
            "warehouse_id": int(filters.get("warehouse_id") or 0),
            "until": fields.Date.to_date(filters.get("until") or False),
            "search": (filters.get("search") or "").strip(),
        }

    def _prepare_head(self, picture, filters):
        """Return what board and missing parts have in common."""
        company = picture.company
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "=", company.id)]
        )
        until = filters["until"]
        return {
            "rights": self._get_rights(),
            "currency_id": company.currency_id.id,
            "today": fields.Date.to_string(picture.today),
            "computed_at": fields.Datetime.to_string(picture.moment),
            "warehouse_id": filters["warehouse_id"] or False,
            "warehouses": [{"id": w.id, "name": w.name} for w in warehouses],
            "until": fields.Date.to_string(until) or False,
            "policy": company.inv_release_policy,
        }

    def _get_rights(self):
        can_write = self.env["mrp.production"].has_access("write")
        return {
            "can_release": can_write,
            "can_rank": can_write,
            "can_supply": can_write,
            "can_override": can_write
            and self.env.user.has_group("inv_production.group_release_override"),
        }

    # ------------------------------------------------------------------------
    # Orders
    # ------------------------------------------------------------------------

    def _get_rows(self, picture, filters):
        """Return the rows that the filters show, in the sequence of the board."""
        is_shown = np.ones(len(picture.orders), dtype=bool)
        if filters["warehouse_id"]:
            is_shown &= picture.table["warehouse"] == filters["warehouse_id"]
        if filters["until"]:
            is_shown &= (
                picture.table["start"] <= (filters["until"] - picture.today).days
            )
        if filters["search"]:
            is_shown &= self._is_found(picture.orders, filters["search"])
        rows = np.argsort(picture.place, kind="stable")
        return rows[is_shown[rows]]

    def _is_found(self, orders, text):
        found = self.env["mrp.production"].search(
            [
                ("id", "in", orders.ids),
                "|",
                "|",
                ("name", "ilike", text),
                ("product_id", "ilike", text),
                ("origin", "ilike", text),
            ]
        )
        return np.isin(np.array(orders.ids, dtype=np.int64), found.ids)

    def _get_values(self, picture, rows):
        """Return what the orders are worth: at sales price, else at cost."""
        orders = picture.orders.browse(
            [picture.get_order(row).id for row in rows.tolist()]
        )
        products = orders.product_id
        price = {
            product.id: product.lst_price or product.standard_price
            for product in products
        }
        unit = np.array([price[order.product_id.id] for order in orders])
        return unit * picture.table["quantity"][rows]

    def _get_rows_by_key(self, picture, rows):
        """Return {column key: its rows, in the sequence of the board}."""
        found = {key: [] for key in COLUMN_KEYS}
        for row in rows.tolist():
            found[picture.get_key(row)].append(row)
        return {key: np.array(own, dtype=np.int64) for key, own in found.items()}

    def _prepare_column(self, picture, own, key, limit, cards):
        full, rest = own[:limit].tolist(), own[limit : limit + ROW_LIMIT].tolist()
        return {
            "key": key,
            "count": len(own),
            "value": float(self._get_values(picture, own).sum()),
            "cards": cards.prepare_cards(full),
            "rows": cards.prepare_rows(rest),
            "rest": max(len(own) - len(full) - len(rest), 0),
        }

    def _get_customer(self, order):
        """Return whom the order is for: 'SO1182 Nordbau', its origin, or nothing."""
        # Superuser: the name of the customer's order, for who may not open sales.
        line = "sale_line_id" in order._fields and order.sudo().sale_line_id
        if line:
            return f"{line.order_id.name} {line.order_id.partner_id.name}"
        return order.origin or ""

    def _get_supply_actions(self, key, supply, substitute):
        """Return what brings the material sooner; extended by transfers."""
        actions = []
        if substitute:
            actions.append("substitute")
        if not supply:
            actions.append("buy")
        elif supply["late_days"] or key == SHORT_KEY:
            actions.append("expedite")
        return actions

    # ------------------------------------------------------------------------
    # Parts that are missing
    # ------------------------------------------------------------------------

    def _get_missing_pools(self, picture, rows):
        """Return the missing parts as rows (pool, missing, orders, value), worst
        first: by the value of the orders that wait for them."""
        needs = picture.get_short_needs()
        order_rows = picture.needs["row"][needs].astype(np.int64)
        is_shown = np.isin(order_rows, rows[~picture.is_going[rows]])
        needs, order_rows = needs[is_shown], order_rows[is_shown]
        value = np.zeros(len(picture.orders))
        value[rows] = self._get_values(picture, rows)
        pools = picture.needs["pool"][needs]
        found = []
        for pool in np.unique(pools).tolist():
            own = pools == pool
            waiting = np.unique(order_rows[own])
            missing = picture.result.missing_now[needs[own]].sum()
            found.append((pool, float(missing), waiting, float(value[waiting].sum())))
        return sorted(found, key=lambda part: (-part[3], part[0]))

    def _prepare_worst_parts(self, picture, parts):
        products = self.env["product.product"]
        return [
            {
                "product_id": int(picture.pools[pool][0]),
                "warehouse_id": int(picture.pools[pool][1]),
                "name": products.browse(int(picture.pools[pool][0])).name,
                "value": value,
                "order_count": len(waiting),
            }
            for pool, _missing, waiting, value in parts[:WORST_PARTS]
        ]

    # ------------------------------------------------------------------------
    # What a drag does to others
    # ------------------------------------------------------------------------

    def _prepare_effect(self, picture, before, moves, seconds):
        if not moves:
            return None
        moved = moves[-1][0]
        ids = list(picture.orders.ids)
        if moved not in ids:
            return None
        row = ids.index(moved)
        message = self.env._(
            "%(order)s moved from %(before)s to %(after)s.",
            order=picture.get_order(row).name,
            before=before.get_rank(row),
            after=picture.get_rank(row),
        )
        states = [(before.get_key(at), picture.get_key(at)) for at in range(len(ids))]
        ready = sum(old != new == READY_KEY for old, new in states)
        short = sum(old != new == SHORT_KEY for old, new in states)
        dates = np.sum(
            (picture.result.state == BY_DATE)
            & (before.result.state == BY_DATE)
            & (picture.result.ready_day != before.result.ready_day)
        )
        changes = [
            ready and self.env._("%(count)s now ready", count=ready),
            short and self.env._("%(count)s now short", count=short),
            dates and self.env._("%(count)s dates changed", count=int(dates)),
        ]
        detail = self.env._(
            "%(count)s orders computed again in %(seconds)s s: %(changes)s.",
            count=len(ids),
            seconds=formatLang(self.env, seconds, digits=1),
            changes=", ".join(filter(None, changes)) or self.env._("nothing changes"),
        )
        return {"message": message, "detail": detail}
