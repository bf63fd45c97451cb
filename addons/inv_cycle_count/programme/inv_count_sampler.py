import hashlib
import secrets

import numpy as np

from odoo import models
from odoo.tools import SQL

from odoo.addons.inv_optimisation.kernel.counting.sampling import (
    draw_sample,
    sample_allocation,
)

from .selections import MEASURED_LINE_STATES

SEED_BITS = 32
# Before anything is known: the target of a class that is managed well.
ACCURACY_PRIOR_RIGHT, ACCURACY_PRIOR_COUNTED = 19.0, 20.0


class InvCountSampler(models.AbstractModel):
    """Draw records at random, each with the same chance within its class."""

    _name = "inv.count.sampler"
    _description = "Random Sampler"

    def _draw(self, programme, day, size):
        """Return the draw of a day and its (location, product) pairs.

        A day is drawn once; an empty list means that it was drawn before.
        """
        Draw = self.env["inv.count.draw"]
        known = Draw.search(
            [("programme_id", "=", programme.id), ("date", "=", day)], limit=1
        )
        records = self._get_population(programme)
        if known or not records or size <= 0:
            return known, []
        seed = secrets.randbits(SEED_BITS)
        count, pairs = self._draw_pairs(programme, records, size, seed)
        draw = Draw.create(
            {
                "programme_id": programme.id,
                "date": day,
                "seed": str(seed),
                "population_count": len(records),
                "population_hash": self._get_hash(records),
                "strata": count,
            }
        )
        return draw, pairs

    def _draw_pairs(self, programme, records, size, seed):
        """Return {class: [N, n]} and the drawn pairs for a seed."""
        classes = np.array([row[2] for row in records], dtype=np.str_)
        names, stratum = np.unique(classes, return_inverse=True)
        sizes = np.bincount(stratum)
        accuracy = None
        if programme.is_sample_neyman:
            accuracy = self._get_expected_accuracy(programme, names.tolist())
        wanted = sample_allocation(sizes, size, expected_accuracy=accuracy)
        chosen = draw_sample(stratum, wanted, np.random.default_rng(seed))
        strata = {
            name: [total, drawn]
            for name, total, drawn in zip(
                names.tolist(), sizes.tolist(), wanted.tolist(), strict=True
            )
        }
        return strata, [records[number][:2] for number in chosen.tolist()]

    def _get_population(self, programme):
        """Return (location, product, class) of what may be drawn, in a fixed order."""
        self.env["inv.count.plan"].flush_model()
        return self.env.execute_query(
            SQL(
                """SELECT location_id, product_id, COALESCE(item_class, '')
                     FROM inv_count_plan
                    WHERE programme_id = %s AND product_id IS NOT NULL
                      AND COALESCE(left_out, '') <> 'excluded'
                 ORDER BY location_id, product_id""",
                programme.id,
            )
        )

    @staticmethod
    def _get_hash(records):
        text = "\n".join(",".join(map(str, row)) for row in records)
        return hashlib.sha256(text.encode()).hexdigest()

    def _get_expected_accuracy(self, programme, names):
        """Return the share of right records of each class, cautious for few counts."""
        self.env["inv.count.line"].flush_model()
        rows = dict.fromkeys(names, (0, 0))
        found = self.env.execute_query(
            SQL(
                """SELECT item_class, COUNT(*), COUNT(*) FILTER (WHERE is_hit)
                     FROM inv_count_line
                    WHERE warehouse_id = %s AND is_counted AND state IN %s
                 GROUP BY 1""",
                programme.warehouse_id.id,
                MEASURED_LINE_STATES,
            )
        )
        rows.update({name: (total, right) for name, total, right in found})
        return [
            (rows[name][1] + ACCURACY_PRIOR_RIGHT)
            / (rows[name][0] + ACCURACY_PRIOR_COUNTED)
            for name in names
        ]
