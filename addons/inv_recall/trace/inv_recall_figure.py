from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

IN_HOUSE = ("internal", "transit", "view")
SCRAP = Domain("move_id.scrap_id", "!=", False)
NO_SCRAP = Domain("move_id.scrap_id", "=", False)


def _from(*usages):
    return Domain("location_id.usage", "in", usages)


def _to(*usages):
    return Domain("location_dest_id.usage", "in", usages)


# The moves behind a figure; stock is shown by what lies there.
MOVES = {
    "qty_total": _from("supplier", "production", "inventory") & ~_to("inventory"),
    "qty_received": _from("supplier", "inventory") & _to(*IN_HOUSE, "customer"),
    "qty_made": _from("production"),
    "qty_shipped": _to("customer") | _from("customer"),
    "qty_back": _from("customer"),
    "qty_consumed": _to("production"),
    "qty_scrapped": SCRAP,
    "qty_returned": _to("supplier"),
    "qty_unexplained": (_from("inventory") | _to("inventory")) & NO_SCRAP,
}
STOCK = {"qty_on_hand": ["internal"], "qty_transit": ["transit"]}


class InvRecallLot(models.Model):
    _inherit = "inv.recall.lot"

    def action_open_rows(self, figure):
        """Open the moves, or the stock, behind a figure of these lots.

        Parameters
        ----------
        figure
            Name of a quantity field, such as ``qty_shipped``.

        Raises
        ------
        UserError
            When the figure is unknown.
        """
        self.check_access("read")
        if figure not in MOVES and figure not in STOCK:
            raise UserError(self.env._("No moves are behind this figure."))
        lots = Domain("lot_id", "in", self.lot_id.ids)
        title = self._fields[figure]._description_string(self.env)
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "%(figure)s: %(lot)s",
                figure=title,
                lot=", ".join(name for name in self[:3].mapped("lot_name") if name),
            ),
            "target": "current",
            "views": [[False, "list"], [False, "form"]],
        }
        if figure in STOCK:
            domain = lots & Domain("location_id.usage", "in", STOCK[figure])
            return {**action, "res_model": "stock.quant", "domain": list(domain)}
        domain = lots & Domain("state", "=", "done") & MOVES[figure]
        return {**action, "res_model": "stock.move.line", "domain": list(domain)}
