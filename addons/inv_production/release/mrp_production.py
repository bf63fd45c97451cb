from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .selections import FIRST_OPERATION, RELEASE_STATES, RELEASED, WAITING

#: An order that started before a policy was set is released afterwards.
OPEN_STATES = ("confirmed", "progress")
#: Written by a release and by nobody else.
RELEASE_FIELDS = {"inv_release_state", "inv_release_user_id", "inv_release_date"}


class MrpProduction(models.Model):
    """Release: the material of an order is there and held for it."""

    _inherit = "mrp.production"

    inv_release_state = fields.Selection(
        RELEASE_STATES,
        string="Release",
        default=WAITING,
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    inv_release_user_id = fields.Many2one(
        "res.users", string="Released By", readonly=True, copy=False
    )
    inv_release_date = fields.Datetime(string="Released On", readonly=True, copy=False)
    inv_release_policy = fields.Char(compute="_compute_inv_release_policy")
    inv_can_release = fields.Boolean(compute="_compute_inv_release_policy")
    inv_is_release_short = fields.Boolean(
        string="Short Since Release",
        compute="_compute_inv_is_release_short",
        search="_search_inv_is_release_short",
        help="Material was held for this order and is gone, by a count or scrap.",
    )

    @api.depends("picking_type_id", "company_id", "state", "inv_release_state")
    def _compute_inv_release_policy(self):
        for order in self:
            order.inv_release_policy = order._get_inv_release_policy()
            order.inv_can_release = (
                order.state in OPEN_STATES and order.inv_release_state == WAITING
            )

    @api.depends("inv_release_state", "move_raw_ids.quantity", "state")
    def _compute_inv_is_release_short(self):
        held = self._filter_held()
        short = held & self.env["inv.release"]._get_short_orders(held)
        for order in self:
            order.inv_is_release_short = order in short

    def _filter_held(self):
        return self.filtered(
            lambda order: (
                order.inv_release_state in (RELEASED, FIRST_OPERATION)
                and order.state in ("confirmed", "progress")
            )
        )

    def _search_inv_is_release_short(self, operator, value):
        if operator != "in":
            return NotImplemented
        orders = self.search(
            [
                ("inv_release_state", "in", (RELEASED, FIRST_OPERATION)),
                ("state", "in", ("confirmed", "progress")),
            ]
        )
        short = self.env["inv.release"]._get_short_orders(orders)
        return [("id", "in" if True in value else "not in", short.ids)]

    def _get_inv_release_policy(self):
        """Return the policy of this order; subcontractors use their own material."""
        self.ensure_one()
        if self.bom_id.type == "subcontract":
            return "off"
        return self.picking_type_id._get_inv_release_policy() or "off"

    def _get_inv_release_mode(self):
        """Return what the BoM asks for: all components, or those to begin with."""
        is_asap = self.bom_id.ready_to_produce == "asap"
        return FIRST_OPERATION if is_asap and self.workorder_ids else RELEASED

    # ------------------------------------------------------------------------
    # Releasing
    # ------------------------------------------------------------------------

    def action_inv_release(self):
        """Check and hold the material of these orders, all of them or none."""
        self._check_can_release()
        for order in self:
            self.env["inv.release"]._release(order, order._get_inv_release_mode())
        return True

    def action_inv_release_buildable(self):
        """Split off what can be built now and release that part."""
        self.ensure_one()
        self._check_can_release()
        return self.env["inv.release"]._release_buildable(self)

    def action_inv_take_back(self):
        """Give the material of released orders that have not started free again."""
        self.check_access("write")
        for order in self:
            if order.inv_release_state == WAITING:
                continue
            if order.state != "confirmed":
                raise UserError(
                    self.env._(
                        "%(order)s has started. Its release stays.", order=order.name
                    )
                )
            self.env["inv.release"]._get_moves(order)._do_unreserve()
            order._set_release(WAITING)
            order.message_post(body=self.env._("Release taken back."))
        return True

    def action_inv_open_release(self):
        """Show what this order lacks and how it can be released."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "inv_production.inv_release_wizard_action"
        )
        action["context"] = {"active_model": self._name, "active_id": self.id}
        return action

    def _override_release(self, reason):
        """Release this order without its material for a reason that is kept."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group("inv_production.group_release_override"):
            raise AccessError(
                self.env._(
                    'Only people with the right "Release short orders" may do this.'
                )
            )
        if not (reason or "").strip():
            raise UserError(
                self.env._("Say why %(order)s runs without material.", order=self.name)
            )
        if self.state in ("draft", "done", "cancel"):
            raise UserError(
                self.env._("Only an open order is released. Confirm it first.")
            )
        self.env["inv.release"]._override(self, reason.strip())

    def _check_can_release(self):
        self.check_access("write")
        for order in self:
            if order.state not in OPEN_STATES:
                raise UserError(
                    self.env._(
                        "%(order)s is %(state)s. Only open orders are released.",
                        order=order.name,
                        state=dict(
                            self._fields["state"]._description_selection(self.env)
                        )[order.state],
                    )
                )
            if order.inv_release_state != WAITING:
                raise UserError(
                    self.env._("%(order)s is released already.", order=order.name)
                )

    def _set_release(self, state):
        """Write a release that was decided; nobody writes it by hand."""
        is_waiting = state == WAITING
        # Superuser: ``write`` refuses the field to everybody else.
        self.sudo().write(
            {
                "inv_release_state": state,
                "inv_release_user_id": False if is_waiting else self.env.uid,
                "inv_release_date": False if is_waiting else fields.Datetime.now(),
            }
        )

    # ------------------------------------------------------------------------
    # Core's own flows
    # ------------------------------------------------------------------------

    def _read_release(self):
        return {
            "inv_release_state": self.inv_release_state,
            "inv_release_user_id": self.inv_release_user_id.id,
            "inv_release_date": self.inv_release_date,
        }

    def _split_productions(self, amounts=False, **options):
        """A backorder keeps the release, unless the split is a partial release."""
        orders = super()._split_productions(amounts, **options)
        if self.env.context.get("inv_is_partial_release"):
            return orders
        original = self.browse()
        for order in orders:
            if order in self:
                original = order
            elif original.inv_release_state != WAITING:
                # Superuser: ``write`` refuses the fields to everybody else.
                order.sudo().write(original.sudo()._read_release())
        return orders

    def _action_cancel(self):
        result = super()._action_cancel()
        released = self.filtered(lambda order: order.inv_release_state != WAITING)
        released.filtered(lambda order: order.state == "cancel")._set_release(WAITING)
        return result

    def _check_not_by_hand(self, is_release):
        if is_release and not self.env.su:
            raise UserError(
                self.env._("An order is released by its buttons only. Use Release.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        self._check_not_by_hand(
            any(
                vals.get(name) not in (None, False, WAITING)
                for vals in vals_list
                for name in RELEASE_FIELDS
            )
        )
        return super().create(vals_list)

    def write(self, vals):
        self._check_not_by_hand(not RELEASE_FIELDS.isdisjoint(vals))
        return super().write(vals)
