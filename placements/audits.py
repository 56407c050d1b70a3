"""Where teams stand by their newest audit: for lists, for other pages, and for the rule that a team can host."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, OuterRef, QuerySet, Subquery, Value, When

from kmtp.partnership import access
from kmtp.partnership.models import Team
from placements import auditing
from placements.models import TeamAudit
from placements.models.audit import PERMISSION


def newest_of(teams: Iterable[int]) -> dict[int, TeamAudit]:
    """Return the newest audit of each team, by the team's key; one that was never audited is left out. One query."""
    return {audit.team_id: audit for audit in TeamAudit.objects.newest().filter(team__in=list(teams))}


def may_host_on(teams: QuerySet[Team], day: date) -> QuerySet[Team]:
    """Return the teams without those whose newest audit is not valid any more on ``day``.

    A team that was never audited stays: the audit is made before the first student, and the page says so.
    """
    lapsed = TeamAudit.objects.newest().filter(valid_until__lt=day)
    return teams.exclude(pk__in=lapsed.values("team"))


def teams_of(user: Any, today: date) -> QuerySet[Team]:
    """Return the open teams whose audits ``user`` looks after, with ``standing`` and the newest audit's facts."""
    teams = Team.objects.filter(access.within(user, PERMISSION, "organisation")).open_on(today)
    newest = TeamAudit.objects.filter(team=OuterRef("pk")).order_by("-audited_on", "-pk")
    facts = {
        f"audit_{name}": Subquery(newest.values(name)[:1])
        for name in ("pk", "audited_on", "valid_until", "grade", "most_students")
    }
    return teams.annotate(**facts).annotate(standing=_standing(today))


def lapsing(user: Any, today: date) -> Any:
    """Return the teams that need a new audit soon."""
    teams: Any = teams_of(user, today)
    return teams.filter(standing=auditing.LAPSING)


def _standing(today: date) -> Case:
    """The database's own version of ``auditing.standing``; a test compares the two."""
    return Case(
        When(audit_valid_until=None, then=Value(auditing.NEVER)),
        When(audit_valid_until__lt=today, then=Value(auditing.LAPSED)),
        When(audit_valid_until__lte=auditing.soon(today), then=Value(auditing.LAPSING)),
        default=Value(auditing.VALID),
        output_field=CharField(),
    )
