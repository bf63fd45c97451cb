from odoo import models
from odoo.exceptions import UserError


class InvDeploymentAcceptance(models.AbstractModel):
    """Makes transfers of what a hub gives, through the acceptance of suggestions."""

    _name = "inv.deployment.acceptance"
    _description = "Acceptance of Shares"

    def _accept(self, lines):
        """Accept ``lines``; return what was accepted and what was not.

        Lines that are transfers already, or get nothing, are left alone: accepting
        twice changes nothing. Refused lines keep the reason.

        Returns
        -------
        dict with ``accepted`` (ids), ``refused`` [[id, message]] and ``message``
        """
        todo = lines.filtered(lambda line: line.state != "accepted" and line.qty > 0)
        if not todo:
            return {
                "accepted": [],
                "refused": [],
                "message": self.env._("Nothing is left to send."),
            }
        refused = {}
        for hub, group in todo.grouped("hub_id").items():
            refused.update(self._accept_hub(group.with_company(hub.company_id)))
        for line in todo.browse(refused):
            line.write({"state": "refused", "message": refused[line.id]})
        accepted = todo.filtered(lambda line: line.id not in refused)
        lines.plan_id._close_decided()
        return {
            "accepted": accepted.ids,
            "refused": [[id_, refused[id_]] for id_ in refused],
            "message": self._get_message(accepted, refused),
        }

    def _accept_hub(self, lines):
        """Accept lines of one hub; return {line id: why not}."""
        refused = self._get_excluded(lines)
        good = lines.filtered(lambda line: line.id not in refused)
        if not good:
            return refused
        rows = self.env["inv.deployment.evaluation"]._evaluate_lines(good)
        self._close_others(good)
        # Superuser: suggestions are written by decisions and runs only.
        suggestions = (
            self.env["inv.transfer.suggestion"].sudo().create(rows).with_env(self.env)
        )
        answer = self._place(suggestions)
        messages = dict(answer["refused"])
        kept = set(answer["accepted"])
        for line, suggestion in zip(good, suggestions, strict=True):
            if suggestion.id in kept:
                line.write(
                    {
                        "state": "accepted",
                        "suggestion_id": suggestion.id,
                        "message": False,
                    }
                )
            else:
                refused[line.id] = messages[suggestion.id]
        # Superuser: what was not accepted leaves no trace; the line says why.
        suggestions.filtered(lambda item: item.id not in kept).sudo().unlink()
        return refused

    def _place(self, suggestions):
        """Accept suggestions; a single one that is refused does not raise."""
        try:
            with self.env.cr.savepoint():
                return suggestions.action_accept()
        except UserError as error:
            if len(suggestions) > 1:
                raise
            return {"accepted": [], "refused": [[suggestions.id, str(error)]]}

    def _get_excluded(self, lines):
        """Return {line id: why} of products that their lane no longer takes."""
        lanes, products = lines.lane_id, lines.product_id
        allowed = lanes._get_allowed(products)
        column = {lane: j for j, lane in enumerate(lanes)}
        row = {product: i for i, product in enumerate(products)}
        return {
            line.id: self.env._(
                "%(lane)s does not take %(product)s.",
                lane=line.lane_id.display_name,
                product=line.product_id.display_name,
            )
            for line in lines
            if not allowed[row[line.product_id], column[line.lane_id]]
        }

    def _close_others(self, lines):
        """Close open suggestions for the same goods on the same lanes."""
        wanted = {(line.product_id, line.lane_id) for line in lines}
        others = self.env["inv.transfer.suggestion"].search(
            [
                ("product_id", "in", lines.product_id.ids),
                ("lane_id", "in", lines.lane_id.ids),
                ("state", "in", ("new", "blocked")),
            ]
        )
        same = others.filtered(lambda one: (one.product_id, one.lane_id) in wanted)
        same._close_open()
        # They make room for the new ones: one may be open at a time.
        same.exists().flush_recordset()

    def _get_message(self, accepted, refused):
        names = sorted(set(accepted.suggestion_id.reference_id.mapped("name")))
        if accepted and refused:
            return self.env._(
                "%(count)s shares are transfers now (%(names)s). %(refused)s could "
                "not be sent; they say why.",
                count=len(accepted),
                names=", ".join(names),
                refused=len(refused),
            )
        if refused:
            return self.env._(
                "Nothing could be sent: %(why)s", why=[*refused.values()][0]
            )
        return self.env._(
            "%(count)s shares are transfers now: %(names)s.",
            count=len(accepted),
            names=", ".join(names),
        )
