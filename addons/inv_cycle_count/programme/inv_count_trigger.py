from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .selections import CONSUMPTION_KIND, TRIGGER_KINDS

# A movement is visible only when its transaction ends, a while after its time.
OVERLAP = timedelta(minutes=15)
FIRST_LOOK = timedelta(days=7)


class InvCountTrigger(models.AbstractModel):
    """Find positions that should be counted soon because something happened.

    One query a rule over what was written since the last look; nothing is done while
    a stock move is validated. What was counted after the event is left alone, so the
    same event found twice changes nothing.
    """

    _name = "inv.count.trigger"
    _description = "Trigger of Counts"

    def _detect(self, programme, axis):
        """Write the triggers of a programme to its plan; return how many are new."""
        self._flush()
        now = fields.Datetime.now()
        since = programme.triggers_until or now - FIRST_LOOK
        kinds = {kind for kind, _label in [*TRIGGER_KINDS, CONSUMPTION_KIND]}
        count = 0
        for rule in programme.rule_ids:
            if rule.kind in kinds:
                query = self._get_event_sql(programme, rule, since - OVERLAP)
                count += self._store(programme, rule, axis.day(rule.due_days), query)
        programme.triggers_until = now
        return count

    def _flush(self):
        names = ["stock.quant", "stock.move", "stock.move.line", "stock.location"]
        names += ["inv.count.line", "inv.count.plan", "inv.count.place"]
        for name in names:
            self.env[name].flush_model()

    def _get_event_sql(self, programme, rule, since):
        """Return (location_id, product_id, moment, date_due) of what happened.

        A kind of rule of another addon adds ``_get_<kind>_sql``; product 0 means an
        empty place, the date may be NULL (then the rule's own days count).
        """
        return getattr(self, f"_get_{rule.kind}_sql")(programme, rule, since)

    def _store(self, programme, rule, due, query):
        """Insert or bring forward the plan rows of the events."""
        reader = self.env["inv.count.position.reader"]
        self.env.cr.execute(
            SQL(
                """
                WITH place AS (%(place)s),
                event AS (%(event)s),
                counted AS (%(counted)s)
                INSERT INTO inv_count_plan AS plan (
                    programme_id, company_id, location_id, zone_id, product_id,
                    trigger_rule_id, trigger_datetime, date_trigger_due, phase,
                    create_uid, create_date, write_uid, write_date
                )
                SELECT %(programme)s, %(company)s, place.id, place.zone_id,
                       NULLIF(event.product_id, 0), %(rule)s, MAX(event.moment),
                       MIN(LEAST(event.date_due, %(due)s)), -1,
                       %(user)s, %(now)s, %(user)s, %(now)s
                  FROM event
                  JOIN place ON place.id = event.location_id
             LEFT JOIN counted ON counted.location_id = event.location_id
                              AND counted.product_id = event.product_id
                 WHERE event.moment IS NOT NULL
                   AND (counted.last_count IS NULL
                        OR counted.last_count <= event.moment)
              GROUP BY place.id, place.zone_id, event.product_id
                ON CONFLICT (programme_id, location_id, COALESCE(product_id, 0))
                DO UPDATE SET trigger_rule_id = excluded.trigger_rule_id,
                              trigger_datetime = excluded.trigger_datetime,
                              date_trigger_due = excluded.date_trigger_due,
                              write_date = excluded.write_date
                 WHERE plan.trigger_rule_id IS NULL
                    OR plan.trigger_datetime < plan.last_count_datetime
                    OR excluded.date_trigger_due < plan.date_trigger_due
                """,
                place=reader._get_place_sql(programme),
                event=query,
                counted=reader._get_counted_sql(programme),
                programme=programme.id,
                company=programme.company_id.id,
                rule=rule.id,
                due=due,
                user=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        count = self.env.cr.rowcount
        self.env["inv.count.plan"].invalidate_model()
        return count

    # ------------------------------------------------------------------------
    # Stock
    # ------------------------------------------------------------------------

    def _get_zero_sql(self, _programme, _rule, since):
        """Return positions that lost their last piece."""
        return SQL(
            """SELECT line.location_id, line.product_id,
                      MAX(line.date) AS moment, NULL::date AS date_due
                 FROM stock_move_line line
                WHERE line.state = 'done' AND line.write_date > %s
                  AND NOT EXISTS (SELECT FROM stock_quant quant
                                   WHERE quant.location_id = line.location_id
                                     AND quant.product_id = line.product_id
                                     AND quant.quantity <> 0)
             GROUP BY 1, 2""",
            since,
        )

    def _get_negative_sql(self, _programme, _rule, _since):
        """Return positions below zero, whenever that happened."""
        return SQL(
            """SELECT quant.location_id, quant.product_id,
                      MAX(quant.write_date) AS moment, NULL::date AS date_due
                 FROM stock_quant quant
                WHERE quant.quantity < 0
             GROUP BY 1, 2"""
        )

    def _get_short_sql(self, _programme, _rule, since):
        """Return positions from which less was picked than asked for."""
        return SQL(
            """SELECT COALESCE(line.location_id, move.location_id) AS location_id,
                      move.product_id,
                      MAX(move.write_date) AS moment, NULL::date AS date_due
                 FROM stock_move move
            LEFT JOIN stock_move_line line ON line.move_id = move.id
            LEFT JOIN stock_picking picking ON picking.id = move.picking_id
                WHERE move.write_date > %s
                  AND NOT COALESCE(move.is_inventory, FALSE)
                  AND ((move.state = 'done' AND move.quantity < move.product_uom_qty)
                    OR (move.state = 'cancel' AND picking.backorder_id IS NOT NULL))
             GROUP BY 1, 2""",
            since,
        )

    def _get_emptied_sql(self, _programme, _rule, since):
        """Return places from which the last piece of everything was taken."""
        return SQL(
            """SELECT line.location_id, 0 AS product_id,
                      MAX(line.date) AS moment, NULL::date AS date_due
                 FROM stock_move_line line
                WHERE line.state = 'done' AND line.write_date > %s
                  AND NOT EXISTS (SELECT FROM stock_quant quant
                                   WHERE quant.location_id = line.location_id
                                     AND quant.quantity <> 0)
             GROUP BY 1""",
            since,
        )

    def _get_receipt_sql(self, programme, rule, _since):
        """Return positions with little stock whose product arrives soon."""
        until = self.env.cr.now() + timedelta(days=max(rule.due_days, 1))
        recently = self.env.cr.now() - timedelta(days=rule.trigger_days)
        return SQL(
            """SELECT quant.location_id, quant.product_id,
                      NOW() AT TIME ZONE 'UTC' AS moment, MIN(arriving.day) AS date_due
                 FROM (SELECT quant.product_id, SUM(quant.quantity) AS quantity
                         FROM stock_quant quant
                         JOIN place ON place.id = quant.location_id
                     GROUP BY 1) AS total
                 JOIN (SELECT move.product_id, MIN(move.date)::date AS day
                         FROM stock_move move
                         JOIN stock_location origin ON origin.id = move.location_id
                         JOIN place ON place.id = move.location_dest_id
                        WHERE move.state IN ('confirmed', 'waiting', 'assigned',
                                             'partially_available')
                          AND origin.usage <> 'internal' AND move.date <= %(until)s
                     GROUP BY 1) AS arriving USING (product_id)
                 JOIN stock_quant quant USING (product_id)
                WHERE total.quantity <= %(quantity)s AND quant.quantity <> 0
                  AND NOT EXISTS (SELECT FROM inv_count_line counted
                                   WHERE counted.location_id = quant.location_id
                                     AND counted.product_id = quant.product_id
                                     AND counted.counted_datetime > %(recently)s)
             GROUP BY 1, 2""",
            until=until,
            quantity=rule.trigger_qty,
            recently=recently,
        )

    def _get_idle_sql(self, _programme, rule, _since):
        """Return positions that nobody touched or counted for long."""
        before = self.env.cr.now() - timedelta(days=rule.trigger_days)
        return SQL(
            """SELECT quant.location_id, quant.product_id,
                      NOW() AT TIME ZONE 'UTC' AS moment, NULL::date AS date_due
                 FROM stock_quant quant
                WHERE quant.quantity <> 0
             GROUP BY 1, 2
               HAVING MAX(quant.in_date) < %(before)s
                  AND NOT EXISTS (SELECT FROM stock_move_line line
                                   WHERE line.state = 'done'
                                     AND line.product_id = quant.product_id
                                     AND quant.location_id IN (line.location_id,
                                                               line.location_dest_id)
                                     AND line.date >= %(before)s)
                  AND NOT EXISTS (SELECT FROM inv_count_line counted
                                   WHERE counted.location_id = quant.location_id
                                     AND counted.product_id = quant.product_id
                                     AND counted.counted_datetime >= %(before)s)""",
            before=before,
        )

    # ------------------------------------------------------------------------
    # Counts and manufacturing
    # ------------------------------------------------------------------------

    def _get_discrepancy_sql(self, programme, rule, _since):
        """Return positions whose records were wrong several times."""
        after = self.env.cr.now() - timedelta(days=rule.trigger_days)
        return SQL(
            """SELECT line.location_id, line.product_id,
                      MAX(line.counted_datetime) AS moment, NULL::date AS date_due
                 FROM inv_count_line line
                WHERE line.warehouse_id = %(warehouse)s AND line.is_counted
                  AND line.state IN ('posted', 'rejected')
                  AND NOT COALESCE(line.is_hit, FALSE)
                  AND line.counted_datetime >= %(after)s
                  AND ABS(COALESCE(line.variance_value, 0)) >= %(value)s
             GROUP BY 1, 2
               HAVING COUNT(*) >= %(count)s""",
            warehouse=programme.warehouse_id.id,
            after=after,
            value=rule.trigger_value,
            count=rule.trigger_count,
        )

    def _get_consumption_sql(self, _programme, _rule, since):
        """Return components of which orders consumed another quantity."""
        if "mrp.production" not in self.env:
            return SQL(
                "SELECT 0 AS location_id, 0 AS product_id, NULL::timestamp AS moment,"
                " NULL::date AS date_due"
            )
        return SQL(
            """SELECT line.location_id, line.product_id,
                      MAX(line.write_date) AS moment, NULL::date AS date_due
                 FROM stock_move move
                 JOIN stock_move_line line ON line.move_id = move.id
                WHERE move.raw_material_production_id IS NOT NULL
                  AND move.state = 'done' AND move.write_date > %s
                  AND ABS(move.quantity - move.product_uom_qty) > 0.00001
             GROUP BY 1, 2""",
            since,
        )
