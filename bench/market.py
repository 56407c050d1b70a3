"""A synthetic partnership in the shape of the field, of any size: the same for the same seed.

For 105 students there are about 115 practice educators in 45 teams on a map as wide as Kent. One in four makes two
offers, which share her; some offers are of a team whose student any off-site educator takes, with a supervisor on
site; two educators in three have Stage 2, which final placements need; final placements contrast with the first.
Larger sizes are as many such pieces of a country side by side, and students may cross the borders of a piece.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from placements.eligibility import Ask, Candidate, Host, Period, Share, Supervisor
from placements.kinds import FINAL, FIRST
from placements.matching.problem import Educator, Offer, Problem, Student, Team
from placements.matching.travel import Point

TODAY = date(2020, 6, 1)
YEAR = Period(date(2020, 9, 1), date(2021, 8, 31))
RENEWED = date(2021, 11, 30)
PIECE = 105
#: Educators for each student.
SUPPLY = 1.1
SIDE = 100_000
#: Postcode districts are so far apart, in metres.
DISTRICT = 6_000
SETTINGS = {"children": 5, "adults": 3, "mental-health": 1, "other": 1}
#: Two dates of each kind in autumn and spring.
STARTS = {FIRST: (date(2020, 9, 14), date(2021, 1, 11)), FINAL: (date(2020, 9, 7), date(2020, 11, 16))}
WEEKS = {FIRST: 22, FINAL: 30}
UNIVERSITIES = ("Canterbury Christ Church", "Greenwich", "Kent", "Open University")
ROUTES = ("ba", "ma", "step-up", "apprenticeship")


def problem(students: int, seed: int = 1) -> Problem:
    """Return a problem of so many students, and supply for most of them."""
    chance, pieces = random.Random(seed), max(round(students / PIECE), 1)
    teams = list(_teams(chance, pieces))
    educators = list(_educators(chance, students))
    at_home = {key: chance.choice(teams).key for key in range(1, len(educators) + 1)}
    supervisors = tuple(
        Supervisor(-n, f"Supervisor {n}", RENEWED, chance.choice((1, 2))) for n in range(1, len(teams) + 1)
    )
    return Problem(
        today=TODAY,
        students=tuple(_students(chance, students, pieces)),
        offers=tuple(_offers(chance, teams, educators, at_home)),
        teams=tuple(teams),
        educators=tuple(educators),
        supervisors=supervisors,
    )


def _place(chance: random.Random, pieces: int) -> Point:
    """Return a place in one of the pieces, which lie in rows of ten; towns draw more than the country."""
    piece = chance.randrange(pieces)
    across, up = chance.choice(((0.3, 0.5), (0.7, 0.6), (0.5, 0.2))) if chance.random() < 0.6 else (0.5, 0.5)
    spread = 0.08 if chance.random() < 0.6 else 0.3
    east = min(max(chance.gauss(across, spread), 0), 1) + piece % 10
    north = min(max(chance.gauss(up, spread), 0), 1) + piece // 10
    return Point(*(round(side * SIDE / DISTRICT) * DISTRICT for side in (east, north)))


def _setting(chance: random.Random) -> str:
    return chance.choices(list(SETTINGS), weights=list(SETTINGS.values()))[0]


def _teams(chance: random.Random, pieces: int) -> Iterator[Team]:
    for key in range(1, pieces * 45 + 1):
        setting = _setting(chance)
        host = Host(
            f"Team {key}",
            setting,
            setting,
            date(2015, 1, 1),
            key=key,
            is_statutory=setting != "other",
            audited_until=RENEWED if chance.random() < 0.95 else TODAY,
            most_students=chance.choice((2, 3)),
        )
        yield Team(host, _place(chance, pieces), (-key,))


def _educators(chance: random.Random, students: int) -> Iterator[Educator]:
    for key in range(1, round(students * SUPPLY) + 1):
        stage = "stage-2" if chance.random() < 0.65 else "stage-1"
        facts = Candidate(
            f"Educator {key}",
            stage,
            chance.choice((1, 1, 1, 2)),
            RENEWED if chance.random() < 0.97 else TODAY,
            works_off_site=chance.random() < 0.04,
            mentors={"stage-2": "A mentor"} if stage == "stage-1" and chance.random() < 0.2 else {},
            current_until=TODAY + timedelta(days=chance.randrange(100, 700)),
            key=key,
            shares=(Share(YEAR, 0.5),) if chance.random() < 0.1 else (),
        )
        yield Educator(
            facts, council=1 + (key * max(round(students / PIECE), 1)) // (round(students * SUPPLY) + 1)
        )


def _offers(
    chance: random.Random, teams: list[Team], educators: list[Educator], at_home: dict[int, int]
) -> Iterator[Offer]:
    by_key = {team.key: team for team in teams}
    pieces = max(one.council or 1 for one in educators)
    keys = iter(range(1, 10 * len(educators)))
    for one in educators:
        for _ in range(2 if chance.random() < 0.25 else 1):
            named = one.key if chance.random() < 0.94 else None
            team = by_key[at_home[one.key] if chance.random() < 0.8 else chance.choice(teams).key]
            yield _offer(chance, next(keys), team, named, one.council or pieces)


def _offer(chance: random.Random, key: int, team: Team, educator: int | None, council: int) -> Offer:
    kinds = chance.choices(({"first", "final"}, {"first"}, {"final"}), weights=(6, 2, 2))[0]
    return Offer(
        key,
        team.key,
        frozenset(kinds),
        YEAR,
        places=chance.choice((1, 1, 1, 2)),
        educator=educator,
        council=council,
        needs_driver=chance.random() < 0.3,
        has_step_free_access=chance.random() < 0.7,
    )


def _students(chance: random.Random, students: int, pieces: int) -> Iterator[Student]:
    for key in range(1, students + 1):
        kind = FINAL if chance.random() < 0.55 else FIRST
        starts_on = chance.choice(STARTS[kind])
        period = Period(starts_on, starts_on + timedelta(weeks=WEEKS[kind]))
        first = _setting(chance) if kind is FINAL else ""
        yield Student(
            key,
            f"Student {key}",
            Ask(kind, period, first, first != "other" if first else None, days_per_week=4),
            asked_on=TODAY - timedelta(days=chance.randrange(90)),
            university=chance.choices(UNIVERSITIES, weights=(6, 3, 2, 1))[0],
            route=chance.choices(ROUTES, weights=(6, 2, 1, 1))[0],
            wishes=_setting(chance) if chance.random() < 0.5 else "",
            home=_place(chance, pieces),
            drives=chance.random() < 0.6,
            needs_step_free_access=chance.random() < 0.04,
        )
