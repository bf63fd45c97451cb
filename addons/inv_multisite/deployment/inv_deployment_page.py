from odoo import api, fields, models
from odoo.fields import Domain

from .inv_deployment_item import STATUSES

PLANNER = "inv_optimisation.group_inv_planner"
MANAGER = "inv_optimisation.group_inv_manager"
PAGE_SIZE = 40


class InvDeploymentPage(models.AbstractModel):
    """The page on which planners share what a hub has, as JSON.

    All figures, widths and words are made here; the client shows them. Collaborator:
    ``inv.deployment.detail`` (one product with its branches).
    """

    _name = "inv.deployment.page"
    _description = "Hub Allocation Page"
    _inherit = ["inv.stocking.point.wording"]

    @api.model
    def get_page(self, filters=None, offset=0):
        """Return hubs, the chosen plan and a page of its products.

        Filters: ``hub_id``, ``status`` (short, surplus, enough), ``search``.
        """
        filters = filters or {}
        company = self.env.company
        hubs = self._get_hubs(company)
        plan = self._get_plan(hubs, filters.get("hub_id"))
        counts = self._get_counts(plan)
        status = filters.get("status") or next(
            (code for code, _label in STATUSES if counts[code]), "short"
        )
        domain = self._get_domain(plan, status, filters.get("search"))
        items = self.env["inv.deployment.item"].search(
            domain, offset=offset, limit=PAGE_SIZE
        )
        return {
            "can_decide": self.env.user.has_group(PLANNER),
            "can_configure": self.env.user.has_group(MANAGER),
            "hubs": [{"id": hub.id, "name": hub.name} for hub in hubs],
            "plan": self._prepare_plan(plan),
            "run": self._get_run(company),
            "status": status,
            "tabs": self._prepare_tabs(counts),
            "items": self._prepare_items(items),
            "count": self.env["inv.deployment.item"].search_count(domain),
            "offset": offset,
            "page_size": PAGE_SIZE,
        }

    def _get_hubs(self, company):
        return self.env["stock.warehouse"].search(
            [("inv_is_hub", "=", True), ("company_id", "=", company.id)], order="id"
        )

    def _get_plan(self, hubs, hub_id):
        """Return the newest plan of the chosen hub, of the first one without."""
        chosen = hubs.filtered(lambda hub: hub.id == hub_id) or hubs[:1]
        return self.env["inv.deployment.plan"].search(
            [("hub_id", "in", chosen.ids), ("is_current", "=", True)], limit=1
        )

    def _get_domain(self, plan, status, search):
        domain = Domain("plan_id", "in", plan.ids) & Domain("status", "=", status)
        if search:
            domain &= Domain("product_id", "ilike", search)
        return domain

    def _get_counts(self, plan):
        counts = {code: 0 for code, _label in STATUSES}
        groups = self.env["inv.deployment.item"]._read_group(
            [("plan_id", "in", plan.ids)], ["status"], ["__count"]
        )
        counts.update(dict(groups))
        return counts

    def _get_run(self, company):
        run = self.env["inv.deployment.run"].search(
            [("company_id", "=", company.id)], order="id desc", limit=1
        )
        if not run:
            return None
        return {
            "id": run.id,
            "name": run.name,
            "state": run.state,
            "progress": run.progress,
            "message": run.message or "",
        }

    def _prepare_tabs(self, counts):
        labels = {
            "short": self.env._("Short"),
            "surplus": self.env._("Surplus"),
            "enough": self.env._("Enough"),
        }
        return [
            {"code": code, "label": labels[code], "count": counts[code]}
            for code, _label in STATUSES
        ]

    def _prepare_plan(self, plan):
        """Return what the page shows of a plan, None before the first."""
        if not plan:
            return None
        groups = self.env["inv.deployment.line"]._read_group(
            [("plan_id", "=", plan.id), ("qty", ">", 0)], ["state"], ["__count"]
        )
        counts = dict(groups)
        methods = plan._fields["method"]._description_selection(self.env)
        return {
            "id": plan.id,
            "hub_id": plan.hub_id.id,
            "hub": plan.hub_id.name,
            "state": plan.state,
            "is_open": plan.state == "draft",
            "method": plan.method,
            "methods": [{"code": code, "label": label} for code, label in methods],
            "open_count": counts.get("open", 0) + counts.get("refused", 0),
            "accepted_count": counts.get("accepted", 0),
            "date_text": self._date(plan.date_plan),
            "is_stale": plan.date_valid < fields.Date.context_today(plan),
        }

    def _prepare_items(self, items):
        """Return the rows of the list: ask against supply as bars on one scale."""
        states = self._get_states(items)
        rows = []
        for item in items:
            widest = max(item.asked_qty, item.supply_qty, item.push_qty) or 1.0
            code = item.product_id.default_code
            rows.append(
                {
                    "id": item.id,
                    "name": item.product_id.with_context(
                        display_default_code=False
                    ).display_name,
                    "code": code or "",
                    "ask_width": item.asked_qty / widest,
                    "supply_width": item.supply_qty / widest,
                    "text": self._get_item_text(item),
                    "is_decided": states.get(item.id, False),
                }
            )
        return rows

    def _get_states(self, items):
        """Return {item id: whether nothing is left to decide}."""
        groups = self.env["inv.deployment.line"]._read_group(
            [("item_id", "in", items.ids), ("qty", ">", 0)], ["item_id", "state"]
        )
        found = {}
        for item, state in groups:
            found.setdefault(item.id, set()).add(state)
        return {id_: states == {"accepted"} for id_, states in found.items()}

    def _get_item_text(self, item):
        number = self._quantity
        if item.status == "surplus":
            return self.env._(
                "%(push)s %(unit)s to push",
                push=number(item, item.push_qty),
                unit=item.uom_id.name,
            )
        return self.env._(
            "asked %(asked)s, has %(supply)s",
            asked=number(item, item.asked_qty),
            supply=number(item, item.supply_qty),
        )
