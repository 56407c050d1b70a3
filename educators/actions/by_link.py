"""A link to somebody's record works in her mailbox only: not at an address that was mended, nor once she left."""

from datetime import date

from educators.models import Educator
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.models import Letter, PersonalLink


def went_elsewhere(link: PersonalLink, educator: Educator) -> bool:
    """Say whether a letter took the link to an address that is not on the record now. One query."""
    return Letter.objects.filter(link=link).exclude(to__iexact=educator.email).exists()


def refuse_stray(link: PersonalLink, educator: Educator, *, today: date) -> None:
    """Refuse a link whose reader may be somebody else, or whose question is past."""
    if educator.left_on and educator.left_on <= today:
        raise Refused("This question is closed: the record has left the register.", status=links.GONE)
    if went_elsewhere(link, educator):
        raise Refused(
            "This link went to an e-mail address that is not on the record any more. "
            "The latest e-mail from us has the one that works.",
            status=links.GONE,
        )


def good_link(link: PersonalLink | None, educator: Educator, *, purpose: str, days: int) -> PersonalLink:
    """Return the link for the next letter: the same as before, but a new one once the address was mended."""
    if link is not None and not went_elsewhere(link, educator):
        return link
    if link is not None:
        links.revoke(link)
    return links.issue(purpose=purpose, days=days)
