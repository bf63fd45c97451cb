from odoo import fields, models
from odoo.tools import SQL


class InvStockingPoint(models.Model):
    """The requisitions of a stocking point."""

    _inherit = "inv.stocking.point"

    requisition_line_ids = fields.One2many(
        "inv.requisition.line", "point_id", string="Requisition Lines", readonly=True
    )
    requisition_snooze_date = fields.Date(
        string="Quiet Until",
        copy=False,
        help="No requisition is raised before this day.",
    )
    requisition_datetime = fields.Datetime(
        string="Last Requisition",
        readonly=True,
        copy=False,
        help="Written whenever a line is raised, so that two processes that raise at "
        "the same time notice each other.",
    )

    def _get_requisition_mode_sql(self):
        """Return an SQL expression of the mode of ``point``.

        Expects the aliases ``point``, ``policy`` (outer joined) and ``company``.
        """
        return SQL(
            "CASE WHEN COALESCE(policy.requisition_mode, 'company') = 'company' "
            "THEN company.inv_requisition_mode ELSE policy.requisition_mode END"
        )

    def _filter_requisition(self, *modes):
        """Return the points whose policy is one of ``modes``."""
        return self.filtered(
            lambda point: (
                point.policy_id._get_requisition_mode(point.company_id) in modes
            )
        )
