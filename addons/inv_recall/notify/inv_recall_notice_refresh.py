from odoo import models
from odoo.tools import SQL


class InvRecall(models.Model):
    _inherit = "inv.recall"

    def _after_trace(self, before):
        joined = super()._after_trace(before)
        self._refresh_notices()
        return joined

    def _refresh_notices(self):
        """Give each customer of affected lots a notice; keep what was sent.

        A few statements per case, however many customers there are.
        """
        for case in self:
            case.env.flush_all()
            # The rows are new and without statistics: pairing them one by one is what
            # PostgreSQL would choose.
            case.env.cr.execute("SET LOCAL enable_nestloop = off")
            case.env.cr.execute(case._upsert_notices())
            case.env.cr.execute(case._link_notices())
            case.env.cr.execute(case._unlink_left_out())
            case.env.cr.execute(case._delete_unneeded())
            case.env.cr.execute("SET LOCAL enable_nestloop TO DEFAULT")
        self.env.invalidate_all()

    def _upsert_notices(self):
        """Return the statement that makes notices of the deliveries of the case.

        The contact is the one that receives recall notices, else who got the goods.
        """
        return SQL(
            """
            INSERT INTO inv_recall_notice AS stored (recall_id, company_id, partner_id,
                   contact_id, state, delivery_count, date_first, date_last,
                   create_uid, write_uid, create_date, write_date)
            SELECT recall_id, company_id, customer,
                   COALESCE(MIN(contact.id), MIN(partner_id)),
                   'to_notify', COUNT(*) FILTER (WHERE qty > 0), MIN(date), MAX(date),
                   %(user)s, %(user)s, NOW() AT TIME ZONE 'UTC',
                   NOW() AT TIME ZONE 'UTC'
              FROM (SELECT delivery.*,
                           COALESCE(partner.commercial_partner_id, partner.id)
                           AS customer
                      FROM inv_recall_delivery delivery
                      JOIN inv_recall_lot line ON line.id = delivery.recall_lot_id
                      JOIN res_partner partner ON partner.id = delivery.partner_id
                     WHERE delivery.recall_id = %(case)s AND line.included) goods
              LEFT JOIN (SELECT commercial_partner_id, MIN(id) AS id
                           FROM res_partner
                          WHERE inv_recall_contact AND active
                          GROUP BY commercial_partner_id) contact
                     ON contact.commercial_partner_id = goods.customer
             GROUP BY recall_id, company_id, customer
                ON CONFLICT (recall_id, company_id, partner_id) DO UPDATE
               SET delivery_count = EXCLUDED.delivery_count,
                   date_first = EXCLUDED.date_first, date_last = EXCLUDED.date_last,
                   new_goods = stored.new_goods OR (
                       stored.date_sent IS NOT NULL
                       AND EXCLUDED.delivery_count > stored.delivery_count)""",
            user=self.env.uid,
            case=self.id,
        )

    def _link_notices(self):
        """Return the statement that gives deliveries their notice."""
        return SQL(
            """
            UPDATE inv_recall_delivery delivery
               SET notice_id = notice.id
              FROM inv_recall_lot line, res_partner partner, inv_recall_notice notice
             WHERE delivery.recall_id = %(case)s
               AND line.id = delivery.recall_lot_id AND line.included
               AND partner.id = delivery.partner_id
               AND notice.recall_id = %(case)s
               AND notice.company_id = delivery.company_id
               AND notice.partner_id
                   = COALESCE(partner.commercial_partner_id, partner.id)
               AND delivery.notice_id IS DISTINCT FROM notice.id""",
            case=self.id,
        )

    def _unlink_left_out(self):
        """Return the statement that takes the notice from lots that are left out."""
        return SQL(
            """
            UPDATE inv_recall_delivery delivery
               SET notice_id = NULL
              FROM inv_recall_lot line
             WHERE delivery.recall_id = %s AND line.id = delivery.recall_lot_id
               AND NOT line.included AND delivery.notice_id IS NOT NULL""",
            self.id,
        )

    def _delete_unneeded(self):
        """Return the statement that drops notices nobody got and nobody needs."""
        return SQL(
            """
            DELETE FROM inv_recall_notice notice
             WHERE notice.recall_id = %s AND notice.state = 'to_notify'
               AND NOT EXISTS (SELECT FROM inv_recall_delivery delivery
                                WHERE delivery.notice_id = notice.id)""",
            self.id,
        )
