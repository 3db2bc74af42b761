"""Indicators added on the user's machine: INSEE's base du comparateur, or any file of communes."""
