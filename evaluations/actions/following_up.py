"""Close a follow-up with what was done, and open it again."""

from datetime import datetime

from django.utils import timezone

from evaluations.models import FollowUp
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("Follow-up closed")
def close(*, follow_up: FollowUp, note: str, by: Person, now: datetime | None = None) -> FollowUp:
    """Note what was done; the follow-up leaves the list of those open."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.state == FollowUp.State.CLOSED:
        raise Refused("Somebody closed this follow-up already. Open it to read what was done.")
    if not note.strip():
        raise Refused("Write what was done before you close this.")
    follow_up.state, follow_up.note = FollowUp.State.CLOSED, note.strip()
    follow_up.closed_by, follow_up.closed_at = by, now or timezone.now()
    follow_up.save()
    return follow_up


@recorded("Follow-up opened again")
def reopen(*, follow_up: FollowUp, by: Person, why: str) -> FollowUp:
    """Open it again; what was done stays in its history."""
    follow_up = FollowUp.objects.select_for_update().get(pk=follow_up.pk)
    if follow_up.state == FollowUp.State.OPEN:
        raise Refused("This follow-up is open already.")
    follow_up.state, follow_up.closed_by, follow_up.closed_at = FollowUp.State.OPEN, None, None
    follow_up.save()
    return follow_up
