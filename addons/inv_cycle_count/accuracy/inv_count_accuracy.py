from datetime import timedelta

from odoo import api, fields, models

from .inv_count_accuracy_estimate import LEAST_FOR_TREND

DAYS = 90
TREND_DAYS = 365
DEFAULT_TARGET = 0.97
# GROUPING() of (site, class, zone, counter): a bit is set where it is summed over.
ALL, SITE, STRATUM, CLASS, ZONE, COUNTER = 15, 7, 3, 11, 13, 14
MOST_ROWS = 30


class InvCountAccuracy(models.AbstractModel):
    """How right the records are, with the doubt that is left.

    Accuracy comes from the random sample; what is due is risky, so the hit rate of
    all counts is shown beside it and labelled biased.
    """

    _name = "inv.count.accuracy"
    _description = "Record Accuracy"

    @api.model
    def get_record_accuracy(self, filters=None):
        """Return everything on the page for the given filters."""
        self.env["inv.count.programme"]._check_can_read()
        reader = self.env["inv.count.accuracy.reader"]
        reader._flush()
        scope = self._get_scope(filters or {})
        sums = reader._get_sums(scope)
        strata = reader._get_strata(scope["warehouse_ids"])
        head = self._get_headline(scope, sums, strata)
        return {
            "filters": {
                "kind": scope["kind"],
                "days": scope["days"],
                "warehouse_id": scope["warehouse_id"],
            },
            "warehouses": scope["warehouses"],
            "today": scope["today"].isoformat(),
            "computed_at": fields.Datetime.to_string(fields.Datetime.now()),
            "target": scope["target"],
            "target_percent": round(100 * scope["target"], 1),
            "currency_id": self.env.company.currency_id.id,
            "can_plan": self.env.user.has_group(
                "inv_cycle_count.group_count_supervisor"
            ),
            "headline": head,
            **self._get_cuts(scope, sums, strata, head),
            "trend": self._get_trend(scope, reader),
            "values": self._get_values(scope, reader),
            "causes": self._get_pareto(scope, reader),
            "planner": self._get_planner(scope, head, strata),
        }

    def _get_scope(self, filters):
        """Return the warehouses, the time and the target of the page."""
        warehouses = self.env["stock.warehouse"].search(
            [("company_id", "in", self.env.companies.ids)]
        )
        wanted = filters.get("warehouse_id")
        chosen = warehouses.filtered(lambda one: one.id == wanted) or warehouses
        programmes = self.env["inv.count.programme"].search(
            [("warehouse_id", "in", chosen.ids)]
        )
        now = self.env.cr.now()
        days = int(filters.get("days") or DAYS)
        kind = "all" if filters.get("kind") == "all" else "sample"
        targets = programmes.mapped("target_accuracy") or [DEFAULT_TARGET]
        return {
            "kind": kind,
            "days": days,
            "since": now - timedelta(days=days),
            "trend_since": now - timedelta(days=TREND_DAYS),
            "today": self.env.company._get_inventory_today(),
            "warehouse_id": wanted if wanted in warehouses.ids else False,
            "warehouse_ids": chosen.ids,
            "warehouses": [{"id": one.id, "name": one.name} for one in warehouses],
            "programmes": programmes,
            "target": max(targets),
        }

    # ------------------------------------------------------------------------
    # Figures
    # ------------------------------------------------------------------------

    def _get_headline(self, scope, sums, strata):
        """Return the figure of the page with its verdict."""
        total = next((row for row in sums if row["level"] == ALL), None)
        estimate = self._estimate_rows(scope, total, sums, strata)
        verdict = self.env["inv.count.accuracy.estimate"]._get_verdict(
            estimate, scope["target"]
        )
        return {**estimate, **verdict}

    def _estimate_rows(self, scope, row, sums, strata, warehouse_id=None):
        """Return the estimate of a sum, weighted by class for a random sample."""
        Estimate = self.env["inv.count.accuracy.estimate"]
        counted, right = (row["counted"], row["right"]) if row else (0, 0)
        if scope["kind"] != "sample":
            return Estimate._estimate(counted, right)
        found = {
            (one["warehouse_id"], one["item_class"]): (one["counted"], one["right"])
            for one in sums
            if one["level"] == STRATUM
        }
        keys = {
            key
            for key in {*strata, *found}
            if warehouse_id is None or key[0] == warehouse_id
        }
        table = [(strata.get(key, 0), *found.get(key, (0, 0))) for key in sorted(keys)]
        return Estimate._estimate(counted, right, table)

    def _get_cuts(self, scope, sums, strata, head):
        """Return rows of sites, classes, zones and counters on one axis."""
        Estimate = self.env["inv.count.accuracy.estimate"]
        sites = self._get_sites(scope, sums, strata, head)
        classes = [
            {
                **self._get_label(row["item_class"], row["item_class"] or "–"),
                **Estimate._estimate(row["counted"], row["right"]),
                "records": sum(
                    size for key, size in strata.items() if key[1] == row["item_class"]
                ),
            }
            for row in sums
            if row["level"] == CLASS
        ]
        zones = self._get_named(sums, ZONE, "zone_id", "stock.location")
        counters = self._get_named(sums, COUNTER, "counter_id", "res.users")
        axis = Estimate._get_axis([head, *sites], scope["target"])
        for row in (head, *sites):
            Estimate._add_places(row, axis["first"])
        cuts = {
            "classes": sorted(classes, key=lambda row: row["name"]),
            "zones": zones,
            "counters": counters,
        }
        return {
            "axis": axis,
            "sites": sites,
            "cuts": {key: self._with_axis(rows, scope) for key, rows in cuts.items()},
        }

    def _with_axis(self, rows, scope):
        """Return rows with an axis that all their intervals lie on."""
        Estimate = self.env["inv.count.accuracy.estimate"]
        axis = Estimate._get_axis(rows, scope["target"])
        return {
            "axis": axis,
            "rows": [Estimate._add_places(row, axis["first"]) for row in rows],
        }

    @staticmethod
    def _get_label(key, name):
        return {"key": key, "name": name}

    def _get_sites(self, scope, sums, strata, head):
        """Return all sites together, then each one."""
        names = {one["id"]: one["name"] for one in scope["warehouses"]}
        rows = [
            {**self._get_label("all", self.env._("All sites")), **head, "is_all": True}
        ]
        for row in sums:
            if row["level"] != SITE:
                continue
            site = row["warehouse_id"]
            estimate = self._estimate_rows(scope, row, sums, strata, site)
            rows.append(
                {
                    **self._get_label(site, names.get(site, "")),
                    **estimate,
                    "is_all": False,
                }
            )
        return rows

    def _get_named(self, sums, level, column, model):
        """Return rows of zones or counters, those with most counts first."""
        Estimate = self.env["inv.count.accuracy.estimate"]
        rows = [row for row in sums if row["level"] == level and row[column]]
        rows = sorted(rows, key=lambda row: (-row["counted"], row[column]))[:MOST_ROWS]
        # Names only: a counter may work in a company that is not chosen.
        records = self.env[model].sudo().browse([row[column] for row in rows])
        names = {record.id: record.name for record in records}
        return [
            {
                **self._get_label(row[column], names[row[column]]),
                **Estimate._estimate(row["counted"], row["right"]),
            }
            for row in rows
        ]

    def _get_trend(self, scope, reader):
        """Return the months of the last year; hidden where there are too few counts."""
        Estimate = self.env["inv.count.accuracy.estimate"]
        rows = reader._get_months(scope, self.env.company._get_inventory_timezone())
        total = sum(counted for _month, counted, _right in rows)
        months = [
            {"month": month.isoformat(), **Estimate._estimate(counted, right)}
            for month, counted, right in rows
        ]
        axis = Estimate._get_axis(months, scope["target"])
        for row in months:
            Estimate._add_places(row, axis["first"])
        return {
            "months": months,
            "axis": axis,
            "counted": total,
            "is_shown": total >= LEAST_FOR_TREND and len(months) > 1,
            "least": LEAST_FOR_TREND,
        }

    def _get_values(self, scope, reader):
        """Return the biased hit rate and the values of the variances."""
        row = reader._get_values(scope)
        book, counted = row["book"], row["counted"]
        rounding = self.env.company.currency_id.round
        return {
            "counted": counted,
            "right": row["right"],
            "hit_percent": round(100 * row["right"] / counted, 1) if counted else False,
            "net": rounding(row["net"]),
            "net_percent": round(100 * row["net"] / book, 2) if book else False,
            "absolute": rounding(row["absolute"]),
            "absolute_percent": round(100 * row["absolute"] / book, 2)
            if book
            else False,
            "book": rounding(book),
        }

    def _get_pareto(self, scope, reader):
        """Return causes, most frequent first, what is not known last."""
        rows = reader._get_causes(scope)
        lines = {}
        for cause, is_unknown, count in rows:
            key = False if is_unknown else cause
            lines[key] = lines.get(key, 0) + count
        total, running = sum(lines.values()), 0
        ordered = sorted(lines.items(), key=lambda row: (not row[0], -row[1], row[0]))
        most = max(lines.values(), default=1)
        names = self.env["inv.count.cause"].browse([key for key, _n in ordered if key])
        labels = {cause.id: cause.name for cause in names}
        pareto = []
        for key, count in ordered:
            running += count
            pareto.append(
                {
                    "id": key,
                    "name": labels.get(key, self.env._("Not known")),
                    "count": count,
                    "percent": round(100 * count / most),
                    "running_percent": round(100 * running / total),
                    "is_unknown": not key,
                }
            )
        return {
            "rows": pareto,
            "total": total,
            "advice": self._get_advice(pareto, total),
        }

    def _get_advice(self, pareto, total):
        first = next((row for row in pareto if not row["is_unknown"]), None)
        if not first:
            return ""
        return self.env._(
            "%(cause)s. Ending it takes away up to %(count)s of %(total)s.",
            cause=first["name"],
            count=first["count"],
            total=total,
        )

    def _get_tile(self, programme):
        """Return the accuracy of one warehouse for the programme page."""
        reader = self.env["inv.count.accuracy.reader"]
        scope = {
            "kind": "sample",
            "warehouse_ids": programme.warehouse_id.ids,
            "since": self.env.cr.now() - timedelta(days=DAYS),
            "target": programme.target_accuracy,
        }
        sums = reader._get_sums(scope)
        strata = reader._get_strata(scope["warehouse_ids"])
        head = self._get_headline(scope, sums, strata)
        return {**head, "target_percent": round(100 * programme.target_accuracy, 1)}
