from odoo import models


class InvChecklist(models.AbstractModel):
    """First steps of the data: cost, policies, the first plan, and what it missed."""

    _inherit = "inv.checklist"

    def _get_codes(self):
        codes = ["cost", "policies", "plan", "supply", "lead_time"]
        return [*super()._get_codes(), *codes]

    def _get_facts(self, company):
        runs = self.env["inv.planning.run"]
        domain = [("company_id", "=", company.id), ("scope", "=", "all")]
        return {
            **super()._get_facts(company),
            "plan": runs.search([*domain, ("state", "=", "done")], limit=1),
            "open_run": runs.search(
                [*domain, ("state", "in", ("queued", "running"))], limit=1
            ),
        }

    def _prepare_known_later(self, is_done, title, facts, **values):
        """Return a step that only a plan can tell."""
        if not facts["plan"]:
            return self._prepare_step(
                False,
                title["later"],
                values.pop("why"),
                "",
                state="later",
                hint=self.env._("Known after the first plan."),
            )
        words = title["done"] if is_done else title["open"]
        return self._prepare_step(
            is_done, words, values.pop("why"), values.pop("button"), **values
        )

    # ------------------------------------------------------------------------
    # Cost
    # ------------------------------------------------------------------------

    def _prepare_cost(self, company, facts):
        products = self.env["product.product"].with_company(company)
        count = products.search_count(self._get_costless_domain(company))
        return self._prepare_step(
            not count,
            self._choose(
                count,
                self.env._("1 product without cost"),
                self.env._("%(count)s products without cost"),
            )
            if count
            else self.env._("Every product has a cost"),
            self.env._(
                "Classes, order quantities and the value at stake need it; without it "
                "an item counts as worth nothing."
            ),
            self.env._("Enter costs"),
            count=count,
            is_important=True,
        )

    def _get_costless_domain(self, company):
        return [
            ("is_storable", "=", True),
            ("standard_price", "=", 0.0),
            ("company_id", "in", [False, company.id]),
        ]

    def _fix_cost(self, company):
        return self._open_list(
            self.env._("Products without Cost"),
            "product.product",
            self._get_costless_domain(company),
        )

    # ------------------------------------------------------------------------
    # Policies
    # ------------------------------------------------------------------------

    def _prepare_policies(self, company, facts):
        policies = self.env["inv.stocking.policy"]._get_policies(company)
        # What nobody wrote to is as it was installed.
        is_own = any(one.write_date != one.create_date for one in policies)
        title = self.env._("No policy sets the service")
        if policies:
            title = (
                self.env._("%(count)s policies are set", count=len(policies))
                if is_own
                else self.env._("The policies are as installed")
            )
        return self._prepare_step(
            bool(policies) and is_own,
            title,
            self.env._(
                "They promise a service for each class of items. Look once whether the "
                "targets are yours."
            ),
            self.env._("Policy board"),
            is_important=not policies,
            can_check=bool(policies),
        )

    def _fix_policies(self, company):
        return self._open("inv_optimisation.inv_stocking_policy_board_action")

    # ------------------------------------------------------------------------
    # Plan
    # ------------------------------------------------------------------------

    def _prepare_plan(self, company, facts):
        plan, running = facts["plan"], facts["open_run"]
        title = self.env._("Nothing is planned yet")
        if plan:
            title = self.env._(
                "%(count)s item-sites are planned",
                count=self._number(plan.done_count, 0),
            )
        elif running:
            title = self.env._("The first plan is under way")
        return self._prepare_step(
            bool(plan),
            title,
            self.env._(
                "It reads the stock moves, measures demand and lead times, and lists "
                "what needs a decision."
            ),
            self.env._("Open") if running else self.env._("Run plan now"),
            is_important=True,
        )

    def _fix_plan(self, company):
        runs = self.env["inv.planning.run"]
        run = self._get_facts(company)["open_run"]
        if not run:
            run = runs.create({"company_id": company.id})
            run.action_start()
        return {
            "type": "ir.actions.act_window",
            "name": run.display_name,
            "res_model": run._name,
            "res_id": run.id,
            "views": [(False, "form")],
        }

    # ------------------------------------------------------------------------
    # What the plan missed
    # ------------------------------------------------------------------------

    def _get_exception_domain(self, company, code):
        return [
            ("company_id", "=", company.id),
            ("exception_codes", "like", f",{code},"),
        ]

    def _prepare_supply(self, company, facts):
        points = self.env["inv.stocking.point"]
        count = points.search_count(self._get_exception_domain(company, "no_vendor"))
        title = {
            "later": self.env._("Items without vendor or bill of materials"),
            "done": self.env._("Every item has a vendor or a way to be made"),
            "open": self._choose(
                count,
                self.env._("1 item without vendor or bill of materials"),
                self.env._("%(count)s items without vendor or bill of materials"),
            ),
        }
        return self._prepare_known_later(
            not count,
            title,
            facts,
            why=self.env._("Nothing can be ordered for them when stock runs low."),
            button=self.env._("Show items"),
            count=count,
            is_important=True,
        )

    def _fix_supply(self, company):
        return self._open(
            "inv_optimisation.inv_stocking_point_action",
            name=self.env._("Items without Vendor"),
            domain=self._get_exception_domain(company, "no_vendor"),
            context={},
        )

    def _prepare_lead_time(self, company, facts):
        [(count,)] = self.env["inv.stocking.point"]._read_group(
            self._get_exception_domain(company, "no_lead_time"),
            [],
            ["vendor_id:count_distinct"],
        )
        title = {
            "later": self.env._("Vendors without lead time"),
            "done": self.env._("Every vendor has a lead time"),
            "open": self._choose(
                count,
                self.env._("1 vendor without lead time"),
                self.env._("%(count)s vendors without lead time"),
            ),
        }
        return self._prepare_known_later(
            not count,
            title,
            facts,
            why=self.env._(
                "Until receipts are measured, %(days)s days are assumed for their "
                "items.",
                days=self._number(company.inv_default_lead_time_days, 0),
            ),
            button=self.env._("Enter lead times"),
            count=count,
            is_important=True,
        )

    def _fix_lead_time(self, company):
        points = self.env["inv.stocking.point"].search_fetch(
            self._get_exception_domain(company, "no_lead_time"),
            ["vendor_id", "product_id"],
        )
        products = points.product_id
        return self._open_list(
            self.env._("Prices without Lead Time"),
            "product.supplierinfo",
            [
                ("partner_id", "in", points.vendor_id.ids),
                ("product_tmpl_id", "in", products.product_tmpl_id.ids),
                ("delay", "<=", 0),
            ],
        )
