from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ResCompany(models.Model):
    """What a transfer may cost, risk and touch."""

    _inherit = "res.company"

    inv_transfer_keep_days = fields.Float(
        string="Keep Back",
        default=18.0,
        help="Days of demand that a site keeps on top of its safety stock before it "
        "gives anything away.",
    )
    inv_transfer_horizon_days = fields.Float(
        string="Transfer Horizon",
        default=60.0,
        help="Longest time [days] over which shortages are compared: a site waits at "
        "most until its own supply could arrive, and never longer than this.",
    )
    inv_transfer_least_gain = fields.Monetary(
        string="Least Gain",
        default=25.0,
        help="Transfers of a product that gain less are not suggested.",
    )
    inv_transfer_shortage_rate = fields.Float(
        string="Cost of a Shortage",
        default=0.25,
        digits=(6, 4),
        help="Cost of a unit short as a share of its cost, where the sales price gives "
        "no higher margin. 0.25 means 25 %.",
    )
    inv_transfer_shelf_days = fields.Float(
        string="Shelf Life on Arrival",
        default=30.0,
        help="Days that a lot must last after it arrives, or it is not moved.",
    )
    inv_transfer_whole_packs = fields.Boolean(
        string="Move Whole Packs",
        help="Quantities are multiples of the smallest packaging of the product.",
    )
    inv_transfer_snooze_days = fields.Integer(
        string="Silence After a Rejection",
        default=14,
        help="Days in which a rejected transfer is not suggested again.",
    )
    inv_transfer_valid_days = fields.Integer(
        string="Suggestions Last",
        default=7,
        help="Days after which a suggestion that nobody decided on expires.",
    )

    @api.constrains(
        "inv_transfer_keep_days",
        "inv_transfer_horizon_days",
        "inv_transfer_least_gain",
        "inv_transfer_shortage_rate",
        "inv_transfer_shelf_days",
        "inv_transfer_snooze_days",
        "inv_transfer_valid_days",
    )
    def _check_inv_transfer_parameters(self):
        for company in self:
            limits = (
                company.inv_transfer_keep_days,
                company.inv_transfer_least_gain,
                company.inv_transfer_shortage_rate,
                company.inv_transfer_shelf_days,
                company.inv_transfer_snooze_days,
            )
            longest = (
                company.inv_transfer_horizon_days,
                company.inv_transfer_valid_days,
            )
            if min(limits) < 0 or min(longest) <= 0:
                raise ValidationError(
                    self.env._(
                        "Transfers of %(company)s: the horizon and the days that "
                        "suggestions last must be above 0, the other settings must "
                        "not be negative.",
                        company=company.name,
                    )
                )
