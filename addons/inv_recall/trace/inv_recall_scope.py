from contextlib import contextmanager

from odoo import models
from odoo.tools import SQL

# One step from what was used to what was made of it. In this table of core the column
# ``consume_line_id`` is the made line and ``produce_line_id`` the used one.
STEP_DOWN = """
    SELECT made.lot_id
      FROM stock_move_line used
      JOIN stock_move_line_consume_rel rel ON rel.produce_line_id = used.id
      JOIN stock_move_line made ON made.id = rel.consume_line_id
     WHERE used.lot_id = step.lot_id AND used.state = 'done'
       AND made.lot_id IS NOT NULL AND made.state = 'done'"""
STEP_UP = """
    SELECT used.lot_id
      FROM stock_move_line made
      JOIN stock_move_line_consume_rel rel ON rel.consume_line_id = made.id
      JOIN stock_move_line used ON used.id = rel.produce_line_id
     WHERE made.lot_id = step.lot_id AND made.state = 'done'
       AND used.lot_id IS NOT NULL AND used.state = 'done'"""
# The same goods under a lot of their own in another company that bought them.
COMPANY_PAIR = """
    EXISTS (SELECT FROM stock_move_line line
              JOIN stock_move move ON move.id = line.move_id
              JOIN stock_location place ON place.id = line.location_dest_id
              JOIN res_company buyer ON buyer.id = bought.company_id
              LEFT JOIN stock_picking transfer ON transfer.id = move.picking_id
              LEFT JOIN res_partner partner
                     ON partner.id = COALESCE(transfer.partner_id, move.partner_id)
             WHERE line.lot_id = sold.id AND line.state = 'done'
               AND (place.usage = 'transit'
                    OR place.usage = 'customer'
                       AND partner.commercial_partner_id = buyer.partner_id))
    AND EXISTS (SELECT FROM stock_move_line line
                  JOIN stock_location place ON place.id = line.location_id
                 WHERE line.lot_id = bought.id AND line.state = 'done'
                   AND place.usage IN ('supplier', 'transit'))"""
COMPANY_DOWN = """
    UNION ALL
    SELECT bought.id
      FROM stock_lot sold
      JOIN stock_lot bought ON bought.product_id = sold.product_id
                           AND bought.name = sold.name
                           AND bought.company_id <> sold.company_id
     WHERE sold.id = step.lot_id AND %s"""
COMPANY_UP = """
    UNION ALL
    SELECT sold.id
      FROM stock_lot bought
      JOIN stock_lot sold ON sold.product_id = bought.product_id
                         AND sold.name = bought.name
                         AND sold.company_id <> bought.company_id
     WHERE bought.id = step.lot_id AND %s"""

#: Settings of PostgreSQL that leave it one plan: look-ups in the order of the text.
AS_WRITTEN = {
    "join_collapse_limit": "1",
    "from_collapse_limit": "1",
    "enable_seqscan": "off",
    "enable_hashjoin": "off",
    "enable_mergejoin": "off",
}


class InvRecallScope(models.AbstractModel):
    """Finds the lots of a case: what was made of them and what went into them.

    UNION drops what was reached before, so that loops (products taken apart and built
    again) end.
    """

    _name = "inv.recall.scope"
    _description = "Scope of a Recall"

    def _get_scope(self, case, lots):
        """Return the role of every lot that has to do with a case.

        Parameters
        ----------
        case
            One case; its time zone decides what a day is.
        lots
            The lots of its trigger.

        Returns
        -------
        dict
            Role by id of the lot: ``seed``, ``made``, ``sibling``, ``vendor_lot``,
            ``same_day`` (these three with all that was made of them) or ``component``.
        """
        for name in ("stock.move.line", "stock.move", "stock.lot", "stock.location"):
            self.env[name].flush_model()
        with self._as_written():
            return dict(self.env.execute_query(self._scope_query(case, lots)))

    @contextmanager
    def _as_written(self):
        """Let PostgreSQL join in the order of the text and by indexes.

        Each step is a look-up by lot. Where the statistics are old – after an import,
        or an analysis in the middle of one – the planner takes the tables for empty,
        pairs all lines with all lines first and needs hours.
        """
        for name, value in AS_WRITTEN.items():
            self.env.cr.execute(SQL("SET LOCAL %s = %s", SQL.identifier(name), value))
        yield
        for name in AS_WRITTEN:
            self.env.cr.execute(SQL("SET LOCAL %s TO DEFAULT", SQL.identifier(name)))

    def _scope_query(self, case, lots):
        several = len(self.env["res.company"].sudo().search([], limit=2)) > 1
        return SQL(
            """
            WITH RECURSIVE seed AS (SELECT UNNEST(%(seeds)s) AS lot_id),
            up AS (
                SELECT lot_id FROM seed
                UNION
                SELECT above.lot_id FROM up step
                 CROSS JOIN LATERAL (%(up)s) above (lot_id)
            ),
            start AS (
                SELECT 'seed' AS role, lot_id FROM seed
                UNION ALL
                SELECT role, lot_id
                  FROM (%(siblings)s UNION %(vendor_lots)s UNION %(same_day)s) beside
                 WHERE lot_id <> ALL(%(seeds)s)
            ),
            down AS (
                SELECT role, lot_id FROM start
                UNION
                SELECT step.role, below.lot_id FROM down step
                 CROSS JOIN LATERAL (%(down)s) below (lot_id)
            )
            SELECT DISTINCT ON (lot_id) lot_id,
                   CASE WHEN role = 'seed' AND lot_id NOT IN (SELECT lot_id FROM seed)
                        THEN 'made' ELSE role END
              FROM (SELECT role, lot_id FROM down
                    UNION ALL SELECT 'component', lot_id FROM up) every
             ORDER BY lot_id, ARRAY_POSITION(
                 ARRAY['seed', 'sibling', 'vendor_lot', 'same_day', 'component'],
                 role::text)
            """,
            seeds=lots.ids,
            up=self._step_up(several),
            down=self._step_down(several),
            siblings=self._siblings(),
            vendor_lots=self._vendor_lots(),
            same_day=self._same_day(case, lots),
        )

    def _step_down(self, several):
        """Return the lots made of ``step.lot_id``, or bought under it elsewhere.

        Extended where more becomes of a lot, as parts that are taken out of it.
        ``several`` is whether there is more than one company.
        """
        if several:
            return SQL(STEP_DOWN + COMPANY_DOWN, SQL(COMPANY_PAIR))
        return SQL(STEP_DOWN)

    def _step_up(self, several):
        """Return the lots that went into ``step.lot_id``: a step down, reversed."""
        if several:
            return SQL(STEP_UP + COMPANY_UP, SQL(COMPANY_PAIR))
        return SQL(STEP_UP)

    def _get_pairs(self, lot_ids):
        """Return the ids of (used line, made line) of lots; a step down extends it."""
        return SQL(
            """
            SELECT used.id AS used_id, rel.consume_line_id AS made_id
              FROM stock_move_line used
              JOIN stock_move_line_consume_rel rel ON rel.produce_line_id = used.id
             WHERE used.lot_id = ANY(%s) AND used.state = 'done'""",
            lot_ids,
        )

    def _siblings(self):
        """Return the lots made with a lot that went straight into a trigger."""
        return SQL(
            """
            SELECT 'sibling' AS role, below.lot_id
              FROM (SELECT DISTINCT above.lot_id FROM seed step
                     CROSS JOIN LATERAL (%s OFFSET 0) above (lot_id)) step
             CROSS JOIN LATERAL (%s OFFSET 0) below (lot_id)""",
            SQL(STEP_UP),
            SQL(STEP_DOWN),
        )

    def _vendor_lots(self):
        """Return other lots of the product under the same number of the vendor."""
        return SQL(
            """
            SELECT 'vendor_lot', other.id
              FROM seed
              JOIN stock_lot lot ON lot.id = seed.lot_id
              JOIN stock_lot other ON other.product_id = lot.product_id
                                  AND other.id <> lot.id
             WHERE COALESCE(other.inv_vendor_lot, other.name)
                   = COALESCE(lot.inv_vendor_lot, lot.name)"""
        )

    def _same_day(self, case, lots):
        """Return other lots of the products that came in on a day of the triggers."""
        return SQL(
            """
            SELECT 'same_day', other.lot_id
              FROM (SELECT DISTINCT line.product_id, %(day)s AS day
                      FROM stock_move_line line
                      JOIN stock_location place ON place.id = line.location_id
                     WHERE line.lot_id = ANY(%(seeds)s) AND line.state = 'done'
                       AND place.usage IN ('supplier', 'production')) begun
              JOIN LATERAL (
                   SELECT line.lot_id
                     FROM stock_move_line line
                     JOIN stock_location place ON place.id = line.location_id
                    WHERE line.product_id = begun.product_id
                      AND line.lot_id IS NOT NULL
                      AND line.state = 'done' AND %(day)s = begun.day
                      AND place.usage IN ('supplier', 'production')) other ON TRUE""",
            seeds=lots.ids,
            day=SQL(
                "(line.date AT TIME ZONE 'UTC' AT TIME ZONE %s)::date", case._get_tz()
            ),
        )

    def _get_links(self, lot_ids):
        """Return what was made of what among these lots.

        Returns
        -------
        list of tuple
            (used lot, made lot or nothing, made product, move, company, reference,
            date, used quantity, made quantity). The used quantity of an order that made
            several lots is shared out by what it made of each.
        """
        with self._as_written():
            return self.env.execute_query(self._links_query(lot_ids))

    def _links_query(self, lot_ids):
        return SQL(
            """
                WITH pair AS (
                    SELECT used.id AS used_id, used.lot_id AS used_lot,
                           used.quantity_product_uom AS used_qty,
                           made.id AS made_id, made.lot_id AS made_lot, made.move_id,
                           made.product_id, made.company_id, made.date,
                           made.quantity_product_uom AS made_qty
                      FROM (%(pairs)s) rel
                      JOIN stock_move_line used ON used.id = rel.used_id
                      JOIN stock_move_line made ON made.id = rel.made_id
                     WHERE made.state = 'done'
                       AND (made.lot_id IS NULL OR made.lot_id = ANY(%(lots)s))
                ),
                used AS (
                    SELECT used_lot, move_id, SUM(used_qty) AS qty
                      FROM (SELECT DISTINCT used_id, used_lot, move_id, used_qty
                              FROM pair) line
                     GROUP BY used_lot, move_id
                ),
                made AS (
                    SELECT used_lot, made_lot, product_id, move_id, company_id,
                           MIN(date) AS date, SUM(made_qty) AS qty
                      FROM (SELECT DISTINCT used_lot, made_id, made_lot, product_id,
                                   move_id, company_id, date, made_qty FROM pair) line
                     GROUP BY used_lot, made_lot, product_id, move_id, company_id
                )
                SELECT made.used_lot, made.made_lot, made.product_id, made.move_id,
                       made.company_id, move.reference, made.date,
                       used.qty * made.qty / NULLIF(SUM(made.qty) OVER (
                           PARTITION BY made.used_lot, made.move_id), 0),
                       made.qty
                  FROM made
                  JOIN used USING (used_lot, move_id)
                  JOIN stock_move move ON move.id = made.move_id
                 ORDER BY made.date, made.move_id
                """,
            pairs=self._get_pairs(lot_ids),
            lots=lot_ids,
        )
