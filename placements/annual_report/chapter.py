"""The chapter on placements: what started, how it stands, its days and journeys, who waits, and what drafts did."""

from collections.abc import Iterator
from dataclasses import dataclass

from kmtp.figures import Figure, Section, Table
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from placements.annual_report import asked, drafted, journeys, outcomes, practice_days, started

#: Said of every figure of this chapter.
RULE = "A placement is counted in the academic year in which it starts; withdrawn ones are not counted."


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the chapter is made of, of the year and of the one before."""

    started: started.Counted
    outcomes: outcomes.Outcomes
    days: practice_days.Days
    journeys: journeys.Journeys
    asked: asked.Asked
    drafted: drafted.Drafted


def gathered(year: AcademicYear, council: Organisation | None) -> Facts:
    """Read everything, in fifteen queries."""
    counted = started.count(year, council)
    return Facts(
        counted,
        outcomes.count(year, council),
        practice_days.count(counted, year, council),
        journeys.count(year, council),
        asked.count(year, council),
        drafted.count(year, council),
    )


def section(*, year: AcademicYear, organisation: Organisation | None) -> Section:
    """Return the chapter for a council, or for the whole partnership."""
    facts = gathered(year, organisation)
    practice, before = facts.started.both(lambda line: line.is_practice)
    return Section(
        key="placements",
        title="Placements",
        finding=started.finding(facts.started, practice, before),
        figures=tuple(figures(facts)),
        charts=tuple(started.charts(facts.started)),
        tables=tuple(tables(facts)),
        notes=notes(facts),
    )


def figures(facts: Facts) -> Iterator[Figure]:
    """Yield the figures, those of the fact box first."""
    yield from started.figures(facts.started)
    yield from outcomes.figures(facts.outcomes)
    yield from practice_days.figures(facts.days)
    yield from journeys.figures(facts.journeys)
    yield from asked.figures(facts.asked)
    yield from drafted.figures(facts.drafted)


def tables(facts: Facts) -> Iterator[Table]:
    """Yield the tables that have something to say."""
    counted = facts.started
    yield started.every_kind(counted)
    yield practice_days.table(facts.days)
    yield started.by_place(counted, counted.universities, "University")
    yield started.by_place(counted, counted.areas, "Service area")
    yield from started.by_district(counted)
    yield from outcomes.tables(facts.outcomes)
    yield from asked.tables(facts.asked)


def notes(facts: Facts) -> tuple[str, ...]:
    """Return what a reader must know."""
    found = (RULE, started.what_practice_means(), journeys.NOTE)
    return (*found, outcomes.NOTE) if outcomes.has_any(facts.outcomes) else found
