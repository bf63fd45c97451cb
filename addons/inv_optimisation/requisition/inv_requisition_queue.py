from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.fields import Domain

from .inv_requisition_limit import NO_LIMIT

#: An order that has to be placed on a day is placed by the end of its office hours.
END_OF_DAY = time(17)
AUTOMATIC_DAYS = 7


class InvRequisition(models.Model):
    """What the approval queue shows: every requisition that waits, worst first."""

    _inherit = "inv.requisition"

    @api.model
    @api.readonly
    def get_queue_data(self):
        """Return the cards of the queue; see the component for the contract."""
        company = self.env.company
        waiting = self.search(
            [("company_id", "=", company.id), ("state", "in", ("draft", "to_approve"))]
        )
        waiting._prefetch_cards()
        limits = self.env["inv.requisition.limit"]._get_for(company)
        delegations = self.env["inv.requisition.delegation"]._get_current(
            self.env.user, company
        )
        authorities = waiting._get_authorities_by(limits, delegations, self.env.user)
        budgets = self.env["inv.requisition.budget"]._get_by_requisition(waiting)
        cards = [
            requisition._prepare_card(authorities[requisition], budgets[requisition])
            for requisition in waiting
        ]
        cards.sort(key=lambda card: (card["hours_left"] is None, card["hours_left"]))
        mine = [card for card in cards if card["can_approve"]]
        return {
            "rights": {
                "can_approve": self._is_approver(limits, delegations),
                "can_edit": self.has_access("write"),
            },
            "currency_id": company.currency_id.id,
            "today": fields.Date.to_string(company._get_inventory_today()),
            "total": self._get_total(cards),
            "within_limit": {
                "ids": [card["id"] for card in mine],
                **self._get_total(mine),
            },
            "requisitions": cards,
            "automatic": self._get_automatic(company),
            "delegations": self._prepare_delegations(delegations),
            "limit": self._get_own_limit(limits, company),
            "next": self._get_next_decision(company),
        }

    def _prefetch_cards(self):
        """Read at once what the cards and limits ask one after the other."""
        self.fetch(["name", "supply_type", "vendor_id", "buyer_id", "line_ids"])
        self.vendor_id.fetch(["name"])
        self.log_ids.fetch(["user_id", "on_behalf_id", "decision"])
        lines = self.line_ids
        lines.fetch(["state", "is_edited", "warehouse_id", "product_id", "point_id"])
        lines.warehouse_id.fetch(["name"])
        lines.product_id.fetch(["categ_id"])
        lines.product_id.product_tmpl_id.fetch(["categ_id"])
        lines.point_id.fetch(["abc_class"])

    def _get_total(self, cards):
        amount = sum(card["amount_company"] for card in cards)
        return {"count": len(cards), "amount": amount}

    def _is_approver(self, limits, delegations):
        people = self.env.user | delegations.user_id
        return self.has_access("write") and any(
            limit._is_for(person) for limit in limits for person in people
        )

    def _prepare_card(self, authority, budget):
        lines = self._get_counting_lines()
        return {
            "id": self.id,
            "name": self.name,
            "title": self._get_title(),
            "supply_type": self.supply_type,
            "amount": self.amount_total,
            "currency_id": self.currency_id.id,
            "amount_company": self.amount_company,
            "line_count": self.line_count,
            "at_risk_count": self.at_risk_count,
            "edited_count": sum(lines.mapped("is_edited")),
            "site_count": len(lines.warehouse_id),
            "date_need": fields.Date.to_string(self.date_need) or None,
            "hours_left": self._get_hours_left(),
            "buyer": self._get_person(self.buyer_id),
            "budget": self._prepare_budget(budget),
            "can_approve": self._may_approve(authority),
            "state": self.state,
            "needs_second": self.amount_company > authority[1],
        }

    def _get_person(self, user):
        return {"id": user.id, "name": user.name} if user else None

    def _get_hours_left(self):
        """Return hours until the order has to be placed; negative when it is late."""
        if not self.date_order_by:
            return None
        zone = pytz.timezone(self.company_id._get_inventory_timezone())
        end = zone.localize(datetime.combine(self.date_order_by, END_OF_DAY))
        left = end - pytz.utc.localize(fields.Datetime.now())
        return round(left.total_seconds() / 3600, 2)

    def _prepare_budget(self, budget):
        if not budget:
            return None
        used = budget.used_amount + self.amount_company
        return {
            "name": budget.name,
            "amount": budget.amount,
            "used": used,
            "used_before": budget.used_amount,
            "share": used / budget.amount,
            "limit_share": 1.0,
        }

    def _get_automatic(self, company):
        """Return what limits approved without a person in the last week."""
        since = company._get_inventory_today() - timedelta(days=AUTOMATIC_DAYS)
        domain = [
            ("company_id", "=", company.id),
            ("is_approved_automatically", "=", True),
            ("approved_datetime", ">=", fields.Datetime.to_datetime(since)),
        ]
        [(amount, lines)] = self._read_group(
            domain, [], ["amount_company:sum", "line_count:sum"]
        )
        return {
            "since": fields.Date.to_string(since),
            "line_count": lines or 0,
            "amount": amount or 0.0,
            "domain": [
                [name, operator, str(value) if "datetime" in name else value]
                for name, operator, value in domain
            ],
        }

    def _prepare_delegations(self, delegations):
        return [
            {"name": one.user_id.name, "date_to": fields.Date.to_string(one.date_to)}
            for one in delegations
        ]

    def _get_own_limit(self, limits, company):
        """Return the largest amount that the user may approve of something."""
        own = limits.filtered(lambda limit: limit._is_for(self.env.user))
        amounts = [
            NO_LIMIT if limit.is_unlimited else limit.amount_max for limit in own
        ]
        largest = max(amounts, default=0.0)
        return {
            "amount": None if largest == NO_LIMIT else largest,
            "currency_id": company.currency_id.id,
        }

    def _get_next_decision(self, company):
        """Return the next order-by date of the points, for the empty queue."""
        today = company._get_inventory_today()
        groups = self.env["inv.stocking.point"]._read_group(
            Domain("company_id", "=", company.id) & Domain("date_order_by", ">", today),
            ["date_order_by:day"],
            ["__count"],
            order="date_order_by:day",
            limit=1,
        )
        if not groups:
            return None
        date, count = groups[0]
        return {"date": fields.Date.to_string(date), "count": count}
