"""A small market for tests: plain functions that make its parts, and the best choice by trying every one."""

from datetime import date
from itertools import product

from placements import kinds
from placements.eligibility import Ask, Candidate, Host, Period, Supervisor
from placements.matching.choosing import Room, Solution
from placements.matching.problem import Educator, Offer, Problem, Student, Team
from placements.matching.travel import Point

TODAY = date(2019, 12, 2)
SPRING = Period(date(2020, 1, 6), date(2020, 6, 26))
AUTUMN = Period(date(2020, 9, 7), date(2021, 2, 26))
YEAR = Period(date(2020, 1, 1), date(2021, 7, 31))
RENEWED = date(2021, 11, 30)


def student(key=1, kind=kinds.FIRST, period=SPRING, **facts):
    asked = {name: facts.pop(name) for name in list(facts) if name in Ask.__dataclass_fields__}
    known = {"name": f"Student {key}", "asked_on": date(2019, 11, 1), "home": Point(0, 0), "drives": True}
    return Student(**{**known, "key": key, "ask": Ask(kind, period, **asked), **facts})


def educator(key=1, later=(), last_ended_on=None, council=None, **facts):
    known = {"name": f"Educator {key}", "stage": "stage-2", "capacity": 1, "registered_until": RENEWED}
    return Educator(Candidate(**{**known, "key": key, **facts}), council, later, last_ended_on)


def team(key=1, at=Point(0, 0), supervisors=(), **facts):  # noqa: B008
    known = {"name": f"Team {key}", "setting": "children", "setting_words": "Children and families"}
    return Team(Host(**{**known, "valid_from": date(2015, 1, 1), "key": key, **facts}), at, supervisors)


def offer(key=1, team=1, educator=1, **facts):
    known = {"kinds": frozenset({"first", "final"}), "period": YEAR, "has_step_free_access": True}
    return Offer(**{**known, "key": key, "team": team, "educator": educator, **facts})


def supervisor(key=9, **facts):
    return Supervisor(**{"key": key, "name": f"Supervisor {key}", "registered_until": RENEWED, **facts})


def problem(students=None, offers=None, teams=None, educators=None, supervisors=(), **more):
    return Problem(
        TODAY,
        tuple(students or (student(),)),
        tuple(offers or (offer(),)),
        tuple(teams or (team(),)),
        tuple(educators or (educator(),)),
        tuple(supervisors),
        **more,
    )


def by_trying(programme, *, progress=None, cancelled=None):
    """Return the best choice of all there are."""
    choices = [[None, *programme.columns(number)] for number in range(len(programme.stakes))]
    best = None
    for choice in product(*choices):
        chosen = tuple(column for column in choice if column is not None)
        if min(Room(programme, chosen).left, default=0) < 0:
            continue
        value = programme.value(chosen)
        best = min(best or (value, chosen), (value, chosen))
    return Solution(best[1], best[0], best[0], True)
