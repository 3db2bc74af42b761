"""What the files hold: the catalogue, territories and indicators as tables for ``sorties``."""
