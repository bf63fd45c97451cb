from odoo import api, models

from .inv_procurement_batch import ANSWERS


class AccountAnalyticDistributionModel(models.Model):
    """Looks once in a procurement batch whether there is anything to distribute."""

    _inherit = "account.analytic.distribution.model"

    @api.model
    def _get_applicable_models(self, vals):
        answers = self.env.context.get(ANSWERS)
        if answers:
            key = ("analytic", self.env)
            if not answers.get(key, lambda: self.search_count([], limit=1)):
                return self.browse()
        return super()._get_applicable_models(vals)
