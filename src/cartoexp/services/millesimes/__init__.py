"""Changes of vintage: applied to the database, kept by every load, decided by a person."""
