"""Small made-up territories: unit squares in degrees, near Paris unless told otherwise."""

import shapely
from shapely import Geometry

from cartoexp.reference.cog import Cog, Commune, Groupe
from cartoexp.reference.outlines import Release

LON, LAT, SIDE = 2.0, 48.0, 0.1


def square(column: float, row: float, width: float = 1.0, height: float = 1.0) -> Geometry:
    """A rectangle on a grid of 0.1 degree."""
    west, south = LON + SIDE * column, LAT + SIDE * row
    return shapely.box(west, south, west + SIDE * width, south + SIDE * height)


def commune(code: str, population: int | None = 100, zone: str = "metro") -> Commune:
    """A commune of EPCI 200000001."""
    return Commune(
        code=code,
        nom=f"Commune {code}",
        zone=zone,
        population=population,
        code_departement=code[:2],
        code_region="11",
        code_epci="200000001",
        code_ept=None,
        siren=f"21{code}12",
        codes_postaux=(f"{code[:2]}000",),
    )


def cog(
    communes: list[Commune],
    rattachees: dict[str, tuple[str, str, str]] | None = None,
    anciens: dict[str, str] | None = None,
) -> Cog:
    """A code that holds these communes, one EPCI, and their départements."""
    codes = tuple(sorted(c.code for c in communes))
    departements = {
        code: Groupe(code, f"Département {code}", "", "metro", None, "11", ())
        for code in {c.code_departement for c in communes}
    }
    return Cog(
        communes={c.code: c for c in sorted(communes, key=lambda c: c.code)},
        epci={"200000001": Groupe("200000001", "CC", "CC", "metro", None, "11", codes)},
        ept={},
        departements=departements,
        regions={},
        chefs_lieux_arrondissement=frozenset(),
        rattachees=rattachees or {},
        anciens=anciens or {},
    )


def release(
    communes: dict[str, Geometry] | None = None, parts: dict[str, Geometry] | None = None
) -> Release:
    """A release with outlines of communes and of communes déléguées."""
    return Release({"COM": communes or {}, "COMD": parts or {}}, {})
