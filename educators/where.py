"""Where the practice educators are: the rows of the table and the circles of the map, counted together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from educators import headcount, map
from educators.map import Circle, Frame, Mark, Point
from kmtp.partnership import hexagons
from kmtp.partnership.land import Ground, Land
from kmtp.partnership.models import Postcode, Team

DISTRICT, TEAM = "district", "team"
COUNTED = ("people", "stage_2", "stage_1", "trainees", "current", "free", "offered")
NO_POSTCODE, NO_TEAM = "No known postcode", "No team"


@dataclass(frozen=True, slots=True)
class Spot:
    """One row: a district or a team, its numbers, and where it is when that is known."""

    key: str
    name: str
    note: str
    people: int
    stage_2: int
    stage_1: int
    trainees: int
    current: int
    free: int
    offered: int
    at: Point | None = None
    district: str = ""
    number: int = 0

    @property
    def room(self) -> str:
        """The capacity in words: "7 of 12"."""
        return f"{self.free} of {self.offered}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The map: the land of the councils, the land around it, and the circles."""

    title: str
    description: str
    frame: Frame
    land: tuple[str, ...]
    around: str
    circles: tuple[Circle, ...]


def spots(educators: QuerySet, by: str, land: Land, today: date) -> list[Spot]:
    """Count the educators by district or by team, most first, those without a place last. One or two queries."""
    rows = headcount.grouped(educators, today, by)
    found = _teams(rows) if by == TEAM else _districts(rows, land)
    ordered = sorted(found, key=lambda spot: (not spot.key, -spot.people, spot.name))
    return [replace(spot, number=number) for number, spot in enumerate(ordered, 1)]


def _districts(rows: Sequence[dict[str, Any]], land: Land) -> list[Spot]:
    """Name the county of each district where there is more than one."""
    counties = {land.grounds[row["district"]].county for row in rows if row["district"] in land.grounds}
    return [_of_district(row, land, several=len(counties) > 1) for row in rows]


def _of_district(row: dict[str, Any], land: Land, *, several: bool) -> Spot:
    code = row["district"] or ""
    ground = land.grounds.get(code)
    name = ground.name if ground else code or NO_POSTCODE
    note = ground.county if ground and ground.county != ground.name and several else ""
    return _spot(row, code, name, note, ground.middle if ground else None, code)


def _teams(rows: Sequence[dict[str, Any]]) -> list[Spot]:
    """Name the teams and place them where their postcode is. One query."""
    held = Postcode.objects.filter(pk=OuterRef("postcode"))
    place = {what: Subquery(held.values(what)[:1]) for what in ("district", "easting", "northing")}
    teams = Team.objects.filter(pk__in=[row["team"] for row in rows]).annotate(**place)
    known = {team.pk: team for team in teams.select_related("locality", "service_area")}
    return [_of_team(row, known.get(row["team"])) for row in rows]


def _of_team(row: dict[str, Any], team: Any) -> Spot:
    if team is None:
        return _spot(row, "", NO_TEAM, "", None, "")
    at = None if team.easting is None else hexagons.on_lattice(team.easting, team.northing)
    note = f"{team.locality} · {team.service_area}"
    return _spot(row, str(team.pk), team.name, note, at, team.district or "")


def _spot(row: dict[str, Any], key: str, name: str, note: str, at: Point | None, district: str) -> Spot:
    numbers: dict[str, Any] = {one: row[one] for one in COUNTED}
    return Spot(key=key, name=name, note=note, at=at, district=district, **numbers)


def total(found: Iterable[Spot], what: str) -> int:
    """Return the sum of a column."""
    return sum(getattr(spot, what) for spot in found)


def draw(found: Sequence[Spot], land: Land, by: str, waiting: Mapping[str, int]) -> Drawing | None:
    """Return the map of these rows; nothing when no postcodes are loaded or nobody has a known place.

    ``waiting`` is how many students wait, by the key of a row.
    """
    placed = [spot for spot in found if spot.at is not None]
    own, around = _grounds(placed, land)
    frame = map.frame_of(loop for ground in own for loop in ground.loops)
    if frame is None or not placed:
        return None
    marks = [_mark(spot, waiting) for spot in placed]
    return Drawing(
        title=_finding(placed, by),
        description=_in_words(placed, by, waiting),
        frame=frame,
        land=tuple(map.path(ground.loops, frame) for ground in own),
        around="".join(map.path(ground.loops, frame) for ground in around),
        circles=tuple(map.circles(marks, frame)),
    )


def _grounds(placed: Sequence[Spot], land: Land) -> tuple[list[Ground], list[Ground]]:
    """The districts of every county that somebody is in, and the others."""
    districts = {spot.district for spot in placed}
    counties = {ground.county for code, ground in land.grounds.items() if code in districts}
    own = [ground for ground in land.grounds.values() if ground.county in counties]
    return own, [ground for ground in land.grounds.values() if ground.county not in counties]


def _mark(spot: Spot, waiting: Mapping[str, int]) -> Mark:
    beneath = f"{spot.stage_2} at Stage 2, {spot.free} free"
    at = spot.at or (0.0, 0.0)
    name, waits = f"{spot.name} {spot.people}", waiting.get(spot.key, 0)
    return Mark(spot.key, spot.number, name, beneath, at, spot.people, spot.stage_2, waits)


def _finding(placed: Sequence[Spot], by: str) -> str:
    """Say what the map shows: where most are."""
    everybody, most = total(placed, "people"), placed[0]
    if len(placed) == 1:
        return f"All {everybody} are in {most.name}" if everybody > 1 else f"The only one is in {most.name}"
    where = "districts" if by == DISTRICT else "teams"
    names = [spot.name for spot in placed if spot.people == most.people]
    if len(names) > 1:
        who = " and ".join(names) if len(names) == 2 else f"{len(names)}"
        return f"{who} of {len(placed)} {where} have the most: {most.people} each of {everybody}"
    return f"{most.name} has the most of {len(placed)} {where}: {most.people} of {everybody}"


def _in_words(placed: Sequence[Spot], by: str, waiting: Mapping[str, int]) -> str:
    shown = ", ".join(f"{spot.name} {spot.people}" for spot in placed[:12])
    rest = f" and {len(placed) - 12} more" if len(placed) > 12 else ""
    asked = ", ".join(f"{spot.name} {waiting[spot.key]}" for spot in placed if waiting.get(spot.key))
    wait = f" Students wait: {asked}." if asked else ""
    return (
        f"A map with a circle for each {by}. The larger the circle, the more practice educators; the dark disc "
        f"inside is the share at Stage 2. {shown}{rest}.{wait} The table has the same numbers."
    )
