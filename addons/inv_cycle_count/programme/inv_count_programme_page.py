from datetime import timedelta

from odoo import api, fields, models

# Filters of the page, by tile.
PAGE_FLUSH = (
    "inv.count.plan",
    "inv.count.line",
    "inv.count.place",
    "inv.count.session",
    "inv.count.rule",
    "inv.count.programme",
)


class InvCountProgramme(models.Model):
    """What the programme page shows. All figures and words are made here."""

    _inherit = "inv.count.programme"

    @api.model
    def get_programme_data(self, filters=None):
        """Return everything on the page, for the chosen or the first programme."""
        self._check_can_read()
        for name in PAGE_FLUSH:
            self.env[name].flush_model()
        programmes = self.search([("company_id", "in", self.env.companies.ids)])
        wanted = (filters or {}).get("programme_id")
        programme = programmes.filtered(lambda one: one.id == wanted) or programmes[:1]
        data = {
            "programmes": [{"id": one.id, "name": one.name} for one in programmes],
            "can_plan": self.env.user.has_group(
                "inv_cycle_count.group_count_supervisor"
            ),
            "programme": False,
            "without": self._get_without_programme(programmes),
        }
        if not programme:
            return {**data, "empty": self._get_empty_text()}
        return {**data, **programme._get_page()}

    def _get_page(self):
        """Return the figures of one programme."""
        axis = self._get_day_axis()
        heat = self.env["inv.count.heat.map"]
        tiles = self.env["inv.count.programme.tile"]
        heat_map = heat._get_heat_map(self, axis)
        return {
            "programme": {
                "id": self.id,
                "name": self.name,
                "warehouse_id": self.warehouse_id.id,
                "currency_id": self.currency_id.id,
                "planned_at": fields.Datetime.to_string(self.planned_datetime),
            },
            "today": axis.today.isoformat(),
            "tiles": tiles._get_tiles(self, axis, heat_map),
            "heat": heat_map,
            "coverage": self.env["inv.count.coverage"]._get_coverage(self, axis),
            "rules": self._get_rules(),
            "left_out": tiles._get_left_out(self),
            **tiles._get_sessions(self, axis),
            "zones": heat._get_zones(self, axis),
        }

    def _get_rules(self):
        """Return all rules in their order with the counts due within a week."""
        until = self._get_today() + timedelta(days=7)
        groups = self.env["inv.count.plan"]._read_group(
            [("programme_id", "=", self.id), ("date_planned", "<=", until)],
            ["rule_id", "trigger_rule_id"],
            ["__count"],
        )
        due = {}
        for rule, trigger, count in groups:
            key = (trigger or rule).id
            due[key] = due.get(key, 0) + count
        rules = self.with_context(active_test=False).rule_ids
        sample = self._get_sample_size(self._get_today())
        return [
            {
                "id": rule.id,
                "name": rule.name,
                "summary": rule.summary,
                "kind": rule.kind,
                "due_count": sample if rule.kind == "sample" else due.get(rule.id, 0),
                "is_active": rule.active,
            }
            for rule in rules.sorted(lambda rule: (rule.sequence, rule.id))
        ]

    def set_rule_order(self, rule_ids):
        """Put the rules in this order; a later planning uses it."""
        self.ensure_one()
        self._check_can_plan()
        rules = self.with_context(active_test=False).rule_ids
        for sequence, rule in enumerate(
            rules.browse([id_ for id_ in rule_ids if id_ in rules.ids]), start=1
        ):
            rule.sequence = 10 * sequence
        return True

    def set_rule_active(self, rule_id, is_active):
        """Switch a rule on or off and plan again."""
        self.ensure_one()
        self._check_can_plan()
        rules = self.with_context(active_test=False).rule_ids
        rules.filtered(lambda rule: rule.id == rule_id).active = bool(is_active)
        return self.action_plan_now()

    # ------------------------------------------------------------------------
    # Without a programme
    # ------------------------------------------------------------------------

    def _get_without_programme(self, programmes):
        """Return the warehouses that nothing is promised for."""
        warehouses = self.env["stock.warehouse"].search(
            [
                ("company_id", "in", self.env.companies.ids),
                ("id", "not in", programmes.warehouse_id.ids),
            ]
        )
        return [{"id": one.id, "name": one.name} for one in warehouses]

    def _get_empty_text(self):
        """Return the sentence that says what a first programme would ask for."""
        interval = round(
            252 / self.env["inv.count.rule"]._get_defaults()[4]["counts_per_year"]
        )
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)], limit=1
        )
        points = self.env["inv.stocking.point"].search(
            [("warehouse_id", "in", warehouses.ids), ("abc_class", "=", "A")]
        )
        groups = self.env["stock.quant"]._read_group(
            [
                ("location_id", "child_of", warehouses.view_location_id.ids),
                ("location_id.usage", "=", "internal"),
                ("product_id", "in", points.product_id.ids),
                ("quantity", "!=", 0),
            ],
            ["location_id", "product_id"],
        )
        if not groups:
            return self.env._(
                "No programme yet. Start with class A every %(days)s working days.",
                days=interval,
            )
        return self.env._(
            "No programme yet. Start with class A every %(days)s working days: "
            "%(count)s counts a day.",
            days=interval,
            count=-(-len(groups) // interval),
        )
