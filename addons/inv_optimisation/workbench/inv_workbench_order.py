from odoo import api, models
from odoo.exceptions import UserError


class InvWorkbench(models.AbstractModel):
    """Approving suggestions: requisition lines are raised, approved and ordered."""

    _inherit = "inv.workbench"

    @api.model
    def decide_approve(self, ids, quantities=None):
        """Carry out the suggestions of the rows ``ids``; all of them or none.

        ``quantities`` {point id: quantity} orders another quantity than suggested.
        """
        points, conflict = self._claim(ids)
        if conflict:
            return conflict
        suggestions = self.env["inv.workbench.suggestion"]._get_suggestions(points)
        wanted = self._get_wanted(points, suggestions, quantities or {})
        kinds = {suggestions[point]["kind"] for point in points}
        if "message" in kinds:
            return self._decide_messages(points, suggestions)
        if "transfer" in kinds:
            return self._decide_transfers(points, suggestions)
        suggested = {point: suggestions[point]["quantity"] for point in points}
        lines, undo_data = self._raise_lines(points, wanted)
        approved, waiting = self._approve_lines(lines)
        batch = self._record(
            points,
            "approve",
            quantities=wanted,
            suggested=suggested,
            undo_data=undo_data,
        )
        return self._answer(self._get_order_message(approved, waiting), batch)

    def _get_wanted(self, points, suggestions, quantities):
        """Return {point: quantity to order}; refuse rows without something to order."""
        wanted = {}
        for point in points:
            suggestion = suggestions[point]
            quantity = quantities.get(str(point.id), quantities.get(point.id))
            if not suggestion["can_approve"]:
                raise UserError(
                    self.env._(
                        "There is nothing to approve for %(item)s: %(text)s.",
                        item=point.display_name,
                        text=suggestion["text"],
                    )
                )
            if quantity is None:
                wanted[point] = suggestion["quantity"]
                continue
            if not isinstance(quantity, (int, float)) or quantity <= 0:
                raise UserError(
                    self.env._(
                        "The quantity of %(item)s must be above 0. Ignore the row to "
                        "order nothing.",
                        item=point.display_name,
                    )
                )
            wanted[point] = float(quantity)
        return wanted

    # ------------------------------------------------------------------------
    # Requisition lines
    # ------------------------------------------------------------------------

    def _raise_lines(self, points, wanted):
        """Return the lines of ``points``, waiting ones first taken over.

        The second value is {point: what undo has to put back}.
        """
        open_lines = self._get_open_lines(points)
        undo_data = {}
        for point, line in open_lines.items():
            undo_data[point] = {"before": line._get_snapshot(), "line": line.id}
            if line.uom_id.compare(line.qty, wanted[point]):
                line.write({"qty": wanted[point]})
                self.env["inv.requisition.vendor"]._set_prices(line)
        lines = self.env["inv.requisition.line"].union(*open_lines.values())
        fresh = {point: wanted[point] for point in points if point not in open_lines}
        if fresh:
            created = self._raise_fresh(points, fresh)
            for line in created:
                undo_data[line.point_id] = {"created": line.id}
            lines |= created
        return lines, undo_data

    def _get_open_lines(self, points):
        lines = self.env["inv.requisition.line"].search(
            [("point_id", "in", points.ids), ("state", "in", ("draft", "to_approve"))]
        )
        drafts = lines.filtered(lambda line: line.state == "draft")
        drafts.requisition_id.action_submit()
        return {line.point_id: line for line in lines}

    def _raise_fresh(self, points, quantities):
        wanted = points.filtered(lambda point: point in quantities)
        raiser = self.env["inv.requisition.raiser"]
        lines = raiser._raise(wanted, quantities, modes=None)
        lines = lines.filtered(lambda line: line.point_id in quantities)
        missing = wanted - lines.point_id
        if missing:
            raise UserError(
                self.env._(
                    "%(item)s cannot be ordered: no vendor sells it any more, or a "
                    "requisition is open already.",
                    item=missing[0].display_name,
                )
            )
        return lines

    def _approve_lines(self, lines):
        """Approve ``lines`` alone where the user may; return approved and waiting."""
        requisitions = self.env["inv.requisition"]
        for requisition, own in lines.grouped("requisition_id").items():
            if requisition.state != "to_approve":
                continue
            if requisition._get_counting_lines() - own:
                sibling = requisition.create(requisition._prepare_sibling())
                requisition._log("split", undo_data=own._get_snapshot())
                own.write({"requisition_id": sibling.id})
                requisition = sibling
            requisitions |= requisition
        requisitions.lock_for_update()
        authorities = requisitions._get_authorities()
        allowed = requisitions.filtered(
            lambda one: not one._get_refusal(authorities[one])
        )
        allowed._approve({one: authorities[one] for one in allowed})
        (requisitions - allowed)._schedule_approvals()
        waiting = lines.filtered(lambda line: line.state == "to_approve")
        return lines - waiting, waiting

    def _get_order_message(self, approved, waiting):
        parts = []
        if approved:
            parts.append(self._get_approved_sentence(approved))
        if waiting:
            requisition = waiting.requisition_id[:1]
            approver = requisition._get_next_approver()
            parts.append(
                self.env._(
                    "%(items)s: %(requisition)s is above your limit; %(user)s can "
                    "approve it.",
                    items=self._get_names(waiting.point_id),
                    requisition=requisition.name,
                    user=approver.name or self.env._("nobody yet"),
                )
            )
        return " ".join(parts)

    def _get_approved_sentence(self, lines):
        requisitions = lines.requisition_id
        documents = requisitions._get_document_names()
        values = {
            "items": self._get_names(lines.point_id),
            "documents": documents or ", ".join(requisitions.mapped("name")[:3]),
        }
        if len(lines) == 1:
            return self.env._(
                "Approved %(quantity)s %(unit)s of %(items)s: %(documents)s.",
                quantity=self._quantity(lines, lines.qty),
                unit=lines.uom_id.name,
                **values,
            )
        return self.env._("Approved %(items)s: %(documents)s.", **values)

    # ------------------------------------------------------------------------
    # Another vendor
    # ------------------------------------------------------------------------

    @api.model
    def decide_vendor(self, point_id, supplierinfo_id, quantity):
        """Order a row from another vendor than the suggested one."""
        point, conflict = self._claim([point_id])
        if conflict:
            return conflict
        seller = self.env["product.supplierinfo"].browse(supplierinfo_id).exists()
        if seller.product_tmpl_id != point.product_id.product_tmpl_id:
            raise UserError(
                self.env._(
                    "This price of %(item)s does not exist any more.",
                    item=point.product_id.display_name,
                )
            )
        suggestions = self.env["inv.workbench.suggestion"]._get_suggestions(point)
        wanted = self._get_wanted(point, suggestions, {point_id: quantity})
        line, undo_data = self._raise_lines(point, wanted)
        self.env["inv.requisition.vendor"]._move_to_vendor(line, seller)
        approved, waiting = self._approve_lines(line)
        batch = self._record(
            point,
            "vendor",
            quantities=wanted,
            suggested={point: suggestions[point]["quantity"]},
            undo_data=undo_data,
            reason=seller.partner_id.display_name,
        )
        return self._answer(self._get_order_message(approved, waiting), batch)

    # ------------------------------------------------------------------------
    # Changes of orders, transfers
    # ------------------------------------------------------------------------

    def _decide_messages(self, points, suggestions):
        """Change the orders; a confirmed one is asked for, one vendor at a time."""
        ids = [suggestions[point]["record_id"] for point in points]
        if any(suggestions[point]["kind"] != "message" for point in points):
            raise UserError(
                self.env._("Approve orders and changes of orders one after the other.")
            )
        messages = self.env["inv.order.message"].browse(ids)
        if len(messages) == 1 and messages.needs_vendor:
            return {"action": messages.action_ask()}
        messages.action_accept()
        batch = self._record(
            points,
            "message",
            undo_data={
                point: {"message": suggestions[point]["record_id"]} for point in points
            },
        )
        names = ", ".join(dict.fromkeys(messages.mapped("document")))
        return self._answer(
            self.env._("Changed %(documents)s.", documents=names), batch
        )

    def _decide_transfers(self, points, suggestions):
        """Send what other sites can give; extended with the network of sites."""
        raise UserError(self.env._("No other site can send these items."))

    @api.model
    def decide_transfer(self, point_id, lane_id, quantity):
        """Fetch a row from another site instead; needs the network of sites."""
        point, conflict = self._claim([point_id])
        return conflict or self._decide_transfers(point, {})
