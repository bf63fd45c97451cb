import logging

from odoo import fields, models
from odoo.exceptions import LockError, UserError
from odoo.tools import SQL

from ..case.selections import OPEN

_logger = logging.getLogger(__name__)

#: Longer than any transaction that validates moves.
OVERLAP_MINUTES = 30


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

    def _get_stale(self, minutes=0):
        """Return cases whose lots moved since (or ``minutes`` before) their trace."""
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
                          AND moved.write_date
                              > recall.traced_at - %s * INTERVAL '1 minute')""",
                self.ids,
                minutes,
            )
        )
        return self.browse(row_id for (row_id,) in rows)

    def _cron_follow(self):
        """Trace open cases again whose lots moved; a commit per case.

        A move may be written before a trace and committed after it; so moves of the
        last minutes before a trace count as new.
        """
        cases = self.search(OPEN)
        stale = cases._get_stale(OVERLAP_MINUTES)
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(stale))
        for case in stale:
            try:
                with self.env.cr.savepoint():
                    case.with_company(case.company_id)._trace()
            except LockError:
                _logger.info("%s is traced by somebody right now", case.name)
            except UserError as error:
                # One case whose trigger names no lot any more does not stop the others.
                _logger.warning("%s was not traced: %s", case.name, error)
            if not cron._commit_progress(1):
                break
