"""Distributions, lead times, reorder points and lot sizes."""
