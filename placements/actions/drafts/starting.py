"""Start a draft, and stop one: one at a time for the partnership."""

from datetime import date, datetime

from django.db import connection, transaction
from django.utils.timezone import localdate

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.gathering import Season
from placements.models import Draft

#: The key of the lock that lets one run in at a time: any number that nothing else here locks.
ONE_AT_A_TIME = 70_100


@recorded("Allocation drafted")
def start(*, draft: Draft, by: Person, now: datetime) -> Draft:
    """Store a draft and have a worker work it out; refuse a second one at the same time, and an empty season."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
    if (running := Draft.objects.running().first()) is not None:
        raise Refused(
            f"“{running}” is being worked out. Wait until it is ready, or cancel it; then try again."
        )
    if not season_of(draft).requests().exists():
        raise Refused("No student without a placement starts between these days. Choose other days.")
    draft.made_by, draft.made_at, draft.state = by, now, Draft.State.WAITING
    draft.save(force_insert=True)
    transaction.on_commit(lambda: _enqueue(draft.pk), robust=True)
    return draft


@recorded("Allocation cancelled")
def cancel(*, draft: Draft, by: Person, now: datetime) -> None:
    """Stop a draft that is being worked out; the worker notices within a moment. Doing it twice does nothing."""
    running = Draft.objects.running().filter(pk=draft.pk)
    running.update(state=Draft.State.CANCELLED, finished_at=now)


def season_of(draft: Draft) -> Season:
    """Return whose students a draft is about."""
    return Season(draft.council, draft.starts_from, draft.starts_until)


def made_on(draft: Draft) -> date:
    """Return the day by which the rules judge it: a draft that lay overnight is still what it was."""
    return localdate(draft.made_at)


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from placements.tasks.drafts import work  # a task calls these actions, so it is looked for only now

    work.apply_async(args=[pk], retry=False)
