"""The heartbeat: beat asks for it, a worker writes it, ``/readyz`` reads it."""

from celery import shared_task
from django.utils import timezone

from kmtp.partnership.models import Heartbeat


@shared_task
def heartbeat() -> None:
    """Note that the timetable and a worker live."""
    Heartbeat.objects.update_or_create(part="worker", defaults={"beat_at": timezone.now()})
