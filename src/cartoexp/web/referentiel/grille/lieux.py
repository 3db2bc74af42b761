"""Third part: where it is tried, and the rules on comparison territories; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cartoexp.domain.phrases.typographie import NBSP
from cartoexp.domain.referentiel import Faute
from cartoexp.domain.referentiel.grille import LIEUX
from cartoexp.domain.territoires import NiveauCarte
from cartoexp.services.temoins import Portee
from cartoexp.services.temoins.reglages import DISTANCES_KM, MOST_ESSAIS, MOST_PAR, PAR
from cartoexp.web.champs import aide, dites
from cartoexp.web.components import aria
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.referentiel.grille import temoins
from cartoexp.web.referentiel.grille.vu import formulaire, page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.services.temoins.saisie import Ligne
    from cartoexp.web.html import Node
    from cartoexp.web.referentiel.grille.temoins import Trouves
    from cartoexp.web.referentiel.grille.vu import Vu
    from cartoexp.web.shell import Page

NIVEAU, TEXTE, PAR_CHAMP, PORTEE, DISTANCE = "niveau", "texte", "par", "portee", "distance"
MEME_EPCI, PROCHES, THEME, REPRISE = "meme_epci", "proches", "theme", "reprise"
CHOIX = "choix-"
"""What begins the name of the choice among the territories that a line may mean."""
VOISIN = "Un voisin peut profiter de l’essai, ou en pâtir\u00a0: il ferait un mauvais témoin."
DEJA = "Les territoires qui la mènent, ou l’ont menée, ne sont pas pris pour témoins."
CHAPO = (
    "Dites où l’on essaie. Le site propose des territoires témoins qui n’essaient pas, choisis par "
    "ressemblance, et montre ce que cette ressemblance vaut."
)


def layout(
    vu: Vu,
    porte: Sequence[Element],
    lignes: Sequence[Ligne] = (),
    titres: Sequence[tuple[str, str]] = (),
    trouves: Trouves | None = None,
) -> Page:
    """Return the page.

    Args:
        vu: the grid.
        porte: what each form carries.
        lignes: what each line that was written means, when some are to be chosen.
        titres: identifier and title of the experiments of the catalogue.
        trouves: the controls that are kept, when there are territories.
    """
    fields = [
        _select(
            NIVEAU,
            "Niveau des territoires qui essaient",
            [(n.value, n.niveau.label_pluriel) for n in NiveauCarte][::-1],
            str(vu.dit.get(NIVEAU, NiveauCarte.COMMUNE.value)),
        ),
        _texte(vu, lignes),
        *[_choix(vu, ligne, i) for i, ligne in enumerate(lignes) if ligne.territoire is None],
        _regles(vu, titres),
    ]
    form = formulaire(vu, LIEUX, porte, fields, "Proposer des territoires témoins")
    found = temoins.layout(vu, porte, trouves) if trouves else []
    return page(vu, "Les territoires", CHAPO, LIEUX, [form, *found])


def _texte(vu: Vu, lignes: Sequence[Ligne]) -> Element:
    wrong = [f.message for f in vu.fautes if f.champ == TEXTE]
    told = f"{TEXTE}-aide{f' {TEXTE}-dit' if wrong else ''}"
    more = {"invalid": "true"} if wrong or any(x.territoire is None for x in lignes) else {}
    field = html.Textarea(
        f"\n{vu.dit.get(TEXTE, '')}",
        id=TEXTE,
        name=TEXTE,
        rows="4",
        className="champ",
        **aria(describedby=told, **more),
    )
    help_ = (
        f"Un par ligne, par son nom ou son code officiel. De 1 à {MOST_ESSAIS}, tous du même "
        "niveau."
    )
    label = html.Label("Territoires qui essaient", htmlFor=TEXTE, className="etiquette")
    return html.Div([label, aide(help_, TEXTE), field, dites(wrong, TEXTE)], className="saisie")


def _choix(vu: Vu, ligne: Ligne, rang: int) -> Element:
    """Return the territories that a line may mean, none chosen beforehand."""
    name = f"{CHOIX}{rang}"
    boxes = [
        html.Label(
            [
                Element(
                    "input",
                    type="radio",
                    id=f"{name}-{t.code}",
                    name=name,
                    value=t.code,
                    checked=vu.dit.get(name) == t.code,
                ),
                f" {vu.nommer(t)}",
            ],
            className="coche",
            htmlFor=f"{name}-{t.code}",
        )
        for t in ligne.candidats
    ]
    return html.Fieldset(
        [
            html.Legend(f"Ligne «{NBSP}{ligne.texte}{NBSP}»", className="etiquette"),
            *boxes,
            dites([ligne.dit], name),
        ],
        id=name,
        className="saisie",
        **aria(describedby=f"{name}-dit"),
    )


def _regles(vu: Vu, titres: Sequence[tuple[str, str]]) -> Element:
    said: Mapping[str, object] = vu.dit
    return html.Fieldset(
        [
            html.Legend("Règles sur les témoins", className="etiquette"),
            _select(
                PAR_CHAMP,
                "Témoins pour chaque territoire",
                [(str(n), str(n)) for n in range(1, MOST_PAR + 1)],
                str(said.get(PAR_CHAMP, PAR)),
                wrong=[f.message for f in vu.fautes if f.champ == PAR_CHAMP],
            ),
            _select(
                PORTEE,
                "Où les chercher",
                [(p.value, p.label) for p in Portee],
                said.get(PORTEE, ""),
            ),
            _select(
                DISTANCE,
                "À quelle distance de l’essai, au moins",
                [(str(d), f"{d}{NBSP}km" if d else "Peu importe") for d in DISTANCES_KM],
                str(said.get(DISTANCE, 0)),
                aide_=VOISIN,
            ),
            _select(
                REPRISE,
                "Expérimentation du catalogue que vous reprenez",
                [("", "Aucune, ou je ne sais pas"), *titres],
                str(said.get(REPRISE, "")),
                wrong=[f.message for f in vu.fautes if f.champ == REPRISE],
                aide_=DEJA,
            ),
            html.Div(
                [
                    _case(
                        THEME, "Écarter aussi ceux qui en mènent une autre sur le même thème", said
                    ),
                    _case(MEME_EPCI, "Admettre des communes de la même intercommunalité", said),
                    _case(
                        PROCHES,
                        "N’admettre que des territoires proches, au sens du moteur",
                        said,
                        oui=True,
                    ),
                ],
                className="referentiel__cases",
            ),
        ],
        className="saisie referentiel__regles",
    )


def _select(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    chosen: object,
    *,
    wrong: Sequence[str] = (),
    aide_: str = "",
) -> Element:
    rows = [html.Option(text, value=value, selected=value == chosen) for value, text in options]
    told = " ".join(f"{name}-{p}" for p, there in (("aide", aide_), ("dit", wrong)) if there)
    more = aria(describedby=told) if told else {}
    parts: list[Node] = [
        html.Label(label, htmlFor=name, className="etiquette"),
        aide(aide_, name),
        html.Select(rows, id=name, name=name, className="champ", **more),
        dites(wrong, name),
    ]
    return html.Div(parts, className="saisie")


def _case(name: str, label: str, said: Mapping[str, object], *, oui: bool = False) -> Element:
    box = Element(
        "input", type="checkbox", id=name, name=name, value="1", checked=bool(said.get(name, oui))
    )
    return html.Label([box, f" {label}"], className="coche")


def manque(lignes: Sequence[Ligne]) -> list[Faute]:
    """Return what is to be chosen or corrected in the lines."""
    return [
        Faute(f"{CHOIX}{i}", f"«{NBSP}{x.texte}{NBSP}»{NBSP}: {x.dit}")
        for i, x in enumerate(lignes)
        if x.territoire is None
    ]
