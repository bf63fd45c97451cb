from odoo import api, fields, models

# Without a rule the count has to be exact; see data/inv_count_tolerance_data.xml.
EXACT = {"percent": 0.0, "quantity": 0.0, "amount": 0.0}


class InvCountTolerance(models.Model):
    """How far a count may be from the book; the first rule that matches holds.

    The larger of the percentage and the quantity counts, and the value of the
    variance must be within the amount as well (0 = no limit of value).
    """

    _name = "inv.count.tolerance"
    _description = "Count Tolerance"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index="btree_not_null")
    item_class = fields.Selection(
        [("A", "A"), ("B", "B"), ("C", "C")],
        string="Class",
        help="ABC class; empty: every class.",
    )
    category_id = fields.Many2one(
        "product.category", help="This category and those below; empty: all."
    )
    percent = fields.Float(help="Of the expected quantity.")
    quantity = fields.Float(
        digits="Product Unit", help="In the unit of measure of the product."
    )
    amount = fields.Monetary(
        currency_field="currency_id", help="Value of the variance; 0 = no limit."
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    _not_negative = models.Constraint(
        "CHECK (percent >= 0 AND quantity >= 0 AND amount >= 0)",
        "A tolerance cannot be negative.",
    )

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for rule in self:
            company = rule.company_id or self.env.company
            rule.currency_id = company.currency_id

    @api.model
    def _get_limits(self, lines):
        """Return the limits of each line: dicts of percent, quantity and amount."""
        rules = self.search([("company_id", "in", [False, *lines.company_id.ids])])
        return [self._find_limits(rules, line) for line in lines]

    @api.model
    def _find_limits(self, rules, line):
        for rule in rules:
            if rule._is_for(line):
                return {
                    "percent": rule.percent,
                    "quantity": rule.quantity,
                    "amount": rule.amount,
                }
        return EXACT

    def _is_for(self, line):
        """Tell whether this rule holds for a line."""
        if self.company_id and self.company_id != line.company_id:
            return False
        if self.item_class and self.item_class != line.item_class:
            return False
        path = line.product_id.categ_id.parent_path or ""
        return not self.category_id or path.startswith(
            self.category_id.parent_path or "?"
        )
