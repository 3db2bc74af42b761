"""The gates: what the comparables and the essaimage are worth, measured on real programmes."""
