from odoo import fields, models
from odoo.exceptions import LockError
from odoo.tools import SQL


class InvRecall(models.Model):
    _inherit = "inv.recall"

    hold_joining = fields.Boolean(
        string="Hold What Joins",
        default=True,
        tracking=True,
        help="Lots that join a real case after it began to hold are held at once.",
    )
    is_stale = fields.Boolean(
        compute="_compute_is_stale", help="Affected lots moved after the last trace."
    )

    def _compute_is_stale(self):
        stale = self._get_stale()
        for case in self:
            case.is_stale = case in stale

    def _get_stale(self):
        """Return the open cases whose lots moved since they were traced."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT recall.id
                  FROM inv_recall recall
                 WHERE recall.id = ANY(%s) AND recall.traced_at IS NOT NULL
                   AND EXISTS (
                       SELECT FROM inv_recall_lot line
                         JOIN stock_move_line moved ON moved.lot_id = line.lot_id
                        WHERE line.recall_id = recall.id AND moved.state = 'done'
                          AND moved.write_date > recall.traced_at)""",
                self.ids,
            )
        )
        return self.browse(row_id for (row_id,) in rows)

    def _cron_follow(self):
        """Trace open cases again whose lots moved; a commit per case."""
        cases = self.search([("state", "not in", ["trigger", "closed", "cancelled"])])
        stale = cases._get_stale()
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(stale))
        for case in stale:
            try:
                case.with_company(case.company_id)._trace()
            except LockError:
                # Somebody traces it right now.
                cron._commit_progress(1)
                continue
            if not cron._commit_progress(1):
                break
