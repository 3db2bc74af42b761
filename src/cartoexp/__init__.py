"""Cartoexp : carte des expérimentations territoriales."""
