"""The personal links of a placement: one by which the student logs days, one by which somebody confirms them."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.partnership.models import Person
from placements import day_letters, lifecycle
from placements.models import Placement, PlacementLink

Role = PlacementLink.Role
#: What each link is for: a student's never opens the page of whoever confirms.
PURPOSES = {Role.STUDENT: "placement-log", Role.SUPERVISOR: "placement-confirm"}
#: A link goes on for so long after the last day, so that the last days can be settled.
AFTER = timedelta(days=60)


def find(token: str, role: str) -> PlacementLink:
    """Return the link that a token opens; refuse one that is for something else, withdrawn or expired."""
    link = links.find(token, purpose=PURPOSES[Role(role)])
    rows = PlacementLink.objects.select_related("placement__student__programme", "placement__team")
    found = rows.select_related("placement__council").filter(link=link, role=role).first()
    if found is None:
        raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
    return found


def send(placement: Placement, *, today: date, roles: tuple[str, ...] = tuple(Role)) -> int:
    """Write to the student and to whoever confirms, each with a new link; return how many letters.

    An earlier link stops working. Who has no address, or signs in to confirm, gets no link.
    """
    written = sum(_send(placement, role, today) for role in roles)
    mail.nudge()
    return written


def _send(placement: Placement, role: str, today: date) -> bool:
    withdraw(placement, role)
    reader = day_letters.reader_of(placement, role)
    if reader is None:
        return False
    if not reader.signs_in:
        link = links.issue(purpose=PURPOSES[Role(role)], days=(ends_at(placement) - timezone.now()).days + 1)
        PlacementLink.objects.create(placement=placement, role=role, link=link)
    day_letters.open_days(placement, role, reader, today)
    return True


def withdraw(placement: Placement, role: str) -> None:
    """Let the link that somebody holds open nothing any more."""
    for one in placement.links.filter(role=role).select_related("link"):
        links.revoke(one.link)
        one.delete()


def ends_at(placement: Placement) -> datetime:
    """Return until when the links of a placement open something."""
    last = max(placement.ends_on, timezone.localdate()) + AFTER
    return timezone.make_aware(datetime.combine(last, time.min))


def stretch(placement: Placement) -> None:
    """Let the links last as long as a placement that was extended."""
    for one in placement.links.select_related("link"):
        one.link.expires_at = max(one.link.expires_at, ends_at(placement))
        one.link.save(update_fields=["expires_at"])


@recorded("Links to the days sent")
def send_again(*, placement: Placement, by: Person, today: date) -> int:
    """Send both links again, because a letter was lost or an address was wrong; the old ones stop working."""
    now = Placement.objects.select_for_update(of=("self",)).for_lists().get(pk=placement.pk)
    if now.state not in lifecycle.STARTED or now.is_over:
        raise Refused("Days are logged only while a placement is under way, so no link is sent.")
    written = send(now, today=today)
    if not written:
        raise Refused("Nobody has an e-mail address to send a link to. Add one to the records first.")
    return written
