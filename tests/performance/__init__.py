"""Measurements, run by ``./setup/benchmark``; never part of the tests.

Each module has ``NAME``, ``measure(env, options)`` and prints nothing: it returns the
figures. ``data`` makes the company that they are measured on.
"""
