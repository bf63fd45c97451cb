from odoo import api, fields, models
from odoo.exceptions import ValidationError


class InvKpiTarget(models.Model):
    """What a KPI should reach in a company; whether more or less is better is known."""

    _name = "inv.kpi.target"
    _description = "KPI Target"
    _order = "company_id, sequence, id"
    _rec_name = "code"

    code = fields.Selection(
        lambda self: self._selection_code(), string="KPI", required=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    sequence = fields.Integer(default=10)
    value = fields.Float(
        string="Target", required=True, help="In the unit of the KPI: 95 means 95 %."
    )
    unit = fields.Char(compute="_compute_unit")
    direction = fields.Selection(
        [("up", "At least"), ("down", "At most")], compute="_compute_unit"
    )

    _code_company = models.UniqueIndex(
        "(company_id, code)", "This KPI has a target in this company already."
    )

    @api.model
    def _selection_code(self):
        return [
            (kpi["code"], kpi["name"])
            for kpi in self.env["inv.kpi.catalogue"]._get_kpis()
        ]

    @api.depends("code")
    def _compute_unit(self):
        catalogue = self.env["inv.kpi.catalogue"]
        kpis = {kpi["code"]: kpi for kpi in catalogue._get_kpis()}
        for target in self:
            kpi = kpis.get(target.code)
            target.unit = kpi and catalogue._get_unit_name(kpi)
            target.direction = kpi and ("down" if kpi["is_lower_better"] else "up")

    @api.constrains("value")
    def _check_value(self):
        for target in self:
            if target.value < 0:
                raise ValidationError(self.env._("A target must not be negative."))

    @api.model
    def _get_by_code(self, company):
        """Return {code: target in the scale of the KPI, a share for percent}."""
        kpis = {kpi["code"]: kpi for kpi in self.env["inv.kpi.catalogue"]._get_kpis()}
        targets = self.search([("company_id", "=", company.id)])
        return {
            target.code: target.value
            / (100.0 if kpis[target.code]["unit"] == "percent" else 1.0)
            for target in targets
            if target.code in kpis
        }

    @api.model
    def _create_defaults(self, company_ids):
        """Create the usual targets of companies; called by data files."""
        self._create_missing(self.env["res.company"].browse(company_ids))

    @api.model
    def _create_missing(self, companies):
        """Give ``companies`` the usual targets of the KPIs that have none yet."""
        wanted = {
            kpi["code"]: kpi["default_target"]
            for kpi in self.env["inv.kpi.catalogue"]._get_kpis()
            if kpi["default_target"] is not None
        }
        known = {
            (target.company_id.id, target.code)
            for target in self.search([("company_id", "in", companies.ids)])
        }
        return self.create(
            [
                {
                    "company_id": company.id,
                    "code": code,
                    "value": value,
                    "sequence": 10 * position,
                }
                for company in companies
                for position, (code, value) in enumerate(wanted.items(), start=1)
                if (company.id, code) not in known
            ]
        )
