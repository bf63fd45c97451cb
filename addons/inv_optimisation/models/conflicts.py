"""Repeating a transaction that PostgreSQL refused because of another one."""

import logging
import time

import psycopg2

from odoo.service.model import MAX_TRIES_ON_CONCURRENCY_FAILURE

_logger = logging.getLogger(__name__)


def roll_back(env):
    """Give up the transaction and everything that was read in it."""
    env.cr.rollback()
    env.invalidate_all(flush=False)


def repeat_on_conflict(env, step, name):
    """Do ``step``; start over after a conflict with another transaction.

    ``step`` is a transaction: it flushes or commits what it did. A serialization
    failure is never swallowed: after the last try it goes to the caller, with the
    transaction rolled back.
    """
    for attempt in range(MAX_TRIES_ON_CONCURRENCY_FAILURE):
        try:
            step()
            return
        except psycopg2.OperationalError:  # noqa: PERF203 - each try must be caught
            roll_back(env)
            if attempt + 1 == MAX_TRIES_ON_CONCURRENCY_FAILURE:
                raise
            _logger.info("%s: conflict, again", name)
            time.sleep(2**attempt / 10)
