"""Write a letter into the outbox; send one again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from kmtp.audit import Refused, recorded
from kmtp.mail.models import Letter, PersonalLink
from kmtp.partnership.models import Organisation, Person


def post(
    *,
    key: str,
    kind: str,
    to: str,
    subject: str,
    context: Mapping[str, Any],
    organisation: Organisation | None,
    link: PersonalLink | None = None,
    path: str = "",
    button: str = "",
    calendar: str = "",
    is_to_student: bool = False,
) -> Letter | None:
    """Write a letter from ``templates/letters/<kind>.txt``; return ``None`` when ``key`` was written before.

    ``path`` is the address that the letter's link opens, with ``{token}`` for a personal ``link``; the text has
    ``{link}`` where it stands. The subject names nobody. It is sent after the transaction commits.
    """
    letter, is_new = Letter.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "to": to,
            "subject": " ".join(subject.split()),
            "body": render_to_string(f"letters/{kind}.txt", {**context}).strip(),
            "organisation": organisation,
            "link": link,
            "path": path,
            "button": button,
            "calendar": calendar,
            "is_to_student": is_to_student,
            "due_at": timezone.now(),
        },
    )
    return letter if is_new else None


@recorded("Letter sent again")
def send_again(*, letter: Letter, by: Person) -> None:
    """Put a failed letter back into the queue."""
    changed = Letter.objects.filter(pk=letter.pk, state=Letter.State.FAILED).update(
        state=Letter.State.QUEUED, attempts=0, problem="", due_at=timezone.now()
    )
    if not changed:
        raise Refused("This letter is not waiting for a decision any more. Look at the list again.")


def nudge() -> None:
    """Ask a worker to sweep the outbox now rather than in half a minute; a broker that is down does no harm."""
    transaction.on_commit(_sweep_soon, robust=True)


def _sweep_soon() -> None:
    from kmtp.mail.tasks import sweep

    sweep.apply_async(retry=False)
