"""Pages: each is a module with a pure ``layout`` and a ``register``.

``carte`` is interactive and runs in Dash; the others are documents, sent whole as HTML.
"""

from cartoexp.web.pages import (
    accessibilite,
    comparer,
    derogations,
    donnees,
    echeances,
    essaimage,
    experimentations,
    exports,
    flux,
    mentions,
    methode,
    recherche,
    robots,
    territoires,
)

DOCUMENTS = (
    *(territoires, comparer, experimentations, derogations, echeances, essaimage),
    *(exports, flux, recherche),
    *(donnees, methode, mentions, accessibilite, robots),
)
