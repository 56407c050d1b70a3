"""Issue personal links and find them again."""

from datetime import datetime, timedelta

from django.utils import timezone

from kmtp.audit import Refused
from kmtp.mail.models import PersonalLink
from kmtp.mail.models.link import hashed

GONE = 410


def issue(*, purpose: str, days: int, now: datetime | None = None) -> PersonalLink:
    """Store and return a new link for ``purpose`` that lives for ``days`` days."""
    moment = now or timezone.now()
    return PersonalLink.objects.create(purpose=purpose, expires_at=moment + timedelta(days=days))


def find(token: str, *, purpose: str) -> PersonalLink:
    """Return the link that ``token`` opens; raise ``Refused`` with a clear sentence when it opens nothing.

    Reading never uses a link up, so that a mail scanner's visit does no harm; used links are found too,
    and the page that they open says what was done with them.
    """
    link = PersonalLink.objects.filter(token_hash=hashed(token), purpose=purpose).first()
    if link is None:
        raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
    if link.revoked_at is not None:
        raise Refused(
            "This link was withdrawn. The latest e-mail from us has the one that works.", status=GONE
        )
    if link.expires_at <= timezone.now():
        raise Refused("This link has expired. Ask your coordinator to send you a new one.", status=GONE)
    return link


def use(link: PersonalLink) -> None:
    """Note that what the link was for is done."""
    link.used_at = timezone.now()
    link.save(update_fields=["used_at"])


def revoke(link: PersonalLink) -> None:
    """Withdraw the link."""
    link.revoked_at = timezone.now()
    link.save(update_fields=["revoked_at"])
