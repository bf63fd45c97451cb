from collections import defaultdict
from zoneinfo import ZoneInfo

from markupsafe import Markup

from odoo import fields, models
from odoo.fields import Domain

#: Lines that an activity lists; the page has all.
LISTED = 30


class InvExpiringStock(models.Model):
    """The daily list of what is new on the page, one activity for each company."""

    _inherit = "inv.expiring.stock"

    def _cron_tell_new(self):
        """Tell the user of each company what passed its dates since the last time.

        At most once a day for a company, in the time zone of its user: a second call
        tells nothing. What passes later on the day is told the day after.
        """
        now = fields.Datetime.now()
        companies = self.env["res.company"].search(
            [("inv_recall_expiry_user_id.active", "=", True)]
        )
        due = companies.filtered(lambda company: _is_due(company, now))
        if not due:
            return
        domains = [self._get_new_domain(company, now) for company in due]
        lines = defaultdict(list)
        for line in self.search(Domain.OR(domains)):
            lines[line.company_id].append(line.id)
        values = [
            self._prepare_activity_vals(company, self.browse(ids))
            for company, ids in lines.items()
        ]
        self.env["mail.activity"].create(values)
        due.inv_recall_expiry_told_at = now

    def _get_new_domain(self, company, now):
        """Return what is new since a company was told: dates passed, goods sold."""
        since = company.inv_recall_expiry_told_at
        domain = Domain("company_id", "=", company.id)
        if not since:
            return domain
        passed = Domain.OR(
            Domain(name, ">", since) & Domain(name, "<=", now)
            for name in ("alert_date", "expiration_date")
        )
        stock = Domain("state", "!=", "sold_late") & passed
        sold = Domain("state", "=", "sold_late") & Domain("date_shipped", ">", since)
        return domain & (stock | sold)

    def _prepare_activity_vals(self, company, lines):
        """Return an activity for the user of a company, in the language of the user."""
        user = company.inv_recall_expiry_user_id
        lines = lines.with_context(lang=user.lang)
        items = [Markup("<li>%s</li>") % line._get_notice() for line in lines[:LISTED]]
        if len(lines) > LISTED:
            more = lines.env._("%(count)s more lines", count=len(lines) - LISTED)
            items.append(Markup("<li>%s</li>") % more)
        return {
            # An activity of its own: it belongs to no single lot.
            "activity_type_id": self.env.ref("mail.mail_activity_data_todo").id,
            "user_id": user.id,
            "date_deadline": fields.Date.context_today(self.with_context(tz=user.tz)),
            "summary": lines.env._(
                "%(company)s: lots that newly expire or were sold too late: %(count)s",
                company=company.name,
                count=len(lines.lot_id),
            ),
            "note": Markup('<ul>%s</ul><p><a href="/odoo/expiring-stock">%s</a></p>')
            % (Markup("").join(items), lines.env._("Open Expiring Stock")),
        }

    def _get_notice(self):
        """Return one line of the list: what, where, how much and why."""
        self.ensure_one()
        labels = dict(self._fields["state"]._description_selection(self.env))
        number = self.env["ir.qweb.field.float"].value_to_html(
            self.quantity, {"decimal_precision": "Product Unit"}
        )
        return self.env._(
            "%(product)s, lot %(lot)s, %(place)s: %(qty)s %(unit)s. %(state)s,"
            " days left: %(days)s",
            product=self.product_id.display_name,
            lot=self.lot_id.name,
            place=self.warehouse_id.name or self.env._("no warehouse"),
            qty=number,
            unit=self.uom_id.name,
            state=labels[self.state],
            days=self.days_left,
        )


def _is_due(company, now):
    """Return whether a company was not told on this day of its user yet."""
    told = company.inv_recall_expiry_told_at
    if not told:
        return True
    zone = ZoneInfo(company.inv_recall_expiry_user_id.tz or "UTC")
    utc = ZoneInfo("UTC")
    days = [
        moment.replace(tzinfo=utc).astimezone(zone).date() for moment in (told, now)
    ]
    return days[0] < days[1]
