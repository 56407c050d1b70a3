"""Write a letter into the outbox; send one again."""

from collections.abc import Iterable, Mapping
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
    columns = _columns(
        kind=kind,
        to=to,
        subject=subject,
        context=context,
        organisation=organisation,
        link=link,
        path=path,
        button=button,
        calendar=calendar,
        is_to_student=is_to_student,
    )
    letter, is_new = Letter.objects.get_or_create(key=key, defaults=columns)
    return letter if is_new else None


def post_all(letters: Iterable[Mapping[str, Any]]) -> None:
    """Write many letters, each given as ``post`` takes it, in one statement; a key that was written before stays."""
    rows = [Letter(key=facts["key"], **_columns(**_without_key(facts))) for facts in letters]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)


def _without_key(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "key"}


def _columns(*, kind: str, subject: str, context: Mapping[str, Any], **others: Any) -> dict[str, Any]:
    """Return the columns of a letter, its text written out."""
    body = render_to_string(f"letters/{kind}.txt", {**context}).strip()
    line = " ".join(subject.split())
    return {"kind": kind, "subject": line, "body": body, "due_at": timezone.now(), **others}


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
