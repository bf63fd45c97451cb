from odoo import api, models
from odoo.tools import SQL


class StockMoveLine(models.Model):
    """Says why a held lot is refused and what to take instead."""

    _inherit = "stock.move.line"

    @api.model
    def _describe_held(self, lines):
        """Return one sentence for each held lot of ``lines``, with its cases."""
        cases = self._get_case_names({line.lot_id.id for line in lines})
        others = self._get_other_lots(lines)
        texts = []
        for line in lines:
            names = {
                "lot": line.lot_id.name,
                "case": ", ".join(cases.get(line.lot_id.id, [])),
            }
            other = others.get(self._get_other_key(line))
            if other:
                lot, place = other
                text = self.env._(
                    "Lot %(lot)s is held by recall %(case)s. "
                    "Take lot %(other)s from %(place)s.",
                    other=lot,
                    place=place,
                    **names,
                )
            else:
                text = self.env._(
                    "Lot %(lot)s is held by recall %(case)s. It can be brought to "
                    "quarantine, counted or scrapped; no other lot is free here.",
                    **names,
                )
            texts.append(text)
        return "\n".join(dict.fromkeys(texts))

    @api.model
    def _get_case_names(self, lot_ids):
        """Return {lot id: references of the cases that hold it}."""
        # Superuser: whoever is refused is told by which case, and no more of it.
        groups = (
            self.env["inv.recall.hold"]
            .sudo()
            ._read_group(
                [("lot_id", "in", list(lot_ids)), ("state", "=", "held")],
                ["lot_id"],
                ["recall_id:recordset"],
            )
        )
        return {lot.id: sorted(cases.mapped("name")) for lot, cases in groups}

    @api.model
    def _get_other_key(self, line):
        warehouse = line.location_id.warehouse_id
        return line.product_id.id, warehouse.id or 0

    @api.model
    def _get_other_lots(self, lines):
        """Return {(product id, warehouse id): (name, place)} of the oldest free lot."""
        keys = {self._get_other_key(line) for line in lines}
        self.env["stock.quant"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (quant.product_id, place.warehouse_id)
                       quant.product_id, place.warehouse_id, lot.name,
                       place.complete_name
                  FROM stock_quant quant
                  JOIN stock_location place ON place.id = quant.location_id
                                           AND place.usage = 'internal'
                                           AND NOT COALESCE(place.inv_in_quarantine,
                                                            FALSE)
                  JOIN stock_lot lot ON lot.id = quant.lot_id
                                    AND lot.inv_is_held IS NOT TRUE
                 WHERE quant.product_id = ANY(%s) AND place.warehouse_id = ANY(%s)
                   AND quant.owner_id IS NULL
                   AND quant.quantity > quant.reserved_quantity
              ORDER BY quant.product_id, place.warehouse_id, quant.in_date, quant.id
                """,
                [product for product, _warehouse in keys],
                [warehouse for _product, warehouse in keys],
            )
        )
        return {(product, site): (lot, place) for product, site, lot, place in rows}
