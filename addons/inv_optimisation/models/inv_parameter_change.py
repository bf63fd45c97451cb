from odoo import api, fields, models


class InvParameterChange(models.Model):
    """Old and new minimum and maximum of one reordering rule, with who and when.

    A rule that somebody changed since the preview is left out with a message; the
    same holds for undo. Nothing is overwritten silently.
    """

    _name = "inv.parameter.change"
    _description = "Change of a Reordering Rule"
    _order = "stock_value_move desc, id"
    _check_company_auto = True
    _rec_name = "point_id"

    batch_id = fields.Many2one(
        "inv.parameter.change.batch", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="batch_id.company_id", store=True, index=True, precompute=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Item",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    product_id = fields.Many2one(related="point_id.product_id")
    warehouse_id = fields.Many2one(related="point_id.warehouse_id")
    uom_id = fields.Many2one(related="point_id.uom_id")
    abc_xyz = fields.Char(related="point_id.abc_xyz")
    reason = fields.Char(related="point_id.reason", string="Situation")
    orderpoint_id = fields.Many2one(
        "stock.warehouse.orderpoint", string="Reordering Rule", index=True
    )
    is_new_rule = fields.Boolean(string="New Rule")
    was_archived = fields.Boolean()
    is_selected = fields.Boolean(string="Apply", default=True)
    state = fields.Selection(
        [
            ("draft", "Preview"),
            ("applied", "Applied"),
            ("undone", "Undone"),
            ("skipped", "Left out"),
        ],
        default="draft",
        required=True,
        readonly=True,
    )
    message = fields.Char(readonly=True)
    min_before = fields.Float(digits="Product Unit", readonly=True)
    max_before = fields.Float(digits="Product Unit", readonly=True)
    min_after = fields.Float(digits="Product Unit", readonly=True)
    max_after = fields.Float(digits="Product Unit", readonly=True)
    stock_value_before = fields.Monetary(string="Stock Before", readonly=True)
    stock_value_after = fields.Monetary(string="Stock After", readonly=True)
    stock_value_change = fields.Monetary(string="Stock Change", readonly=True)
    stock_value_move = fields.Float(
        string="Size of the Change", readonly=True, help="Orders the biggest first."
    )
    service_before = fields.Float(digits=(6, 4), readonly=True)
    service_after = fields.Float(digits=(6, 4), readonly=True)
    usage_value = fields.Monetary(readonly=True)
    applied_datetime = fields.Datetime(string="Applied On", readonly=True)
    applied_user_id = fields.Many2one(related="batch_id.applied_user_id")
    batch_reason = fields.Char(related="batch_id.reason", string="Reason")

    _point_applied = models.Index("(point_id, applied_datetime)")

    @api.model
    def _prepare_vals_list(self, points):
        """Return the values of one change for each point."""
        rules = points.orderpoint_id.with_context(active_test=False)
        is_active = dict(zip(rules.ids, rules.mapped("active"), strict=True))
        return [self._prepare_vals(point, is_active) for point in points]

    def _prepare_vals(self, point, is_active):
        change = point.stock_value_recommended - point.stock_value_current
        rule_id = point.orderpoint_id.id
        return {
            "point_id": point.id,
            "orderpoint_id": rule_id,
            "is_new_rule": not rule_id,
            "was_archived": bool(rule_id) and not is_active[rule_id],
            "min_before": point.min_current_qty,
            "max_before": point.max_current_qty,
            "min_after": point.min_recommended_qty,
            "max_after": point.max_recommended_qty,
            "stock_value_before": point.stock_value_current,
            "stock_value_after": point.stock_value_recommended,
            "stock_value_change": change,
            "stock_value_move": abs(change),
            "service_before": point.service_current,
            "service_after": point.service_recommended,
            "usage_value": point.annual_demand_value,
        }

    @api.model
    def _prepare_tried_vals_list(self, points, minimum, maximum, stock_value, service):
        """Return the values of changes to levels that were tried, not planned.

        ``minimum``, ``maximum``, ``stock_value`` and ``service`` are arrays in the
        order of ``points``.
        """
        vals_list = self._prepare_vals_list(points)
        for row, vals in enumerate(vals_list):
            change = float(stock_value[row]) - vals["stock_value_before"]
            vals.update(
                {
                    "min_after": float(minimum[row]),
                    "max_after": float(maximum[row]),
                    "stock_value_after": float(stock_value[row]),
                    "stock_value_change": change,
                    "stock_value_move": abs(change),
                    "service_after": float(service[row]),
                }
            )
        return vals_list

    # ------------------------------------------------------------------------
    # Apply
    # ------------------------------------------------------------------------

    def _apply(self):
        """Write the new values; rules that changed since the preview are left out."""
        existing = self.filtered("orderpoint_id")
        new = self - existing
        taken = existing._get_rules_by_place(new)
        for line in new:
            rule = taken.get((line.product_id.id, line.warehouse_id.id))
            if rule:
                line._skip(self.env._("A rule was created since the preview."))
        conflicts = existing.filtered(
            lambda line: not line._has_rule_values(line.min_before, line.max_before)
        )
        conflicts._skip(self.env._("The rule was changed since the preview."))
        existing -= conflicts
        existing._write_rules("min_after", "max_after")
        existing.filtered("was_archived").orderpoint_id.active = True
        new.filtered(lambda line: line.state == "draft")._create_rules()
        done = self.filtered(lambda line: line.state == "draft")
        done.write({"state": "applied", "applied_datetime": fields.Datetime.now()})
        done._update_points("after")

    @api.model
    def _get_rules_by_place(self, lines):
        """Return {(product id, warehouse id): rule} for what ``lines`` want."""
        rules = (
            self.env["stock.warehouse.orderpoint"]
            .with_context(active_test=False)
            .search(
                [
                    ("product_id", "in", lines.product_id.ids),
                    ("location_id", "in", lines.warehouse_id.lot_stock_id.ids),
                ]
            )
        )
        return {(rule.product_id.id, rule.warehouse_id.id): rule for rule in rules}

    def _has_rule_values(self, minimum, maximum):
        rule, uom = self.orderpoint_id, self.uom_id
        return not (
            uom.compare(rule.product_min_qty, minimum)
            or uom.compare(rule.product_max_qty, maximum)
        )

    def _skip(self, message):
        self.write({"state": "skipped", "message": message})

    def _write_rules(self, minimum, maximum):
        """Write two fields of the lines into their rules, equal pairs together."""
        groups = self.grouped(lambda line: (line[minimum], line[maximum]))
        for (low, high), lines in groups.items():
            lines.orderpoint_id.write({"product_min_qty": low, "product_max_qty": high})

    def _create_rules(self):
        rules = self.env["stock.warehouse.orderpoint"].create(
            [line._prepare_rule_vals() for line in self]
        )
        for line, rule in zip(self, rules, strict=True):
            line.orderpoint_id = rule
            line.point_id.orderpoint_id = rule

    def _prepare_rule_vals(self):
        """Return the values of a rule that is created for this line."""
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "warehouse_id": self.warehouse_id.id,
            "location_id": self.warehouse_id.lot_stock_id.id,
            "company_id": self.company_id.id,
            "product_min_qty": self.min_after,
            "product_max_qty": self.max_after,
            "trigger": "auto",
        }

    def _update_points(self, side):
        """Tell the stocking points what is in force, without planning them again."""
        self.env["inv.stocking.point"].flush_model()
        self.flush_recordset()
        self.env["inv.planning.writer"]._update_points(
            self.point_id.ids,
            {
                "min_current_qty": self.mapped(f"min_{side}"),
                "max_current_qty": self.mapped(f"max_{side}"),
                "service_current": self.mapped(f"service_{side}"),
                "stock_value_current": self.mapped(f"stock_value_{side}"),
                "has_change": [side == "before"] * len(self),
            },
        )

    # ------------------------------------------------------------------------
    # Undo
    # ------------------------------------------------------------------------

    def _undo(self):
        """Put the rules back; rules that were changed afterwards are left out."""
        conflicts = self.filtered(
            lambda line: (
                not line.orderpoint_id.exists()
                or not line._has_rule_values(line.min_after, line.max_after)
            )
        )
        conflicts._skip(
            self.env._("The rule was changed after this batch was applied.")
        )
        lines = self - conflicts
        new = lines.filtered("is_new_rule")
        (lines - new)._write_rules("min_before", "max_before")
        lines.filtered("was_archived").orderpoint_id.active = False
        lines.write({"state": "undone"})
        lines._update_points("before")
        new._remove_rules()

    def _remove_rules(self):
        """Delete the rules that the batch created; archive those in use."""
        rules = self.orderpoint_id
        used = self._get_used_rules(rules)
        used.active = False
        (rules - used).unlink()

    def _get_used_rules(self, rules):
        """Return the rules that documents refer to; extend for more documents."""
        domain = [("orderpoint_id", "in", rules.ids)]
        lines = self.env["purchase.order.line"].search(domain)
        return lines.orderpoint_id | self.env["stock.move"].search(domain).orderpoint_id
