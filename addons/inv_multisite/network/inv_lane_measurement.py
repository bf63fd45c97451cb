from datetime import timedelta

import numpy as np

from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.inventory.lead_time_distribution import (
    fit_lead_times,
)

#: Days of the past that tell how long a lane takes.
HISTORY_DAYS = 365
#: Days of the past that shipments are counted for.
SHIPMENT_DAYS = 90
#: A shipment that is under way for longer was forgotten rather than late.
LONGEST_OPEN_DAYS = 90


class InvLaneMeasurement(models.AbstractModel):
    """How long transfers took: from the decision to the last receipt.

    A shipment is one outgoing transfer. Its clock starts when it was created and
    stops with the last receipt chained to it. Shipments under way count with their
    age, because the late ones are those that are still open. Transfers in one step
    count as well.
    """

    _name = "inv.lane.measurement"
    _description = "Measured Lead Times of Lanes"
    _inherit = "inv.provider"

    def _measure(self, lanes):
        """Write mean, spread and number of the lead times; return measured lanes."""
        rows = list(lanes)
        samples = self._get_samples(lanes)
        lane_rows = samples["item"].astype(np.int64)
        law = fit_lead_times(
            samples["days"],
            samples["is_received"] > 0,
            lane_rows,
            n_groups=len(rows),
        )
        shipments = np.bincount(
            lane_rows, weights=samples["is_recent"], minlength=len(rows)
        )
        is_known = law.n_received > 0
        figures = zip(
            rows,
            np.where(is_known, law.mean, 0.0).tolist(),
            np.where(is_known, np.sqrt(law.variance), 0.0).tolist(),
            law.n_received.tolist(),
            shipments.tolist(),
            strict=True,
        )
        for lane, mean, spread, count, recent in figures:
            lane.write(self._prepare_measured_vals(mean, spread, count, recent))
        return lanes.browse([rows[row].id for row in np.flatnonzero(is_known).tolist()])

    def _prepare_measured_vals(self, mean, spread, count, recent):
        """Return what a measurement writes on its lane."""
        return {
            "lead_time_measured_days": mean,
            "lead_time_sd_days": spread,
            "lead_time_count": count,
            "shipment_count": int(recent),
            "measured_datetime": fields.Datetime.now(),
        }

    def _get_samples(self, lanes):
        """Return the shipments of the lanes, one row each.

        Returns
        -------
        dict with arrays of shape (shipments,): ``item`` (position of the lane),
        ``days``, ``is_received`` and ``is_recent`` (0 or 1)
        """
        names = ["item", "days", "is_received", "is_recent"]
        columns = self._read_columns(self._get_sample_sql(lanes), names)
        return dict(zip(names, columns, strict=True))

    def _get_sample_sql(self, lanes):
        now = fields.Datetime.now()
        return SQL(
            """
            SELECT item, GREATEST(
                       EXTRACT(EPOCH FROM CASE
                           WHEN is_complete OR age > %(longest)s THEN ended
                           ELSE %(now)s END - begun) / 86400, 0) AS days,
                   (is_complete OR age > %(longest)s)::int AS is_received,
                   (begun >= %(recent)s)::int AS is_recent
              FROM (SELECT lane.item, MIN(step.begun) AS begun,
                           MAX(step.ended) AS ended,
                           BOOL_AND(step.ended IS NOT NULL) AS is_complete,
                           EXTRACT(EPOCH FROM %(now)s - MIN(step.begun)) / 86400 AS age
                      FROM %(lanes)s
                      JOIN (%(steps)s) step ON step.source_id = lane.source_id
                                           AND step.target_id = lane.target_id
                  GROUP BY lane.item, step.shipment) shipment
             WHERE ended IS NOT NULL OR age <= %(longest)s
            """,
            now=now,
            longest=LONGEST_OPEN_DAYS,
            recent=now - timedelta(days=SHIPMENT_DAYS),
            lanes=self._get_lane_table(lanes),
            steps=self._get_step_sql(now - timedelta(days=HISTORY_DAYS)),
        )

    def _get_lane_table(self, lanes):
        """Return a FROM item ``lane(item, source_id, target_id)``."""
        lanes.check_access("read")
        return SQL(
            """(SELECT listed.item - 1 AS item,
                       lane.source_warehouse_id AS source_id,
                       lane.target_warehouse_id AS target_id
                  FROM unnest(%s::int[]) WITH ORDINALITY AS listed(id, item)
                  JOIN inv_lane lane ON lane.id = listed.id) AS lane""",
            list(lanes.ids),
        )

    def _get_step_sql(self, since):
        """Return the done moves out of a site and when each arrived (NULL = not yet).

        The receipts are found by their chain, not by their warehouse field: that one
        changes with the route.
        """
        for name in ("inv.lane", "stock.move", "stock.location", "stock.picking"):
            self.env[name].flush_model()
        return SQL(
            """
            SELECT source.warehouse_id AS source_id, target.warehouse_id AS target_id,
                   COALESCE(sent.picking_id, -sent.id) AS shipment,
                   sent.create_date AS begun,
                   CASE WHEN arrival.state = 'done' THEN arrival.date END AS ended
              FROM stock_move sent
              JOIN stock_location source ON source.id = sent.location_id
              JOIN stock_location way ON way.id = sent.location_dest_id
                                     AND way.usage = 'transit'
              JOIN stock_move_move_rel chain ON chain.move_orig_id = sent.id
              JOIN stock_move arrival ON arrival.id = chain.move_dest_id
                                     AND arrival.state NOT IN ('draft', 'cancel')
              JOIN stock_location target
                ON target.id = COALESCE(arrival.location_final_id,
                                        arrival.location_dest_id)
             WHERE sent.state = 'done' AND sent.date >= %(since)s
               AND source.warehouse_id IS NOT NULL
             UNION ALL
            SELECT source.warehouse_id, target.warehouse_id,
                   COALESCE(sent.picking_id, -sent.id), sent.create_date, sent.date
              FROM stock_move sent
              JOIN stock_location source ON source.id = sent.location_id
              JOIN stock_location target ON target.id = sent.location_dest_id
             WHERE sent.state = 'done' AND sent.date >= %(since)s
               AND source.warehouse_id <> target.warehouse_id
            """,
            since=since,
        )
