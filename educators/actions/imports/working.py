"""Do what an import waits for, in a worker.

The state stands on the row. A worker claims it for five minutes; one that dies is followed by another, and as
checking begins anew and applying is one transaction, the second finds nothing half done.
"""

from datetime import date, datetime

from educators.actions.imports import applying, checking
from educators.models import Import
from kmtp.audit import Refused
from kmtp.spreadsheet import Unreadable
from kmtp.spreadsheet.actions import ATTEMPTS, CUT_SHORT, claim, free, refuse_unreadable, step_back


def waiting(now: datetime) -> list[int]:
    """Return the imports that wait for a worker, or whose worker died."""
    return list(Import.objects.for_a_worker().filter(free(now)).values_list("pk", flat=True))


def go_on(pk: int, *, now: datetime, today: date) -> None:
    """Do what an import waits for, unless another worker has it."""
    found = claim(Import, pk, now)
    if found is None:
        return None
    if found.attempts > ATTEMPTS:
        return step_back(Import, found, CUT_SHORT)
    try:
        _do(found, today)
    except Unreadable as no:
        refuse_unreadable(Import, found, str(no))
    except Refused as no:
        step_back(Import, found, str(no))
    except Exception:
        step_back(Import, found, "Something went wrong. Your administrator finds the details in the log.")
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
