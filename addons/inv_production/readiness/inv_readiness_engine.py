from dataclasses import replace

import numpy as np

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.production.readiness import (
    Needs,
    Orders,
    Outputs,
    Stock,
    Supplies,
    compute_readiness,
)
from odoo.addons.inv_optimisation.kernel.production.sequence import sequence_orders

from .inv_provider_production import ORDER_STATES
from .readiness_picture import FIRM_SOURCES, ReadinessPicture

SECONDS_PER_DAY = 86400.0


class InvReadinessEngine(models.AbstractModel):
    """Readiness of all open manufacturing orders against one stock.

    Reads everything in a fixed number of queries, lets the kernel serve the orders in
    their sequence and writes nothing.
    """

    _name = "inv.readiness.engine"
    _description = "Readiness Engine"

    def _compute_picture(self, company, moves=()):
        """Return the ``ReadinessPicture`` of ``company`` as of now.

        Parameters
        ----------
        moves : triples (order id, id of the order before which it goes, id of the one
            after which it goes if the former is False) that were not saved
        """
        company.ensure_one()
        today = company._get_inventory_today()
        orders = self._get_open_orders(company)
        facts = self._read_facts(orders, company, today)
        facts["is_going"] = self._is_going(orders)
        facts["place"] = self._get_places(orders, facts["is_going"], moves)
        return ReadinessPicture(
            company=company,
            orders=orders,
            result=self._serve(facts, today),
            today=today,
            moment=fields.Datetime.now(),
            **facts,
        )

    def _move_orders(self, picture, moves):
        """Return ``picture`` with drags that were not saved, from the same facts."""
        place = self._get_places(picture.orders, picture.is_going, moves)
        facts = {**vars(picture), "place": place}
        return replace(picture, place=place, result=self._serve(facts, picture.today))

    def _read_facts(self, orders, company, today):
        """Return what readiness depends on, by the names of the picture."""
        provider = self.env["inv.provider.production"]
        needs = self._get_needs(orders, company, today)
        outputs = provider._get_outputs(orders)
        self._drop_linked(outputs, "move", needs)
        products = np.unique(needs["product"]).astype(np.int64)
        warehouses = self.env["stock.warehouse"].browse(
            np.unique(needs["warehouse"]).astype(np.int64).tolist()
        )
        stock = provider._get_free_stock(products, warehouses)
        supplies = provider._get_supplies(products, warehouses, company, today)
        self._drop_linked(supplies, "record", needs, supplies["source"])
        return {
            "table": provider._get_orders(orders, company, today),
            "pools": provider._get_pool_index(needs, outputs, stock, supplies),
            "needs": needs,
            "outputs": outputs,
            "stock": stock,
            "supplies": supplies,
        }

    def _serve(self, facts, today):
        """Return the readiness that the kernel finds."""
        table, stock = facts["table"], facts["stock"]
        outputs, supplies = facts["outputs"], facts["supplies"]
        return compute_readiness(
            Orders(
                facts["place"], table["start"], table["duration"], table["quantity"]
            ),
            Outputs(
                outputs["row"].astype(np.int64), outputs["pool"], outputs["quantity"]
            ),
            self._prepare_needs(facts["needs"]),
            Stock(
                stock["pool"], stock["quantity"], self._get_usable_days(stock, today)
            ),
            Supplies(
                supplies["pool"],
                supplies["day"],
                supplies["quantity"],
                np.isin(supplies["source"], FIRM_SOURCES),
            ),
            pool_count=len(facts["pools"]),
        )

    # ------------------------------------------------------------------------
    # Orders and their sequence
    # ------------------------------------------------------------------------

    def _get_open_orders(self, company):
        """Return the open orders in the default sequence: starred, then by start."""
        orders = self.env["mrp.production"].search(
            [
                ("company_id", "=", company.id),
                ("state", "in", ORDER_STATES),
                ("product_uom_qty", ">", 0),
            ],
            order="priority desc, date_start, id",
        )
        orders.fetch(["state", "inv_release_state", "inv_priority_rank"])
        return orders

    def _get_waiting_orders(self, company, moves):
        """Return the orders that wait, a list in their sequence with ``moves``."""
        orders = self._get_open_orders(company)
        is_going = self._is_going(orders)
        place = self._get_places(orders, is_going, moves)
        records = list(orders)
        return [records[row] for row in np.argsort(place) if not is_going[row]]

    def _is_going(self, orders):
        return np.array(
            [
                order.state != "confirmed" or order.inv_release_state != "waiting"
                for order in orders
            ],
            dtype=bool,
        )

    def _get_places(self, orders, is_going, moves):
        """Return the place of each order: what goes on first, then as ranked."""
        ranks = np.array([order.inv_priority_rank or np.nan for order in orders])
        place = sequence_orders(ranks, np.arange(len(orders)))
        place = self._rank_within(place, is_going)
        if not moves:
            return place
        ids = [orders[row].id for row in np.argsort(place).tolist()]
        for moved_id, before_id, *after_id in moves:
            if moved_id in ids and moved_id != before_id:
                ids.remove(moved_id)
                at = ids.index(before_id) if before_id in ids else len(ids)
                if not before_id and after_id and after_id[0] in ids:
                    at = ids.index(after_id[0]) + 1
                ids.insert(at, moved_id)
        number = {id_: at for at, id_ in enumerate(ids)}
        return self._rank_within(
            np.array([number[id_] for id_ in orders.ids]), is_going
        )

    def _rank_within(self, place, is_going):
        result = np.empty(len(place), dtype=np.int64)
        result[np.lexsort((place, ~is_going))] = np.arange(len(place))
        return result

    # ------------------------------------------------------------------------
    # Component lines
    # ------------------------------------------------------------------------

    def _get_needs(self, orders, company, today):
        """Return the component lines with what was made for each of them."""
        provider = self.env["inv.provider.production"]
        needs = provider._get_needs(orders)
        links = provider._get_links(orders, company, today)
        count = len(needs["move"])
        needs["is_first"] = self._is_first_operation(orders, needs)
        needs["link_supply"] = np.zeros(count, dtype=np.int64)
        needs["link_quantity"] = np.zeros(count)
        needs["link_day"] = np.full(count, np.nan)
        needs["link_order"] = np.full(count, -1)
        needs["links"] = links["supply"]
        position = {move: at for at, move in enumerate(needs["move"].tolist())}
        row_by_order = {id_: row for row, id_ in enumerate(orders.ids)}
        columns = [links[name].tolist() for name in links]
        for move, supply, quantity, day, maker in zip(*columns, strict=True):
            at = position[move]
            needs["link_supply"][at] = supply
            needs["link_quantity"][at] += quantity
            # The last of several deliveries completes the line.
            needs["link_day"][at] = np.fmax(needs["link_day"][at], day)
            needs["link_order"][at] = row_by_order.get(int(maker), -1)
        return needs

    def _is_first_operation(self, orders, needs):
        """Return which lines the first operation consumes, as core counts them.

        Where an order has one operation or none, that is every line.
        """
        self.env["mrp.workorder"].flush_model(["production_id", "operation_id"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT listed.row - 1, COUNT(DISTINCT work.operation_id),
                       (ARRAY_AGG(work.operation_id ORDER BY work.sequence, work.id)
                           FILTER (WHERE work.operation_id IS NOT NULL))[1]
                  FROM %s JOIN mrp_workorder work ON work.production_id = listed.id
              GROUP BY listed.row
                """,
                self.env["inv.provider.production"]._get_order_table(orders),
            )
        )
        first = np.zeros(len(orders))
        for row, count, operation in rows:
            if count > 1:
                first[row] = operation
        wanted = first[needs["row"].astype(np.int64)]
        return (wanted == 0) | (needs["operation"] == wanted)

    def _drop_linked(self, table, column, needs, source=None):
        """Leave out of ``table`` what was made for one component line."""
        is_linked = np.isin(table[column], needs["links"])
        if source is not None:
            is_linked &= np.isin(source, FIRM_SOURCES)
        for name in table:
            table[name] = table[name][~is_linked]

    def _prepare_needs(self, needs):
        return Needs(
            order=needs["row"].astype(np.int64),
            pool=needs["pool"],
            quantity=needs["quantity"],
            reserved=np.minimum(needs["reserved"], needs["quantity"]),
            linked_quantity=needs["link_quantity"],
            linked_day=needs["link_day"],
            linked_order=needs["link_order"],
            is_first_operation=needs["is_first"],
        )

    def _get_usable_days(self, stock, today):
        """Return the last day on which each lot may be used, from today."""
        midnight = np.datetime64(today).astype("datetime64[s]").astype(np.float64)
        days = np.floor((stock["usable_until"] - midnight) / SECONDS_PER_DAY)
        return np.where(np.isnan(days), np.inf, days)
