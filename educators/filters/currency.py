"""The filters of the pages about currency."""

from datetime import date
from functools import reduce
from operator import or_

from django.db.models import DateField, Func, Q, QuerySet
from django.utils.timezone import localdate

from educators import renewal
from educators.currency import months_after
from educators.filters.register import councils, names_of, teams_asked_for
from educators.models import Activity, Educator, ReturnPlan
from educators.tables.currency import STANDING_WORDS
from educators.tables.register import STAGE_WORDS
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Locality, ServiceArea, Team
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter

AHEAD = {"3": "In the next 3 months", "6": "In the next 6 months", "12": "In the next 12 months"}


def registration_is_due(day: date) -> Q:
    """Return the condition that a registration was not looked up in this cycle, has passed or is not known."""
    looked_up_before = Q(registration_checked_on__lt=renewal.cycle_of(day)) | Q(registration_checked_on=None)
    return looked_up_before | Q(registered_until__lt=day) | Q(registered_until=None)


class LastDay(Func):
    """The last day on which a row of the register is current: the window's months after the day it counts from."""

    template = "CAST(%(expressions)s AS date)"
    arg_joiner = " + interval '1 month' * "
    output_field = DateField()


def with_last_day(rows: QuerySet[Educator]) -> QuerySet[Educator]:
    """Add ``lapses_on`` to rows of the register, so that no filter asks for the policy again."""
    return rows.annotate(lapses_on=LastDay("counted_from", "window"))


def lapses_within(months: list[str]) -> Q:
    """Return the condition that somebody who is current lapses within so many months."""
    today = localdate()
    last = months_after(today, max(int(number) for number in months))
    return Q(lapses_on__range=(today, last)) & ~Q(currency="trainee")


def lapses_in(months: list[str]) -> Q:
    """Return the condition that somebody lapses in one of these months, such as "2020-03"."""
    firsts = [date(int(month[:4]), int(month[5:]), 1) for month in months]
    found = (Q(lapses_on__gte=first, lapses_on__lt=months_after(first, 1)) for first in firsts)
    return reduce(or_, found) & ~Q(currency="trainee")


def months_ahead(request: object) -> list[tuple[str, str]]:
    """Return this month and the six after it."""
    first = localdate().replace(day=1)
    days = [months_after(first, number) for number in range(7)]
    return [(f"{day:%Y-%m}", f"{day:%B} {day.year}") for day in days]


class CurrencyFilters(FilterSet):
    """How they stand, when they lapse, and where they are."""

    q = SearchFilter(column="words", label="Name or team")
    council = FacetFilter("council__slug", label="Council", choices=councils)
    state = FacetFilter("currency", label="Currency", choices=list(STANDING_WORDS.items()))
    lapses = FacetFilter(label="Lapses", choices=list(AHEAD.items()), q=lapses_within)
    stage = FacetFilter("stage", label="Stage", choices=list(STAGE_WORDS.items()))
    month = FacetFilter(label="Month of the lapse", choices=months_ahead, q=lapses_in)
    locality = FacetFilter("team__locality__name", label="Locality", choices=names_of(Locality))
    team = FacetFilter("team_id", label="Team", choices=teams_asked_for, is_listed=False)

    class Meta:
        """Of the register."""

        model = Educator
        fields: list[str] = []


def teams(request: object) -> list[tuple[str, str]]:
    """Return the names of the person's teams."""
    visible = Team.objects.visible_to(request.user).order_by("name")  # type: ignore[attr-defined]
    return [(name, name) for name in visible.values_list("name", flat=True).distinct()]


class RegistrationFilters(FilterSet):
    """Where they are."""

    q = SearchFilter(column="words", label="Name, SWE number or team")
    council = FacetFilter("council__slug", label="Council", choices=councils)
    team = FacetFilter("team__name", label="Team", choices=teams, only_found=True)

    class Meta:
        """Of the register."""

        model = Educator
        fields: list[str] = []


def reviewed_by_today(values: list[str]) -> Q:
    """Return the condition that the review of an open plan has come, or its last day has passed."""
    today = localdate()
    days = {"review": Q(review_on__lte=today), "over": Q(ends_on__lt=today)}
    return Q(state="open") & reduce(or_, (days[one] for one in values))


class ReturnPlanFilters(FilterSet):
    """How a plan stands, and whose it is."""

    q = SearchFilter(column="educator__words", label="Name or team")
    council = FacetFilter("educator__council__slug", label="Council", choices=councils)
    state = FacetFilter("state", label="Plan", choices=ReturnPlan.State.choices)
    due = FacetFilter(
        label="Due",
        choices=[("review", "Review is due"), ("over", "Last day has passed")],
        q=reviewed_by_today,
    )

    class Meta:
        """Of return plans."""

        model = ReturnPlan
        fields: list[str] = []


def academic_years(request: object) -> list[tuple[str, str]]:
    """Return this academic year and the four before it."""
    this = AcademicYear.of(localdate()).start
    return [(str(year), str(year)) for year in map(AcademicYear, range(this, this - 5, -1))]


def in_years(years: list[str]) -> Q:
    """Return the condition that an activity has a day in one of the academic years."""
    found = (Activity.objects.in_year(AcademicYear.parse(year)) for year in years)
    return reduce(or_, (Q(pk__in=rows.order_by().values("pk")) for rows in found))


class ActivityFilters(FilterSet):
    """What was done when, and by whom."""

    q = SearchFilter(column="educator__words", label="Name or team")
    council = FacetFilter("educator__council__slug", label="Council", choices=councils)
    year = FacetFilter(label="Academic year", choices=academic_years, q=in_years)
    kind = FacetFilter("kind", label="Activity", choices=Activity.Kind.choices)
    area = FacetFilter(
        "educator__team__service_area__name", label="Service area", choices=names_of(ServiceArea)
    )

    class Meta:
        """Of activities."""

        model = Activity
        fields: list[str] = []
