"""Seconds, queries over all cursors and peak memory of a block."""

import resource
import time

from odoo import sql_db


class Meter:
    """``with Meter(env) as meter`` … then ``meter.result()``."""

    def __init__(self, env):
        self.env = env

    def __enter__(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.queries = sql_db.sql_counter
        self.start = time.perf_counter()
        return self

    def __exit__(self, *error):
        self.env.flush_all()
        self.seconds = time.perf_counter() - self.start
        self.queries = sql_db.sql_counter - self.queries
        return False

    def result(self):
        """Return the figures of the block."""
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        return {
            "seconds": round(self.seconds, 3),
            "queries": self.queries,
            "peak_mb": round(peak),
        }
