from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

#: Written by holds and releases only.
GUARDED_FIELDS = {"inv_is_held", "inv_hold_version"}


class StockLot(models.Model):
    """A lot that a recall may hold; see docs/decisions/recall-hold-lock.md.

    ``inv_hold_version`` is part of a unique index. That makes it a key column, and a
    change of a key column excludes everybody who relies on the lot: new move lines, by
    their foreign key, and validations, by :meth:`_lock_for_use`.
    """

    _inherit = "stock.lot"

    inv_is_held = fields.Boolean(
        string="Held",
        readonly=True,
        copy=False,
        help="A recall holds the lot: it is not picked, used, moved or sold.",
    )
    inv_hold_ids = fields.One2many("inv.recall.hold", "lot_id", string="Holds")
    inv_hold_text = fields.Char(
        string="Hold",
        compute="_compute_inv_hold_text",
        help="The cases that hold the lot, and why.",
    )
    inv_hold_version = fields.Integer(readonly=True, copy=False, default=0)
    inv_vendor_lot = fields.Char(
        string="Vendor Lot",
        index="btree_not_null",
        copy=False,
        help="Number that the vendor printed on the goods.",
    )

    _inv_held = models.Index("(id) WHERE inv_is_held")
    _inv_hold_version = models.UniqueIndex("(id, inv_hold_version)")

    @api.depends("inv_is_held", "inv_hold_ids.state")
    def _compute_inv_hold_text(self):
        texts = self._get_hold_texts()
        for lot in self:
            lot.inv_hold_text = texts.get(lot._origin.id, False)

    # ------------------------------------------------------------------
    # CRUD overrides
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._check_guarded(*vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._check_guarded(vals)
        return super().write(vals)

    @api.model
    def _check_guarded(self, *vals_list):
        if not self.env.su and any(GUARDED_FIELDS & vals.keys() for vals in vals_list):
            raise AccessError(
                self.env._("Lots are held and released by a recall, not by hand.")
            )

    # ------------------------------------------------------------------
    # Locks
    # ------------------------------------------------------------------

    def _lock_for_use(self):
        """Lock these lots against holds until the transaction ends.

        The weakest lock there is, the one of foreign keys: two deliveries of a lot do
        not wait for each other. A hold that was committed after this transaction began
        raises a serialization failure, and the request starts over.

        Returns
        -------
        set of int
            Ids of the lots that are held.
        """
        if not self.ids:
            return set()
        self.flush_model(["inv_is_held"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, inv_is_held FROM stock_lot
                 WHERE id IN %s ORDER BY id FOR KEY SHARE
                """,
                tuple(self.ids),
            )
        )
        return {id_ for id_, is_held in rows if is_held}

    def _lock_for_hold(self):
        """Wait for everybody who uses these lots, and lock them and their stock.

        Stock that somebody changed since this transaction began raises a serialization
        failure: the request starts over and sees what is left.
        """
        self.flush_model(["inv_is_held"])
        self.env["stock.quant"].flush_model()
        ids = tuple(self.ids)
        self.env.execute_query(
            SQL(
                "SELECT id FROM stock_lot WHERE id IN %s ORDER BY id FOR UPDATE",
                ids,
            )
        )
        self.env.execute_query(
            SQL(
                """
                SELECT id FROM stock_quant
                 WHERE lot_id IN %s ORDER BY id FOR NO KEY UPDATE
                """,
                ids,
            )
        )

    def _write_held(self, is_held):
        """Hold or free these lots; raises their version, which excludes all users."""
        if not self:
            return
        self.env.execute_query(
            SQL(
                """
                UPDATE stock_lot
                   SET inv_is_held = %s, inv_hold_version = inv_hold_version + 1
                 WHERE id IN %s RETURNING id
                """,
                is_held,
                tuple(self.ids),
            )
        )
        self.invalidate_recordset(["inv_is_held", "inv_hold_version"])
        self.env["stock.quant"].invalidate_model(["available_quantity"])
        products = self.env["product.product"]
        products.invalidate_model(["free_qty", "virtual_available"])

    def _get_names(self):
        """Return the numbers of these lots as a text, the first five of many."""
        names = [lot.name for lot in self[:5]]
        if len(self) > 5:
            names.append(self.env._("%(count)s more", count=len(self) - 5))
        return ", ".join(names)

    def _get_hold_texts(self):
        """Return {lot id: which cases hold it and why} of held lots, in one query."""
        # Superuser: whoever sees the lot is told why it is held, and no more.
        found = (
            self.env["inv.recall.hold"].sudo()._get_held([("lot_id", "in", self.ids)])
        )
        return {
            id_: " ".join(
                self.env._(
                    "Recall %(case)s: %(reason)s",
                    case=hold.case_name,
                    reason=hold.reason,
                )
                for hold in holds.sorted("id")
            )
            for id_, holds in found.items()
        }
