"""The hourly run of the yearly question whether a record is still right."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions import confirmations
from kmtp.mail.actions import nudge


@shared_task
def remind() -> int:
    """Ask whoever's year is over and send the reminders that are due. Safe to run twice or late."""
    sent = confirmations.send_due(today=localdate())
    if sent:
        nudge()
    return sent
