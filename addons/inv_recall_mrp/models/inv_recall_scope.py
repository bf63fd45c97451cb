from odoo import models
from odoo.tools import SQL

# Core links what an unbuild order gives back to the by-products that it takes, but not
# to the product itself. All moves name the order; where they go tells them apart.
UNBUILD = """
      JOIN stock_move taken ON taken.id = whole.move_id
      JOIN stock_location use ON use.id = whole.location_dest_id
                             AND use.usage = 'production'
      JOIN stock_move given ON given.unbuild_id = taken.unbuild_id
      JOIN stock_move_line part ON part.move_id = given.id
      JOIN stock_location origin ON origin.id = part.location_id
                                AND origin.usage = 'production'"""
UNBUILD_DOWN = """
    SELECT part.lot_id
      FROM stock_move_line whole %s
     WHERE whole.lot_id = step.lot_id AND whole.state = 'done'
       AND part.lot_id IS NOT NULL AND part.state = 'done'"""
UNBUILD_UP = """
    SELECT whole.lot_id
      FROM stock_move_line part
      JOIN stock_location origin ON origin.id = part.location_id
                                AND origin.usage = 'production'
      JOIN stock_move given ON given.id = part.move_id
      JOIN stock_move taken ON taken.unbuild_id = given.unbuild_id
      JOIN stock_move_line whole ON whole.move_id = taken.id
      JOIN stock_location use ON use.id = whole.location_dest_id
                             AND use.usage = 'production'
     WHERE part.lot_id = step.lot_id AND part.state = 'done'
       AND whole.lot_id IS NOT NULL AND whole.state = 'done'"""
UNBUILD_PAIRS = """
    SELECT whole.id, part.id
      FROM stock_move_line whole %s
     WHERE whole.lot_id = ANY(%s) AND whole.state = 'done'"""


class InvRecallScope(models.AbstractModel):
    """Follows what was taken out of products that were unbuilt."""

    _inherit = "inv.recall.scope"

    def _step_down(self, several):
        step = super()._step_down(several)
        return SQL("%s UNION ALL %s", step, SQL(UNBUILD_DOWN, SQL(UNBUILD)))

    def _step_up(self, several):
        return SQL("%s UNION ALL %s", super()._step_up(several), SQL(UNBUILD_UP))

    def _get_pairs(self, lot_ids):
        pairs = super()._get_pairs(lot_ids)
        return SQL("%s UNION %s", pairs, SQL(UNBUILD_PAIRS, SQL(UNBUILD), lot_ids))
