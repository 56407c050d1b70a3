"""The chapter on practice educators: how many, at which stage, where, and who is in training."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils.timezone import localdate

from educators.models import Activity, Educator, Training
from educators.target import INDEPENDENTS
from kmtp.figures import (
    PERCENT,
    Bar,
    BarChart,
    Definition,
    Figure,
    Row,
    Section,
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
TRAINING = {"stage-1": "PEPS Stage 1", "stage-2": "PEPS Stage 2"}


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


def trained(year: AcademicYear, organisation: Organisation | None) -> dict[tuple[int, str], int]:
    """Count the people supported by (year, stage), this year and last. One query."""
    places = Training.objects.filter(year__in=(year, year.previous)).exclude(state=Training.State.WITHDRAWN)
    if organisation is not None:
        places = places.filter(educator__council=organisation)
    rows = places.order_by().values_list("year", "stage").annotate(people=Count("educator", distinct=True))
    return {(found.start, stage): people for found, stage, people in rows}


def active_in(year: AcademicYear, organisation: Organisation | None) -> dict[str, tuple[int, int]]:
    """Count activities and the people who do them by kind. One query."""
    work = Activity.objects.in_year(year)
    if organisation is not None:
        work = work.filter(educator__council=organisation)
    rows = (
        work.order_by().values_list("kind").annotate(n=Count("pk"), people=Count("educator", distinct=True))
    )
    return {kind: (number, people) for kind, number, people in rows}


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the chapter is made of."""

    year: AcademicYear
    day: date
    now: Headcount
    before: Headcount
    training: dict[tuple[int, str], int]
    work: dict[str, tuple[int, int]]
    work_before: dict[str, tuple[int, int]]

    def in_training(self, stage: str, year: AcademicYear | None = None) -> int:
        """Return how many people are supported through a stage."""
        return self.training.get(((year or self.year).start, stage), 0)


def gathered(year: AcademicYear, organisation: Organisation | None, today: date) -> Facts:
    """Read everything, in five queries."""
    day = min(year.ends_on, today)
    return Facts(
        year,
        day,
        counted(day, organisation),
        counted(year.previous.ends_on, organisation),
        trained(year, organisation),
        active_in(year, organisation),
        active_in(year.previous, organisation),
    )


def section(*, year: AcademicYear, organisation: Organisation | None, today: date | None = None) -> Section:
    """Return the chapter for a council, or for the whole partnership when ``organisation`` is ``None``."""
    facts = gathered(year, organisation, today or localdate())
    return Section(
        key="educators",
        title="Practice educators",
        finding=finding(facts),
        figures=tuple(figures(facts)),
        charts=tuple(charts(facts)),
        tables=tuple(tables(facts, organisation)),
        notes=notes(facts),
    )


def finding(facts: Facts) -> str:
    """Return the sentence that stands at the head of the chapter."""
    now = facts.now
    if not now.people:
        return f"No practice educator with an award was on the register on {words(facts.day)}."
    return (
        f"{now.people:,} practice educators are on the register; "
        f"{share(now.stage_2, now.people)} of them are qualified to PEPS Stage 2."
    )


def words(day: date) -> str:
    """Return ``31 Aug 2020``."""
    return f"{day.day} {day:%b} {day.year}"


def figures(facts: Facts) -> list[Figure]:
    """Return the figures, those for the fact box first."""
    now, before = facts.now, facts.before
    when = f"on {words(facts.day)}"
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
        *training_figures(facts),
        Figure(
            "stage_1",
            "Practice educators at PEPS Stage 1",
            now.stage_1,
            Definition(f"Of the practice educators {when}, those with Stage 1 and no higher award."),
            last_year=before.stage_1,
        ),
        *independent_figures(now, before),
    ]


def training_figures(facts: Facts) -> list[Figure]:
    """Return how many people were supported through PEPS training."""
    year, last = facts.year, facts.year.previous
    rule = (
        f"People with a place on a programme in {year}, under way or completed; those who withdrew are not "
        "counted."
    )
    both = sum(facts.in_training(stage) for stage in TRAINING)
    both_before = sum(facts.in_training(stage, last) for stage in TRAINING)
    return [
        Figure(
            "training",
            "Supported through PEPS training",
            both,
            Definition(f"{rule} Somebody on both stages in one year counts once for each."),
            last_year=both_before,
        ),
        *(
            Figure(
                f"training_{stage.replace('-', '_')}",
                f"Supported through {label}",
                facts.in_training(stage),
                Definition(rule),
                last_year=facts.in_training(stage, last),
            )
            for stage, label in TRAINING.items()
        ),
    ]


def independent_figures(now: Headcount, before: Headcount) -> list[Figure]:
    """Return the independents, their share against the target, and the share in-house."""
    part = percentage(now.independents, now.people)
    return [
        Figure(
            "independents",
            "Independent practice educators",
            now.independents,
            Definition(
                "Practice educators who are not employed by the council, contracted or provided by others."
            ),
            last_year=before.independents,
        ),
        Figure(
            "independent_share",
            "Share of independents",
            part,
            Definition("Independent practice educators divided by all practice educators."),
            PERCENT,
            percentage(before.independents, before.people),
            INDEPENDENTS.verdict(part),
        ),
        Figure(
            "in_house_share",
            "Share in-house",
            percentage(now.in_house, now.people),
            Definition("Practice educators employed by the council divided by all practice educators."),
            PERCENT,
            percentage(before.in_house, before.people),
        ),
    ]


def charts(facts: Facts) -> list[BarChart | StackedBarChart]:
    """Return the pictures; a year without anybody has none."""
    if not facts.now.people:
        return []
    return [stages_chart(facts), places_chart(facts, "locality"), places_chart(facts, "area")]


def stages_chart(facts: Facts) -> StackedBarChart:
    """Draw the stages this year and last."""
    years = ((facts.year.previous, facts.before), (facts.year, facts.now))
    bars = [StackedBar(str(year), (count.stage_1, count.stage_2)) for year, count in years if count.people]
    part = share(facts.now.stage_2, facts.now.people)
    return StackedBarChart(
        title=f"{part} of practice educators are at Stage 2",
        description=f"Practice educators by PEPS stage: {part} at Stage 2 in {facts.year}.",
        parts=tuple(STAGES.values()),
        bars=tuple(bars),
        unit="practice educators",
    )


WHERE = {"locality": "locality", "area": "service area"}


def places_chart(facts: Facts, what: str) -> BarChart:
    """Draw where the educators are, the most first."""
    now, before = facts.now.by(what), facts.before.by(what)
    # People without a team stand last, whatever their number: they are no place.
    ranked = sorted(now.most_common(), key=lambda pair: pair[0] == NO_TEAM)
    bars = [Bar(name, number, before[name] if before else None) for name, number in ranked]
    most = bars[0]
    return BarChart(
        title=f"Practice educators by {WHERE[what]}: most in {most.label}",
        description=f"Practice educators by {WHERE[what]}; {most.label} has the most, {most.value}.",
        bars=tuple(bars),
        unit="practice educators",
    )


def tables(facts: Facts, organisation: Organisation | None) -> list[Table]:
    """Return the activities, and the councils side by side for the partnership."""
    found = [activities_table(facts)]
    return found if organisation is not None else [councils_table(facts.now), *found]


def activities_table(facts: Facts) -> Table:
    """Return the activities by kind, this year and last."""
    rows = [
        Row((label, *facts.work.get(kind, (0, 0)), facts.work_before.get(kind, (0, 0))[0]))
        for kind, label in Activity.Kind.choices
    ]
    return Table(
        f"What practice educators did in {facts.year}",
        ("Activity", "Activities", "People", f"Activities in {facts.year.previous}"),
        tuple(rows),
    )


def councils_table(now: Headcount) -> Table:
    """Return the councils side by side."""
    names = sorted(now.by("council"))
    alone = {name: Headcount(tuple(group for group in now.groups if group.council == name)) for name in names}
    rows = [council_row(name, count) for name, count in alone.items()]
    return Table(
        "Practice educators by council",
        ("Council", "Practice educators", "Stage 2", "Share at Stage 2", "Independent"),
        (*rows, council_row("Partnership", now, is_total=True)),
    )


def council_row(name: str, count: Headcount, *, is_total: bool = False) -> Row:
    """Return one council's line."""
    part = share(count.stage_2, count.people)
    return Row((name, count.people, count.stage_2, part, count.independents), is_total)


def notes(facts: Facts) -> tuple[str, ...]:
    """Return what a reader must know."""
    return (
        f"The register is counted on {words(facts.day)}, and last year's on {words(facts.year.previous.ends_on)}.",
        "People are shown at the team they are with now. An activity is counted in every year in which it has a day.",
        f"The target for independents is a setting: {INDEPENDENTS.words} of practice educators.",
    )
