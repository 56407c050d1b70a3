"""Undo a move of several people to a team: whoever was not moved again since goes back to where she was.

The trail is what the move is read from: its line names whom it moved, and the entry before each says from where.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from educators.actions.postings import MOVED, with_day
from educators.models import Educator, Posting
from kmtp.audit import recorded
from kmtp.partnership.models import Person, Team


@dataclass(frozen=True, slots=True)
class Mover:
    """Somebody who was moved: her team before (none for none), and since when she is where she was moved to."""

    educator: Educator
    team: Team | None
    since: date | None
    why_she_stays: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A move by its key in the trail: who goes back when it is undone, and who stays, each with a reason."""

    key: UUID
    back: tuple[Mover, ...]
    stay: tuple[Mover, ...]


def find(key: UUID, *, by: Person, today: date) -> Move | None:
    """Return the move as far as it concerns people whom ``by`` may move; ``None`` when it concerns none of them."""
    entries = {entry["pgh_obj_id"]: entry for entry in _entries(key)}
    rows = Educator.objects.visible_to(by).filter(pk__in=entries).select_related("council", "team")
    open_posting = Posting.objects.filter(educator=OuterRef("pk"), ended_on=None)
    rows = rows.annotate(since=Subquery(open_posting.values("started_on")[:1]))
    mine = [one for one in rows if by.has_perm("educators.change_educator", one)]
    teams = Team.objects.in_bulk({entry["was"] for entry in entries.values() if entry["was"]})
    movers = [_mover(one, entries[one.pk], teams, today) for one in mine]
    back = tuple(one for one in movers if not one.why_she_stays)
    return Move(key, back, tuple(one for one in movers if one.why_she_stays)) if movers else None


def _entries(key: UUID) -> QuerySet[Any, dict[str, Any]]:
    """Return for each person moved: the team she went to and came from, and whether she was moved again since.

    Only who was there before counts: the trail may lend the line to what else the same transaction adds.
    """
    trail: QuerySet[Any] = Educator.pgh_event_models["update"].objects.all()  # type: ignore[attr-defined]
    hers = trail.filter(pgh_obj_id=OuterRef("pgh_obj_id"))
    before = hers.filter(pgh_id__lt=OuterRef("pgh_id")).order_by("-pgh_id")
    again = hers.filter(pgh_id__gt=OuterRef("pgh_id")).exclude(team_id=OuterRef("team_id"))
    moved = trail.filter(Exists(before), pgh_context=key, pgh_context__metadata__what=MOVED)
    found = moved.annotate(was=Subquery(before.values("team_id")[:1]), again=Exists(again))
    truly: QuerySet[Any, dict[str, Any]] = found.filter(~Q(team_id=F("was")) | Q(was=None)).values(
        "pgh_obj_id", "team_id", "was", "again"
    )
    return truly


def _mover(educator: Any, entry: dict[str, Any], teams: dict[int, Team], today: date) -> Mover:
    team = teams.get(entry["was"])
    why = ""
    if entry["again"] or educator.team_id != entry["team_id"]:
        why = "back already" if educator.team_id == entry["was"] else "moved again since"
    elif team and team.valid_to and team.valid_to < today:
        why = f"{team.name} is closed"
    return Mover(educator, team, educator.since, why)


@recorded("Move to another team undone")
def undo(*, move: Move, by: Person, today: date) -> int:
    """Move back whoever was not moved again since; return how many. Doing it twice moves nobody twice.

    Teams are locked before people, as when a team closes, and then the trail is read again.
    """
    keys = [one.educator.pk for one in move.back]
    teams = {one.team.pk for one in move.back if one.team}
    list(Team.objects.select_for_update().filter(pk__in=teams).order_by("pk"))
    list(Educator.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))
    now = find(move.key, by=by, today=today)
    back = [one for one in now.back if one.educator.pk in keys] if now else []
    for team, day in {(one.team, one.since) for one in back}:
        _put_back([one.educator.pk for one in back if (one.team, one.since) == (team, day)], team, day)
    return len(back)


def _put_back(keys: list[int], team: Team | None, day: date | None) -> None:
    """Put people into their team of before, from the day on which they left it, as if they never had."""
    with_day(day)
    Educator.objects.filter(pk__in=keys).update(team=team)
    with_day(None)
    if day is None:
        return
    left = Posting.objects.filter(educator__in=keys, ended_on=day - timedelta(days=1))
    resumed = list(left.filter(team=F("educator__team")).values_list("pk", "educator"))
    people = [educator for _, educator in resumed]
    Posting.objects.filter(educator__in=people, ended_on=None, started_on=day).delete()
    Posting.objects.filter(pk__in=[key for key, _ in resumed]).update(ended_on=None)
