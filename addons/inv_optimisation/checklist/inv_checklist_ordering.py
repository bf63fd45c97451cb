from odoo import models

ADMINISTRATOR = "base.group_system"


class InvChecklist(models.AbstractModel):
    """First steps of ordering: requisitions, limits, and the first changes."""

    _inherit = "inv.checklist"

    def _get_codes(self):
        return [*super()._get_codes(), "requisitions", "limits", "changes"]

    # ------------------------------------------------------------------------
    # Requisitions
    # ------------------------------------------------------------------------

    def _prepare_requisitions(self, company, facts):
        is_direct = company.inv_requisition_mode == "direct"
        modes = company._fields["inv_requisition_mode"]._description_selection(self.env)
        return self._prepare_step(
            not is_direct,
            self.env._(
                "At the reorder point: %(mode)s",
                mode=dict(modes)[company.inv_requisition_mode].lower(),
            ),
            self.env._(
                "Odoo orders without asking anybody. Requisitions let somebody look "
                "first, above a value that you set."
            )
            if is_direct
            else self.env._("This was decided; policies can differ for some items."),
            self.env._("Settings"),
            can_check=is_direct,
            group=ADMINISTRATOR,
        )

    def _fix_requisitions(self, company):
        return self._open("inv_optimisation.res_config_settings_action")

    def _prepare_limits(self, company, facts):
        """Return the step on limits; without requisitions nobody approves."""
        mode = company.inv_requisition_mode
        if mode not in ("approval", "automatic"):
            return None
        limits = self.env["inv.requisition.limit"]._get_for(company)
        installed = self.env.ref(
            "inv_optimisation.inv_requisition_limit_manager", raise_if_not_found=False
        )
        own = limits - installed if installed else limits
        needed = own.filtered("is_automatic") if mode == "automatic" else own
        title = self.env._("%(count)s approval limits are set", count=len(own))
        if not needed:
            title = (
                self.env._("No limit lets small orders pass")
                if mode == "automatic"
                else self.env._("No approval limit of your own")
            )
        return self._prepare_step(
            bool(needed),
            title,
            self.env._(
                "Requisitions wait for somebody with a limit; after installation only "
                "managers have one."
            ),
            self.env._("Set limits"),
            is_important=True,
        )

    def _fix_limits(self, company):
        return self._open("inv_optimisation.inv_requisition_limit_action")

    # ------------------------------------------------------------------------
    # Changes
    # ------------------------------------------------------------------------

    def _prepare_changes(self, company, facts):
        batches = self.env["inv.parameter.change.batch"]
        is_done = bool(
            batches.search_count(
                [("company_id", "=", company.id), ("state", "=", "applied")], limit=1
            )
        )
        count = self.env["inv.stocking.point"].search_count(
            self._get_change_domain(company)
        )
        title = {
            "later": self.env._("Recommended reordering rules"),
            "done": self.env._("Recommended reordering rules are in use"),
            "open": self._choose(
                count,
                self.env._("1 recommended reordering rule waits"),
                self.env._("%(count)s recommended reordering rules wait"),
            ),
        }
        return self._prepare_known_later(
            is_done or not count,
            title,
            facts,
            why=self.env._(
                "Odoo orders by the rules that you have until you preview and apply "
                "the recommended ones."
            ),
            button=self.env._("Show changes"),
            count=count,
        )

    def _get_change_domain(self, company):
        return [("company_id", "=", company.id), ("has_change", "=", True)]

    def _fix_changes(self, company):
        return self._open(
            "inv_optimisation.inv_stocking_point_action",
            name=self.env._("Recommended Changes"),
            domain=self._get_change_domain(company),
            context={},
        )
