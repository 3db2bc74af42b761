"""Vintages: reading two of them, telling what changed."""
