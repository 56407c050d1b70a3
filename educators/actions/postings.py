"""Move educators between teams. The trigger of the register keeps the dates."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from educators.models import Educator, Posting, Succession
from kmtp.audit import Refused, current_key, recorded
from kmtp.partnership.models import Person, Team

MOVED = "Moved to another team"


class Moved(NamedTuple):
    """How many were moved, and the key of the move in the trail, by which it is undone."""

    number: int
    key: UUID


@recorded(MOVED)
def move(*, educators: Iterable[Educator], team: Team, on: date, by: Person | None) -> Moved:
    """Put educators of one council into a team from a day on. The team is locked first, as when it closes."""
    team = Team.objects.select_for_update().get(pk=team.pk)
    keys = [educator.pk for educator in educators]
    rows = Educator.objects.select_for_update(of=("self",)).filter(pk__in=keys).exclude(team=team)
    movers = list(rows.order_by("pk"))
    _refuse(movers, team, on)
    with_day(on)
    moved = Educator.objects.filter(pk__in=[one.pk for one in movers]).update(team=team)
    with_day(None)
    return Moved(moved, current_key())


def _refuse(movers: list[Educator], team: Team, on: date) -> None:
    if any(one.council_id != team.organisation_id for one in movers):
        raise Refused("Choose a team of the council on whose register they stand.")
    if on < team.valid_from or (team.valid_to and on > team.valid_to):
        raise Refused(f"{team} is not open on that day. Choose another day or team.")
    if Posting.objects.filter(educator__in=movers, started_on__gt=on).exists():
        raise Refused("Somebody joined the present team after that day. Enter a later day.")


def with_day(day: date | None) -> None:
    """Tell the trigger on which day what follows in this transaction happens; ``None`` means today."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kmtp.moved_on', %s, true)", [day.isoformat() if day else ""])


def follow_closures(*, today: date) -> int:
    """Move whoever is still in a team that closed to the team that took over; return how many moved."""
    moved = 0
    for succession in Succession.objects.due_on(today).select_related("team", "successor"):
        moved += follow(succession, by=None, today=today)
    return moved


def follow(succession: Succession, *, by: Person | None, today: date) -> int:
    """Move those on the register from the closed team to its successor, from the day after it closed."""
    last_day = succession.team.valid_to
    if last_day is None or last_day >= today:
        return 0
    staying = Educator.objects.on_the_register_on(today).filter(team=succession.team)
    later = Posting.objects.filter(team=succession.team, ended_on=None, started_on__gt=last_day)
    staying = staying.exclude(pk__in=later.values("educator"))
    day = last_day + timedelta(days=1)
    return move(educators=staying, team=succession.successor, on=day, by=by).number
