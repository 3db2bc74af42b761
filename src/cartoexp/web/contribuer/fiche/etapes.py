"""Steps of a proposal: which there are, in which order, what each is about."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cartoexp.domain.contributions import Genre

if TYPE_CHECKING:
    from collections.abc import Mapping


class Etape(StrEnum):
    """A step; its value is the end of its address."""

    EXPERIMENTATION = "experimentation"
    TERRITOIRES = "territoires"
    SOURCES = "sources"
    EVALUATIONS = "evaluations"
    DEROGATIONS = "derogations"
    RELIRE = "relire"

    @property
    def titre(self) -> str:
        """What it is called."""
        return _TITRES[self][0]

    @property
    def table(self) -> str:
        """The table of the catalogue whose rows it asks for, empty for the last one."""
        return _TITRES[self][1]

    @property
    def groupe(self) -> str:
        """What one of its rows is called."""
        return _TITRES[self][2]

    @property
    def ajouter(self) -> str:
        """What its button says that adds a row."""
        return _TITRES[self][3]


_TITRES = {
    Etape.EXPERIMENTATION: ("L’expérimentation", "experiments", "Expérimentation", ""),
    Etape.TERRITOIRES: ("Le territoire", "implantations", "Territoire", "Ajouter un territoire"),
    Etape.SOURCES: ("Les sources", "sources", "Source", "Ajouter une source"),
    Etape.EVALUATIONS: (
        "L’évaluation",
        "evaluations",
        "Évaluation",
        "Ajouter une évaluation",
    ),
    Etape.DEROGATIONS: (
        "La dérogation",
        "derogations",
        "Dérogation",
        "Ajouter une dérogation",
    ),
    Etape.RELIRE: ("Relire et envoyer", "", "", ""),
}
PARCOURS: Mapping[Genre, tuple[Etape, ...]] = {
    Genre.NOUVELLE: tuple(Etape),
    Genre.MODIFICATION: tuple(Etape),
    Genre.EVALUATION: (Etape.EVALUATIONS, Etape.SOURCES, Etape.RELIRE),
    Genre.SOURCE: (Etape.SOURCES, Etape.RELIRE),
    Genre.DEROGATION: (Etape.DEROGATIONS, Etape.SOURCES, Etape.RELIRE),
}
"""Steps by kind of contribution; the other kinds have pages of their own."""
INTRO: Mapping[tuple[Genre, Etape], str] = {
    (Genre.NOUVELLE, Etape.EXPERIMENTATION): (
        "Trois réponses suffisent pour commencer. Chaque étape est enregistrée\u00a0: vous "
        "pouvez vous arrêter et reprendre."
    ),
    (Genre.NOUVELLE, Etape.TERRITOIRES): (
        "Où elle a lieu, et où elle en est. Elle peut avoir lieu dans plusieurs territoires."
    ),
    (Genre.NOUVELLE, Etape.SOURCES): (
        "Ce qui permet à un lecteur de vérifier\u00a0: une délibération, un article, une page. "
        "Une au moins."
    ),
    (Genre.NOUVELLE, Etape.EVALUATIONS): (
        "Facultatif. Si un bilan ou une évaluation existe, dites ce qu’il a trouvé\u00a0; sinon, "
        "continuez."
    ),
    (Genre.NOUVELLE, Etape.DEROGATIONS): (
        "Facultatif. Si elle déroge à une règle, ou demande à le faire, dites à laquelle\u00a0; "
        "sinon, continuez."
    ),
    (Genre.MODIFICATION, Etape.EXPERIMENTATION): (
        "Changez ce qui est à changer\u00a0; le reste ne bougera pas. Vider une case, c’est "
        "proposer de retirer ce qu’elle dit."
    ),
    (Genre.MODIFICATION, Etape.TERRITOIRES): (
        "Corrigez un territoire, ou ajoutez-en un. Ce que vous n’ouvrez pas ne bougera pas."
    ),
    (Genre.MODIFICATION, Etape.SOURCES): (
        "Corrigez une source, ou ajoutez celle qui permet de vérifier ce que vous changez."
    ),
    (Genre.MODIFICATION, Etape.EVALUATIONS): "Corrigez une évaluation, ou ajoutez-en une.",
    (Genre.MODIFICATION, Etape.DEROGATIONS): (
        "Dites ce qu’il est advenu d’une dérogation, ou ajoutez-en une. Ce que vous n’ouvrez pas "
        "ne bougera pas."
    ),
    (Genre.DEROGATION, Etape.DEROGATIONS): (
        "À quelle règle il est demandé de déroger, pour faire quoi, où, et ce qui a été décidé. "
        "Ce que vous ne savez pas reste vide."
    ),
    (Genre.DEROGATION, Etape.SOURCES): (
        "La délibération, le courrier publié, l’arrêté ou l’article qui le dit. Une au moins, "
        "sauf si vous avez choisi une source de la fiche."
    ),
    (Genre.EVALUATION, Etape.EVALUATIONS): (
        "Ce qu’un bilan ou une évaluation a trouvé. Un résultat défavorable est aussi utile."
    ),
    (Genre.EVALUATION, Etape.SOURCES): (
        "Le document de l’évaluation, ou la page qui en parle. Sans lui, la première source de la "
        "fiche est retenue."
    ),
    (Genre.SOURCE, Etape.SOURCES): (
        "Un document ou une page qui permet de vérifier ce que dit la fiche."
    ),
}
FACULTATIVES = frozenset(
    {
        (Genre.NOUVELLE, Etape.EVALUATIONS),
        (Genre.NOUVELLE, Etape.DEROGATIONS),
        (Genre.EVALUATION, Etape.SOURCES),
        *((Genre.MODIFICATION, etape) for etape in Etape if etape is not Etape.RELIRE),
    }
)
"""Steps that may be left as they are."""


def suivante(genre: Genre, etape: Etape) -> Etape:
    """Return the step that comes after another one; the last one stays."""
    steps = PARCOURS[genre]
    return steps[min(steps.index(etape) + 1, len(steps) - 1)]


def etape_de(genre: Genre, table: str) -> Etape:
    """Return the step that asks for the rows of a table, the last one if none does."""
    return next((e for e in PARCOURS[genre] if e.table == table), Etape.RELIRE)
