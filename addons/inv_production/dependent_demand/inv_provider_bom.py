import numpy as np

from odoo import models
from odoo.tools import SQL

#: Kits in kits in kits.
MAX_KIT_DEPTH = 12


class InvProviderBom(models.AbstractModel):
    """Bills of material of a company as lines of products, one query.

    Each product has the bill that core would choose for it. Components of kits take
    the place of the kit, lines that do not apply to a variant are left out.
    """

    _name = "inv.provider.bom"
    _description = "Bill of Material Provider"
    _inherit = "inv.provider"

    def _get_lines(self, company):
        """Return the lines of all bills.

        Returns
        -------
        dict of arrays: ``parent`` and ``component`` (product ids), ``usage`` [unit of
        the component for one unit of the parent, losses included] and ``bom`` (id).
        """
        names = ["parent", "component", "usage", "is_kit", "bom"]
        lines = dict(
            zip(names, self._read_columns(self._get_sql(company), names), strict=True)
        )
        for name in ("parent", "component", "bom"):
            lines[name] = lines[name].astype(np.int64)
        return self._expand_kits(lines)

    def _get_all_below(self, lines, products):
        """Return the ids of everything that ``products`` are made of."""
        reached, below = set(), np.array(products, dtype=np.int64)
        while len(below):
            is_next = np.isin(lines["parent"], below)
            below = np.setdiff1d(lines["component"][is_next], list(reached))
            reached |= set(below.tolist())
        return reached

    def _get_components(self, lines):
        """Return {product id: [(component id, usage for one)]}."""
        components = {}
        columns = (lines[name].tolist() for name in ("parent", "component", "usage"))
        for parent, component, usage in zip(*columns, strict=True):
            components.setdefault(parent, []).append((component, usage))
        return components

    def _expand_kits(self, lines):
        """Put the components of kits in the place of the kits."""
        is_kit = lines.pop("is_kit") > 0
        kits = np.unique(lines["parent"][is_kit])
        parts = {name: values[is_kit] for name, values in lines.items()}
        order = np.argsort(parts["parent"], kind="stable")
        parts = {name: values[order] for name, values in parts.items()}
        result = {name: values[~is_kit] for name, values in lines.items()}
        for _depth in range(MAX_KIT_DEPTH):
            is_nested = np.isin(result["component"], kits)
            if not is_nested.any():
                break
            inner = {name: values[is_nested] for name, values in result.items()}
            first = np.searchsorted(parts["parent"], inner["component"], "left")
            count = np.searchsorted(parts["parent"], inner["component"], "right")
            count -= first
            outer = np.repeat(np.arange(len(count)), count)
            start = np.cumsum(count) - count
            within = np.arange(len(outer)) - start[outer] + first[outer]
            expanded = {
                "parent": inner["parent"][outer],
                "component": parts["component"][within],
                "usage": inner["usage"][outer] * parts["usage"][within],
                "bom": inner["bom"][outer],
            }
            result = {
                name: np.concatenate([values[~is_nested], expanded[name]])
                for name, values in result.items()
            }
        return result

    def _get_sql(self, company):
        for name in ("mrp.bom", "mrp.bom.line", "product.product", "product.template"):
            self.env[name].flush_model()
        return SQL(
            """
            WITH chosen AS (
                SELECT DISTINCT ON (product.id) product.id AS product_id, bom.id,
                       bom.type,
                       bom.product_qty * bom_uom.factor / own_uom.factor
                           * GREATEST(COALESCE(bom.inv_yield_rate, 1), 0.0001)
                           AS quantity
                  FROM mrp_bom bom
                  JOIN product_template template ON template.id = bom.product_tmpl_id
                  JOIN product_product product
                    ON product.product_tmpl_id = bom.product_tmpl_id AND product.active
                   AND (bom.product_id IS NULL OR bom.product_id = product.id)
                  JOIN uom_uom bom_uom ON bom_uom.id = bom.product_uom_id
                  JOIN uom_uom own_uom ON own_uom.id = template.uom_id
                 WHERE bom.active AND bom.product_qty > 0
                   AND bom.type IN ('normal', 'phantom')
                   AND COALESCE(bom.company_id, %(company)s) = %(company)s
              ORDER BY product.id, bom.sequence, bom.product_id NULLS LAST, bom.id)
            SELECT chosen.product_id AS parent, line.product_id AS component,
                   line.product_qty * uom.factor / own_uom.factor / chosen.quantity
                       / GREATEST(1 - COALESCE(line.inv_scrap_rate, 0), 0.0001)
                       AS usage,
                   (chosen.type = 'phantom')::int AS is_kit, chosen.id AS bom
              FROM chosen
              JOIN mrp_bom_line line ON line.bom_id = chosen.id AND line.product_qty > 0
              JOIN uom_uom uom ON uom.id = line.product_uom_id
              JOIN product_product component ON component.id = line.product_id
              JOIN product_template template
                ON template.id = component.product_tmpl_id
              JOIN uom_uom own_uom ON own_uom.id = template.uom_id
             WHERE NOT EXISTS (
                   SELECT FROM mrp_bom_line_product_template_attribute_value_rel rel
                     JOIN product_template_attribute_value wanted
                       ON wanted.id = rel.product_template_attribute_value_id
                LEFT JOIN product_variant_combination own
                       ON own.product_template_attribute_value_id = wanted.id
                      AND own.product_product_id = chosen.product_id
                    WHERE rel.mrp_bom_line_id = line.id
                 GROUP BY wanted.attribute_line_id
                   HAVING COUNT(own.product_product_id) = 0)
          ORDER BY 1, line.id
            """,
            company=company.id,
        )
