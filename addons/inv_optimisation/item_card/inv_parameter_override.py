from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.selections import FORECAST_METHODS
from .parameters import DAYS, PARAMETERS, RANGES, SHARES


class InvParameterOverride(models.Model):
    """One number of planning that a planner knows better, until a day, for a reason.

    Planning uses it instead of what it measured as long as it is valid; the tree "why
    this number" shows it as manual. Clearing archives it, so that the history stays.
    """

    _name = "inv.parameter.override"
    _description = "Manual Value of an Item"
    _inherit = ["inv.stocking.point.wording"]
    _order = "date_until desc, id desc"
    _check_company_auto = True
    _rec_name = "point_id"

    active = fields.Boolean(default=True)
    point_id = fields.Many2one(
        "inv.stocking.point",
        string="Item",
        required=True,
        index=True,
        ondelete="cascade",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="point_id.company_id", store=True, index=True, precompute=True
    )
    parameter = fields.Selection(PARAMETERS, required=True)
    value = fields.Float(
        digits=(16, 4),
        help="Days, a share (0.975 for 97.5 %), or a quantity in the unit of the item.",
    )
    forecast_method = fields.Selection(FORECAST_METHODS)
    reason = fields.Char(required=True)
    date_until = fields.Date(
        string="Until", required=True, help="Last day on which planning uses it."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Set By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    cleared_datetime = fields.Datetime(string="Cleared On", readonly=True)
    cleared_user_id = fields.Many2one("res.users", string="Cleared By", readonly=True)
    value_text = fields.Char(string="Used", compute="_compute_value_text")

    _point_parameter = models.UniqueIndex(
        "(point_id, parameter) WHERE active",
        "This number of the item is already set by hand. Clear that value first.",
    )

    @api.depends("parameter", "value", "forecast_method", "point_id.uom_id")
    @api.depends_context("lang")
    def _compute_value_text(self):
        for override in self:
            override.value_text = override._get_value_text(override.value)

    @api.constrains("parameter", "value", "forecast_method")
    def _check_value(self):
        for override in self:
            if override.parameter == "forecast_method":
                if not override.forecast_method:
                    raise ValidationError(self.env._("Choose a forecast method."))
                continue
            self._check_range(override.parameter, override.value, override.point_id)

    @api.constrains("date_until", "active")
    def _check_date_until(self):
        for override in self:
            today = override.company_id._get_inventory_today()
            if override.active and override.date_until < today:
                raise ValidationError(
                    self.env._(
                        "%(date)s is over. A manual value needs a last day that is "
                        "today or later.",
                        date=self._date(override.date_until),
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse values that would stay for ever; replace those that ran out."""
        if not all(vals.get("date_until") for vals in vals_list):
            raise ValidationError(
                self.env._(
                    "A manual value needs a last day. Without one it would hide what "
                    "is measured for ever."
                )
            )
        self._archive_expired([vals.get("point_id") for vals in vals_list])
        # What was archived has to leave the unique index before the new row comes.
        self.flush_model(["active"])
        return super().create(vals_list)

    @api.model
    def _archive_expired(self, point_ids):
        """Make room: an expired value must not stand in the way of a new one."""
        expired = self.search(
            [
                ("point_id", "in", [id_ for id_ in point_ids if id_]),
                ("date_until", "<", self.env.company._get_inventory_today()),
            ]
        )
        expired.write({"active": False})

    @api.model
    def _check_range(self, parameter, value, point):
        """Raise a sentence that names the range when ``value`` lies outside of it."""
        low, high = RANGES[parameter]
        if not low <= value <= high:
            raise ValidationError(
                self.env._(
                    "%(parameter)s must lie between %(low)s and %(high)s.",
                    parameter=self._get_parameter_label(parameter),
                    low=self._get_text(parameter, low, point),
                    high=self._get_text(parameter, high, point),
                )
            )

    @api.model
    def _get_parameter_label(self, parameter):
        return dict(self._fields["parameter"]._description_selection(self.env))[
            parameter
        ]

    def _get_value_text(self, value):
        """Return ``value`` in the words of this override's parameter."""
        if self.parameter == "forecast_method":
            return self._label_of(self, "forecast_method", self.forecast_method)
        return self._get_text(self.parameter, value, self.point_id)

    @api.model
    def _get_text(self, parameter, value, point):
        """Return a value with its unit."""
        if parameter in SHARES:
            return self._percent(value)
        if parameter in DAYS:
            return self.env._("%(count)s days", count=self._number(value))
        return self.env._(
            "%(quantity)s %(unit)s",
            quantity=self._quantity(point, value),
            unit=point.uom_id.name or "",
        )

    def action_clear(self):
        """Give the number back to planning; the value stays in the history."""
        self.write(
            {
                "active": False,
                "cleared_datetime": fields.Datetime.now(),
                "cleared_user_id": self.env.uid,
            }
        )
        self.point_id.action_plan()
        return True
