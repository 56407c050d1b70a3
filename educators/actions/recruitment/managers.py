"""The line manager's support: her answer, another manager, reminders."""

from datetime import date, timedelta

from django.db import transaction

from educators.actions.recruitment import applications
from educators.letters import recruitment as letters
from educators.models import Application
from kmtp.audit import Refused, recorded
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.mail.models import PersonalLink
from kmtp.partnership.models import Person

#: Days after the letter at which a reminder follows.
REMIND_AFTER = (3, 7)


@recorded("Line manager answered")
def answer(
    *,
    application: Application,
    link: PersonalLink,
    supports: bool,
    words: str,
    by: Person | None,
    today: date,
    reason: str = "",
) -> Application:
    """Keep what the line manager says by her link, which is then used; that of an earlier one says nothing."""
    change = "support" if supports else "not-support"
    now = applications.locked(application, change)
    if now.manager_link_id != link.pk:
        raise Refused("Somebody else was asked in the meantime, so your answer is not needed any more.")
    now.manager_words = words
    links.use(link)
    return applications.moved(now, change, today=today, reason=reason, why="" if supports else words)


@recorded("Another line manager asked")
def ask_another(*, application: Application, name: str, email: str, by: Person, today: date) -> Application:
    """Ask a line manager anew; the link sent before does not open any more."""
    now = applications.locked(application, "support")
    if email.casefold() == now.email.casefold():
        raise Refused("Enter the address of the line manager, not the applicant’s own.")
    now.manager_name, now.manager_email = name, email
    now.save(update_fields=["manager_name", "manager_email"])
    applications.ask_manager(now, today=today)
    return now


def remind(*, today: date) -> int:
    """Remind line managers who have not answered, after 3 and after 7 days; return how many letters."""
    due = Application.objects.in_state("submitted").filter(manager_asked_on__lte=today - timedelta(days=3))
    keys = list(due.filter(manager_reminders__lt=len(REMIND_AFTER)).values_list("pk", flat=True))
    sent = sum(_remind(key, today) for key in keys)
    if sent:
        nudge()
    return sent


@transaction.atomic
def _remind(key: int, today: date) -> int:
    rows = Application.objects.select_for_update(of=("self",), skip_locked=True)
    found = rows.select_related("intake__council", "team", "manager_link").filter(pk=key, state="submitted")
    application = found.first()
    if application is None or application.manager_asked_on is None:
        return 0
    waited = (today - application.manager_asked_on).days
    is_due = [days for days in REMIND_AFTER if days <= waited]
    if application.manager_reminders >= len(is_due):
        return 0
    application.manager_reminders = len(is_due)
    application.save(update_fields=["manager_reminders"])
    link = application.manager_link
    letter_key = f"{link.pk if link else 0}:{len(is_due)}"
    return int(letters.to_manager("manager_reminder", application, key=letter_key) is not None)
