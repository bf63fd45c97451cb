"""Which products are raw material, as SQL: one rule for every screen."""

from odoo.tools import SQL


def get_raw_sql(env, base, company_ids, since):
    """Return whether ``p`` is raw material: a component that no customer got.

    ``base`` is the rule without production; sales count from ``since`` on.
    """
    for name in ("mrp.bom", "mrp.bom.line", "stock.move"):
        env[name].flush_model()
    return SQL(
        """
        (%(base)s OR (
            p.id IN (SELECT line.product_id FROM mrp_bom_line line
                       JOIN mrp_bom bom ON bom.id = line.bom_id AND bom.active)
            AND p.id NOT IN (
                SELECT m.product_id FROM stock_move m
                  JOIN stock_location target ON target.id = m.location_dest_id
                   AND target.usage = 'customer'
                 WHERE m.state = 'done' AND m.company_id = ANY(%(companies)s)
                   AND m.date >= %(since)s)))
        """,
        base=base,
        companies=list(company_ids),
        since=since,
    )
