"""How derogations are told wherever they are: words, marks, cards."""

PATH = "/derogations"
NORMES = f"{PATH}/normes"
ENREGISTRER = "/contribuer/derogation"
"""Where one says that a derogation is asked for."""
