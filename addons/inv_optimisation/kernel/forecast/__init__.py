"""Forecast methods, back-test and combination."""
