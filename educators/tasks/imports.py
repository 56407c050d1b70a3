"""What is due about imports."""

from celery import shared_task


@shared_task
def sweep() -> int:
    """Do what is due; return how much it was."""
    return 0
