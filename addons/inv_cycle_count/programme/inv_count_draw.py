from odoo import fields, models


class InvCountDraw(models.Model):
    """One random draw, so that an auditor can draw the same records again.

    The records of the day are sorted by place and product, each class is a stratum,
    and NumPy's default generator is started with the seed. The fingerprint tells
    whether the list is the one that was drawn from.
    """

    _name = "inv.count.draw"
    _description = "Random Draw"
    _order = "date desc, id desc"
    _rec_name = "date"

    programme_id = fields.Many2one(
        "inv.count.programme",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="programme_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, readonly=True)
    # A seed is a name of a draw, not a quantity; it has up to ten digits.
    seed = fields.Char(required=True, readonly=True)
    population_count = fields.Integer(string="Records", readonly=True)
    population_hash = fields.Char(string="Fingerprint", readonly=True)
    strata = fields.Json(
        readonly=True, help="Records and draws of each class: {class: [N, n]}."
    )
    session_ids = fields.One2many("inv.count.session", "draw_id", readonly=True)

    _one_per_day = models.UniqueIndex("(programme_id, date)")
