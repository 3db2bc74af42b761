"""The reference framework: its text holds together, its scores mean what they say."""

import re
import tomllib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cartoexp.domain.referentiel import SANS_OBJET, dresser, referentiel
from cartoexp.domain.referentiel.bareme import REPONSES
from cartoexp.domain.referentiel.lecture import ReferentielInvalideError, lire, texte
from cartoexp.domain.vocabulaires import Dimension

R = referentiel()
NAMES = [q.id for q in R.questions]
ANSWERS = st.dictionaries(st.sampled_from(NAMES), st.sampled_from(sorted(REPONSES)))


def test_what_is_shipped() -> None:
    assert [e.id for e in R.etapes] == (
        ["anticiper", "innover", "essayer", "partager", "evaluer", "adapter"]
    )
    assert {d.id for d in R.dimensions} == {d.value for d in Dimension}
    assert set(Counter(q.etape for q in R.questions).values()) == {4}
    assert set(Counter(q.dimension for q in R.questions).values()) == {8}


def test_texts_can_be_signed() -> None:
    """Sentences end, French spaces are there, no straight apostrophe, no English."""
    told = [t for q in R.questions for t in (q.question, q.preuve, *q.niveaux, *q.agir)]
    told += [r.dit for r in R.ressources.values()]
    told += [p.sens for p in (*R.etapes, *R.dimensions, *R.niveaux)]
    faults = [t for t in told if t[-1] not in ".?" or "'" in t or re.search(r"\w [:;?!»]|« ", t)]
    assert faults == []


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('etape = "innover"', 'etape = "inover"', "«\u00a0inover\u00a0» inconnu"),
        ('ressources = ["cnil"]', 'ressources = ["cnill"]', "«\u00a0cnill\u00a0» inconnue"),
        ('id = "droit"', 'id = "besoin"', "question besoin\u00a0: 2 fois"),
        ('version = "1.0"', 'version = "1.1"', "la version 1.1"),
        ('  "À rien.",\n', "", "question comparaison\u00a0: 5 textes"),
        ('chemin = "/essaimage"', "", "ressource essaimage\u00a0: il faut une adresse"),
    ],
)
def test_a_file_that_does_not_hold_together(before: str, after: str, told: str) -> None:
    text = texte()
    assert before in text
    with pytest.raises(ReferentielInvalideError, match=re.escape(told)):
        lire(text.replace(before, after, 1))


def test_the_file_is_plain_toml() -> None:
    assert tomllib.loads(texte())["version"] == R.version


def test_bars_and_next_steps() -> None:
    answers = {"besoin": "4", "risques": "0", "droit": SANS_OBJET, "hypothese": "2", "effets": "1"}
    found = dresser(R, answers, "avant")
    anticiper = found.etapes[0]
    assert (anticiper.moyenne, anticiper.repondues, anticiper.total) == (2.0, 2, 3)
    assert anticiper.part == 0.5
    assert found.etapes[3].moyenne is None
    assert [a.question.id for a in found.maintenant] == ["risques", "hypothese"]
    assert found.maintenant[0].faire == R.par_id["risques"].agir[0]
    assert [a.question.id for a in found.ensuite] == ["effets"]
    assert found.tenues == 1
    assert (found.repondues, found.total) == (4, 23)
    later = dresser(R, answers, "bilan")
    assert [a.question.id for a in later.maintenant] == ["risques", "effets", "hypothese"]
    assert len(later.sans_reponse) == 24 - 5


@given(ANSWERS, st.sampled_from([m.id for m in R.moments]))
def test_every_question_is_told_once(answers: dict[str, str], moment: str) -> None:
    found = dresser(R, answers, moment)
    for bars in (found.etapes, found.dimensions):
        assert sum(b.total + b.sans_objet for b in bars) == len(R.questions)
        assert sum(b.repondues for b in bars) == found.repondues
        assert all(0 <= b.part <= 1 for b in bars)
    told = [a.question.id for a in (*found.maintenant, *found.ensuite)]
    told += [q.id for q in found.sans_reponse]
    assert len(told) == len(set(told))
    assert found.repondues == found.tenues + len(found.maintenant) + len(found.ensuite)
    assert all(a.niveau < 4 for a in found.maintenant)
    levels = [a.niveau for a in found.maintenant]
    assert levels == sorted(levels)


@given(ANSWERS, st.sampled_from(NAMES))
def test_a_better_answer_lowers_no_bar(answers: dict[str, str], name: str) -> None:
    answers = {**answers, name: "1"}
    low, high = (dresser(R, {**answers, name: level}, "bilan") for level in ("1", "2"))
    for a, b in zip((*low.etapes, *low.dimensions), (*high.etapes, *high.dimensions), strict=True):
        assert (a.moyenne or 0) <= (b.moyenne or 0)


def test_answers_to_questions_that_are_no_more_are_left() -> None:
    assert dresser(R, {"ancienne": "4"}, "bilan").repondues == 0
