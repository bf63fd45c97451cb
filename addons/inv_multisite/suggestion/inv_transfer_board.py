from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

MANAGER = "inv_optimisation.group_inv_manager"
PLANNER = "inv_optimisation.group_inv_planner"
PARTS = ("lost_margin", "holding", "freight", "handling")
PARAMETERS = {
    "horizon_days": "inv_transfer_horizon_days",
    "least_gain": "inv_transfer_least_gain",
    "keep_days": "inv_transfer_keep_days",
}
PAGE_SIZE = 80
#: Items that are looked at for the nearest one.
NEAREST_POINTS = 100


class InvTransferBoard(models.AbstractModel):
    """The page on which planners decide on transfers, as JSON.

    All figures are summed here; the client shows them. Collaborator:
    ``inv.transfer.board.line`` (rows and their detail).
    """

    _name = "inv.transfer.board"
    _description = "Transfer Board"

    @api.model
    def get_board(self, filters=None, offset=0):
        """Return everything that the page shows for ``filters``.

        Filters: ``lane_id``, ``source_id``, ``target_id``, ``state`` (open, on_way,
        arrived), ``search``.
        """
        filters = filters or {}
        company = self.env.company
        lanes = self.env["inv.lane"].search(
            self.env["inv.lane"]._get_lanes_domain(company)
        )
        domain = self._get_domain(filters, company)
        return {
            "currency_id": company.currency_id.id,
            "can_decide": self.env.user.has_group(PLANNER),
            "can_configure": self.env.user.has_group(MANAGER),
            "run": self._get_run(company),
            "parameters": {name: company[field] for name, field in PARAMETERS.items()},
            **self._get_network(lanes, company),
            "comparison": self._get_comparison(domain),
            "lines": self.env["inv.transfer.board.line"]._get_lines(
                domain, offset, PAGE_SIZE
            ),
            **self._get_totals(domain),
            "offset": offset,
            "page_size": PAGE_SIZE,
            "nearest": self._get_nearest(company) if lanes else None,
        }

    def _get_domain(self, filters, company):
        states = {
            "open": ("new", "blocked"),
            "on_way": ("accepted",),
            "arrived": ("done",),
        }
        domain = Domain("company_id", "=", company.id) & Domain(
            "state", "in", states.get(filters.get("state"), states["open"])
        )
        for name, field in (
            ("lane_id", "lane_id"),
            ("source_id", "source_warehouse_id"),
            ("target_id", "target_warehouse_id"),
        ):
            if filters.get(name):
                domain &= Domain(field, "=", filters[name])
        if filters.get("search"):
            domain &= Domain("product_id", "ilike", filters["search"])
        return domain

    def _get_totals(self, domain):
        """Return the counts and the gain of all lines, not of a page."""
        groups = self.env["inv.transfer.suggestion"]._read_group(
            domain, ["state"], ["__count", "net_gain:sum"]
        )
        counts = {state: (count, gain) for state, count, gain in groups}
        return {
            "count": sum(count for count, _gain in counts.values()),
            "new_count": counts.get("new", (0, 0.0))[0],
            "net_gain": sum(gain for _count, gain in counts.values()),
        }

    def _get_run(self, company):
        """Return the newest run as the page needs it, None before the first."""
        run = self.env["inv.transfer.run"].search(
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
            "end": fields.Datetime.to_string(run.end_datetime) or "",
            "gap": run.gap_rate,
        }

    # ------------------------------------------------------------------------
    # Matrix and lanes
    # ------------------------------------------------------------------------

    def _get_network(self, lanes, company):
        """Return sites, the cells of the matrix and the lanes."""
        groups = self.env["inv.transfer.suggestion"]._read_group(
            [("company_id", "=", company.id), ("state", "=", "new")],
            ["lane_id"],
            ["__count", "net_gain:sum", "load:sum"],
        )
        figures = {lane.id: row for lane, *row in groups}
        rows = [self._prepare_lane(lane, figures.get(lane.id)) for lane in lanes]
        largest = max((row["gain"] for row in rows), default=0.0)
        for row in rows:
            # The area of a bubble is the gain.
            share = max(row["gain"], 0.0) / largest if largest > 0 else 0.0
            row["bubble"] = share**0.5
        rows.sort(key=lambda row: (not row["is_open"], -row["gain"], row["name"]))
        return {"sites": self._get_sites(lanes), "lanes": rows}

    def _prepare_lane(self, lane, figures):
        count, gain, load = figures or (0, 0.0, 0.0)
        today = lane.company_id._get_inventory_today()
        labels = dict(lane._fields["load_measure"]._description_selection(self.env))
        units = {
            "units": labels["units"],
            "weight": self.env._("kg"),
            "volume": self.env._("m³"),
        }
        vehicles = -int(-load // lane.full_load) if lane.full_load else 0
        room = max(vehicles, 1) * lane.full_load
        return {
            "id": lane.id,
            "name": lane.display_name,
            "source_id": lane.source_warehouse_id.id,
            "target_id": lane.target_warehouse_id.id,
            "moves": count,
            "gain": gain,
            "load": load,
            "room": room,
            "fill": load / room if room else None,
            "vehicles": vehicles,
            "load_unit": units[lane.load_measure],
            "days": lane.lead_time_days,
            "is_open": lane._is_open_on(today),
            "closed_until": fields.Date.to_string(lane.date_closed_until) or "",
            "has_route": bool(lane.route_id.active),
            "maximum_moves": lane.maximum_moves,
        }

    def _get_sites(self, lanes):
        """Return the sites of the lanes with the value of their excess."""
        sites = lanes._get_sites()
        groups = self.env["inv.stocking.point"]._read_group(
            [("warehouse_id", "in", sites.ids)], ["warehouse_id"], ["excess_value:sum"]
        )
        excess = {site.id: value for site, value in groups}
        return [
            {"id": site.id, "name": site.name, "excess": excess.get(site.id, 0.0)}
            for site in sites
        ]

    # ------------------------------------------------------------------------
    # Nothing, buy, transfer
    # ------------------------------------------------------------------------

    def _get_comparison(self, domain):
        """Return the cost of three ways for all moves to decide on, None without."""
        suggestions = self.env["inv.transfer.suggestion"].search_fetch(
            domain & Domain("state", "in", ("new", "accepted", "done")),
            ["alternatives"],
        )
        listed = [item.alternatives for item in suggestions if item.alternatives]
        if not listed:
            return None
        totals = {}
        for option in ("nothing", "buy", "transfer"):
            # What cannot be bought stays short.
            costs = [row[option] or row["nothing"] for row in listed]
            parts = {part: sum(cost[part] for cost in costs) for part in PARTS}
            total = sum(cost["total"] for cost in costs)
            totals[option] = {**parts, "total": total}
        self._add_bars(totals)
        unbuyable = sum(row["buy"] is None for row in listed)
        saved = totals["nothing"]["total"] - totals["transfer"]["total"]
        against = totals["buy"]["total"] - totals["transfer"]["total"]
        return {
            **totals,
            "unbuyable": unbuyable,
            "text": self._get_comparison_text(saved, against),
        }

    def _add_bars(self, totals):
        """Add the widths of the bars: shares of the longest; what is saved has none."""
        positive = {
            option: {part: max(costs[part], 0.0) for part in PARTS}
            for option, costs in totals.items()
        }
        widest = max(sum(parts.values()) for parts in positive.values()) or 1.0
        for option, parts in positive.items():
            totals[option]["bars"] = [
                {"code": part, "amount": amount, "width": amount / widest}
                for part, amount in parts.items()
                if amount
            ]

    def _get_comparison_text(self, saved, against):
        wording, currency = (
            self.env["inv.transfer.wording"],
            self.env.company.currency_id,
        )

        def money(amount):
            return wording._money(currency, amount)

        if against >= 0:
            return self.env._(
                "Transfer saves %(saved)s against doing nothing and %(against)s "
                "against buying. No new stock is bought.",
                saved=money(saved),
                against=money(against),
            )
        return self.env._(
            "Transfer saves %(saved)s against doing nothing; buying would save "
            "%(more)s more, with new stock.",
            saved=money(saved),
            more=money(-against),
        )

    def _get_nearest(self, company):
        """Return the item that is nearest to having something to give, or None.

        None also when something could be given but nobody is short of it.
        """
        points = self.env["inv.stocking.point"].search_fetch(
            [
                ("company_id", "=", company.id),
                ("forecast_per_day", ">", 0),
                ("on_hand_qty", ">", 0),
            ],
            ["forecast_per_day", "safety_stock_qty", "cover_days"],
            order="cover_days desc",
            limit=NEAREST_POINTS,
        )
        keep = company.inv_transfer_keep_days
        missing = [
            keep + point.safety_stock_qty / point.forecast_per_day - point.cover_days
            for point in points
        ]
        if not missing or min(missing) <= 0:
            return None
        point = points[missing.index(min(missing))]
        return {
            "product": point.product_id.display_name,
            "site": point.warehouse_id.name,
            "missing_days": min(missing),
        }

    # ------------------------------------------------------------------------
    # Actions of the page
    # ------------------------------------------------------------------------

    @api.model
    def accept_all(self, filters, least_gain=0.0):
        """Accept every open move of the filters that gains at least so much."""
        domain = self._get_domain(filters or {}, self.env.company)
        domain &= Domain("state", "=", "new") & Domain("net_gain", ">=", least_gain)
        suggestions = self.env["inv.transfer.suggestion"].search(domain)
        if not suggestions:
            raise UserError(self.env._("No open move gains that much."))
        return suggestions.action_accept()

    @api.model
    def set_lane_open(self, lane_id, is_open):
        """Open or close a lane and look for transfers again."""
        lane = self.env["inv.lane"].browse(lane_id)
        lane.write({"is_open": is_open})
        return self.env["inv.transfer.run"].action_run_now()

    @api.model
    def set_parameters(self, values):
        """Change what transfers may risk and look for them again."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("Managers of planning change what transfers may risk.")
            )
        unknown = set(values) - set(PARAMETERS)
        if unknown:
            raise UserError(
                self.env._("There is no setting %(name)s.", name=min(unknown))
            )
        # Superuser: a manager of planning may set these, not the rest of the company.
        self.env.company.sudo().write(
            {PARAMETERS[name]: value for name, value in values.items()}
        )
        return self.env["inv.transfer.run"].action_run_now()
