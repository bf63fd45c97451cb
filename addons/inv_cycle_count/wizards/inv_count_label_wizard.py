from odoo import api, fields, models
from odoo.exceptions import UserError

# Labels on A4: millimetres, labels to a row, letters and bars in pixels.
SIZES = {
    "small": {
        "width": 48, "height": 25, "columns": 4, "font": 11,
        "bar_width": 160, "bar_height": 32,
    },
    "medium": {
        "width": 64, "height": 38, "columns": 3, "font": 15,
        "bar_width": 220, "bar_height": 48,
    },
    "large": {
        "width": 98, "height": 68, "columns": 2, "font": 30,
        "bar_width": 330, "bar_height": 90,
    },
}  # fmt: skip
MOST_LABELS = 2000


class InvCountLabelWizard(models.TransientModel):
    """Choose the size of labels for places, products or lots, and print them."""

    _name = "inv.count.label.wizard"
    _description = "Print Labels"

    size = fields.Selection(
        [
            ("small", "Small, 4 × 11 a page"),
            ("medium", "Medium, 3 × 7 a page"),
            ("large", "Large for racks, 2 × 4 a page"),
        ],
        required=True,
        default="medium",
    )
    symbology = fields.Selection(
        [("bars", "Bars"), ("qr", "QR Code")],
        string="Code",
        required=True,
        default="bars",
    )
    copies = fields.Integer(default=1, required=True)
    has_places_below = fields.Boolean(
        string="Places Below", help="Print the places inside the chosen ones as well."
    )
    location_ids = fields.Many2many("stock.location", string="Places")
    product_ids = fields.Many2many("product.product", string="Products")
    lot_ids = fields.Many2many("stock.lot", string="Lots")
    label_count = fields.Integer(compute="_compute_label_count", string="Labels")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        names = {
            "stock.location": "location_ids",
            "product.product": "product_ids",
            "stock.lot": "lot_ids",
        }
        name = names.get(self.env.context.get("active_model"))
        ids = self.env.context.get("active_ids")
        if name in fields_list and ids:
            values[name] = [(6, 0, ids)]
        return values

    @api.depends("copies", "has_places_below", "location_ids", "product_ids", "lot_ids")
    def _compute_label_count(self):
        for wizard in self:
            wizard.label_count = len(wizard._get_records()) * max(wizard.copies, 0)

    def _get_size(self):
        return SIZES[self.size]

    def _get_records(self):
        """Return a list of the places, products and lots to label."""
        places = self.location_ids
        if self.has_places_below and places:
            places = places.search(
                [("id", "child_of", places.ids), ("usage", "=", "internal")]
            )
        places = places.sorted(lambda place: place.complete_name or "")
        return [*places, *self.product_ids, *self.lot_ids]

    def action_print(self):
        """Print the labels."""
        self.ensure_one()
        if not 1 <= self.label_count <= MOST_LABELS:
            raise UserError(
                self.env._(
                    "%(count)s labels would be printed. Choose 1 to %(most)s.",
                    count=self.label_count,
                    most=MOST_LABELS,
                )
            )
        report = self.env.ref("inv_cycle_count.inv_count_label_action_report")
        return report.report_action(self, config=False)
