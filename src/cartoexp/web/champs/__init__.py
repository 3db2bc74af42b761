"""From the columns of the catalogue to the fields of a form, and back.

>>> for champ in champs("implantations"):
...     rendre(champ, nommer("implantations", 0, champ.nom), cells.get(champ.nom, ""), errors)
>>> rows = lire(request.form, "implantations")
"""

from cartoexp.web.champs.champ import Champ, Saisie, champ, champs
from cartoexp.web.champs.dire import dire, table_de
from cartoexp.web.champs.lecture import lire
from cartoexp.web.champs.ligne import preciser, rendre_ligne
from cartoexp.web.champs.rendu import aide, cacher, dites, nommer, rendre

__all__ = [
    "Champ",
    "Saisie",
    "aide",
    "cacher",
    "champ",
    "champs",
    "dire",
    "dites",
    "lire",
    "nommer",
    "preciser",
    "rendre",
    "rendre_ligne",
    "table_de",
]
