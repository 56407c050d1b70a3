"""The nightly look at what a new day changes."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions import standing


@shared_task
def refresh() -> int:
    """Bring every record up to date with the day; return how many changed."""
    return standing.refresh(today=localdate())
