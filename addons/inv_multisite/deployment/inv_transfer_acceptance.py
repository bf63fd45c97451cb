from odoo import models


class InvTransferAcceptance(models.AbstractModel):
    """A hub gives its branches what lies above its own protection."""

    _inherit = "inv.transfer.acceptance"

    def _get_spare(self, suggestions, company):
        """Return what donors can spare; hubs that feed branches keep less.

        Where a transfer to a neighbour is accepted along with the share of a branch,
        the stricter rule of the neighbour counts for both.
        """
        spare = super()._get_spare(suggestions, company)
        shares = suggestions.filtered(lambda one: one.origin == "deployment")
        mixed = (suggestions - shares).source_point_id
        points = shares.source_point_id - mixed
        for hub, group in points.grouped("warehouse_id").items():
            known = self.env["inv.deployment.facts"]._get_supply(group.product_id, hub)
            spare.update(
                {
                    point.id: known[point.product_id.id][0]
                    for point in group
                    if point.product_id.id in known
                }
            )
        return spare
