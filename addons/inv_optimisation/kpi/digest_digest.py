from odoo import fields, models
from odoo.exceptions import AccessError


class DigestDigest(models.Model):
    _inherit = "digest.digest"

    kpi_inv_stock_value = fields.Boolean("Stock Value")
    kpi_inv_stock_value_value = fields.Monetary(
        compute="_compute_kpi_inv_stock_value_value"
    )
    kpi_inv_turns = fields.Boolean("Stock Turns a Year")
    kpi_inv_turns_value = fields.Float(compute="_compute_kpi_inv_turns_value")
    kpi_inv_fill_rate = fields.Boolean("Fill Rate (%)")
    kpi_inv_fill_rate_value = fields.Float(compute="_compute_kpi_inv_fill_rate_value")
    kpi_inv_excess = fields.Boolean("Excess Stock (%)")
    kpi_inv_excess_value = fields.Float(compute="_compute_kpi_inv_excess_value")

    def _compute_kpi_inv_stock_value_value(self):
        self._set_inv_kpi("kpi_inv_stock_value_value", "stock_value")

    def _compute_kpi_inv_turns_value(self):
        self._set_inv_kpi("kpi_inv_turns_value", "turns")

    def _compute_kpi_inv_fill_rate_value(self):
        self._set_inv_kpi("kpi_inv_fill_rate_value", "fill_rate")

    def _compute_kpi_inv_excess_value(self):
        self._set_inv_kpi("kpi_inv_excess_value", "excess")

    def _set_inv_kpi(self, field_name, code):
        """Set the value of the last snapshot of the time that the digest is about.

        Digests are computed for the user who gets them: who has no role of the
        application gets no figure.
        """
        if not self.env.user.has_group("inv_optimisation.group_inv_user"):
            raise AccessError(
                self.env._("Do not have access, skip this data for user's digest email")
            )
        _start, end, companies = self._get_kpi_compute_parameters()
        sums = self.env["inv.kpi.reader"]._get_last_sums(companies, end)
        catalogue = self.env["inv.kpi.catalogue"]
        kpi = catalogue._get_kpi(code)
        scale = 100.0 if kpi["unit"] == "percent" else 1.0
        for digest in self:
            company = digest.company_id or self.env.company
            value = catalogue._get_value(kpi, sums.get(company.id, {}))
            digest[field_name] = (value or 0.0) * scale

    def _compute_kpis_actions(self, company, user):
        result = super()._compute_kpis_actions(company, user)
        menu = self.env.ref("inv_optimisation.inv_optimisation_menu").id
        action = f"inv_optimisation.inv_kpi_dashboard_action?menu_id={menu}"
        for code in ("stock_value", "turns", "fill_rate", "excess"):
            result[f"kpi_inv_{code}"] = action
        return result
