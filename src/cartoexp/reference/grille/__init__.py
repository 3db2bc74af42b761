"""The picture of France as one array of commune ids: ``data/communes/grille/``."""
