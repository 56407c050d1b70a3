"""What is due about quality."""

from celery import shared_task


@shared_task
def remind() -> int:
    """Do what is due; return how much it was."""
    return 0
