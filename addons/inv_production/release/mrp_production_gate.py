from odoo import models
from odoo.exceptions import RedirectWarning, UserError

from .selections import FIRST_OPERATION, OVERRIDE, RELEASED, WAITING


class MrpProduction(models.Model):
    """No order starts or produces without a release, as its policy says.

    The gate is on start and production, never on confirmation: confirming creates
    the demand that brings the material.
    """

    _inherit = "mrp.production"

    def action_start(self):
        self._check_released()
        return super().action_start()

    def _button_mark_done_sanity_checks(self):
        self._check_released()
        return super()._button_mark_done_sanity_checks()

    def write(self, vals):
        if vals.get("qty_producing"):
            self.filtered(lambda order: order.state == "confirmed")._check_released()
        return super().write(vals)

    def _check_released(self, operation=None):
        """Refuse or warn, by policy, where the material was not confirmed.

        With ``operation`` an order that was released to begin with must have the
        components of that operation.
        """
        gated = self.filtered(
            lambda order: (
                order.state not in ("draft", "done", "cancel")
                and order._get_inv_release_policy() != "off"
            )
        )
        if not gated:
            return
        gated._release_where_automatic()
        unreleased = gated.filtered(lambda order: order.inv_release_state == WAITING)
        held = gated.filtered(
            lambda order: order.inv_release_state not in (WAITING, OVERRIDE)
        )
        gaps = gated._get_gaps_at_gate(held, operation)
        for order in unreleased | held.filtered(lambda order: order in gaps):
            if order._get_inv_release_policy() == "block":
                order._refuse_start(gaps.get(order))
            else:
                order._warn_start(gaps.get(order))

    def _get_gaps_at_gate(self, held, operation):
        """Return what released orders lack for what is about to happen."""
        release, gaps = self.env["inv.release"], {}
        begun = held.filtered(lambda order: order.inv_release_state == FIRST_OPERATION)
        if operation and begun:
            gaps.update(release._get_gaps(begun, operation=operation))
            held -= begun
        if held:
            gaps.update(release._get_gaps(held))
        return gaps

    def _release_where_automatic(self):
        """Release what may release itself; leave what lacks material as it is."""
        for order in self:
            if (
                order.state == "confirmed"
                and order.inv_release_state == WAITING
                and order.picking_type_id._is_inv_release_automatic()
            ):
                try:
                    with self.env.cr.savepoint():
                        order.action_inv_release()
                except UserError:
                    # The gate says what is missing.
                    order.invalidate_recordset()

    def _refuse_start(self, gaps):
        gaps = gaps or self._get_all_gaps()
        if gaps:
            message = self.env._(
                "%(order)s has not all its material: %(missing)s missing.",
                order=self.name,
                missing=self.env["inv.release"]._describe_gaps(gaps),
            )
        else:
            message = self.env._(
                "%(order)s is not released. Its material is there: release it first.",
                order=self.name,
            )
        raise RedirectWarning(
            message,
            self.env.ref("inv_production.inv_release_wizard_action").id,
            self.env._("See What Is Missing") if gaps else self.env._("Release"),
            {"active_model": self._name, "active_id": self.id, "active_ids": self.ids},
        )

    def _get_all_gaps(self):
        """Return what the order lacks, with the stock that is free for it now."""
        if not self.env["inv.release"]._get_gaps(self, {self: RELEASED}):
            return []
        picture = self.env["inv.readiness.engine"]._compute_picture(self.company_id)
        return picture.get_gaps(self)

    def _warn_start(self, gaps):
        """Tell the user and write it down, once an order."""
        overrides = self.env["inv.release.override"].sudo()
        if overrides.search_count([("production_id", "=", self.id)], limit=1):
            return
        gaps = gaps or self._get_all_gaps()
        if not gaps:
            return
        missing = self.env["inv.release"]._describe_gaps(gaps)
        self.env["inv.release"]._log(self, "warning", gaps)
        self.message_post(
            body=self.env._("Started without release: %(missing)s.", missing=missing)
        )
        self.env.user._bus_send(
            "simple_notification",
            {
                "type": "warning",
                "sticky": True,
                "message": self.env._(
                    "%(order)s starts although %(missing)s are missing.",
                    order=self.name,
                    missing=missing,
                ),
            },
        )
