"""What is due about guidance."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions import guidance


@shared_task
def remind() -> int:
    """Remind readers two and four weeks after a version was issued. Safe to run twice, late or beside itself."""
    return guidance.remind_all(today=localdate())
