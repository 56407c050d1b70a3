"""The placements of 2018/19 and 2019/20, as many of each kind as were published."""

from dataclasses import dataclass
from datetime import date, timedelta

from educators.models import Educator
from kmtp.demo.data import names
from kmtp.demo.data.register import REGISTERS
from kmtp.demo.data.world import World
from kmtp.partnership.academic_year import AcademicYear
from placements import kinds
from placements.models import ConfidentialProfile, Placement, Scheme, Student

Y1819, Y1920 = AcademicYear(2018), AcademicYear(2019)
UNIVERSITIES = ("cccu-ba", "kent-ba", "cccu-ma", "kent-ma")


@dataclass(frozen=True)
class Line:
    """So many students of a programme in a council and year, with these placements each."""

    council: str
    year: AcademicYear
    count: int
    kinds: tuple[str, ...]
    programme: str = ""
    scheme: str = ""


#: The published lines. Where only a total was published (2018/19), the split by kind is invented.
LINES = (
    Line("medway", Y1819, 18, ("final",)),
    Line("medway", Y1819, 3, ("first",)),
    Line("medway", Y1819, 4, ("first", "final"), "step-up"),
    Line("medway", Y1819, 5, ("first",), "cccu-ba", "SSWISS"),
    Line("medway", Y1819, 17, ("readiness",)),
    Line("medway", Y1920, 18, ("final",)),
    Line("medway", Y1920, 1, ("first",)),
    Line("medway", Y1920, 6, ("first", "final"), "step-up"),
    Line("medway", Y1920, 17, ("readiness",)),
    Line("medway", Y1920, 6, ("first",), "apprentice"),
    Line("kent", Y1819, 66, ("final",)),
    Line("kent", Y1819, 6, ("first",)),
    Line("kent", Y1819, 11, ("first", "final"), "step-up"),
    Line("kent", Y1819, 4, ("final",), "think-ahead"),
    Line("kent", Y1819, 2, ("first",), "kent-ba", "Enablement & Recovery"),
    Line("kent", Y1819, 9, ("first",), "open"),
    Line("kent", Y1819, 12, ("final",), "open"),
    Line("kent", Y1819, 58, ("readiness",)),
    Line("kent", Y1920, 75, ("final",)),
    Line("kent", Y1920, 4, ("first",)),
    Line("kent", Y1920, 14, ("first", "final"), "step-up"),
    Line("kent", Y1920, 8, ("first",), "open"),
    Line("kent", Y1920, 10, ("final",), "open"),
    Line("kent", Y1920, 25, ("first",), "apprentice"),
)


def load(world: World) -> None:
    """Make every line's students and placements."""
    for line in LINES:
        load_line(world, line)


def load_line(world: World, line: Line) -> None:
    """Make one line; every student has a profile, and each placement an educator who is free then."""
    made = [student(world, line.programme or UNIVERSITIES[n % 4], line.year) for n in range(line.count)]
    scheme = Scheme.objects.filter(short_name=line.scheme).first()
    rows = []
    for turn, learner in enumerate(made):
        for kind in line.kinds:
            rows.append(placement(world, line, learner, kind, scheme, turn))
    Placement.objects.bulk_create(rows)


def student(world: World, programme: str, year: AcademicYear) -> Student:
    """Make and return one student with a confidential profile."""
    number = world.next_student()
    of = world.programmes[programme]
    learner = Student.objects.create(
        programme=of,
        reference=f"{programme.split('-')[0].upper()[:4]}-{year.start % 100}{number:04}",
        outward_postcode=world.chance.choice(
            ("ME4", "ME7", "ME14", "CT1", "CT9", "TN23", "DA1", "TN1", "CT16")
        ),
        is_driver=world.chance.random() < 0.6,
        learning_needs=world.chance.choice(names.NEEDS),
        is_ready_for_practice=True,
        added_on=year.starts_on,
    )
    first, last = world.name()
    email = f"{first}.{last}.{number}@students.example".lower()
    cleared = year.starts_on + timedelta(days=10)
    ConfidentialProfile.objects.create(
        student=learner,
        name=f"{first} {last}",
        email=email,
        dbs_cleared_on=cleared,
        health_cleared_on=cleared,
    )
    return learner


def placement(
    world: World, line: Line, learner: Student, kind: str, scheme: Scheme | None, turn: int
) -> Placement:
    """Return one placement of a published year, not stored."""
    starts_on, ends_on = period(line, kind, turn)
    educator = whom(world, line.council, kind, starts_on, ends_on)
    team = educator.team if educator and educator.team else world.chance.choice(world.teams[line.council])
    return Placement(
        student=learner,
        council=world.organisations[line.council],
        team=team,
        educator=educator,
        kind=kind,
        scheme=scheme,
        days=days(kind, turn),
        days_per_week=days_a_week(line, kind),
        starts_on=starts_on,
        ends_on=ends_on,
        state=outcome(kind, turn),
        reason="" if outcome(kind, turn) == "passed" else "practice",
        state_reason="" if outcome(kind, turn) == "passed" else "Repeat placement agreed with the university",
    )


def days(kind: str, turn: int) -> int:
    """Return the days of a placement: shadowing takes two to five."""
    return 2 + turn % 4 if kind == "readiness" else kinds.KINDS[kind].days


def days_a_week(line: Line, kind: str) -> int:
    """Return how many days a week: shadowing and Step Up, with both placements in a year, take whole weeks."""
    return 5 if kind == "readiness" or len(line.kinds) == 2 else 4


def outcome(kind: str, turn: int) -> str:
    """Return how it ended: one in thirty did not pass."""
    return "failed" if kind == "final" and turn % 30 == 29 else "passed"


def period(line: Line, kind: str, turn: int) -> tuple[date, date]:
    """Return when a placement was; Step Up students had both of theirs in the calendar year 2019 or 2020."""
    year = line.year.start + 1
    if kind == "readiness":
        first = date(line.year.start, 11, 4) + timedelta(days=7 * (turn % 4))
        return first, first + timedelta(days=days(kind, turn) - 1)
    if len(line.kinds) == 2:
        both = {
            "first": (date(year, 1, 13), date(year, 5, 8)),
            "final": (date(year, 5, 18), date(year, 11, 20)),
        }
        return both[kind]
    if kind == "first":
        return date(year, 1, 20), date(year, 5, 22)
    start = date(line.year.start, 10, 7) if turn % 3 == 0 else date(year, 1, 6)
    return start, start + timedelta(weeks=26, days=4)


def whom(world: World, council: str, kind: str, starts_on: date, ends_on: date) -> Educator | None:
    """Return an educator at the right stage who has nobody else at that time; each is asked in turn."""
    if kind == "readiness":
        return None
    everybody = world.educators[council]
    reach = everybody[: REGISTERS[council].stage_2] if kind == "final" else everybody
    for _ in range(len(reach)):
        candidate = reach[world.chance.randrange(len(reach))]
        taken = world.taken.setdefault(candidate.pk, [])
        if all(ends_on < first or starts_on > last for first, last in taken):
            taken.append((starts_on, ends_on))
            return candidate
    raise LookupError(f"No educator of {council} is free for a {kind} placement from {starts_on}")
