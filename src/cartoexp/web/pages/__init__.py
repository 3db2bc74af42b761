"""Pages: each is a module with a pure ``layout`` and a ``register``.

``carte`` is interactive and runs in Dash; the others are documents, sent whole as HTML.
"""

from cartoexp.web.pages import donnees, experimentations, mentions, methode, recherche, territoires

DOCUMENTS = (territoires, experimentations, recherche, donnees, methode, mentions)
