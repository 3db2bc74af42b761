"""Texts of contributors: a few marks are shown, nothing runs, nothing is lost."""

import pytest

from cartoexp.domain.contributions.contenu import MAX_MESSAGE
from cartoexp.domain.phrases.typographie import typeset
from cartoexp.web import texte_enrichi
from cartoexp.web.html import render

REL = 'rel="nofollow ugc noopener"'


def blocs(texte: str) -> str:
    return render(texte_enrichi.blocs(texte))


def test_a_text_without_marks_is_written_as_any_text_of_the_catalogue() -> None:
    told = "Dès 2016 : 3 000 habitants & l'eau ; « rien » d'autre."
    assert blocs(told) == f"<p>{typeset(told).replace('&', '&amp;')}</p>"
    assert texte_enrichi.ligne(told) == texte_enrichi.brut(told) == typeset(told)


def test_paragraphs_lists_bold_italics_and_links() -> None:
    told = blocs("**Trois** *essais* :\n\n- un\n- deux\n\n2. [page](https://a.fr/l'eau?x=1&y=2)")
    assert "<p><strong>Trois</strong> <em>essais</em>\u00a0:</p>" in told
    assert "<li>un</li>\n<li>deux</li>" in told
    assert f'<ol start="2">\n<li><a href="https://a.fr/l%27eau?x=1&amp;y=2" {REL}>page</a>' in told


def test_an_address_is_a_link_and_a_name_is_not() -> None:
    told = str(texte_enrichi.ligne("Voir https://ville.fr/a_b_c, ou beta.gouv.fr."))
    assert (
        f'<a href="https://ville.fr/a_b_c" {REL}>https://ville.fr/a_b_c</a>, ou beta.gouv' in told
    )


def test_words_alone() -> None:
    told = texte_enrichi.brut("**Trois** essais :\n\n- [un](https://a.fr)\n- <b>deux</b>\nfin")
    assert told == "Trois essais\u00a0: un <b>deux</b> fin"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "*<img src=x onerror=alert(1)>*",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:x)",
        '[x](https://a.fr "onmouseover=alert(1)")',
        "[x](https://a.fr\"onmouseover='alert(1))",
        '<https://a.fr/"><svg/onload=alert(1)>>',
        "![x](https://ailleurs.example/pixel.png)",
        "<a href='https://a.fr' style='position:fixed'>x</a> *y*",
        "&lt;script&gt;alert(1)&lt;/script&gt; *x*",
        "```\n</code><script>alert(1)</script>\n```",
        "- <iframe srcdoc='<script>alert(1)</script>'>\n- <style>*{display:none}</style>",
    ],
)
def test_nothing_runs_and_nothing_is_fetched(attack: str) -> None:
    for told in (blocs(attack), render(texte_enrichi.ligne(attack))):
        tags = [part.split(">")[0].split(" ") for part in told.split("<")[1:]]
        assert {t[0].strip("/") for t in tags} <= {"div", "p", "br", "a", "em", "ul", "li"}
        names = {a.split("=")[0] for t in tags for a in t[1:] if "=" in a}
        assert names <= {"class", "href", "rel"}
        assert "javascript:" not in " ".join(a for t in tags for a in t)


@pytest.mark.parametrize("piece", ["- ", "> ", "1) ", "[", "*a_", "[a](", "<", "http://", "\\"])
def test_a_hostile_text_is_shown_whole_and_soon(piece: str) -> None:
    told = texte_enrichi.brut(piece * (MAX_MESSAGE // len(piece)) + "fin")
    assert told.endswith("fin")
