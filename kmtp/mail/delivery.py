"""Claim letters, send them, and say what became of each."""

import logging
import random
import smtplib
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from kmtp.mail.models import Letter

BATCH = 20
LEASE = timedelta(minutes=5)
ATTEMPTS = 8
CUT_SHORT = f"Sending it was cut short {ATTEMPTS} times"
log = logging.getLogger(__name__)


def sweep() -> int:
    """Send every letter whose time has come; return how many were tried."""
    release_stale(timezone.now())
    tried = 0
    while letters := claim(timezone.now()):
        with_connection(letters)
        tried += len(letters)
    return tried


def release_stale(now: datetime) -> int:
    """Put back the letters of a worker that died; they may go out twice, with one Message-ID."""
    stale = Letter.objects.filter(state=Letter.State.SENDING, claimed_at__lt=now - LEASE)
    stale.filter(attempts__gte=ATTEMPTS).update(state=Letter.State.FAILED, problem=CUT_SHORT)
    return stale.update(state=Letter.State.QUEUED, due_at=now)


@transaction.atomic
def claim(now: datetime) -> list[Letter]:
    """Take the next letters, so that no other worker takes them too."""
    letters = list(
        Letter.objects.due_at(now)
        .select_related("link")
        .select_for_update(skip_locked=True, of=("self",))[:BATCH]
    )
    for letter in letters:
        letter.state, letter.claimed_at, letter.attempts = Letter.State.SENDING, now, letter.attempts + 1
    Letter.objects.bulk_update(letters, ["state", "claimed_at", "attempts"])
    return letters


def with_connection(letters: list[Letter]) -> None:
    """Send the letters over one connection; when it cannot be opened they all wait."""
    connection = get_connection()
    try:
        connection.open()
        for letter in letters:
            send(letter, connection)
    except (OSError, smtplib.SMTPException) as error:
        for letter in letters:
            if letter.state == Letter.State.SENDING:
                postpone(letter, error)
    finally:
        close(connection)


def close(connection: BaseEmailBackend) -> None:
    """Close the connection; a server that has gone already is no news."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException):
        return


def send(letter: Letter, connection: BaseEmailBackend) -> None:
    """Send one letter and mark it sent, failed or to be tried later."""
    try:
        message(letter, connection).send()
    except smtplib.SMTPRecipientsRefused as error:
        code = min(code for code, _ in error.recipients.values())
        (fail if code >= 500 else postpone)(letter, error)
    except smtplib.SMTPResponseException as error:
        (
            fail
            if error.smtp_code >= 500 and not isinstance(error, smtplib.SMTPAuthenticationError)
            else postpone
        )(letter, error)
    except smtplib.SMTPServerDisconnected as error:
        postpone(letter, error)
        raise
    except (OSError, smtplib.SMTPException):
        raise  # the connection is gone: the whole batch waits
    except Exception as error:  # what is wrong is this letter: it must not hold up the others
        log.exception("letter %s could not be put together", letter.pk)
        fail(letter, error)
    else:
        mark(letter, Letter.State.SENT, sent_at=timezone.now(), problem="")


def address(letter: Letter) -> str:
    """Return the full address that the letter's link opens."""
    token = letter.link.token if letter.link else ""
    return settings.SITE_URL + letter.path.replace("{token}", token)


def text(letter: Letter) -> str:
    """Return the plain text as it is sent, with the link in it."""
    return letter.body.replace("{link}", address(letter))


def html(letter: Letter) -> str:
    """Return the letter as HTML: the same words, with the link as a button and in full."""
    before, _, after = letter.body.partition("{link}")
    context = {"letter": letter, "before": before, "after": after, "address": address(letter)}
    return render_to_string("letters/letter.html", context)


def message(letter: Letter, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """Return the e-mail of a letter, plain text and HTML."""
    mail = EmailMultiAlternatives(
        letter.subject,
        text(letter),
        to=[letter.to],
        connection=connection,
        headers={"Message-ID": letter.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(html(letter), "text/html")
    if letter.calendar:
        mail.attach("invitation.ics", letter.calendar, "text/calendar")
    return mail


def postpone(letter: Letter, error: Exception) -> None:
    """Try again later, each time twice as long; give up after so many tries (``ATTEMPTS``)."""
    if letter.attempts >= ATTEMPTS:
        return fail(letter, error)
    wait = timedelta(seconds=30 * 2**letter.attempts * random.uniform(0.8, 1.2))  # noqa: S311
    return mark(letter, Letter.State.QUEUED, due_at=timezone.now() + wait, problem=_reason(error))


def fail(letter: Letter, error: Exception) -> None:
    """Leave it to a person to decide."""
    mark(letter, Letter.State.FAILED, problem=_reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return f"The mail server said {code} {_words(words)}"[:300]
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server said {error.smtp_code} {_words(error.smtp_error)}"[:300]
    if isinstance(error, OSError | smtplib.SMTPException):
        return f"The mail server could not be reached ({type(error).__name__})"
    return f"The letter could not be put together ({type(error).__name__})"


def _words(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply


def mark(letter: Letter, state: Letter.State, **facts: object) -> None:
    """Store what became of the letter."""
    letter.state = state
    Letter.objects.filter(pk=letter.pk).update(state=state, **facts)
