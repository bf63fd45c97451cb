from collections import defaultdict

from odoo import api, fields, models

from ..case.rates import get_rate


class InvRecall(models.Model):
    """How far a case is with its customers."""

    _inherit = "inv.recall"

    notice_ids = fields.One2many("inv.recall.notice", "recall_id", string="Notices")
    notice_count = fields.Integer("Customers", compute="_compute_notices")
    contacted_rate = fields.Float(
        "Contacted (%)", compute="_compute_notices", digits=(5, 1)
    )
    answered_rate = fields.Float(
        "Answered (%)", compute="_compute_notices", digits=(5, 1)
    )

    @api.depends("notice_ids.state")
    def _compute_notices(self):
        counts = self._count_notices()
        for case in self:
            states = counts.get(case, {})
            total, told = self._tally(states)
            case.notice_count = total
            case.contacted_rate = get_rate(told, total)
            answered = states.get("answered", 0)
            case.answered_rate = get_rate(answered, total)

    def _count_notices(self):
        """Return the number of notices by state, by case."""
        counts = {}
        groups = self.env["inv.recall.notice"]._read_group(
            [("recall_id", "in", self.ids)], ["recall_id", "state"], ["__count"]
        )
        for case, state, count in groups:
            counts.setdefault(case, {})[state] = count
        return counts

    @staticmethod
    def _tally(states):
        """Return how many customers there are, and how many were told."""
        total = sum(states.values())
        return total, total - states.get("to_notify", 0) - states.get("failed", 0)

    def action_open_notices(self):
        return self._open_list("inv_recall.inv_recall_notice_action")

    def action_notify(self):
        """Open the dialog that writes to the customers."""
        self.ensure_one()
        self.check_access("write")
        return self._open_wizard(
            "inv.recall.notify.wizard", self.env._("Notify Customers")
        )

    # The page ---------------------------------------------------------------

    def _get_cards(self):
        cards = super()._get_cards()
        cards.append(self._get_notify_card())
        if self.kind != "mock":
            cards.append(self._get_claim_card())
        return cards

    def _get_issues(self):
        issues = super()._get_issues()
        unknown = self.delivery_ids.filtered(
            lambda one: one.recall_lot_id.included and one.qty and not one.partner_id
        )
        if unknown and self._is_open():
            issues.append(
                {
                    "tone": "warning",
                    "title": self.env._(
                        "%(qty)s left without a customer's name.",
                        qty=self._qty_of(unknown, "qty"),
                    ),
                    "text": self.env._("Nobody can be told about them."),
                    "actions": [
                        {
                            "label": self.env._("Show Them"),
                            "method": "action_open_unknown",
                            "arguments": [],
                        }
                    ],
                }
            )
        return issues

    def action_open_unknown(self):
        """Open the deliveries that name no customer."""
        action = self.action_open_deliveries()
        action["domain"].append(("partner_id", "=", False))
        return action

    def _get_notify_card(self):
        states = self._count_notices().get(self, {})
        total, told = self._tally(states)
        silent = len(self.notice_ids.filtered(lambda notice: not notice.email))
        queued = len(self.notice_ids.filtered("queued"))
        texts = [self.env._("%(count)s answered", count=states.get("answered", 0))]
        if queued:
            texts.insert(0, self.env._("%(count)s being sent", count=queued))
        if silent:
            texts.append(self.env._("%(count)s have no e-mail", count=silent))
        waits = total and told < total and self._is_open()
        return {
            "key": "notify",
            "title": self.env._("Notify"),
            "tone": "warning" if waits else "done" if total else "idle",
            "figure": self.env._(
                "%(told)s of %(total)s customers", told=told, total=total
            ),
            "text": ", ".join(texts),
            "method": "action_notify" if waits else "action_open_notices",
        }

    def _get_claim_card(self):
        claims = self.claim_ids
        card = {"key": "claim", "title": self.env._("Vendor claim")}
        if not claims:
            return card | {
                "tone": "idle",
                "figure": self.env._("not asked"),
                "text": self.env._("drafts a claim for each vendor"),
                "method": "action_claim",
            }
        labels = dict(claims._fields["state"]._description_selection(self.env))
        total = self.company_id.currency_id.format(sum(claims.mapped("amount_total")))
        first = claims[0]
        return card | {
            "tone": "done"
            if all(claim.state == "accepted" for claim in claims)
            else "running",
            "figure": self.env._("%(amount)s at cost", amount=total),
            "text": f"{first.vendor_id.name}: {labels[first.state].lower()}",
            "method": "action_claim",
        }

    def _get_vendor_state(self, vendor):
        claim = self.claim_ids.filtered(lambda claim: claim.vendor_id == vendor)
        if claim and claim.state != "draft":
            return {"key": "asked", "label": self.env._("asked")}
        return super()._get_vendor_state(vendor)

    def _get_dashboard_records(self, key):
        if key != "customers":
            return super()._get_dashboard_records(key)
        notices = self.env["inv.recall.notice"].search(
            [("recall_id", "in", self.ids), ("state", "!=", "answered")]
        )
        return self.env._("Customers Without an Answer"), notices

    def _get_dashboard_cards(self):
        states = defaultdict(int)
        for counts in self._count_notices().values():
            for state, count in counts.items():
                states[state] += count
        total, told = self._tally(states)
        answered = states["answered"]
        card = self._card(
            "customers",
            self.env._("Customers"),
            self.env._(
                "%(answered)s of %(all)s answered",
                answered=self._qty(answered),
                all=self._qty(total),
            ),
            self.env._("not told yet: %(count)s", count=self._qty(total - told))
            if told < total
            else self.env._("everybody was told"),
            "warning" if told < total else "running" if answered < total else "done",
            opens=answered < total,
        )
        return [*super()._get_dashboard_cards(), card]

    def _get_effectiveness(self):
        lines = super()._get_effectiveness()
        notices, company = self.notice_ids, self.company_id
        total = len(notices)
        valid = len(notices.filtered(lambda notice: notice.email or notice.phone))
        answered = len(notices.filtered(lambda notice: notice.state == "answered"))
        return [
            *lines,
            self._target(
                "contacts",
                self.env._("Contacts valid"),
                get_rate(valid, total),
                company.inv_recall_target_contacts,
                self.env._(
                    "%(valid)s of %(total)s customers", valid=valid, total=total
                ),
            ),
            self._target(
                "contacted",
                self.env._("Contacted"),
                self.contacted_rate,
                100.0,
                self.env._("%(total)s customers", total=total),
            ),
            self._target(
                "answered",
                self.env._("Answered"),
                self.answered_rate,
                company.inv_recall_target_answered,
                self.env._(
                    "%(answered)s of %(total)s customers",
                    answered=answered,
                    total=total,
                ),
            ),
        ]

    def _get_customer_rows(self):
        notices = self.notice_ids.sorted("delivery_count", reverse=True)
        labels = dict(notices._fields["state"]._description_selection(self.env))
        rows = []
        for notice in notices[:8]:
            state, label = notice.state, labels[notice.state].lower()
            if notice.queued:
                state, label = "queued", self.env._("being sent")
            elif state == "to_notify" and not notice.email:
                state, label = "no_email", self.env._("no e-mail: phone")
            rows.append(
                {
                    "id": notice.id,
                    "name": notice.partner_id.display_name,
                    "city": notice.city or "",
                    "qty": notice.qty_text,
                    "answered": notice.date_answered
                    and self._moment(notice.date_answered, "HH:mm")
                    or "",
                    "state": state,
                    "label": label,
                }
            )
        text = self.env._("%(count)s customers", count=len(notices))
        return {"rows": rows, "text": text, "more": max(0, len(notices) - 8)}

    def _get_test_address(self):
        return self.company_id.inv_recall_test_email or ""
