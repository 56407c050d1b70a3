"""Build reports in a worker."""

from celery import shared_task
from django.utils import timezone

from kmtp.reports import building


@shared_task
def build(report_id: int) -> None:
    """Build one report."""
    building.build(report_id)


@shared_task
def sweep() -> None:
    """Build what was asked for while the broker was down, and what a dead worker left."""
    for report_id in building.sweep(timezone.now()):
        build.apply_async(args=[report_id], retry=False)
