"""Use cases: what a page, an endpoint or a command may call."""
