from odoo import models

from ..programme.inv_count_programme import SUPERVISOR


class InvChecklist(models.AbstractModel):
    """First step of counting: a programme for every site."""

    _inherit = "inv.checklist"

    def _get_codes(self):
        return [*super()._get_codes(), "count_programme"]

    def _prepare_count_programme(self, company, facts):
        sites = self.env["stock.warehouse"].search_count(
            [("company_id", "=", company.id)]
        )
        programmes = self.env["inv.count.programme"].search_count(
            [("company_id", "=", company.id)]
        )
        count = max(sites - programmes, 0)
        title = self.env._("Every site has a count programme")
        if count:
            title = self._choose(
                count,
                self.env._("1 site without count programme"),
                self.env._("%(count)s sites without count programme"),
            )
        return self._prepare_step(
            not count,
            title,
            self.env._(
                "Orders follow the records. A programme keeps them right with a few "
                "counts a day."
            ),
            self.env._("Set up programmes"),
            count=count,
            group=SUPERVISOR,
        )

    def _fix_count_programme(self, company):
        return self._open("inv_cycle_count.inv_count_programme_config_action")
