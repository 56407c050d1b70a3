"""The placements that started in the year, by kind, route, scheme, university, service and district."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, IntegerField, QuerySet, Sum, Value, When
from django.utils.text import slugify

from kmtp.figures import Bar, BarChart, Definition, Figure, Row, Table, share
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation, Postcode
from placements import kinds, lifecycle
from placements.annual_report.small import Pair
from placements.models import Placement, Route
from placements.models.programme import PRACTICE_ROUTES

#: Where the directory does not know the team's postcode.
ELSEWHERE = "District not known"
FINAL, FIRST, READINESS = kinds.FINAL.key, kinds.FIRST.key, kinds.READINESS.key


@dataclass(frozen=True, slots=True)
class Line:
    """How many placements of one year share a kind, a route and a scheme."""

    year: int
    kind: str
    route: str
    scheme: str
    number: int
    days: int = 0

    @property
    def is_practice(self) -> bool:
        """Whether the council counts it among its practice placements."""
        return self.kind != READINESS and self.route in PRACTICE_ROUTES and not self.scheme


@dataclass(frozen=True, slots=True)
class Counted:
    """Everything that is counted, of the year and of the one before. Six queries."""

    year: int
    lines: tuple[Line, ...]
    students: dict[tuple[int, str], int]
    universities: dict[tuple[int, str], int]
    areas: dict[tuple[int, str], int]
    districts: dict[tuple[int, str], int]

    def of(self, which: Callable[[Line], bool], year: int) -> int:
        """Return how many placements of ``year`` are such."""
        return sum(line.number for line in self.lines if line.year == year and which(line))

    @property
    def knows_last_year(self) -> bool:
        """Whether any placement of the year before is recorded; otherwise there is nothing to compare with."""
        return any(line.year == self.year - 1 for line in self.lines)

    def both(self, which: Callable[[Line], bool]) -> tuple[int, int | None]:
        """Return this year's number and last year's, if that year is recorded."""
        return self.of(which, self.year), self.of(which, self.year - 1) if self.knows_last_year else None

    def students_by(self, route: str) -> tuple[int, int | None]:
        """Return how many students came by a route, this year and last."""
        last_year = self.students.get((self.year - 1, route), 0) if self.knows_last_year else None
        return self.students.get((self.year, route), 0), last_year

    @property
    def schemes(self) -> list[str]:
        """The schemes that had a placement in either year."""
        return sorted({line.scheme for line in self.lines if line.scheme})


def what_practice_means() -> str:
    """Return what is and what is not a practice placement."""
    return (
        "Practice placements are first and final placements of BA and MA students outside every scheme. Step Up, "
        "Think Ahead, Open University, apprenticeship and scheme placements are counted beside them, not in them."
    )


def finding(counted: Counted, practice: int, before: int | None) -> str:
    """Return the sentence that stands over the chapter."""
    final = counted.of(lambda line: line.is_practice and line.kind == FINAL, counted.year)
    if not practice:
        return "No practice placement started in this year."
    words = "placement" if practice == 1 else "placements"
    return (
        f"{practice:,} practice {words} started{compared(practice, before)}; {final:,} of them of 100 days."
    )


def compared(number: int, before: int | None) -> str:
    """Return how a number compares with the year before, as the end of a clause; nothing when that is unknown."""
    if before is None:
        return ""
    change = number - before
    return (
        f", {abs(change)} {'more' if change > 0 else 'fewer'} than the year before"
        if change
        else ", as in the year before"
    )


def count(year: AcademicYear, council: Organisation | None) -> Counted:
    """Count both years."""
    rows = with_year(year, council)
    practice = rows.practice()
    return Counted(
        year.start,
        tuple(lines(rows)),
        grouped(rows.exclude(kind=READINESS), "programme__route", "student"),
        grouped(practice, "programme__university__short_name", "pk"),
        grouped(practice, "team__service_area__name", "pk"),
        in_districts(grouped(practice, "team__postcode", "pk")),
    )


def with_year(year: AcademicYear, council: Organisation | None) -> Any:
    """Return the counted placements of the year and of the one before, each with its year as ``start``."""
    return dated(Placement.objects.of(council), year).filter(state__in=lifecycle.COUNTED)


def dated(rows: Any, year: AcademicYear, by: str = "starts_on") -> Any:
    """Return the rows that start in the year or in the one before, each with its year as ``start``."""
    of_this = When(**{f"{by}__gte": year.starts_on}, then=Value(year.start))
    start = Case(of_this, default=Value(year.start - 1), output_field=IntegerField())
    both = rows.filter(**{f"{by}__range": (year.previous.starts_on, year.ends_on)})
    return both.annotate(start=start).order_by()


def lines(rows: QuerySet[Placement]) -> Iterator[Line]:
    """Yield the numbers and the planned days by year, kind, route and scheme. One query."""
    keys = ("start", "kind", "programme__route", "scheme__short_name")
    found = rows.values_list(*keys).annotate(n=Count("pk"), planned=Sum("days"))
    for year, kind, route, scheme, number, days in found:
        yield Line(year, kind, route, scheme or "", number, days)


def grouped(rows: Any, path: str, what: str) -> dict[tuple[int, str], int]:
    """Return how many different ``what`` each value of ``path`` has in each year. One query."""
    found = rows.values_list("start", path).annotate(n=Count(what, distinct=True))
    return {(year, name): number for year, name, number in found}


def in_districts(numbers: dict[tuple[int, str], int]) -> dict[tuple[int, str], int]:
    """Return the numbers of postcodes by the district that each lies in. One query."""
    codes = Postcode.objects.filter(code__in={code for _, code in numbers}, district__isnull=False)
    names = dict(codes.values_list("code", "district__name"))
    found: Counter[tuple[int, str]] = Counter()
    for (year, code), number in numbers.items():
        found[year, names.get(code, ELSEWHERE)] += number
    return found


def figures(counted: Counted) -> Iterator[Figure]:
    """Yield the figures, those of the fact box first."""
    yield from practice_figures(counted)
    yield from route_figures(counted)
    yield shadowing(counted)
    yield from scheme_figures(counted)


def practice_figures(counted: Counted) -> Iterator[Figure]:
    """Yield the practice placements and their split by length."""
    yield figure(
        "practice",
        "Practice placements",
        counted.both(lambda line: line.is_practice),
        "First and final placements of BA and MA students that started in the year, outside every scheme.",
    )
    for key, label in ((FINAL, "of which final, 100 days"), (FIRST, "of which first, 70 days")):
        yield figure(
            f"practice-{key}",
            label,
            counted.both(lambda line, key=key: line.is_practice and line.kind == key),  # type: ignore[misc]
            f"Practice placements of the kind “{kinds.KINDS[key].label}”.",
        )


def figure(key: str, label: str, numbers: tuple[int, int | None], definition: str) -> Figure:
    """Return a figure of this year beside last year's."""
    return Figure(key, label, numbers[0], Definition(definition), last_year=numbers[1])


def route_figures(counted: Counted) -> Iterator[Figure]:
    """Yield the routes that are counted beside the practice placements."""
    yield students_of(counted, Route.STEP_UP, "step-up", "Step Up students")
    yield students_of(counted, Route.APPRENTICESHIP, "apprentices", "Apprentices")
    yield figure(
        "think-ahead",
        "Think Ahead placements",
        counted.both(lambda line: line.route == Route.THINK_AHEAD and line.kind != READINESS),
        "First and final placements of students on the Think Ahead programme.",
    )
    yield from open_university(counted)
    if any(counted.students_by(Route.FRONTLINE)):
        yield students_of(counted, Route.FRONTLINE, "frontline", "Approach Social Work students")


def students_of(counted: Counted, route: Route, key: str, label: str) -> Figure:
    """Return how many students, not placements, came by a route."""
    return figure(
        key,
        label,
        counted.students_by(route),
        f"Different students by the route “{route.label}” with a first or final placement that started in the year; "
        "one with two placements counts once.",
    )


def open_university(counted: Counted) -> Iterator[Figure]:
    """Yield the Open University placements and their split."""
    of_route = "Placements of Open University students, who work for the council"
    yield figure(
        "open-university",
        "Open University placements",
        counted.both(lambda line: line.route == Route.OPEN_UNIVERSITY and line.kind != READINESS),
        f"{of_route}.",
    )
    for key, label in ((FIRST, "of which first"), (FINAL, "of which final")):
        yield figure(
            f"open-university-{key}",
            label,
            counted.both(lambda line, key=key: line.route == Route.OPEN_UNIVERSITY and line.kind == key),  # type: ignore[misc]
            f"{of_route}, of the kind “{kinds.KINDS[key].label}”.",
        )


def shadowing(counted: Counted) -> Figure:
    """Return the readiness shadowing of all routes."""
    return figure(
        "readiness",
        "Readiness for practice shadowing",
        counted.both(lambda line: line.kind == READINESS),
        "Students who shadowed a team for two to five days before their first placement, by every route.",
    )


def scheme_figures(counted: Counted) -> Iterator[Figure]:
    """Yield a figure for each scheme that had a placement."""
    for name in counted.schemes:
        yield figure(
            f"scheme-{slugify(name)}",
            f"{name} placements",
            counted.both(lambda line, name=name: line.scheme == name),  # type: ignore[misc]
            f"First and final placements in the scheme “{name}”.",
        )


def charts(counted: Counted) -> Iterator[BarChart]:
    """Yield the practice placements by kind of work and by university, where there are any."""
    areas = bars(counted, counted.areas)
    if areas:
        yield BarChart(
            title=f"Practice placements by service area: most in {areas[0].label}",
            description=in_words(areas),
            bars=tuple(areas),
        )
    universities = bars(counted, counted.universities)
    if universities:
        yield BarChart(
            title=f"Practice placements by university: most from {universities[0].label}",
            description=in_words(universities),
            bars=tuple(universities),
        )


def bars(counted: Counted, numbers: dict[tuple[int, str], int]) -> list[Bar]:
    """Return a bar for each name, the largest first, with last year's number if that year is recorded."""
    year, is_known = counted.year, counted.knows_last_year
    made = [
        Bar(name, numbers.get((year, name), 0), numbers.get((year - 1, name), 0) if is_known else None)
        for name in sorted({name for _, name in numbers})
    ]
    return sorted(made, key=lambda bar: -int(bar.value or 0)) if any(bar.value for bar in made) else []


def in_words(bars: Iterable[Bar]) -> str:
    """Return what a picture shows, for those who hear it."""
    return "; ".join(_bar_in_words(bar) for bar in bars) + "."


def _bar_in_words(bar: Bar) -> str:
    before = "" if bar.last_year is None else f", the year before {bar.last_year}"
    return f"{bar.label} {bar.value}{before}"


def every_kind(counted: Counted) -> Table:
    """Return all placements by route or scheme and kind, so that nothing that took place is left out."""
    now: Counter[tuple[str, str]] = Counter()
    for line in counted.lines:
        if line.year == counted.year:
            now[(line.scheme or str(Route(line.route).label), line.kind)] += line.number
    names = sorted({name for name, _ in now})
    rows = [row_of(name, [now[(name, kind)] for kind in (FINAL, FIRST, READINESS)]) for name in names]
    totals = [
        sum(number for (_, kind), number in now.items() if kind == one) for one in (FINAL, FIRST, READINESS)
    ]
    return Table(
        "All placements that started in the year, by route or scheme",
        ("Route or scheme", "Final, 100 days", "First, 70 days", "Shadowing", "All"),
        (*rows, row_of("All", totals, is_total=True)),
    )


def row_of(name: str, numbers: list[int], *, is_total: bool = False) -> Row:
    """Return one line with its sum."""
    return Row((name, *numbers, sum(numbers)), is_total=is_total)


def by_place(counted: Counted, numbers: dict[tuple[int, str], int], head: str) -> Table:
    """Return the practice placements by a name, with shares and last year's numbers."""
    found = bars(counted, numbers)
    total = sum(int(bar.value or 0) for bar in found)
    before = sum(int(bar.last_year or 0) for bar in found) if counted.knows_last_year else None
    rows = [Row((bar.label, bar.value, share(bar.value, total), bar.last_year)) for bar in found]
    return Table(
        f"Practice placements by {head.lower()}",
        (head, "This year", "Share", "Last year"),
        (*rows, Row(("All", total, share(total, total), before), is_total=True)),
    )


def by_district(counted: Counted) -> Iterator[Table]:
    """Yield the practice placements by the district of the team, if any; districts with few are put together."""
    now = {name: n for (year, name), n in counted.districts.items() if year == counted.year}
    before = {name: n for (year, name), n in counted.districts.items() if year != counted.year}
    if set(now) | set(before) <= {ELSEWHERE}:
        return
    order = sorted({*now, *before}, key=lambda name: (name == ELSEWHERE, -now.get(name, 0), name))
    pair = Pair(now, before if counted.knows_last_year else None)
    rows = pair.rows({name: name for name in order}, "Other districts, together")
    yield Table(
        "Practice placements by district of the team", ("District", "This year", "Last year"), tuple(rows)
    )
