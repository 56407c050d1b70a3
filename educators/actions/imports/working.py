"""Do what an import waits for, in a worker.

The state stands on the row. A worker claims it for five minutes; one that dies is followed by another, and as
checking begins anew and applying is one transaction, the second finds nothing half done.
"""

from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from educators.actions.imports import applying, checking
from educators.models import Import
from educators.spreadsheet import Unreadable
from kmtp.audit import Refused

LEASE = timedelta(minutes=5)
ATTEMPTS = 3
CUT_SHORT = "The work was cut short three times. Try again, and tell us if it happens again."


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
    if found.state == Import.State.CHECKING:
        checking.check(found=found, today=today)
    else:
        _apply(found, today)


def _apply(found: Import, today: date) -> None:
    """Apply it in the name of whoever asked, if she still may."""
    by = found.applied_by or found.uploaded_by
    if not by.is_active or not by.has_perm("educators.import_educators", found):
        raise Refused(f"{by} may not import any more. Somebody else can apply this file.")
    applying.apply(found=found, by=by, today=today)


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
