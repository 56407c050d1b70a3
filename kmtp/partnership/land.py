"""The land as the map draws it: an outline and a middle for each district, kept until postcodes are loaded."""

from collections import defaultdict
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F, Value
from django.db.models.functions import StrIndex, Substr

from kmtp.partnership import hexagons
from kmtp.partnership.hexagons import Cell, Loop
from kmtp.partnership.models import District, Hexagon, Postcode

HOUR = 60 * 60


@dataclass(frozen=True, slots=True)
class Ground:
    """One district: its outlines and its middle (where most people live) on the lattice of the hexagons."""

    code: str
    name: str
    county: str
    loops: tuple[Loop, ...]
    middle: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Land:
    """All districts, and the district that most of each outward code ("ME4") lies in."""

    grounds: dict[str, Ground]
    outwards: dict[str, str]


def land() -> Land:
    """Return the land: no query when it is known already, three when it has to be drawn."""
    found = cache.get(_key())
    if not isinstance(found, Land):
        found = Land(_grounds(), _outwards())
        cache.set(_key(), found, HOUR)
    return found


def forget() -> None:
    """Draw the land anew the next time: its postcodes have changed."""
    cache.delete(_key())


def _key() -> str:
    """A demonstration and a test beside it share a cache and have different land."""
    return f"land of {connection.settings_dict['NAME']}".replace(" ", "-")


def _grounds() -> dict[str, Ground]:
    cells: dict[str, dict[Cell, int]] = defaultdict(dict)
    held = Hexagon.objects.filter(district__isnull=False)
    for column, row, code, number in held.values_list("column", "row", "district_id", "postcodes"):
        cells[code][column, row] = number
    districts = District.objects.filter(pk__in=cells)
    return {one.code: _ground(one, cells[one.code]) for one in districts}


def _ground(district: District, cells: dict[Cell, int]) -> Ground:
    loops = tuple(hexagons.border(cells))
    return Ground(district.code, district.name, district.county, loops, _middle(cells))


def _middle(cells: dict[Cell, int]) -> tuple[float, float]:
    """The middle of the land, not of its towns: a coast town would pull a circle into the sea."""
    middles = [hexagons.middle_of(cell) for cell in cells]
    return sum(x for x, _ in middles) / len(middles), sum(y for _, y in middles) / len(middles)


def _outwards() -> dict[str, str]:
    """The district of most postcodes of each outward code."""
    outward = Substr("code", 1, StrIndex("code", Value(" ")) - 1)
    rows = (
        Postcode.objects.filter(district__isnull=False)
        .annotate(outward=outward)
        .values_list("outward", "district_id")
        .annotate(number=Count("pk"))
        .order_by(F("number").asc())
    )
    return {outward: district for outward, district, _ in rows}
