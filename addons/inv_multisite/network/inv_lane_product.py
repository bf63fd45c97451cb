import numpy as np

from odoo import models


class InvLane(models.Model):
    """Which products a lane takes, and what it costs for each.

    Matrices have a row for each product and a column for each lane, in their order.
    """

    _inherit = "inv.lane"

    def _get_allowed(self, products):
        """Return whether each lane takes each product.

        A product of one company does not go to a site of another one.

        Returns
        -------
        ndarray of shape (products, lanes) of bool
        """
        allowed = np.ones((len(products), len(self)), dtype=bool)
        row_of = {product: row for row, product in enumerate(products)}
        categories, category_of = self._get_categories(products)
        companies = np.array([product.company_id.id for product in products], dtype=int)
        is_shared = companies == 0
        for column, lane in enumerate(self):
            if wanted := set(lane.categ_ids.ids):
                fits = np.array([bool(wanted & path) for path in categories])
                allowed[:, column] &= fits[category_of]
            excluded = lane.excluded_product_ids
            rows = [row_of[product] for product in excluded if product in row_of]
            allowed[rows, column] = False
            own = is_shared | (companies == lane.company_id.id)
            allowed[:, column] &= own & (not lane.is_intercompany or is_shared)
        return allowed

    def _get_categories(self, products):
        """Return the distinct categories with those above, and the one of each."""
        categories = products.categ_id
        paths = [
            {int(part) for part in (category.parent_path or "").split("/") if part}
            for category in categories
        ]
        index = {category: row for row, category in enumerate(categories)}
        # The last set is that of products without a category.
        position = [index.get(product.categ_id, len(paths)) for product in products]
        return [*paths, set()], np.array(position, dtype=int)

    def _get_unit_costs(self, products):
        """Return what each lane costs for one unit of each product.

        Fixed costs of a shipment are not in it. In the currency of the company that
        sends, per unit of measure of the product.

        Returns
        -------
        tuple of (freight, handling), both ndarray of shape (products, lanes)
        """
        weight, volume = self._get_measures(products)
        freight = (
            self._get_row("cost_per_unit")
            + weight * self._get_row("cost_per_kg")
            + volume * self._get_row("cost_per_m3")
        )
        handling = np.broadcast_to(
            self._get_row("handling_cost_per_unit"), freight.shape
        )
        return freight, handling.copy()

    def _get_loads(self, products):
        """Return the load of one unit of each product in the measure of each lane.

        Returns
        -------
        ndarray of shape (products, lanes) [units, kg or m³]
        """
        weight, volume = self._get_measures(products)
        measures = np.array([lane.load_measure for lane in self], dtype=object)
        loads = np.ones((len(products), len(self)))
        loads = np.where(measures == "weight", weight, loads)
        return np.where(measures == "volume", volume, loads)

    def _get_row(self, name):
        return np.array([lane[name] for lane in self], dtype=float)[None, :]

    def _get_measures(self, products):
        """Return weight [kg] and volume [m³] of the products, of shape (products, 1).

        Products hold them in the units that the system is set to.
        """
        Template = self.env["product.template"]
        to_kg = (
            Template._get_weight_uom_id_from_ir_config_parameter()._compute_quantity(
                1.0, self.env.ref("uom.product_uom_kgm"), round=False
            )
        )
        volume_unit = Template._get_volume_uom_id_from_ir_config_parameter()
        to_m3 = volume_unit._compute_quantity(
            1.0, self.env.ref("uom.product_uom_cubic_meter"), round=False
        )
        weight = np.array([product.weight for product in products], dtype=float)
        volume = np.array([product.volume for product in products], dtype=float)
        return weight[:, None] * to_kg, volume[:, None] * to_m3
