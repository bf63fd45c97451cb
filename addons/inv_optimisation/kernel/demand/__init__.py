"""Demand history: buckets, outliers and classes."""
