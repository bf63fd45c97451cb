from odoo import models


class InvRequisitionNeed(models.AbstractModel):
    """A hub needs what its branches ask for; a branch has what its hub promises."""

    _inherit = "inv.requisition.need"

    def _add_position(self, facts):
        claimed, promised = self.env["inv.deployment.claim"]._get_quantities(
            facts["points"]
        )
        facts["claimed"], facts["promised"] = claimed, promised
        stock = facts["stock"]
        issues = stock["issues"].copy()
        # Branches ask today: the goods leave as soon as they are there.
        issues[:, 0] += claimed
        facts["stock"] = {
            **stock,
            "issues": issues,
            "requested": stock["requested"] + promised,
        }
        return super()._add_position(facts)


class InvRequisitionRaiser(models.AbstractModel):
    """Lines keep what branches asked for, for the sentence that explains them."""

    _inherit = "inv.requisition.raiser"

    def _prepare_need(self, facts, row, origin):
        vals = super()._prepare_need(facts, row, origin)
        vals["facts"]["claimed"] = float(facts["claimed"][row])
        return vals


class InvRequisitionReason(models.AbstractModel):
    """Says how much of the need of a hub comes from its branches."""

    _inherit = "inv.requisition.reason"

    def _get_reason(self, line):
        reason = super()._get_reason(line)
        claimed = (line.facts or {}).get("claimed", 0.0)
        if not claimed or line.is_edited:
            return reason
        return self.env._(
            "%(reason)s Branches ask for %(quantity)s %(unit)s.",
            reason=reason,
            quantity=self._quantity(line, claimed),
            unit=line.uom_id.name,
        )
