"""The style sheet of embeds: every colour is a token, light and dark; pure."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from cartoexp.domain.genres import Apparence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cartoexp.web.embeds.contenu import Encres

    Palette = Mapping[str, str]

FAMILLES = ("travail", "quotidien", "ecologie", "democratie", "action")
USED = (
    *("surface", "surface-2", "encre", "encre-2", "trait", "trait-fort", "accent", "focus"),
    *(f"seq-{k}" for k in range(6)),
    *(
        "accent-doux",
        "terre",
        "nd-fond",
        "nd-trait",
        "carte-trait",
        "carte-dep",
        "carte-sel",
        "sur-fam",
        "sur-accent",
    ),
    *(f"fam-{name}" for name in FAMILLES),
)
"""Tokens that embeds use: the others are not sent."""

PATTERNED = {2: 5, 4: 1}
"""Classes that carry a pattern, and the step of the scale that draws it: their neighbours do not,
so that two classes that touch in the scale differ by more than colour, even printed in grey."""

MARKS = """
g>path{stroke:var(--carte-trait);stroke-width:.8px;stroke-linejoin:round}
.k0 path,.k0{fill:var(--seq-0);stroke:var(--carte-dep);stroke-width:.6px}
.k1{fill:var(--seq-1)}.k2{fill:url(#p2)}.k3{fill:var(--seq-3)}.k4{fill:url(#p4)}.k5{fill:var(--seq-5)}
.nd{fill:url(#nd)}.masque{fill:url(#ms)}
.f2{fill:var(--seq-2)}.f4{fill:var(--seq-4)}.fn{fill:var(--nd-fond)}
.m5{fill:var(--seq-5)}.t1{fill:none;stroke:var(--seq-1)}.tn{fill:none;stroke:var(--nd-trait)}
.traits{fill:none;stroke:var(--carte-dep);stroke-width:.8px;pointer-events:none}
.vu{stroke:var(--carte-sel)!important;stroke-width:2.4px!important}
.terre{fill:var(--terre);stroke:var(--carte-dep);stroke-width:.5px}
.ensemble{fill:var(--accent-doux)}.ici,.aire{fill:var(--accent)}.aire{fill-opacity:.45}
.contour{fill:none;stroke:var(--carte-sel);stroke-width:1.4px}
.point{fill:var(--accent);stroke:var(--surface);stroke-width:1.2px}
.rond{fill:var(--surface);fill-opacity:.74;stroke:var(--encre);stroke-width:1.4px}
.rang{fill:var(--surface);stroke:var(--encre);stroke-width:1.5px}
.sur{fill:var(--encre);text-anchor:middle;dominant-baseline:central;font-weight:700}
""" + "".join(
    f".f-{n}{{fill:var(--fam-{n});stroke:var(--surface);stroke-width:1.2px}}" for n in FAMILLES
)
"""What the shapes of a map look like, in a page and in a file that stands alone."""

PAGE = """
*{box-sizing:border-box}
body{margin:0;padding:12px 14px 10px;color:var(--encre);background:var(--surface);
font:14px/1.4 -apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;
font-variant-numeric:tabular-nums}
h1{font-size:18px;line-height:1.25;margin:0;letter-spacing:-.01em;text-wrap:balance}
p,ul,ol,dl,dd{margin:0;padding:0;list-style:none}
a{color:var(--accent)}:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.filtres{color:var(--encre-2);font-size:13px;margin-top:2px}.phrase{margin-top:4px}
svg{display:block;overflow:visible}svg path,svg circle{vector-effect:non-scaling-stroke}
.corps{display:grid;gap:10px 18px;margin:10px 0;align-items:center}
.corps>svg{width:100%;max-height:min(78vw,460px)}
.legende{font-size:12.5px}.legende b{display:block;margin-bottom:4px}
.legende li{display:grid;grid-template-columns:28px minmax(0,1fr) auto;gap:8px;align-items:center;
line-height:1.6}.legende li svg{width:28px;height:14px}
.legende li svg rect{stroke:var(--trait-fort);stroke-width:1px;vector-effect:non-scaling-stroke}
.legende small{color:var(--encre-2);font-size:12px}
.cartouches{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:8px 6px;font-size:11px;
line-height:1.2;color:var(--encre-2);text-align:center}
.cartouches svg{height:46px;width:100%;margin-bottom:2px}
.barres li{display:grid;grid-template-columns:26px minmax(0,1fr) auto;gap:1px 8px;
align-items:baseline;padding:5px 0;border-bottom:1px solid var(--trait)}
.barres .rg{color:var(--encre-2);text-align:right}.barres a{color:var(--encre)}
.barres i{grid-column:2/-1;height:6px;border-radius:3px;
background:linear-gradient(var(--accent) 0 0) 0/var(--p) 100% no-repeat var(--surface-2)}
.barres small{grid-column:2/-1;color:var(--encre-2);font-size:12.5px}
.nombre{margin:10px 0 6px;line-height:1.2}.nombre b{display:block;font-size:clamp(56px,17vw,104px);
line-height:1;letter-spacing:-.02em;color:var(--accent)}.nombre span{font-size:17px}
.faits{margin:8px 0}.faits>div{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:2px 16px;
padding:6px 0;border-bottom:1px solid var(--trait)}.faits dd{display:contents}
.faits small{grid-column:1/-1;text-align:right;color:var(--encre-2);font-size:12px}
.frise{margin:10px 0}.frise li{display:grid;grid-template-columns:92px minmax(0,1fr);gap:0 22px;
position:relative;padding:0 0 10px}.frise b{text-align:right;font-weight:600}
.frise a{color:var(--encre);overflow-wrap:anywhere}
.frise small{grid-column:2;color:var(--encre-2);font-size:12.5px}
.frise li::before,.jalons li::before{content:"";position:absolute;left:98px;top:4px;width:7px;
height:7px;border:2px solid var(--accent);border-radius:50%;background:var(--surface);z-index:1}
.passe.passe::before{background:var(--accent)}.doute.doute::before{border-radius:0;
transform:rotate(45deg)}.jalons{display:flex;flex-wrap:wrap;gap:0 16px;margin-top:6px;
color:var(--encre-2);font-size:12.5px}.jalons li{position:relative;padding-left:17px}
.jalons li::before{left:0;top:3px}
.frise li:not(:last-child)::after{content:"";position:absolute;left:103px;top:6px;bottom:-6px;
width:2px;background:var(--trait-fort)}
.lu{min-height:20px;font-size:13px;color:var(--encre-2)}
.lu.dit{font-weight:600;color:var(--encre)}
details{font-size:13px;margin:6px 0}
summary{cursor:pointer;color:var(--accent);text-decoration:underline;text-underline-offset:.18em;
min-height:24px;width:fit-content}
.defile{overflow-x:auto}table{border-collapse:collapse;width:100%;margin-top:6px}
caption{text-align:left;color:var(--encre-2);padding-bottom:4px}
th{text-align:left;font-weight:400}thead th{font-weight:600}
th,td{padding:3px 8px 3px 0;border-bottom:1px solid var(--trait);vertical-align:top}
.num{text-align:right;padding-right:0}
.pied{border-top:1px solid var(--trait);padding-top:6px;font-size:12px;color:var(--encre-2);
display:flex;flex-wrap:wrap;gap:2px 14px;justify-content:space-between}
.corps.seule>svg{overflow:hidden;border:1px solid var(--trait);border-radius:4px}
@media (min-width:520px){.a-carte{grid-template-columns:minmax(0,560px) 214px}
.a-deux{display:grid;grid-template-columns:1fr 1fr;gap:0 22px;align-items:start}
.cote{display:grid;gap:14px}}
@media (max-width:519px){.cote{display:grid;gap:10px}.cartouches{grid-template-columns:repeat(6,
minmax(0,1fr))}.cartouches svg{height:34px}.legende ul{display:grid;
grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:0 12px}h1{font-size:16.5px}}
@media (max-width:439px){.cartouches{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media print{body{padding:0}.k0,.k1,.k2,.k3,.k4,.k5,.legende svg{print-color-adjust:exact}}
@media (forced-colors:active){svg{forced-color-adjust:none;background:var(--surface)}}
"""
NIGHT = ".px{filter:url(#nuit)}"
"""In the dark, a picture painted in the light colours takes the dark ones."""
_VARIABLE = re.compile(r"var\(--([a-z0-9-]+)\)")


def variables(palette: Palette, more: Sequence[str] = ()) -> str:
    """Return the tokens as declarations."""
    return "".join(f"--{name}:{palette[name]};" for name in (*USED, *more))


def page(
    apparence: Apparence, clair: Palette, sombre: Palette, encres: Encres | None = None
) -> str:
    """Return the sheet of a page, with looks of its own; it always prints light."""
    names = encres.couleurs if encres else ()
    light = f":root{{color-scheme:light;{variables(clair, names)}}}"
    dark = f":root{{color-scheme:dark;{variables(sombre, names)}}}"
    tokens = {
        Apparence.CLAIR: light,
        Apparence.SOMBRE: f"{light}@media screen{{{dark}}}",
        Apparence.AUTO: f"{light}@media screen and (prefers-color-scheme:dark){{{dark}{NIGHT}}}",
    }[apparence]
    return _packed(tokens + MARKS + (encres.regles if encres else "") + PAGE)


def alone(text: str, palette: Palette) -> str:
    """Return a sheet with its variables replaced, for files that stand alone."""
    return _packed(_VARIABLE.sub(lambda found: palette[found[1]], text))


CLASSES = (*(f"seq-{k}" for k in range(6)), "nd-fond")
"""Colours that pictures are painted in."""


def night(clair: Palette, sombre: Palette, names: Sequence[str] = CLASSES) -> str:
    """Return the filter that turns the light colours of the classes into the dark ones.

    Their amounts of red are far enough apart to name them: a table of 16 steps gives the others.
    """
    known = {int(clair[name][1:3], 16): sombre[name] for name in names}
    steps = [known[min(known, key=partial(_apart, 17 * at))] for at in range(16)]
    tables = "".join(
        f'<feFunc{canal} type="discrete" tableValues="{_table(steps, place)}"/>'
        for canal, place in (("R", 1), ("G", 3), ("B", 5))
    )
    red = "1 0 0 0 0 " * 3 + "0 0 0 1 0"
    return (
        '<defs><filter id="nuit" color-interpolation-filters="sRGB" x="0" y="0" width="1" '
        f'height="1"><feColorMatrix values="{red}"/>'
        f"<feComponentTransfer>{tables}</feComponentTransfer></filter></defs>"
    )


def _apart(one: int, other: int) -> int:
    return abs(one - other)


def _table(colours: Sequence[str], place: int) -> str:
    return " ".join(f"{int(c[place : place + 2], 16) / 255:.3f}" for c in colours)


def _packed(text: str) -> str:
    return text.replace(",\n", ",").replace(";\n", ";").replace("\n", "")
