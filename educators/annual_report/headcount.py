"""How many are on the register, at which stage, and where."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from educators.currency import in_words
from educators.models import Educator
from kmtp.figures import (
    PERCENT,
    Bar,
    BarChart,
    Definition,
    Figure,
    Row,
    StackedBar,
    StackedBarChart,
    Table,
    percentage,
    share,
)
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation

NO_TEAM = "No team recorded"
STAGES = {"stage-1": "Stage 1", "stage-2": "Stage 2"}
WHERE = {"locality": "locality", "area": "service area"}
#: A table of more rows than that is read by nobody; the smallest places are added up.
MOST_ROWS = 40


@dataclass(frozen=True, slots=True)
class Group:
    """Some people of the register who are alike in all that the chapter tells apart."""

    council: str
    stage: str
    is_independent: bool
    locality: str
    area: str
    people: int


@dataclass(frozen=True, slots=True)
class Headcount:
    """The register with an award on one day."""

    groups: tuple[Group, ...]

    @property
    def people(self) -> int:
        """Everybody."""
        return total(self.groups)

    @property
    def stage_1(self) -> int:
        """Those at Stage 1."""
        return total(group for group in self.groups if group.stage == "stage-1")

    @property
    def stage_2(self) -> int:
        """Those at Stage 2."""
        return total(group for group in self.groups if group.stage == "stage-2")

    @property
    def independents(self) -> int:
        """Those who are independent."""
        return total(group for group in self.groups if group.is_independent)

    @property
    def in_house(self) -> int:
        """Those employed by the council."""
        return self.people - self.independents

    def by(self, what: str) -> Counter[str]:
        """Return the people for each locality, service area or council."""
        counted: Counter[str] = Counter()
        for group in self.groups:
            counted[getattr(group, what)] += group.people
        return counted

    def where(self, what: str, names: set[str]) -> "Headcount":
        """Return those of some localities, service areas or councils."""
        return Headcount(tuple(group for group in self.groups if getattr(group, what) in names))


def total(groups: Iterable[Group]) -> int:
    """Return how many people the groups hold."""
    return sum(group.people for group in groups)


def counted(day: date, organisation: Organisation | None) -> Headcount:
    """Count the register on ``day``. One query."""
    people = Educator.objects.of(organisation).on_the_register_on(day).qualified_on(day).order_by()
    keys = (
        *("council__short_name", "stage", "is_independent"),
        *("team__locality__name", "team__service_area__name"),
    )
    rows = people.values_list(*keys).annotate(people=Count("pk"))
    return Headcount(
        tuple(
            Group(council, stage, independent, locality or NO_TEAM, area or NO_TEAM, number)
            for council, stage, independent, locality, area, number in rows
        )
    )


def stage_figures(now: Headcount, before: Headcount, day: date) -> list[Figure]:
    """Return how many there are, and how many of them at Stage 2."""
    when = f"on {in_words(day)}"
    on_register = f"People on the register {when} with an award of PEPS Stage 1, Stage 2 or an earlier award"
    return [
        Figure(
            "educators",
            "Practice educators",
            now.people,
            Definition(
                f"{on_register}, active or on a break, employed or independent. Trainees are not counted."
            ),
            last_year=before.people,
        ),
        Figure(
            "stage_2",
            "Practice educators at PEPS Stage 2",
            now.stage_2,
            Definition(
                f"Of the practice educators {when}, those with Stage 2 or an earlier award that counts for every level."
            ),
            last_year=before.stage_2,
        ),
        Figure(
            "stage_2_share",
            "Share at PEPS Stage 2",
            percentage(now.stage_2, now.people),
            Definition("Practice educators at Stage 2 divided by all practice educators."),
            PERCENT,
            percentage(before.stage_2, before.people),
        ),
    ]


def stage_1_figure(now: Headcount, before: Headcount, day: date) -> Figure:
    """Return how many are at Stage 1."""
    rule = Definition(
        f"Of the practice educators on {in_words(day)}, those with Stage 1 and no higher award."
    )
    return Figure(
        "stage_1", "Practice educators at PEPS Stage 1", now.stage_1, rule, last_year=before.stage_1
    )


def stages_chart(year: AcademicYear, now: Headcount, before: Headcount) -> StackedBarChart:
    """Draw the stages this year and last."""
    years = ((year.previous, before), (year, now))
    bars = [StackedBar(str(one), (count.stage_1, count.stage_2)) for one, count in years if count.people]
    part = share(now.stage_2, now.people)
    return StackedBarChart(
        title=f"{part} of practice educators are at Stage 2",
        description=f"Practice educators by PEPS stage: {part} at Stage 2 in {year}.",
        parts=tuple(STAGES.values()),
        bars=tuple(bars),
        unit="practice educators",
    )


def places_chart(now: Headcount, before: Headcount, what: str) -> BarChart:
    """Draw where the educators are, the most first."""
    counts, counts_before = now.by(what), before.by(what)
    bars = [
        Bar(name, number, counts_before[name] if counts_before else None) for name, number in ranked(counts)
    ]
    most = bars[0]
    return BarChart(
        title=f"Practice educators by {WHERE[what]}: most in {most.label}",
        description=f"Practice educators by {WHERE[what]}; {most.label} has the most, {most.value}.",
        bars=tuple(bars),
        unit="practice educators",
    )


def ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """Return the places, the most first; people without a team stand last: they are no place."""
    return sorted(counts.most_common(), key=lambda pair: pair[0] == NO_TEAM)


def places_table(now: Headcount, before: Headcount, what: str) -> Table:
    """Return the stages in every locality or service, the most first."""
    last_year = before.by(what)
    names = [name for name, _ in ranked(now.by(what))]
    shown, rest = (names, []) if len(names) <= MOST_ROWS else (names[: MOST_ROWS - 2], names[MOST_ROWS - 2 :])
    rows = [place_row(name, now.where(what, {name}), last_year[name]) for name in shown]
    if rest:
        others = sum(last_year[name] for name in rest)
        rows.append(place_row(f"{len(rest)} others", now.where(what, set(rest)), others))
    rows.append(place_row("All", now, before.people, is_total=True))
    head = (WHERE[what].capitalize(), "Stage 1", "Stage 2", "All", "Last year")
    return Table(f"Practice educators by {WHERE[what]} and stage", head, tuple(rows))


def place_row(name: str, count: Headcount, last_year: int, *, is_total: bool = False) -> Row:
    """Return one place's line."""
    return Row((name, count.stage_1, count.stage_2, count.people, last_year), is_total)


def councils_table(now: Headcount) -> Table:
    """Return the councils side by side."""
    names = sorted(now.by("council"))
    rows = [council_row(name, now.where("council", {name})) for name in names]
    return Table(
        "Practice educators by council",
        ("Council", "Practice educators", "Stage 2", "Share at Stage 2", "Independent"),
        (*rows, council_row("Partnership", now, is_total=True)),
    )


def council_row(name: str, count: Headcount, *, is_total: bool = False) -> Row:
    """Return one council's line."""
    part = share(count.stage_2, count.people)
    return Row((name, count.people, count.stage_2, part, count.independents), is_total)
