from odoo import api, fields, models
from odoo.exceptions import UserError


class InvCompanyRunMixin(models.AbstractModel):
    """A resumable run of a company: numbered, and one at a time.

    The model declares the unique index on running ones, and its sequence has the name
    of the model as its code.
    """

    _name = "inv.company.run.mixin"
    _description = "Run of a Company"
    _inherit = ["inv.run.mixin"]

    name = fields.Char(
        required=True, readonly=True, copy=False, default=lambda self: self.env._("New")
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )

    @api.model_create_multi
    def create(self, vals_list):
        sequence = self.env["ir.sequence"]
        for vals in vals_list:
            if not vals.get("name"):
                vals["name"] = sequence.next_by_code(self._name)
        return super().create(vals_list)

    def _check_can_start(self):
        """Refuse a run that is finished, or beside another one of its company."""
        self.ensure_one()
        if self.state in ("done", "cancelled"):
            raise UserError(
                self.env._("%(run)s is finished; start a new one.", run=self.name)
            )
        other = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "running"),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(other)s of %(company)s is under way: %(done)s of %(total)s are "
                    "done. Wait until it is done, or resume or cancel it.",
                    other=other.name,
                    company=self.company_id.name,
                    done=other.done_count,
                    total=other.point_count,
                )
            )
