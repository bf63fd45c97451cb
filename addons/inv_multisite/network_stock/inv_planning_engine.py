import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.inventory.network_inputs import (
    with_network_stock,
)


class InvPlanningEngine(models.AbstractModel):
    """Sites whose network stock is used get that stock, over their net days."""

    _inherit = "inv.planning.engine"

    def _prepare_inputs(self, facts):
        points, own = facts["points"], super()._prepare_inputs(facts)
        wanted = self.env["inv.shared.stock"]._get_wanted(points, points.company_id[:1])
        inputs = with_network_stock(own, wanted.pop("safety_stock"), **wanted)
        facts["own_inputs"] = own
        facts["service_type"] = inputs.service_type
        facts["safety_factor"] = inputs.safety_factor
        return inputs


class InvPlanningWriter(models.AbstractModel):
    """The forecast of a hub stays that of its own customers."""

    _inherit = "inv.planning.writer"

    def _prepare_forecast_columns(self, facts):
        columns = super()._prepare_forecast_columns(facts)
        own = facts.get("own_inputs", facts["inputs"])
        daily_variance = own.forecast_variance / own.forecast_horizon_days
        return {
            **columns,
            "forecast_per_day": own.rate_per_day,
            "demand_sd_per_day": np.sqrt(daily_variance),
        }
