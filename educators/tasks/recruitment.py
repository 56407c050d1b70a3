"""What is due about recruitment."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions.recruitment import managers


@shared_task
def remind() -> int:
    """Remind line managers who have not answered; return how many. Safe to run twice, late or beside itself."""
    return managers.remind(today=localdate())
