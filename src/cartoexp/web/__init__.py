"""Web surfaces: pages, API, tiles."""
