import numpy as np

from odoo import models

from odoo.addons.inv_optimisation.kernel.network.site_outlook import site_outlook

#: Receipts and issues are read for this many days beyond the horizon.
EXTRA_DAYS = 30
MONEY_DAYS = 365.0


class InvTransferFacts(models.AbstractModel):
    """What is known of products at the sites of a network, as arrays.

    Rates and safety stocks are those of the last plan, stock is what lies there now.
    Amounts are in the currency of the company that sends. Arrays have the shape
    (products, sites).
    """

    _name = "inv.transfer.facts"
    _description = "Transfer Facts"

    def _get_facts(self, products, warehouses, company, help_days=None):
        """Return the facts of ``products`` at ``warehouses``.

        ``help_days`` {warehouse: days until a transfer could arrive there}; 0 without.

        Keys: ``products``, ``warehouses`` (lists of records), ``point_id`` (0 = no
        stocking point), the stock and plan columns, those of ``SiteOutlook``,
        ``unit``, ``unit_value`` of shape (products,), ``shortage_cost``,
        ``holding_cost``.
        """
        today = company._get_inventory_today()
        facts = {
            "products": list(products),
            "warehouses": list(warehouses),
            "company": company,
            "today": today,
        }
        columns = self.env["inv.provider.network"]._get_points(
            products.ids, warehouses.ids
        )
        points = self.env["inv.stocking.point"].browse(columns["id"].tolist())
        columns.update(self._get_stock(points, company, today))
        columns["review_days"] = self._get_review_days(warehouses)[columns["site"]]
        columns["help_days"] = self._get_help_days(warehouses, help_days or {})[
            columns["site"]
        ]
        self._add_outlook(columns, company)
        self._add_matrices(facts, columns)
        self._add_waiting(facts)
        self._add_costs(facts, products)
        facts["unit"] = self._get_units(facts["products"], company)
        return facts

    def _get_stock(self, points, company, today):
        days = int(np.ceil(company.inv_transfer_horizon_days)) + EXTRA_DAYS
        stock = self.env["inv.provider.stock"]._get_stock(points, company, today, days)
        free = self.env["inv.provider.network"]._get_free(points)
        names = ("on_hand", "incoming", "receipts", "issues")
        return {
            **{name: stock[name] for name in names},
            # What cannot be picked is as good as reserved.
            "reserved": np.maximum(stock["on_hand"] - free, 0.0),
        }

    def _get_review_days(self, warehouses):
        return np.array([site.company_id.inv_review_days for site in warehouses])

    def _get_help_days(self, warehouses, help_days):
        return np.array([float(help_days.get(site, 0.0)) for site in warehouses])

    def _add_outlook(self, columns, company):
        known = columns["lead_time_days"] > 0
        outlook = site_outlook(
            columns["on_hand"],
            columns["reserved"],
            np.maximum(columns["receipts"], 0.0),
            np.maximum(columns["issues"], 0.0),
            rate_per_day=np.nan_to_num(columns["forecast_per_day"]),
            daily_sd=columns["demand_sd_per_day"],
            supply_days=np.where(
                known, columns["lead_time_days"] + columns["review_days"], np.nan
            ),
            supply_sd_days=np.nan_to_num(columns["lead_time_sd_days"]),
            safety_stock=np.nan_to_num(columns["safety_stock_qty"]),
            order_up_to=np.nan_to_num(columns["order_up_to_qty"]),
            later_receipts=np.maximum(
                columns["incoming"] - columns["receipts"].sum(axis=1), 0.0
            ),
            help_days=columns["help_days"],
            keep_days=company.inv_transfer_keep_days,
            horizon_days=company.inv_transfer_horizon_days,
        )
        columns.update(vars(outlook))

    def _add_matrices(self, facts, columns):
        """Spread the columns of the points over products and sites; 0 without one."""
        shape = (len(facts["products"]), len(facts["warehouses"]))
        place = (columns["product"], columns["site"])
        dropped = ("product", "site", "receipts", "issues")
        for name, values in columns.items():
            if name in dropped:
                continue
            matrix = np.zeros(shape, dtype=values.dtype)
            matrix[place] = np.nan_to_num(values)
            facts["point_id" if name == "id" else name] = matrix
        facts["rate"] = facts["forecast_per_day"]
        # Nothing is known of an outlook without a stocking point: no demand, one day.
        facts["period_days"] = np.maximum(facts["period_days"], 1.0)

    def _add_waiting(self, facts):
        """Count what other companies suggest to send to these sites."""
        row = {product.id: i for i, product in enumerate(facts["products"])}
        column = {site.id: j for j, site in enumerate(facts["warehouses"])}
        provider = self.env["inv.provider.network"]
        for product, site, quantity in provider._get_open_suggestions(
            row, column, facts["company"]
        ):
            facts["position"][row[product], column[site]] += quantity

    # ------------------------------------------------------------------------
    # Costs and units
    # ------------------------------------------------------------------------

    def _add_costs(self, facts, products):
        """Add what a unit is worth, costs when it is short and when it lies."""
        company = facts["company"]
        shape = (len(facts["products"]), len(facts["warehouses"]))
        facts["shortage_cost"] = np.zeros(shape)
        facts["holding_cost"] = np.zeros(shape)
        owners = [site.company_id for site in facts["warehouses"]]
        for owner in dict.fromkeys(owners):
            sites = [j for j, other in enumerate(owners) if other == owner]
            rate = owner.currency_id._get_conversion_rate(
                owner.currency_id, company.currency_id, company, facts["today"]
            )
            cost, margin = (rate * v for v in self._get_values(products, owner))
            floor = cost * company.inv_transfer_shortage_rate
            facts["shortage_cost"][:, sites] = np.maximum(margin, floor)[:, None]
            holding = cost * owner.inv_holding_rate / MONEY_DAYS
            facts["holding_cost"][:, sites] = holding[:, None]
            if owner == company:
                facts["unit_value"] = cost

    def _get_values(self, products, company):
        """Return cost and sales margin of a unit in the currency of ``company``."""
        own = products.with_company(company)
        cost = np.array([max(product.standard_price, 0.0) for product in own])
        price = np.array([self._get_sales_price(product, company) for product in own])
        return cost, np.where(price > 0, price - cost, 0.0)

    def _get_sales_price(self, product, company):
        """Return the sales price of a unit, 0 for what is not sold."""
        if not product.sale_ok:
            return 0.0
        return product.currency_id._convert(
            product.lst_price, company.currency_id, company, round=False
        )

    def _get_units(self, products, company):
        """Return the step of transfers: a unit, or a packaging of the product."""
        pieces = self.env.ref("uom.product_uom_unit")
        known, units = {}, []
        for product in products:
            uom = product.uom_id
            if uom not in known:
                is_pieces = uom._has_common_reference(pieces)
                known[uom] = max(1.0, uom.rounding) if is_pieces else uom.rounding
            units.append(max(known[uom], self._get_pack(product, company)))
        return np.array(units)

    def _get_pack(self, product, company):
        """Return the smallest packaging of a product, 0 when units may be moved."""
        if not company.inv_transfer_whole_packs:
            return 0.0
        packs = [unit.factor / product.uom_id.factor for unit in product.uom_ids]
        return min((pack for pack in packs if pack > 1), default=0.0)
