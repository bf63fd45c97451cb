from odoo import api, fields, models
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

    requisition_count = fields.Integer(compute="_compute_requisition_count")

    @api.depends("requisition_line_ids")
    def _compute_requisition_count(self):
        groups = self.env["inv.requisition.line"]._read_group(
            [("point_id", "in", self.ids)],
            ["point_id"],
            ["requisition_id:count_distinct"],
        )
        counts = dict(groups)
        for point in self:
            point.requisition_count = counts.get(point, 0)

    def action_open_requisitions(self):
        """Open the requisitions of this item at this site, the newest first."""
        requisitions = self.requisition_line_ids.requisition_id
        return requisitions._get_list_action("inv.requisition", requisitions)

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
