"""The rows of a time audit as the values that ``time_audit.hours`` reckons with. Two queries, however many weeks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from kmtp.partnership import access
from kmtp.partnership.access import Role
from time_audit import hours
from time_audit.categories import CATEGORIES
from time_audit.hours import AskedWeek, Summary
from time_audit.models import Audit, Entry, Participant, Week

#: What a result calls the service areas that are too small to stand alone.
OTHERS = "Other service areas together"


@dataclass(frozen=True, slots=True)
class CategoryTime:
    """The minutes of one kind of work."""

    label: str
    daytime: int
    out_of_hours: int

    @property
    def total(self) -> int:
        """Both together."""
        return self.daytime + self.out_of_hours

    @property
    def parts(self) -> tuple[tuple[str, int], tuple[str, int]]:
        """The two kinds of time with their names."""
        return ("Daytime", self.daytime), ("Out of hours", self.out_of_hours)


@dataclass(frozen=True, slots=True)
class Results:
    """What an audit, or several, came to."""

    summary: Summary
    phases: dict[hours.Phase, Summary]
    services: dict[str, Summary]
    categories: tuple[CategoryTime, ...]


def with_everything(participants: QuerySet) -> QuerySet:
    """Return the participants with what their weeks and names need, in one query."""
    return participants.select_related("audit", "educator", "placement__team__service_area")


def weeks_of(participants: Iterable[Participant]) -> dict[tuple[int, date], Week]:
    """Return the weeks on record by participant and Monday, each with its ``daytime`` and ``out_of_hours``."""
    found = Week.objects.filter(participant__in=[one.pk for one in participants]).annotate(
        daytime=Coalesce(Sum("entries__daytime"), 0), out_of_hours=Coalesce(Sum("entries__out_of_hours"), 0)
    )
    return {(week.participant_id, week.week_starts_on): week for week in found.order_by()}


def asked_weeks(participants: Sequence[Participant], *, today: date) -> list[AskedWeek]:
    """Return every week that is over by ``today`` or was returned before its end."""
    weeks = weeks_of(participants)
    return [asked for one in participants for asked in _asked_of(one, weeks, today)]


def _asked_of(
    participant: Participant, weeks: dict[tuple[int, date], Week], today: date
) -> Iterable[AskedWeek]:
    span = participant.span
    elapsed = set(span.elapsed(today))
    for monday in span.weeks():
        week = weeks.get((participant.pk, monday))
        returned = week if week and week.is_returned else None
        if returned or monday in elapsed:
            yield _asked(participant, monday, returned, span.phase(monday))


def _asked(participant: Participant, monday: date, week: Week | None, phase: hours.Phase | None) -> AskedWeek:
    return AskedWeek(
        participant=participant.educator_id,
        week=(participant.pk, monday),
        daytime=getattr(week, "daytime", None),
        out_of_hours=getattr(week, "out_of_hours", None),
        phase=phase,
        service=participant.placement.team.service_area.name,
    )


def results(participants: QuerySet, *, today: date, names_small: bool = False) -> Results:
    """Return what these participants' weeks come to. Three queries.

    Service areas with fewer than five people are put together, unless ``names_small``.
    """
    people = list(with_everything(participants))
    asked = asked_weeks(people, today=today)
    services = hours.by_service(asked if names_small else hours.pooled(asked, OTHERS))
    return Results(hours.summarise(asked), hours.by_phase(asked), services, categories(people))


def categories(participants: Iterable[Participant]) -> tuple[CategoryTime, ...]:
    """Return the time of each kind of work that took any, the longest first."""
    rows = Entry.objects.filter(
        week__participant__in=[one.pk for one in participants], week__submitted_at__isnull=False
    )
    sums = rows.order_by().values("category").annotate(day=Sum("daytime"), late=Sum("out_of_hours"))
    found = [CategoryTime(CATEGORIES[row["category"]].label, row["day"], row["late"]) for row in sums]
    return tuple(sorted(found, key=lambda one: (-one.total, one.label)))


def coverage(audits: Iterable[Audit], user: access.User, *, today: date) -> dict[int, Summary]:
    """Return the summary of each audit over the participants that ``user`` may know of. Two queries."""
    ids = [audit.pk for audit in audits]
    people = list(with_everything(Participant.objects.visible_to(user).filter(audit__in=ids)))
    audit_of = {one.pk: one.audit_id for one in people}
    asked = asked_weeks(people, today=today)
    return hours.summaries(asked, lambda week: audit_of[week.week[0]])  # type: ignore[index]  # see _asked


def sees_small_numbers(user: access.User, audit: Audit) -> bool:
    """Say whether figures of fewer than five people may be shown: to the own council's coordinator alone."""
    held = access.grants(user, "time_audit.view_audit")
    return any(grant.role == Role.COORDINATOR and grant.organisation == audit.council_id for grant in held)
