"""Seconds, queries over all cursors and peak memory of a block."""

import resource
import time

from odoo import sql_db

from odoo.addons.inv_optimisation.providers.inv_provider import InvProvider


class Meter:
    """``with Meter(env) as meter`` … then ``meter.result()``."""

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.copies = 0
        self.plain = InvProvider._read_columns
        InvProvider._read_columns = self._count_copy
        self.queries = sql_db.sql_counter
        self.start = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.env.flush_all()
        self.seconds = time.perf_counter() - self.start
        InvProvider._read_columns = self.plain
        # Odoo does not count what is read by COPY.
        self.queries = sql_db.sql_counter - self.queries + self.copies
        return False

    @property
    def _count_copy(self):
        meter, plain = self, self.plain

        def read(provider, query, names):
            meter.copies += 1
            return plain(provider, query, names)

        return read

    def result(self):
        """Return the figures of the block."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "seconds": round(self.seconds, 3),
            "queries": self.queries,
            "peak_mb": round(peak),
        }
