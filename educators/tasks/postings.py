"""What a new day does to teams that close."""

from celery import shared_task
from django.utils.timezone import localdate

from educators.actions import postings


@shared_task
def follow_closures() -> int:
    """Move people out of teams that have closed; return how many moved."""
    return postings.follow_closures(today=localdate())
