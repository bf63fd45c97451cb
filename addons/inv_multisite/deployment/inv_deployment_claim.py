import numpy as np

from odoo import fields, models
from odoo.fields import Domain


class InvDeploymentClaim(models.AbstractModel):
    """What branches ask of a hub and what it promises them, before it is sent.

    Both sites count it in their inventory position: the hub orders in time, the
    branch does not order a second time. What was accepted is a transfer and counts
    as such.
    """

    _name = "inv.deployment.claim"
    _description = "Claims on Hubs"

    def _get_quantities(self, points, leave_hub=None):
        """Return what is claimed from and promised to each of ``points``.

        Parameters
        ----------
        points : recordset of inv.stocking.point
        leave_hub : stock.warehouse, optional
            The plan of this hub is computed anew: its promises do not count.

        Returns
        -------
        tuple of two ndarrays of shape (points,)
        """
        claimed = self._get_sums(points, "hub_point_id", "claim_qty", Domain.TRUE)
        others = Domain.TRUE
        if leave_hub:
            others = Domain("hub_id", "!=", leave_hub.id)
        promised = self._get_sums(points, "point_id", "promised_qty", others)
        return claimed, promised

    def _get_sums(self, points, key, name, domain):
        groups = self.env["inv.deployment.line"]._read_group(
            domain
            & Domain(key, "in", points.ids)
            & Domain("plan_id.is_current", "=", True)
            & Domain("plan_id.date_valid", ">=", fields.Date.today()),
            [key],
            [f"{name}:sum"],
        )
        found = {point.id: quantity for point, quantity in groups}
        return np.array([found.get(id_, 0.0) for id_ in points.ids], dtype=float)
