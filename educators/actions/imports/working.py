"""Small files are checked and applied while the person waits; a worker does the large ones.

The state stands on the row. A worker claims it for five minutes; one that dies is followed by another, and as
checking begins anew and applying is one transaction, the second finds nothing half done.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from educators.actions.imports import checking
from educators.models import Import
from educators.spreadsheet import Sheet, Unreadable
from kmtp.audit import Refused

WAITED_FOR = 2_000
LEASE = timedelta(minutes=5)
ATTEMPTS = 3
CUT_SHORT = "The work was cut short three times. Try again, and tell us if it happens again."


def check_here_or_there(found: Import, sheet: Sheet | None, today: date) -> Import:
    """Check a small file now, and have a worker check a large one."""
    if found.row_count <= WAITED_FOR:
        return checking.check(found=found, sheet=sheet, today=today)
    return hand_over(found, Import.State.CHECKING)


def hand_over(found: Import, state: Import.State) -> Import:
    """Note what is to be done, and enqueue it with the change."""
    found.state, found.step, found.progress = state, "Waiting for its turn", 0
    found.claimed_at, found.attempts, found.note = None, 0, ""
    found.save()
    transaction.on_commit(lambda: _enqueue(found.pk), robust=True)
    return found


def _enqueue(pk: int) -> None:
    """Hand it to a worker; when the broker is down, the sweep does it within a minute."""
    from educators.tasks.imports import go_on

    go_on.apply_async(args=[pk], retry=False)


def waiting(now: datetime) -> list[int]:
    """Return the imports that wait for a worker, or whose worker died."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
    return list(Import.objects.for_a_worker().filter(free).values_list("pk", flat=True))


def _claimed(pk: int, now: datetime) -> Import | None:
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=now - LEASE)
    found = Import.objects.for_a_worker().filter(free, pk=pk).select_related("council").first()
    if found is None:
        return None
    taken = Import.objects.for_a_worker().filter(free, pk=pk, attempts=found.attempts)
    found.attempts, found.claimed_at = found.attempts + 1, now
    return found if taken.update(claimed_at=now, attempts=found.attempts) else None


def go_on(pk: int, *, now: datetime, today: date) -> None:
    """Do what an import waits for, unless another worker has it."""
    found = _claimed(pk, now)
    if found is None:
        return None
    if found.attempts > ATTEMPTS:
        return step_back(found, CUT_SHORT)
    try:
        _do(found, today)
    except (Refused, Unreadable) as no:
        step_back(found, str(no))
    except Exception:
        step_back(found, "Something went wrong. Your administrator finds the details in the log.")
        raise


def _do(found: Import, today: date) -> None:
    from educators.actions.imports.applying import apply

    if found.state == Import.State.CHECKING:
        checking.check(found=found, today=today)
    else:
        apply(found=found, by=found.applied_by or found.uploaded_by, today=today)


def step_back(found: Import, why: str) -> None:
    """Put the import back to where a person can decide, and say why."""
    was_checking = found.state == Import.State.CHECKING
    state = Import.State.COLUMNS if was_checking else Import.State.READY
    Import.objects.filter(pk=found.pk, state=found.state).update(
        state=state, note=why[:300], claimed_at=None, attempts=0, step="", progress=0
    )


def now_and_today() -> tuple[datetime, date]:
    """Read the clock, for a task."""
    return timezone.now(), timezone.localdate()
