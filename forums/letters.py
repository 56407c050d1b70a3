"""The letters about forums: each is written once, with the reader's personal link in it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from educators.models import Educator
from forums import calendar
from forums.models import Booking, Forum, Invitation
from kmtp.mail import actions as mail
from kmtp.mail import links
from kmtp.mail.models import Letter, PersonalLink

PURPOSE = "forum"
PATH = "/forums/invitation/{token}/"


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of letter has in its subject and on its button, and what its calendar entry asks for."""

    subject: str
    button: str
    method: str = ""


KINDS = {
    "invitation": Words(
        "Forum for practice educators: book your place", "See the forum and book", calendar.PUBLISH
    ),
    "place": Words("Your place at the forum is booked", "See or cancel your place", calendar.REQUEST),
    "promoted": Words(
        "A place at the forum has come free for you", "See or cancel your place", calendar.REQUEST
    ),
    "waiting": Words("You are on the waiting list for the forum", "See the forum"),
    "given_up": Words("Your place at the forum is cancelled", "See the forum", calendar.CANCEL),
    "changed": Words("The forum you booked has changed", "See or cancel your place", calendar.REQUEST),
    "cancelled": Words("The forum you booked is cancelled", "See the forum", calendar.CANCEL),
    "reminder": Words("Your forum is coming up", "See or cancel your place", calendar.REQUEST),
}


def send(
    kind: str, *, forum: Forum, educator: Educator, key: str, has_entry: bool = True, **context: Any
) -> Letter | None:
    """Write one letter to an educator who has an e-mail address; nothing when it was written before."""
    if not educator.email:
        return None
    words, invitation = KINDS[kind], invitation_of(forum, educator)
    is_for_her = words.method in (calendar.REQUEST, calendar.CANCEL)
    return mail.post(
        key=f"forum:{forum.pk}:{educator.pk}:{key}",
        kind=f"forum_{kind}",
        to=educator.email,
        subject=words.subject,
        context={"forum": forum, "educator": educator, "council": educator.council, **context},
        organisation=educator.council,
        link=invitation.link,
        path=PATH,
        button=words.button,
        calendar=_calendar(forum, words.method if has_entry else "", educator.email if is_for_her else ""),
    )


def _calendar(forum: Forum, method: str, to: str) -> str:
    return calendar.entry(forum, method=method, to=to) if method else ""


def about(kind: str, booking: Booking, **context: Any) -> Letter | None:
    """Write the letter that says what became of a booking; one for each time that she booked."""
    key = f"{kind}:{booking.booked_at:%Y%m%d%H%M%S%f}"
    return send(kind, forum=booking.forum, educator=booking.educator, key=key, **context)


def invitation_of(forum: Forum, educator: Educator) -> Invitation:
    """Return the educator's link to the forum, made when the first letter needs it."""
    found = Invitation.objects.select_related("link").filter(forum=forum, educator=educator).first()
    if found:
        return found
    link = links.issue(purpose=PURPOSE, days=_days_until(forum, localdate()))
    made, is_new = Invitation.objects.get_or_create(forum=forum, educator=educator, defaults={"link": link})
    if not is_new:
        link.delete()
    return made


def _days_until(forum: Forum, today: date) -> int:
    return max((forum.held_on - today).days, 0) + 2


def follow_the_day(forum: Forum) -> None:
    """Let the links of a forum that was moved to another day live until then."""
    until = forum.ends + timedelta(days=2)
    ours = PersonalLink.objects.filter(forum_invitation__forum=forum, created_at__lt=until)
    ours.update(expires_at=until)
