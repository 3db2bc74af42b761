"""Shapes of static maps, as SVG path data in whole numbers; what was drawn once is kept."""
