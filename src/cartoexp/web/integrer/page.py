"""Page « Intégrer »: options on the left, preview and what to copy on the right; pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cartoexp.domain.figees import changements
from cartoexp.domain.genres import PRESENTATION, Genre
from cartoexp.domain.phrases import dates
from cartoexp.domain.phrases.typographie import NBSP, quote
from cartoexp.domain.vues import FILTERS, Vue
from cartoexp.web.communs.integrer import GENRE, PATH, address
from cartoexp.web.components import aria, block, icon, note
from cartoexp.web.html import Element
from cartoexp.web.html import tags as html
from cartoexp.web.integrer import champs
from cartoexp.web.integrer.codes import ORIGIN
from cartoexp.web.integrer.etat import TARGETS
from cartoexp.web.shell import Page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cartoexp.domain.experiments import Experiment
    from cartoexp.services.indicateurs import Indicateur
    from cartoexp.web.html import Node
    from cartoexp.web.integrer.codes import Code, Montre
    from cartoexp.web.integrer.etat import Etat

KINDS = {
    Genre.CARTE: "Carte",
    Genre.PALMARES: "Palmarès",
    Genre.CHIFFRE: "Chiffre",
    Genre.EXPERIMENTATION: "Expérimentation",
    Genre.TERRITOIRE: "Territoire",
    Genre.COMPARABLES: "Comparables",
    Genre.ESSAIMAGE: "Essaimage",
    Genre.ECHEANCES: "Échéances",
}
TITLE = "Intégrer une vue dans votre site"
INTRO = (
    "Une carte, un chiffre ou une fiche de Cartoexp, à jour ou figée au jour dit, dans n’importe "
    "quelle page. Sans cookie ni traceur, lisible sans JavaScript et au téléphone."
)
FILES = (("png", "PNG"), ("svg", "SVG"), ("csv", "CSV"), ("json", "JSON"))
PHONE = 360
UNKNOWN = "Ce site ne connaît pas son adresse publique"


@dataclass(frozen=True, slots=True)
class Contenu:
    """Everything the page shows.

    ``montre`` is missing until the view is complete and right, ``refus`` is then why; ``filtres``
    are the filters in words, ``origine`` is the site's own address if it is known.
    """

    etat: Etat
    experiments: Sequence[Experiment]
    indicateurs: Sequence[Indicateur]
    jour: date
    montre: Montre | None = None
    codes: Sequence[Code] = ()
    filtres: str = ""
    refus: Sequence[str] = ()
    origine: str = ""
    status: int = 200


def layout(contenu: Contenu) -> Page:
    """Return the page."""
    body = html.Main(
        [
            html.H1(TITLE),
            html.P(INTRO, className="chapo"),
            html.Div(
                [
                    html.Div([_kinds(contenu.etat), _form(contenu)], className="integrer__options"),
                    html.Div(_shown(contenu), className="integrer__vue"),
                ],
                className="integrer",
            ),
        ],
        className="page",
        id="contenu",
    )
    return Page(
        "Intégrer une vue",
        INTRO,
        body,
        canonical=PATH,
        scripts=("site.js", "embed.js", "copier.js", "integrer.js"),
        status=contenu.status,
        robots="noindex" if contenu.etat.asked or contenu.etat.figee else "",
        vue=contenu.etat.vue if contenu.montre else None,
    )


def _kinds(etat: Etat) -> Element:
    links = [
        html.Li(
            html.A(
                label,
                href=_of_kind(etat, genre),
                **(aria(current="true") if genre is etat.genre else {}),
            )
        )
        for genre, label in KINDS.items()
    ]
    head = html.H2("Genre de vue", id="genre", className="etiquette")
    named = aria(labelledby="genre")
    return html.Nav([head, html.Ul(links)], className="integrer__genres", **named)


def _of_kind(etat: Etat, genre: Genre) -> str:
    """Return the address of another kind of view: what both have in common is kept."""
    vue = etat.vue
    if vue is None or (vue.genre.cible is not genre.cible and genre.cible.value != "rien"):
        return f"{PATH}?{GENRE}={genre}"
    return address(carried(vue, genre))


def carried(vue: Vue, genre: Genre) -> Vue:
    """Return what another kind shows of the same filters, target and look."""
    bare = Vue(genre, filters=vue.filters, presentation=vue.presentation)
    if genre.cible is vue.genre.cible:
        bare = replace(bare, niveau_cible=vue.niveau_cible, code=vue.code)
    pairs = {name: [value] for name, value in bare.pairs()}
    known = {name: values for name, values in pairs.items() if name in _own(genre)}
    found = Vue.parse(genre, known, niveau_cible=bare.niveau_cible, code=bare.code)
    both = {Genre.CARTE, Genre.PALMARES}
    if genre in both and vue.genre in both:
        return replace(found, niveau=vue.niveau, couleur=vue.couleur)
    return found


def _own(genre: Genre) -> set[str]:
    return {*FILTERS.get(genre, ()), *PRESENTATION}


def _form(contenu: Contenu) -> Element:
    etat = contenu.etat
    return html.Form(
        [
            Element("input", type="hidden", name=GENRE, value=etat.genre.value),
            champs.target(etat, contenu.experiments),
            champs.level(etat),
            champs.colour(etat, contenu.indicateurs),
            *champs.content(etat),
            *champs.kept(etat),
            _filters(contenu),
            *champs.look(etat),
            html.P(
                html.Button("Mettre à jour l’aperçu", className="bouton", type="submit"),
                className="integrer__appliquer",
            ),
            _freeze(contenu),
        ],
        id="integrer",
        action=PATH,
        method="get",
        **aria(label="Options de la vue"),
    )


def _filters(contenu: Contenu) -> Node:
    """Return the filters that are kept, and where to choose others."""
    montre, etat = contenu.montre, contenu.etat
    if montre is None or etat.vue is None:
        return None
    bare = replace(etat.vue, filters=type(etat.vue.filters)(), criteres=type(etat.vue.criteres)())
    told = contenu.filtres or "Aucun filtre."
    chosen = bare != etat.vue
    clear = html.A("Retirer les filtres", href=address(bare)) if chosen else None
    choose = html.A("Choisir dans la page", href=montre.lien)
    return html.Div(
        [
            html.P("Filtres et réglages", className="etiquette"),
            html.P(told, className="petit"),
            html.P([choose, " ", clear], className="petit actions"),
        ],
        className="integrer__champ",
    )


def _freeze(contenu: Contenu) -> Node:
    """Return the choice between a view that follows the data and one that never changes."""
    etat, today = contenu.etat, dates.day(contenu.jour)
    if etat.vue is None or contenu.montre is None:
        return None
    if etat.figee is not None:
        choice: list[Node] = [
            html.P(f"Vue {etat.figee.le}.", className="integrer__gel"),
            html.P(
                [
                    html.A("Suivre les données", className="bouton", href=address(etat.vue)),
                    html.A("Ce qui a changé depuis", href=changements(etat.figee.empreinte)),
                ],
                className="actions",
            ),
        ]
    else:
        choice = [
            html.P(
                "La vue suit les données. Figée, elle garde pour toujours les données, l’image et "
                f"l’adresse du {today}.",
                className="petit",
            ),
            html.Button(
                f"Figer au {today}",
                className="bouton",
                type="submit",
                formMethod="post",
                formAction="/figes",
            ),
        ]
    return Element(
        "fieldset",
        [html.Legend("Données", className="etiquette"), *choice],
        className="integrer__champ",
        **{"data-part": "gel"},
    )


def _shown(contenu: Contenu) -> list[Node]:
    montre = contenu.montre
    if montre is None:
        told = contenu.refus or [TARGETS[contenu.etat.genre.cible]]
        kind = ("alerte", "alerte") if contenu.refus else ("", "info")
        words = note([html.P(text) for text in told], *kind)
        empty = html.Div(None, **{"data-part": "codes"})
        return [html.Div(words, role="status", **{"data-part": "apercu"}), empty]
    return [_preview(contenu, montre), _copies(contenu, montre)]


def _preview(contenu: Contenu, montre: Montre) -> Element:
    wide, high = contenu.etat.largeur, contenu.etat.hauteur or montre.hauteur
    screens = (("ordinateur", "Ordinateur", wide or 0), ("telephone", "Téléphone", PHONE))
    switch = [
        html.Label(
            [
                Element(
                    "input",
                    type="radio",
                    name="ecran",
                    value=name,
                    checked=rank == 0,
                    form="hors-formulaire",
                ),
                label,
            ]
        )
        for rank, (name, label, _) in enumerate(screens)
    ]
    frames = [
        html.Iframe(
            src=montre.adresse,
            title=f"{montre.titre}, aperçu{NBSP}: {label.lower()}",
            height=str(high),
            className=f"ecran ecran--{name}",
            loading="lazy",
            style={"maxWidth": f"{width}px"} if width else {},
        )
        for name, label, width in screens
    ]
    head = html.Div(
        [
            html.H2("Aperçu", id="apercu"),
            html.Div(switch, className="segment", role="group", **aria(label="Écran de l’aperçu")),
        ],
        className="bloc__tete",
    )
    return html.Section(
        [head, *frames],
        className="bloc",
        **aria(labelledby="apercu"),
        **{"data-part": "apercu"},
    )


def _copies(contenu: Contenu, montre: Montre) -> Element:
    files = [
        html.A([icon("charge"), label], className="bouton", href=montre.fichier(kind))
        for kind, label in FILES
    ]
    alone = html.A([icon("externe"), "Ouvrir seule"], className="bouton", href=montre.adresse)
    told = None
    if not contenu.origine:
        warn = f"{UNKNOWN}{NBSP}: remplacez {quote(ORIGIN)} par la sienne."
        told = html.Div(note(warn, "alerte", "alerte"), **{"data-sans-origine": ORIGIN})
    section = block("codes", "À copier", [told, *map(_code, contenu.codes)])
    section.children = [
        *section.children,
        html.H3("Fichiers", className="code__nom"),
        html.P([*files, alone], className="actions"),
        html.P(id="copie-dite", className="sr", role="status"),
    ]
    section.attributes["data-part"] = "codes"
    return section


def _code(code: Code) -> Element:
    name = f"code-{code.id}"
    return html.Div(
        [
            html.Div(
                [
                    html.Label(code.nom, className="code__nom", htmlFor=name),
                    html.Button(
                        "Copier",
                        className="bouton",
                        type="button",
                        **{"data-copier": name, **aria(label=f"Copier{NBSP}: {code.nom}")},
                    ),
                ],
                className="code__tete",
            ),
            html.P(code.aide, id=f"{name}-aide", className="petit discret"),
            Element(
                "textarea",
                code.texte,
                id=name,
                className="champ",
                rows=_rows(code.texte),
                readOnly=True,
                spellCheck="false",
                **aria(describedby=f"{name}-aide"),
            ),
        ],
        className="code",
    )


def _rows(text: str) -> int:
    return min(6, max(2, len(text) // 90 + 1 + text.count("\n")))
