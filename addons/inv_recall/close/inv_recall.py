from odoo import fields, models
from odoo.exceptions import UserError


class InvRecall(models.Model):
    _inherit = "inv.recall"

    effectiveness = fields.Json(
        readonly=True, copy=False, help="Targets and results as they were at the end."
    )
    conclusion = fields.Text(readonly=True, copy=False)

    def action_close(self):
        """Open the dialog that ends a case, when nothing stands in the way."""
        self.ensure_one()
        self._check_closing()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close %(case)s", case=self.name),
            "res_model": "inv.recall.close.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_recall_id": self.id},
        }

    def _check_closing(self):
        """Refuse to end a case with pieces that nobody has explained.

        Raises
        ------
        AccessError
            When the user may not close cases.
        UserError
            When something is open; the text says what.
        """
        self._check_role("inv_recall.group_recall_releaser")
        for case in self:
            if not case._is_open():
                raise UserError(self.env._("%(case)s is not open.", case=case.name))
            obstacles = case._get_obstacles()
            if obstacles:
                raise UserError(
                    self.env._("Before %(case)s can be closed:", case=case.name)
                    + "".join(f"\n- {text}" for text in obstacles)
                )

    def _get_obstacles(self):
        """Return sentences that say what keeps a case from being closed."""
        lines = self._get_open_lines()
        return [
            self.env._(
                "explain %(qty)s %(unit)s of %(lot)s",
                qty=self._qty(line.qty_open),
                unit=line.uom_id.name,
                lot=line.lot_name,
            )
            for line in lines[:10]
        ]

    def _close(self, conclusion):
        """End a case: freeze its figures and keep the evidence."""
        self.ensure_one()
        self._check_closing()
        self._trace()
        self._check_closing()
        now = fields.Datetime.now()
        self.write(
            {
                "conclusion": conclusion,
                "date_closed": now,
                "clock_stopped_at": self.clock_stopped_at or now,
                "effectiveness": self._get_effectiveness(),
            }
        )
        self._go_to("closed")
        self._log("close", self.env._("Closed: %(text)s", text=conclusion))
        self._keep_evidence()

    def action_reopen(self):
        """Open a closed case again; its evidence stays and new evidence follows."""
        self._check_role("inv_recall.group_recall_releaser")
        for case in self:
            if case.state != "closed":
                raise UserError(self.env._("%(case)s is not closed.", case=case.name))
            case.write({"date_closed": False, "clock_stopped_at": False})
            case._go_to(case._get_steps()[-2])
            case._log("open", self.env._("Opened again"))
        return True
