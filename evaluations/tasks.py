"""The hourly turn of the evaluations."""

from celery import shared_task
from django.utils.timezone import localdate

from evaluations.actions import sending


@shared_task
def send_invitations_and_reminders() -> None:
    """Close what is over, send what is due, remind who has not answered. Safe to run twice, late or beside itself."""
    today = localdate()
    sending.close_due(today=today)
    sending.send_due(today=today)
    sending.remind_due(today=today)
