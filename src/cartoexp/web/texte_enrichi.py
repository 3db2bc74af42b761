"""Texts that a contributor may have written: limited Markdown, shown without trusting it.

They are kept as they were typed. Paragraphs, lists, bold, italics and links are shown; all else
stays text. What is written is cleaned again by nh3, whatever the parser let through.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

import nh3
from markdown_it import MarkdownIt

from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web.html import Markup
from cartoexp.web.html import tags as html

if TYPE_CHECKING:
    from cartoexp.web.html import Node

LIENS = "nofollow ugc noopener"
_BALISES = {"p", "br", "strong", "em", "ul", "ol", "li", "a"}
_ATTRIBUTS: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
_ADRESSES = {"http", "https", "mailto"}
_MARQUE = re.compile(r"[*_\[\\\n]|://|<|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]")
"""What a text needs to hold for Markdown to make anything of it: the catalogue's rarely do."""
_BALISE = re.compile(r"<[^>]*>")
_COUPURE = re.compile(r"<(?:br|/p|/li)>")
_BLANCS = re.compile(r"[ \n]+")
_PROFOND = 8
"""Blocks within blocks beyond which a text is shown as it is: the parser would drop the rest."""
_UNUSED = ["blockquote", "code", "fence", "heading", "hr", "html_block", "lheading", "reference"]
_UNUSED += ["backticks", "entity", "html_inline", "image"]
_OPTIONS = {"html": False, "breaks": True, "linkify": True}
_PARSER = MarkdownIt("commonmark", _OPTIONS).enable("linkify").disable(_UNUSED)
# Only whole addresses are made links: « ville.fr » in a sentence is a name.
_PARSER.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})  # type: ignore[union-attr]


def blocs(texte: str, classe: str = "") -> Node:
    """Return a text as paragraphs and lists; ``classe`` is that of its paragraph or of them all."""
    if not _MARQUE.search(texte):
        return html.P(typeset(texte), className=classe or None)
    return html.Div(Markup(_blocs(texte)), className=f"{classe} texte-enrichi".strip())


def ligne(texte: str) -> Node:
    """Return a text to be put in a sentence, a cell or an item: marks and links, no block."""
    return Markup(_ligne(texte)) if _MARQUE.search(texte) else typeset(texte)


def brut(texte: str) -> str:
    """Return the words of a text on one line, without its marks: where only text can be shown."""
    if not _MARQUE.search(texte):
        return typeset(texte)
    return _brut(texte)


@lru_cache(maxsize=1_024)
def _blocs(texte: str) -> str:
    tokens = _PARSER.parse(texte)
    if any(token.level > _PROFOND for token in tokens):
        return f"<p>{_ligne(texte)}</p>"
    return _propre(_PARSER.renderer.render(tokens, _PARSER.options, {}))


@lru_cache(maxsize=1_024)
def _ligne(texte: str) -> str:
    return _propre(_PARSER.renderInline(texte))


@lru_cache(maxsize=1_024)
def _brut(texte: str) -> str:
    words = _BALISE.sub("", _COUPURE.sub(" ", _blocs(texte)))
    return unescape(_BLANCS.sub(" ", words).strip())


def _propre(ecrit: str) -> str:
    """Return HTML that holds nothing but what is admitted, typeset as the catalogue is."""
    cleaned = nh3.clean(
        ecrit,
        tags=_BALISES,
        attributes=_ATTRIBUTS,
        url_schemes=_ADRESSES,
        link_rel=LIENS,
    )
    # An apostrophe of an address is no apostrophe of French.
    return typeset(_BALISE.sub(lambda tag: tag[0].replace("'", "%27"), cleaned)).strip()
