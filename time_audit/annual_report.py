"""The time audit's chapter of the yearly report. An audit belongs to the year in which it starts."""

from decimal import Decimal

from django.db.models import QuerySet
from django.utils.timezone import localdate

from kmtp.figures import (
    Bar,
    BarChart,
    Definition,
    Figure,
    Row,
    Section,
    StackedBar,
    StackedBarChart,
    Table,
    Value,
)
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from time_audit import hours, returns
from time_audit.hours import Average, Measure, Summary
from time_audit.models import Audit, Participant
from time_audit.returns import Results

KEY, TITLE = "time-audit", "What practice education takes: the time audit"


def section(*, year: AcademicYear, organisation: Organisation | None) -> Section:
    """Return the chapter for a council, a university or (``None``) the whole partnership."""
    people = participants(year, organisation)
    now = returns.results(people, today=localdate())
    before = returns.results(participants(year.previous, organisation), today=localdate()).summary
    if not now.summary.participants:
        return Section(KEY, TITLE, f"No time audit with returned weeks started in {year}.")
    if now.summary.is_small or not now.summary.returned:
        return _nothing_to_show(now.summary)
    return Section(
        KEY,
        TITLE,
        _finding(now.summary),
        figures=(*_totals(now.summary, before), *_about(people, now.summary, before)),
        charts=_charts(now),
        tables=_tables(now),
        notes=_notes(people),
    )


def participants(year: AcademicYear, organisation: Organisation | None) -> QuerySet:
    """Return those who take part in the audits of ``year``, of one partner or of all."""
    return Participant.objects.of(organisation).filter(audit__in=Audit.objects.starting_in(year))


def _nothing_to_show(summary: Summary) -> Section:
    few = "Fewer than 5 practice educators took part, so what they recorded is not shown."
    blank = "A time audit started, but no week has been returned."
    coverage = f"Coverage: {summary.coverage_in_words} returned."
    return Section(KEY, TITLE, few if summary.is_small else blank, notes=(coverage,))


def _finding(summary: Summary) -> str:
    day, late, both = (measure.average.hours for measure in summary.measures)
    return (
        f"{summary.participants} practice educators recorded {_hours(summary.daytime)} in the daytime and "
        f"{_hours(summary.out_of_hours)} out of hours: {day} and {late} hours a week, {both} together "
        f"(÷ {summary.returned:,} PE-weeks returned)."
    )


def _hours(measure: Measure) -> str:
    return f"{measure.words} hours"


def _totals(now: Summary, before: Summary) -> tuple[Figure, ...]:
    """The figures in the order of the partnership's own table: totals, averages, highest weeks."""
    pairs = (("day", now.daytime, before.daytime), ("late", now.out_of_hours, before.out_of_hours))
    known = bool(before.returned)
    return (
        *(_total(key, one, old if known else None) for key, one, old in pairs),
        *(_average(key, one, old if known else None) for key, one, old in pairs),
        _average("both", now.both, before.both if known else None),
        *(_highest(key, one, old if known else None) for key, one, old in pairs),
    )


def _total(key: str, now: Measure, before: Measure | None) -> Figure:
    text = f"All time recorded as {now.label.lower()}, of every kind of work, in the weeks returned."
    last = before.hours if before else None
    return Figure(f"total-{key}", f"Total, {now.label.lower()}", now.hours, Definition(text), "hours", last)


def _average(key: str, now: Measure, before: Measure | None) -> Figure:
    text = (
        f"Sum ÷ PE-weeks returned, weeks with nothing included and blank weeks left out: {_sum(now.average)}. "
        f"÷ placement weeks elapsed: {_sum(now.alternative)}."
    )
    last = before.average.hours if before else None
    label = f"Average a week, {now.label.lower()}"
    return Figure(f"average-{key}", label, now.average.hours, Definition(text), "hours", last, places=2)


def _sum(average: Average) -> str:
    return f"{average.formula} = {average.hours}"


def _highest(key: str, now: Measure, before: Measure | None) -> Figure:
    text = "The most that one practice educator recorded in one week."
    last = before.highest if before else None
    label = f"Highest week, {now.label.lower()}"
    return Figure(f"highest-{key}", label, now.highest, Definition(text), "hours", last)


def _about(people: QuerySet, now: Summary, before: Summary) -> tuple[Figure, ...]:
    audits = people.order_by().values("audit").distinct().count()
    took_part = Definition("Practice educators who take part in them, each counted once.")
    coverage = Definition(f"PE-weeks returned ÷ placement weeks elapsed: {now.coverage_in_words}.")
    last: Value = before.participants or None
    return (
        Figure("audits", "Time audits", audits, Definition("Audits that started in the year.")),
        Figure("participants", "Took part", now.participants, took_part, last_year=last),
        Figure("coverage", "Coverage", now.coverage, coverage, "%", before.coverage),
    )


def _charts(now: Results) -> tuple[BarChart | StackedBarChart, ...]:
    return (category_chart(now), share_chart(now.summary))


def category_chart(now: Results) -> BarChart:
    """Return the kinds of work as bars of hours, the longest first."""
    bars = tuple(Bar(one.label, _in_hours(one.total)) for one in now.categories)
    title = f"{now.categories[0].label} took the most time" if bars else "No time was recorded"
    words = "; ".join(f"{bar.label} {bar.value} hours" for bar in bars) or "No time was recorded."
    return BarChart(title=title, description=words, bars=bars, unit="hours")


def share_chart(summary: Summary) -> StackedBarChart:
    """Return how much of all time was out of hours."""
    share = summary.share_out_of_hours
    return StackedBarChart(
        title=f"{share if share is not None else 0} % of the time was out of hours",
        description=f"Daytime {_hours(summary.daytime)}, out of hours {_hours(summary.out_of_hours)}.",
        parts=("Daytime", "Out of hours"),
        bars=(StackedBar("All time recorded", (summary.daytime.hours, summary.out_of_hours.hours)),),
        unit="hours",
    )


def _in_hours(amount: int) -> Decimal:
    return hours.Measure("", (amount,), 1).hours


def _tables(now: Results) -> tuple[Table, ...]:
    spread = tuple(
        Row((one.label, str(one.median), " to ".join(map(str, one.quartiles or ())), str(one.highest)))
        for one in now.summary.measures
    )
    head = ("Hours in a week", "Median", "Middle half of the weeks", "Highest")
    return (
        Table("How the weeks differ", head, spread),
        group_table("By third of the placement", {str(key): one for key, one in now.phases.items()}),
        group_table("By service area", now.services),
    )


def group_table(caption: str, groups: dict[str, Summary]) -> Table:
    """Return the averages of several groups, each with its denominator; small ones are not shown."""
    head = ("", "Daytime", "Out of hours", "Both", "PE-weeks returned")
    return Table(caption, head, tuple(Row((name, *_cells(one))) for name, one in groups.items()))


def _cells(summary: Summary) -> tuple[str, ...]:
    if summary.is_small:
        return ("fewer than 5 people", "", "", "")
    averages = (str(one.average.hours) if summary.returned else "not known" for one in summary.measures)
    return (*averages, f"{summary.returned:,} of {summary.expected:,}")


def _notes(people: QuerySet) -> tuple[str, ...]:
    written = people.exclude(audit__published_note="").order_by("audit__starts_on")
    return tuple(dict.fromkeys(written.values_list("audit__published_note", flat=True)))
