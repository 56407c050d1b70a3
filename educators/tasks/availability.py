"""The hourly run of the availability calls."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions import availability
from kmtp.mail.actions import nudge


@shared_task
def remind() -> int:
    """Send the reminders that are due and close calls that are over. Safe to run twice, late or beside itself."""
    sent = availability.send_due(today=localdate())
    if sent:
        nudge()
    return sent
