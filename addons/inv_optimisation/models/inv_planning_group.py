from odoo import api, fields, models


class InvPlanningGroup(models.Model):
    """How the group target of a policy was met in a planning run.

    The common safety factor of the group, what the model was asked for, and what was
    really delivered. Written by ``inv.planning.calibrator``; the newest of a policy
    and company counts.
    """

    _name = "inv.planning.group"
    _description = "Service Group of a Policy"
    _order = "id desc"
    _rec_name = "policy_id"
    _check_company_auto = True

    run_id = fields.Many2one(
        "inv.planning.run",
        string="Planning Run",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    date = fields.Date(required=True, readonly=True)
    policy_id = fields.Many2one(
        "inv.stocking.policy",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    point_count = fields.Integer(
        string="Points", readonly=True, help="Points that the factor was solved with."
    )
    service_target = fields.Float(
        string="Promised", readonly=True, digits=(6, 4), help="Target of the policy."
    )
    internal_target = fields.Float(
        string="Asked For",
        readonly=True,
        digits=(6, 4),
        help="Fill rate that the reorder points were computed for; service control "
        "moves it until the promise is kept.",
    )
    service_realised = fields.Float(
        string="Delivered",
        readonly=True,
        digits=(6, 4),
        help="Share of the demand of the last weeks that left on the day it was due, "
        "the newest weeks weighing most.",
    )
    has_realised = fields.Boolean(
        string="Measured",
        readonly=True,
        help="There were enough deliveries with a deadline to measure the service.",
    )
    date_controlled = fields.Date(
        string="Corrected On",
        readonly=True,
        help="Day on which service control last moved the target.",
    )
    safety_factor = fields.Float(
        string="Factor",
        readonly=True,
        digits=(8, 4),
        help="Reorder point = expected demand + factor × its spread, for every point.",
    )
    fill_rate_replayed = fields.Float(
        string="Back-Tested",
        readonly=True,
        digits=(6, 4),
        help="Fill rate that this factor would have given in the last year.",
    )
    stock_value = fields.Monetary(
        string="Average Stock",
        readonly=True,
        help="Safety stock and half an order of the points, at cost.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")

    @api.model
    def _get_newest(self, company):
        """Return the newest group of every policy of ``company``."""
        newest = self._read_group(
            [("company_id", "=", company.id)], ["policy_id"], ["id:max"]
        )
        return self.search_fetch(
            [("id", "in", [id_ for _policy, id_ in newest])],
            ["policy_id", "safety_factor"],
        )
