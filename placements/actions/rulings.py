"""Rule by hand that a student goes to an offer, or must not; later drafts keep to it."""

from datetime import datetime

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import Offer, Request, Ruling


def rule(*, request: Request, offer: Offer, says: str, why: str, by: Person, now: datetime) -> Ruling:
    """Store a ruling; one on the same student and offer takes the place of the earlier one."""
    try:
        return _rule(request=request, offer=offer, says=says, why=why.strip(), by=by, now=now)
    except IntegrityError as error:
        raise Refused(
            f"{request.student} is pinned to another place already. Take that back first."
        ) from error


@recorded("Ruled by hand")
def _rule(*, request: Request, offer: Offer, says: str, why: str, by: Person, now: datetime) -> Ruling:
    if not why:
        raise Refused("Say why: whoever looks at a draft wants to know.")
    if request.council_id != offer.council_id:
        raise Refused("The offer is of another council than the one that was asked.")
    facts = {"says": says, "why": why, "ruled_by": by, "ruled_at": now}
    made, _ = Ruling.objects.update_or_create(request=request, offer=offer, defaults=facts)
    return made


@recorded("Ruling taken back")
def take_back(*, ruling: Ruling, by: Person, why: str = "") -> None:
    """Forget a ruling; its history stays. Doing it twice does nothing."""
    Ruling.objects.filter(pk=ruling.pk).delete()
