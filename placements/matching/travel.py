"""How long a student travels to a team, one way. Pure.

Home is the middle of the first half of a postcode, so minutes are about right and never exact. A routing service
can take the place of the straight line: whatever has ``minutes`` and ``most_minutes`` as a ``Router`` has.
"""

from dataclasses import dataclass
from math import hypot
from typing import Protocol

METRES = 1000


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the national grid, in metres."""

    easting: float
    northing: float

    def kilometres_to(self, other: "Point") -> float:
        """Return the distance as the crow flies."""
        return hypot(self.easting - other.easting, self.northing - other.northing) / METRES


class Router(Protocol):
    """What says how long a journey takes. The same question gets the same answer for as long as a draft is made."""

    @property
    def most_minutes(self) -> int:
        """The longest journey that a student is asked to make, one way."""

    def farthest(self, *, drives: bool) -> float:
        """Return a distance in kilometres beyond which every journey is longer than ``most_minutes``."""

    def minutes(self, home: Point, there: Point, *, drives: bool) -> int:
        """Return the whole minutes of the journey, one way."""


@dataclass(frozen=True, slots=True)
class StraightLine:
    """Minutes are a fixed start and so many for each kilometre as the crow flies, by who drives and who does not."""

    driver_start: float = 10
    driver_per_km: float = 1.6
    other_start: float = 20
    other_per_km: float = 3.0
    most_minutes: int = 90

    def farthest(self, *, drives: bool) -> float:
        """Return a distance in kilometres beyond which every journey is longer than ``most_minutes``."""
        start, per_km = self._pace(drives)
        return max(self.most_minutes + 1 - start, 0) / per_km

    def minutes(self, home: Point, there: Point, *, drives: bool) -> int:
        """Return the whole minutes of the journey, one way."""
        start, per_km = self._pace(drives)
        return round(start + per_km * home.kilometres_to(there))

    def _pace(self, drives: bool) -> tuple[float, float]:
        return (self.driver_start, self.driver_per_km) if drives else (self.other_start, self.other_per_km)
