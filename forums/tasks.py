"""The hourly run of the reminders."""

from celery import shared_task
from django.utils import timezone

from forums.actions import remind
from kmtp.mail.actions import nudge


@shared_task
def send_reminders() -> int:
    """Send the reminders that are due. Safe to run twice, late or beside itself."""
    sent = remind.send_due(now=timezone.now())
    if sent:
        nudge()
    return sent
