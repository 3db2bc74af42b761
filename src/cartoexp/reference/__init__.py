"""Offline build of ``data/communes/``: pinned official sources in, reference files out."""
