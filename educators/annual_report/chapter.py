"""The chapter on practice educators: how many, at which stage, where, who is current and who is in training."""

from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from educators.annual_report import activities, currency, headcount, independents, recruitment, training
from educators.currency import in_words
from educators.models.independents import independents_on
from educators.target import Target
from kmtp.figures import BarChart, Figure, Section, StackedBarChart, Table, share
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the chapter is made of; of a pair the first is this year's, the second last year's."""

    year: AcademicYear
    day: date
    people: tuple[headcount.Headcount, headcount.Headcount]
    training: training.Supported
    work: tuple[activities.Work, activities.Work]
    standing: tuple[currency.States, currency.States]
    applied: tuple[recruitment.States, recruitment.States]
    target: Target

    @property
    def now(self) -> headcount.Headcount:
        """The register of this year."""
        return self.people[0]


def gathered(year: AcademicYear, organisation: Organisation | None, today: date) -> Facts:
    """Read everything, in eleven queries."""
    days = (min(year.ends_on, today), year.previous.ends_on)
    now, before = currency.counted(days, organisation)
    return Facts(
        year=year,
        day=days[0],
        people=(headcount.counted(days[0], organisation), headcount.counted(days[1], organisation)),
        training=training.counted(year, organisation),
        work=(activities.active_in(year, organisation), activities.active_in(year.previous, organisation)),
        standing=(now, before),
        applied=recruitment.counted(year, organisation),
        target=independents_on(days[0]),
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
        return f"No practice educator with an award was on the register on {in_words(facts.day)}."
    return (
        f"{now.people:,} practice educators are on the register; "
        f"{share(now.stage_2, now.people)} of them are qualified to PEPS Stage 2."
    )


def figures(facts: Facts) -> list[Figure]:
    """Return the figures, those for the fact box first."""
    return [
        *headcount.stage_figures(*facts.people, facts.day),
        *training.figures(facts.training),
        headcount.stage_1_figure(*facts.people, facts.day),
        *independents.figures(*facts.people, facts.target),
        *currency.figures(*facts.standing),
    ]


def charts(facts: Facts) -> list[BarChart | StackedBarChart]:
    """Return the pictures; a year without anybody has none."""
    if not facts.now.people:
        return []
    places = [headcount.places_chart(*facts.people, what) for what in headcount.WHERE]
    return [headcount.stages_chart(facts.year, *facts.people), *places]


def tables(facts: Facts, organisation: Organisation | None) -> list[Table]:
    """Return the stages by place, the currency, what they did, recruitment and target; councils side by side first."""
    places = (
        [headcount.places_table(*facts.people, what) for what in headcount.WHERE] if facts.now.people else []
    )
    found = [
        headcount.councils_table(facts.now) if organisation is None else None,
        *places,
        currency.table(*facts.standing) if facts.now.people else None,
        activities.table(facts.year, *facts.work),
        recruitment.table(facts.year, *facts.applied),
        training.target_table(facts.training),
    ]
    return [table for table in found if table is not None]


def notes(facts: Facts) -> tuple[str, ...]:
    """Return what a reader must know."""
    now, before = facts.standing
    return (
        f"The register is counted on {in_words(now.day)}, and last year's on {in_words(before.day)}.",
        "People are shown at the team they are with now. An activity is counted in every year in which it has a day.",
        f"On {in_words(now.day)} somebody was current with {currency.in_policy(now.policy)}; "
        f"“due to lapse” means within {now.policy.warn_months} months of that day.",
        f"The target for independents on {in_words(now.day)}: {facts.target.words} of practice educators.",
    )
