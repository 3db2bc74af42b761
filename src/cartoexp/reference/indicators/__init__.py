"""Indicators of the territories: one module a theme, one rule of aggregation each."""
