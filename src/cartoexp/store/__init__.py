"""The store: the only place with SQL and with file formats."""
