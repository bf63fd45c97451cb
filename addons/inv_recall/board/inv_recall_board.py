from odoo import api, models

from ..case.selections import OPTIONAL_ROLES

#: Cards of a case in the order of its steps.
CARDS = ("contain", "notify", "recover", "claim", "orders")


class InvRecall(models.Model):
    """What the page of a case shows, ready: texts, shares and states."""

    _inherit = "inv.recall"

    @api.readonly
    def get_board(self):
        """Return the page of a case.

        Returns
        -------
        dict
            ``head`` (texts), ``toggles``, ``nodes`` (first level of the tree),
            ``balance``, ``issues`` (what is open, with actions), ``cards``; for a mock
            recall ``clock``, ``steps``, ``effectiveness``, ``customers``, ``history``
            and ``kept`` as well.
        """
        self.ensure_one()
        self.check_access("read")
        page = {
            "id": self.id,
            "kind": self.kind,
            "state": self.state,
            "is_open": self._is_open(),
            "may_decide": self.has_access("write"),
            "head": self._get_head(),
            "toggles": self._get_toggles(),
            "nodes": self._get_roots(),
            "balance": self._get_balance_page(),
            "issues": self._get_issues(),
            "cards": sorted(
                self._get_cards(), key=lambda card: CARDS.index(card["key"])
            ),
            "is_stale": self.is_stale,
        }
        if self.kind == "mock":
            page |= self._get_mock_page()
        return page

    def _get_head(self):
        """Return the line under the title and the summary of the scope."""
        seeds = self.recall_lot_ids.filtered(lambda line: line.role == "seed")
        made = self.recall_lot_ids.filtered(lambda line: line.role == "made")
        customers = self.delivery_ids.filtered("recall_lot_id.included").partner_id
        parts = [
            self.env._("trigger lots: %(count)s", count=len(seeds)),
            self.env._("made lots: %(count)s", count=len(made)),
            self.env._(
                "customers: %(count)s", count=len(customers.commercial_partner_id)
            ),
        ]
        return {
            "name": self.name,
            "title": self.title,
            "opened": self.env._(
                "Opened %(date)s by %(user)s",
                date=self._moment(self.date_opened),
                user=self.create_uid.name,
            ),
            "traced": self.env._(
                "traced %(lines)s moves in %(seconds).1f s at %(time)s",
                lines=self._qty(self.line_count),
                seconds=self.trace_seconds,
                time=self._moment(self.traced_at),
            )
            if self.traced_at
            else "",
            "witness": self.witness
            and self.env._("witness: %(name)s", name=self.witness)
            or "",
            "scope": " · ".join(parts),
        }

    def _moment(self, value, pattern="EEE d MMM HH:mm"):
        """Return a moment in the time zone and language of the user."""
        options = {"format": pattern}
        return self.env["ir.qweb.field.datetime"].value_to_html(value, options)

    def _get_toggles(self):
        """Return the switches for lots beside the trigger, with what they bring."""
        lots = self.env["inv.recall.lot"]._read_group(
            [("recall_id", "=", self.id), ("role", "in", list(OPTIONAL_ROLES))],
            ["role"],
            ["qty_total:sum", "__count"],
        )
        found = {role: (qty, count) for role, qty, count in lots}
        toggles = []
        for role, field in OPTIONAL_ROLES.items():
            qty, count = found.get(role, (0.0, 0))
            toggles.append(
                {
                    "field": field,
                    "label": self._fields[field]._description_string(self.env),
                    "help": self._fields[field]._description_help(self.env),
                    "on": self[field],
                    "text": self._qty(qty),
                    "detail": self.env._("%(count)s lots", count=count),
                }
            )
        return toggles

    def _get_issues(self):
        """Return what is open, worst first, with the buttons that settle it.

        Rooms add theirs. Each is a dict of ``tone`` (danger, warning, info), ``title``,
        ``text`` and ``actions`` (``label``, ``method``, ``arguments``).
        """
        lines = self._get_open_lines()
        if not lines:
            return []
        cause = self._get_likely_causes(lines, limit=1)
        line = lines[0]
        unit = line.uom_id.name
        text = ""
        if cause:
            text = self.env._(
                "Likely: %(document)s moved %(qty)s of %(lot)s on %(date)s.",
                document=self.env._("a count")
                if cause.is_inventory
                else cause.reference,
                qty=self._qty(cause.quantity_product_uom),
                lot=cause.lot_id.name,
                date=self._moment(cause.date),
            )
        return [
            {
                "tone": "danger",
                "title": self.env._(
                    "%(qty)s %(unit)s of %(lot)s to explain before the case can close.",
                    qty=self._qty(line.qty_open),
                    unit=unit,
                    lot=line.lot_name,
                ),
                "text": text,
                "actions": [
                    {
                        "label": self.env._("Explain…"),
                        "method": "action_explain",
                        "arguments": [line.id],
                    },
                    {
                        "label": self.env._("Show the Moves"),
                        "method": "action_open_figure",
                        "arguments": [[line.id], "qty_unexplained"],
                    },
                ],
            }
        ]

    def _get_cards(self):
        """Return the cards of the later steps; rooms add theirs.

        Each is a dict of ``key``, ``icon``, ``title``, ``figure``, ``text``, ``tone``
        (done, warning, running, idle) and ``method`` (what a click opens).
        """
        return []

    def action_explain(self, line_id=False):
        """Open the dialog that explains pieces of a lot."""
        self.ensure_one()
        line = self.env["inv.recall.lot"].browse(line_id) or self._get_open_lines()[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Explain %(lot)s", lot=line.lot_name),
            "res_model": "inv.recall.explanation",
            "view_mode": "form",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "default_recall_lot_id": line.id,
                "default_qty": line.qty_open,
            },
        }

    def action_open_figure(self, line_ids, figure):
        """Open the moves behind a figure of lines of this case."""
        self.ensure_one()
        lines = self.env["inv.recall.lot"].browse(line_ids)
        return (lines & self.recall_lot_ids).action_open_rows(figure)

    def action_set_toggle(self, field, value):
        """Take a kind of lots in, or leave it out."""
        if field not in OPTIONAL_ROLES.values():
            raise ValueError(field)
        self.write({field: bool(value)})
        return True
