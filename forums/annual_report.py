"""The forums' chapter of the yearly report: everything is counted from rows."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum

from forums import attendance
from forums.attendance import Numbers
from forums.models import Booking, Forum, Session
from kmtp.figures import Bar, BarChart, Definition, Figure, Row, Section, Table, percentage
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from kmtp.ui.templatetags.ui import in_words

KEY, TITLE = "forums", "Forums for practice educators"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a year's forums come to."""

    forums: int
    joint: int
    cancelled: int
    sessions: int
    booked: int
    attended: int
    people: int
    hours: Decimal

    @property
    def is_known(self) -> bool:
        """Whether any forum of the year is recorded; otherwise there is nothing to compare with."""
        return bool(self.forums or self.cancelled)


def section(*, year: AcademicYear, organisation: Organisation | None) -> Section:
    """Return the chapter for a year: a council's own people at the joint and its own forums, or everybody."""
    this, last = count(year, organisation), count(year.previous, organisation)
    councils = by_council(year, organisation)
    return Section(
        key=KEY,
        title=TITLE,
        finding=_finding(this, year),
        figures=_figures(this, last, organisation),
        charts=_charts(councils, by_council(year.previous, organisation), year),
        tables=_tables(year, organisation, councils),
        notes=_notes(this),
    )


def council_of(organisation: Organisation | None) -> Organisation | None:
    """Return the council whose own people alone are counted; nothing for a university or the whole."""
    is_council = organisation is not None and organisation.kind == Organisation.Kind.COUNCIL
    return organisation if is_council else None


def held(year: AcademicYear, organisation: Organisation | None) -> QuerySet[Forum]:
    """Return the forums that count: held on a day of the year, joint or the partner's own."""
    return Forum.objects.held().in_year(year).open_to(organisation)


def bookings(year: AcademicYear, organisation: Organisation | None) -> QuerySet[Booking]:
    """Return the places booked at them; a council's report counts its own people."""
    places = Booking.objects.places().at(held(year, organisation).order_by().values("pk"))
    council = council_of(organisation)
    return places.filter(educator__council=council) if council else places


def count(year: AcademicYear, organisation: Organisation | None) -> Counts:
    """Count a year. Three queries."""
    forums = (
        Forum.objects.in_year(year)
        .open_to(organisation)
        .aggregate(
            forums=Count("pk", filter=Q(state="held")),
            joint=Count("pk", filter=Q(state="held", council__isnull=True)),
            cancelled=Count("pk", filter=Q(state="cancelled")),
        )
    )
    sessions = Session.objects.filter(forum__in=held(year, organisation).order_by().values("pk")).count()
    came = Q(attended=True)
    length = ExpressionWrapper(F("forum__ends_at") - F("forum__starts_at"), output_field=DurationField())
    places = (
        bookings(year, organisation)
        .order_by()
        .aggregate(
            booked=Count("pk"),
            present=Count("pk", filter=came),
            people=Count("educator", filter=came, distinct=True),
            time=Sum(length, filter=came),
        )
    )
    time, attended = places.pop("time"), places.pop("present")
    hours = Decimal(round(time.total_seconds())) / 3600 if time else Decimal()
    return Counts(sessions=sessions, hours=hours, attended=attended, **forums, **places)


def by_council(year: AcademicYear, organisation: Organisation | None) -> list[Numbers]:
    """Return the numbers of each council; a council's report shows its own alone."""
    found = attendance.by_council(held(year, organisation).order_by().values("pk"))
    council = council_of(organisation)
    return [one for one in found if council is None or one.council == council.short_name]


def _finding(this: Counts, year: AcademicYear) -> str:
    if not this.forums:
        return f"No forum was held in {year}."
    forums = "1 forum was" if this.forums == 1 else f"{this.forums} forums were"
    places = "1 place was" if this.attended == 1 else f"{this.attended:,} places were"
    return f"{forums} held in {year}, and {places} attended."


def _figures(this: Counts, last: Counts, organisation: Organisation | None) -> tuple[Figure, ...]:
    council = council_of(organisation)
    whose = f"practice educators of {council.short_name}" if council else "practice educators"
    return tuple(
        Figure(
            key,
            label,
            value(this),
            Definition(words.format(whose=whose)),
            unit=unit,
            last_year=value(last) if last.is_known else None,
        )
        for key, label, value, unit, words in (
            ("forums_held", "Forums held", lambda one: one.forums, "", HELD),
            ("forum_sessions", "Sessions", lambda one: one.sessions, "", SESSIONS),
            ("forum_places_booked", "Places booked", lambda one: one.booked, "", BOOKED),
            ("forum_places_attended", "Places attended", lambda one: one.attended, "", ATTENDED),
            ("forum_attendance", "Attendance", _attendance, "%", SHARE),
            ("forum_people", "Practice educators who came", lambda one: one.people, "", PEOPLE),
            ("forum_hours", "Hours of CPD", lambda one: one.hours, "hours", HOURS),
        )
    )


def _attendance(one: Counts) -> Decimal | None:
    return percentage(one.attended, one.booked)


HELD = (
    "Forums on a day of the academic year, joint or the partner’s own, whose register was taken. Cancelled "
    "forums are not counted."
)
SESSIONS = "The sessions in the programmes of the forums held."
BOOKED = "Places of {whose} at the forums held; cancelled bookings and the waiting list are not counted."
ATTENDED = (
    "Places booked whose holder was ticked on the register: somebody who came to two forums counts twice."
)
SHARE = "Places attended as a share of places booked by {whose}."
PEOPLE = "Different {whose} who attended at least one forum."
HOURS = "For each place attended, the length of the forum from start to end."


def _charts(this: list[Numbers], last: list[Numbers], year: AcademicYear) -> tuple[BarChart, ...]:
    before = {one.council: one.attended for one in last}
    now = {one.council: one.attended for one in this}
    bars = [Bar(name, now.get(name, 0), before.get(name)) for name in sorted({*now, *before})]
    if not any(bar.value for bar in bars):
        return ()
    most = max(bars, key=lambda bar: bar.value or 0)
    return (
        BarChart(
            title=f"Places attended at forums in {year}, by council",
            description=f"Most places were attended from {most.label}: {most.value}.",
            bars=tuple(bars),
            unit="places",
        ),
    )


def _tables(
    year: AcademicYear, organisation: Organisation | None, councils: list[Numbers]
) -> tuple[Table, ...]:
    tables = [_titles(year, organisation)]
    if len(councils) > 1:
        rows = tuple(Row((one.council, one.booked, one.attended)) for one in councils)
        tables.append(Table("Attendance by council", ("Council", "Booked", "Attended"), rows))
    return tuple(table for table in tables if table.rows)


def _titles(year: AcademicYear, organisation: Organisation | None) -> Table:
    places = bookings(year, organisation).order_by().values("forum")
    found = places.annotate(booked=Count("pk"), came=Count("pk", filter=Q(attended=True)))
    numbers = {row["forum"]: (row["booked"], row["came"]) for row in found}
    forums = held(year, organisation).select_related("council").order_by("held_on", "starts_at", "pk")
    rows = tuple(
        Row((one.title, in_words(one.held_on), one.host, *numbers.get(one.pk, (0, 0)))) for one in forums
    )
    return Table(f"Forums held in {year}", ("Forum", "Day", "Host", "Booked", "Attended"), rows)


def _notes(this: Counts) -> tuple[str, ...]:
    if not this.cancelled:
        return ()
    return ("1 forum was cancelled." if this.cancelled == 1 else f"{this.cancelled} forums were cancelled.",)
