from odoo import api, fields, models
from odoo.tools import SQL

from ..session.selections import OPEN_LINE_STATES


class InvCountBridge(models.AbstractModel):
    """Between count lines and the count fields of Odoo's own stock records.

    What is planned here shows in Physical Inventory (and in an app that reads the
    same fields); a count applied there closes our line and feeds accuracy.
    """

    _name = "inv.count.bridge"
    _description = "Bridge to Physical Inventory"

    # ------------------------------------------------------------------------
    # From us to core
    # ------------------------------------------------------------------------

    @api.model
    def _request(self, sessions):
        """Show the lines of planned sessions in Physical Inventory."""
        for session in sessions:
            quants = self._get_session_quants(session)
            # sudo: the request changes when stock is counted, never how much it is
            quants.sudo().write(
                {"inventory_date": session.date_planned, "user_id": session.user_id.id}
            )

    @api.model
    def _get_session_quants(self, session):
        lines = session.line_ids.filtered(lambda line: line.state == "todo")
        return self.env["inv.count.book"]._get_stock(lines)

    @api.model
    def _withdraw(self, lines):
        """Take requests back whose lines are no longer counted."""
        records = self.env["inv.count.book"]._get_stock(lines)
        # sudo: see _request
        for location, ours in records.sudo().grouped("location_id").items():
            ours.write(
                {
                    "inventory_date": location._get_next_inventory_date(),
                    "user_id": False,
                }
            )

    # ------------------------------------------------------------------------
    # From core to us
    # ------------------------------------------------------------------------

    @api.model
    def _get_native_counts(self, quants):
        """Return what is about to be applied to records that we want counted.

        Pairs of our line and (counted, variance, counter id): one query, whatever
        the number of stock records.
        """
        self.env["inv.count.line"].flush_model(["state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.id, quant.id
                  FROM stock_quant quant
                  JOIN inv_count_line line
                    ON line.location_id = quant.location_id
                   AND line.product_id = quant.product_id
                   AND COALESCE(line.lot_id, 0) = COALESCE(quant.lot_id, 0)
                   AND COALESCE(line.package_id, 0) = COALESCE(quant.package_id, 0)
                   AND COALESCE(line.owner_id, 0) = COALESCE(quant.owner_id, 0)
                 WHERE quant.id IN %s
                   AND line.state IN %s
                """,
                tuple(quants.ids or [0]),
                OPEN_LINE_STATES,
            )
        )
        by_id = {quant.id: quant for quant in quants}
        counts = []
        for line_id, quant_id in rows:
            quant = by_id[quant_id]
            user = quant.user_id or self.env.user
            counts.append(
                (
                    line_id,
                    quant.inventory_quantity,
                    quant.inventory_diff_quantity,
                    user.id,
                )
            )
        return counts

    @api.model
    def _close_lines(self, counts):
        """Mark lines as posted by a count in Physical Inventory."""
        if not counts:
            return
        # sudo: whoever may adjust stock closes the request for the same record
        lines = self.env["inv.count.line"].sudo().browse(row[0] for row in counts)
        costs = self.env["inv.count.figures"]._get_unit_costs(lines)
        now = fields.Datetime.now()
        for line, row, cost in zip(lines, counts, costs, strict=True):
            line.update(self._prepare_native_vals(line, row, cost, now))
        self.env["inv.count.figures"]._judge(lines)
        lines.write({"state": "posted"})
        self._submit_places(lines)

    @api.model
    def _prepare_native_vals(self, line, row, cost, now):
        _line_id, counted, variance, user_id = row
        vals = self.env["inv.count.figures"]._prepare_figures_vals(
            line, counted, counted - variance, cost
        )
        vals.update(
            counted_qty=counted,
            counted_datetime=now,
            first_scan_datetime=now,
            counter_id=user_id,
            is_counted=True,
            is_native=True,
            posted_datetime=now,
            message=self.env._("Counted in Physical Inventory."),
        )
        if line.round == 1:
            vals.update(first_counted_qty=counted, first_counter_id=user_id)
        return vals

    @api.model
    def _submit_places(self, lines):
        """Submit the places that have nothing left to count."""
        sessions = lines.session_id
        open_places = {
            (session.id, location.id)
            for session, location in self.env["inv.count.line"]
            .sudo()
            ._read_group(
                [
                    ("session_id", "in", sessions.ids),
                    ("state", "in", ("todo", "recount")),
                ],
                ["session_id", "location_id"],
            )
        }
        places = sessions.place_ids.filtered(
            lambda place: (
                place.state in ("todo", "counting")
                and place.location_id in lines.location_id
                and (place.session_id.id, place.location_id.id) not in open_places
            )
        )
        places.write({"state": "submitted", "submit_datetime": fields.Datetime.now()})
        sessions.filtered(lambda session: session.state == "planned").write(
            {"state": "counting"}
        )
        sessions._refresh_state()
