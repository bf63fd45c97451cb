from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..session.selections import POSTING_LINE_STATES

KEY_FIELDS = ("location_id", "product_id", "lot_id", "package_id", "owner_id")


class InvCountPoster(models.AbstractModel):
    """Post the variance of count lines through core's inventory adjustment.

    The variance is taken again under the lock of the stock: what moved since stays,
    what somebody else corrected meanwhile is not corrected twice. A line is posted,
    waiting (its stock is locked) or failed (with the reason); the others go on.
    """

    _name = "inv.count.poster"
    _description = "Poster of Counts"

    @api.model
    def _post(self, lines):
        """Post lines, with the other side of their swaps; return how many were."""
        lines = self._lock_lines(lines | lines.offset_line_id)
        free, quants = self._lock_stock(lines)
        (lines - free).write(
            {
                "state": "waiting",
                "message": self.env._("Its stock is locked by another transaction."),
            }
        )
        self._take_variances(free)
        try:
            with self.env.cr.savepoint():
                self._apply(free, quants)
        except (UserError, ValidationError):
            # One line is at fault: find it, post the others.
            self.env.invalidate_all(flush=False)
            return sum(self._post_unit(unit, quants) for unit in self._get_units(free))
        return len(free)

    @api.model
    def _lock_lines(self, lines):
        """Return those that still are to be posted, locked."""
        locked = lines.try_lock_for_update()
        locked.invalidate_recordset(["state"])
        return locked.filtered(lambda line: line.state in POSTING_LINE_STATES)

    @api.model
    def _get_units(self, lines):
        """Return what is posted together: a swap, or a single line."""
        units, seen = [], set()
        for line in lines:
            if line.id not in seen:
                unit = line | (line.offset_line_id & lines)
                seen.update(unit.ids)
                units.append(unit)
        return units

    @api.model
    def _post_unit(self, unit, quants):
        try:
            with self.env.cr.savepoint():
                self._apply(unit, quants)
        except (UserError, ValidationError) as error:
            self.env.invalidate_all(flush=False)
            unit.write({"state": "failed", "message": str(error)})
            return 0
        return len(unit)

    # ------------------------------------------------------------------------
    # Locks and figures
    # ------------------------------------------------------------------------

    @api.model
    def _lock_stock(self, lines):
        """Return the lines whose stock is ours now, and the stock by line id."""
        quants = self.env["inv.count.book"]._get_quants(lines)
        everything = [quant_id for ids in quants.values() for quant_id in ids]
        locked = set(
            self.env["stock.quant"].browse(everything).try_lock_for_update().ids
        )
        busy = lines.filtered(lambda line: not set(quants[line.id]) <= locked)
        return lines - busy - busy.offset_line_id, quants

    @api.model
    def _take_variances(self, lines):
        """Compare the counts with the book as it is under the lock."""
        if not lines:
            return
        replay = self.env["inv.count.book"]._replay(
            lines,
            [line.first_scan_datetime or line.counted_datetime for line in lines],
            [line.counted_datetime for line in lines],
        )
        figures = self.env["inv.count.figures"]
        for line, expected in zip(lines, replay.expected.tolist(), strict=True):
            before = line.variance_qty
            vals = figures._prepare_figures_vals(
                line, line.counted_qty, expected, line.unit_cost
            )
            vals.pop("first_expected_qty", None)
            vals["message"] = False
            if line.uom_id.compare(before, vals["variance_qty"]):
                vals["message"] = self.env._(
                    "Another correction was posted since the count: %(after)s instead "
                    "of %(before)s.",
                    after=line.uom_id.round(vals["variance_qty"]),
                    before=before,
                )
            line.update(vals)

    # ------------------------------------------------------------------------
    # Core's adjustment
    # ------------------------------------------------------------------------

    @api.model
    def _apply(self, lines, quants):
        """Adjust the stock of lines and mark them posted."""
        rests = self._apply_swaps(lines)
        # A count that agrees leaves its trace too, unless there is no stock at all.
        self._adjust(
            lines.filtered(
                lambda line: (
                    rests[line.id] or (quants[line.id] and not line.variance_qty)
                )
            ),
            rests,
            quants,
        )
        lines.write({"state": "posted", "posted_datetime": fields.Datetime.now()})

    @api.model
    def _adjust(self, lines, rests, quants):
        """Let core make the adjustment of all lines in one go."""
        if not lines:
            return
        self._check_serials(lines)
        Quant = self.env["stock.quant"].with_context(inventory_mode=True)
        missing = lines.filtered(lambda line: not quants[line.id])
        created = Quant.create([self._prepare_quant_vals(line) for line in missing])
        by_line = {line.id: ids[0] for line in lines if (ids := quants[line.id])}
        by_line.update(zip(missing.ids, created.ids, strict=True))
        records = Quant.browse([by_line[line.id] for line in lines])
        reasons = {}
        for line, quant in zip(lines, records, strict=True):
            quant.inventory_quantity = quant.quantity + rests[line.id]
            reasons[quant.id] = self._prepare_reason_vals(line)
        records.with_context(
            inv_count_reasons=reasons, inv_count_posting=True
        )._apply_inventory()
        records.inventory_quantity_set = False

    @api.model
    def _prepare_quant_vals(self, line):
        vals = {name: line[name].id for name in KEY_FIELDS}
        vals["inventory_quantity"] = 0.0
        return vals

    @api.model
    def _prepare_reason_vals(self, line):
        """Return what the stock move says about its reason."""
        parts = [line.session_id.name, line.cause_id.name]
        return {
            "count_line_id": line.id,
            "inventory_name": " · ".join(part for part in parts if part),
        }

    @api.model
    def _check_serials(self, lines):
        """Refuse a found serial number that the books have in another place."""
        found = lines.filtered(
            lambda line: line.product_id.tracking == "serial" and line.variance_qty > 0
        )
        if not found:
            return
        elsewhere = self.env["stock.quant"].search(
            [
                ("lot_id", "in", found.lot_id.ids),
                ("quantity", ">", 0),
                ("location_id.usage", "in", ("internal", "transit")),
            ]
        )
        for line in found:
            for quant in elsewhere:
                if (
                    quant.lot_id == line.lot_id
                    and quant.location_id != line.location_id
                ):
                    raise UserError(
                        self.env._(
                            "Serial %(serial)s is already in %(place)s. Offset the two "
                            "counts, or count that place first.",
                            serial=line.lot_id.name,
                            place=quant.location_id.display_name,
                        )
                    )

    # ------------------------------------------------------------------------
    # Swaps between two places
    # ------------------------------------------------------------------------

    @api.model
    def _apply_swaps(self, lines):
        """Carry what is missing in one place to where it was found.

        Return what is left to adjust of each line, by its id.
        """
        rests = {line.id: line.variance_qty for line in lines}
        vals_list = []
        for unit in self._get_units(lines):
            short, extra = (
                unit.sorted("variance_qty")[:1],
                unit.sorted("variance_qty")[1:],
            )
            if not extra or not short.variance_qty < 0 < extra.variance_qty:
                continue
            moved = min(-short.variance_qty, extra.variance_qty)
            rests[short.id] = short.uom_id.round(short.variance_qty + moved)
            rests[extra.id] = extra.uom_id.round(extra.variance_qty - moved)
            vals_list.append(self._prepare_swap_vals(short, extra, moved))
        self.env["stock.move"].create(vals_list)._action_done()
        return rests

    @api.model
    def _prepare_swap_vals(self, short, extra, moved):
        company = short.company_id
        places = {
            "location_id": short.location_id.id,
            "location_dest_id": extra.location_id.id,
            "company_id": company.id,
        }
        return {
            **places,
            "product_id": short.product_id.id,
            "product_uom": short.uom_id.id,
            "product_uom_qty": moved,
            "state": "confirmed",
            "is_inventory": True,
            "picked": True,
            "restrict_partner_id": short.owner_id.id,
            **self._prepare_reason_vals(short),
            "move_line_ids": [
                (
                    0,
                    0,
                    {
                        **places,
                        "product_id": short.product_id.id,
                        "product_uom_id": short.uom_id.id,
                        "quantity": moved,
                        "lot_id": short.lot_id.id,
                        "package_id": short.package_id.id,
                        "result_package_id": extra.package_id.id,
                        "owner_id": short.owner_id.id,
                    },
                )
            ],
        }
