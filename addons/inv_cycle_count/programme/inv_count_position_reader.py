import numpy as np

from odoo import models
from odoo.tools import SQL

from .selections import MEASURED_LINE_STATES, OPEN_SESSION_STATES

# Movements of this time tell how fast errors come.
HISTORY_DAYS = 365
PICK_DAYS = 28

COLUMNS = (
    "location",
    "product",
    "zone",
    "item_class",
    "categ",
    "cost",
    "is_there",
    "line_count",
    "last_count",
    "counted",
    "wrong",
    "plan",
    "trigger_rule",
    "trigger",
    "trigger_due",
    "phase",
    "first",
    "planned",
    "is_pinned",
    "session",
    "session_date",
)
TEXT = ("item_class",)
DAYS = ("first", "planned", "trigger_due", "session_date")
MOMENTS = ("last_count", "trigger")


class InvCountPositionReader(models.AbstractModel):
    """Everything the planner knows of the positions of a programme, as arrays.

    Three queries whatever the number of positions: positions with their counts and
    their plan, movements, and empty places when a rule asks for them.
    """

    _name = "inv.count.position.reader"
    _description = "Reader of Positions to Count"

    def _read_positions(self, programme):
        """Return {name: array} of positions, sorted by place and product."""
        for name in (
            "stock.quant",
            "stock.location",
            "product.product",
            "product.template",
            "inv.stocking.point",
            "inv.count.line",
            "inv.count.session",
            "inv.count.plan",
            "stock.move.line",
        ):
            self.env[name].flush_model()
        rows = self.env.execute_query(self._get_position_sql(programme))
        facts = self._to_arrays(rows)
        self._add_movements(programme, facts)
        return facts

    def _to_arrays(self, rows):
        lists = list(zip(*rows, strict=True)) if rows else [()] * len(COLUMNS)
        facts = {}
        for name, values in zip(COLUMNS, lists, strict=True):
            if name in TEXT:
                facts[name] = np.array(values, dtype=np.str_)
            elif name in DAYS:
                facts[name] = np.array(values, dtype="datetime64[D]")
            elif name in MOMENTS:
                facts[name] = np.array(values, dtype="datetime64[us]")
            elif name in ("cost", "phase"):
                facts[name] = np.array(values, dtype=np.float64)
            else:
                facts[name] = np.array(values, dtype=np.int64)
        return facts

    # ------------------------------------------------------------------------
    # Positions
    # ------------------------------------------------------------------------

    def _get_position_sql(self, programme):
        return SQL(
            """
            WITH place AS (%(place)s),
            found AS (%(stock)s UNION ALL %(empty)s),
            counted AS (%(counted)s),
            plan AS (
                SELECT plan.*, session.id AS open_session_id,
                       session.date_planned AS session_date,
                       session.create_date AS session_created
                  FROM inv_count_plan plan
             LEFT JOIN inv_count_session session
                    ON session.id = plan.session_id AND session.state IN %(open)s
                 WHERE plan.programme_id = %(programme)s
            )
            SELECT place.id, COALESCE(found.product_id, plan.product_id, 0) AS product,
                   place.zone_id, COALESCE(point.abc_class, 'C'),
                   COALESCE(template.categ_id, 0),
                   GREATEST(COALESCE((product.standard_price ->> %(company)s)::float8,
                                     0), 0),
                   (found.location_id IS NOT NULL)::int,
                   GREATEST(COALESCE(found.line_count, 1), 1),
                   counted.last_count, COALESCE(counted.counted, 0),
                   COALESCE(counted.wrong, 0), COALESCE(plan.id, 0),
                   COALESCE(plan.trigger_rule_id, 0), plan.trigger_datetime,
                   plan.date_trigger_due, COALESCE(plan.phase, -1), plan.date_first,
                   plan.date_planned, COALESCE(plan.is_pinned, FALSE)::int,
                   CASE WHEN counted.last_count >= plan.session_created THEN 0
                        ELSE COALESCE(plan.open_session_id, 0) END,
                   plan.session_date
              FROM found
         FULL JOIN plan ON plan.location_id = found.location_id
                       AND COALESCE(plan.product_id, 0) = found.product_id
              JOIN place ON place.id = COALESCE(found.location_id, plan.location_id)
         LEFT JOIN counted
                ON counted.location_id = place.id
               AND counted.product_id = COALESCE(found.product_id, plan.product_id, 0)
         LEFT JOIN product_product product
                ON product.id = COALESCE(found.product_id, plan.product_id, 0)
         LEFT JOIN product_template template ON template.id = product.product_tmpl_id
         LEFT JOIN inv_stocking_point point
                ON point.product_id = product.id AND point.warehouse_id = %(warehouse)s
          ORDER BY place.id, product
            """,
            place=self._get_place_sql(programme),
            stock=self._get_stock_sql(),
            empty=self._get_empty_sql(programme),
            counted=self._get_counted_sql(programme),
            open=OPEN_SESSION_STATES,
            programme=programme.id,
            company=str(programme.company_id.id),
            warehouse=programme.warehouse_id.id,
        )

    def _get_place_sql(self, programme):
        """Return the internal places of the warehouse with their zones."""
        warehouse = programme.warehouse_id
        top = (warehouse.view_location_id | warehouse.lot_stock_id).ids
        return SQL(
            """SELECT l.id, l.parent_path,
                      CASE WHEN l.location_id = ANY(%s) THEN l.id
                           ELSE l.location_id END AS zone_id
                 FROM stock_location l
                WHERE l.usage = 'internal' AND l.active AND l.parent_path LIKE %s""",
            top,
            f"{warehouse.view_location_id.parent_path}%",
        )

    def _get_stock_sql(self):
        return SQL(
            """SELECT quant.location_id, quant.product_id, COUNT(*) AS line_count
                 FROM stock_quant quant
                 JOIN place ON place.id = quant.location_id
                WHERE quant.quantity <> 0
             GROUP BY 1, 2"""
        )

    def _get_empty_sql(self, programme):
        """Return places without stock and without places below, if a rule checks."""
        is_on = any(rule.kind == "empty" for rule in programme.rule_ids)
        return SQL(
            """SELECT place.id, 0, 1
                 FROM place
                WHERE %s
                  AND NOT EXISTS (SELECT FROM stock_quant quant
                                   WHERE quant.location_id = place.id
                                     AND quant.quantity <> 0)
                  AND NOT EXISTS (SELECT FROM stock_location below
                                   WHERE below.location_id = place.id
                                     AND below.active)""",
            is_on,
        )

    def _get_counted_sql(self, programme):
        """Return the last count of each position, and of each empty place."""
        return SQL(
            """SELECT line.location_id, line.product_id,
                      MAX(line.counted_datetime) FILTER (WHERE line.state = 'posted')
                          AS last_count,
                      COUNT(*) FILTER (WHERE line.state IN %(measured)s) AS counted,
                      COUNT(*) FILTER (WHERE line.state IN %(measured)s
                                         AND NOT COALESCE(line.is_hit, FALSE)) AS wrong
                 FROM inv_count_line line
                WHERE line.warehouse_id = %(warehouse)s AND line.is_counted
             GROUP BY 1, 2
            UNION ALL
               SELECT place.location_id, 0, MAX(place.submit_datetime), 0, 0
                 FROM inv_count_place place
                 JOIN inv_count_session session ON session.id = place.session_id
                WHERE session.warehouse_id = %(warehouse)s
                  AND place.state = 'submitted' AND place.is_empty_check
             GROUP BY 1""",
            measured=MEASURED_LINE_STATES,
            warehouse=programme.warehouse_id.id,
        )

    # ------------------------------------------------------------------------
    # Movements
    # ------------------------------------------------------------------------

    def _add_movements(self, programme, facts):
        """Add movements since and before the last count, and picks of the place."""
        rows = self.env.execute_query(self._get_movement_sql(programme))
        count = len(facts["location"])
        for name in ("moves_since", "moves_before"):
            facts[name] = np.zeros(count)
        picks = {}
        known = {
            key: number
            for number, key in enumerate(
                zip(facts["location"].tolist(), facts["product"].tolist(), strict=True)
            )
        }
        for location, product, since, before, picked in rows:
            picks[location] = picks.get(location, 0) + picked
            number = known.get((location, product))
            if number is not None:
                facts["moves_since"][number] = since
                facts["moves_before"][number] = before
        facts["picks_per_day"] = np.array(
            [picks.get(place, 0) / PICK_DAYS for place in facts["location"].tolist()]
        )

    def _get_movement_sql(self, programme):
        return SQL(
            """
            WITH place AS (%(place)s),
            counted AS (%(counted)s),
            moved AS (
                SELECT location_id, product_id, date, TRUE AS is_out
                  FROM stock_move_line
                 WHERE state = 'done' AND date >= NOW() AT TIME ZONE 'UTC' - %(days)s
            UNION ALL
                SELECT location_dest_id, product_id, date, FALSE
                  FROM stock_move_line
                 WHERE state = 'done' AND date >= NOW() AT TIME ZONE 'UTC' - %(days)s
            )
            SELECT moved.location_id, moved.product_id,
                   COUNT(*) FILTER (WHERE counted.last_count IS NULL
                                       OR moved.date > counted.last_count),
                   COUNT(*) FILTER (WHERE moved.date <= counted.last_count),
                   COUNT(*) FILTER (WHERE moved.is_out AND moved.date >=
                                    NOW() AT TIME ZONE 'UTC' - %(pick)s)
              FROM moved
              JOIN place ON place.id = moved.location_id
         LEFT JOIN counted ON counted.location_id = moved.location_id
                          AND counted.product_id = moved.product_id
          GROUP BY 1, 2
            """,
            place=self._get_place_sql(programme),
            counted=self._get_counted_sql(programme),
            days=SQL("make_interval(days => %s)", HISTORY_DAYS),
            pick=SQL("make_interval(days => %s)", PICK_DAYS),
        )
