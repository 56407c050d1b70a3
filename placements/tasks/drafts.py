"""Drafts are worked out by a worker; one whose worker died says so."""

from celery import shared_task
from django.utils import timezone

from placements.actions import drafts
from placements.models import Draft


@shared_task
def work(pk: int) -> None:
    """Work one draft out."""
    drafts.work(pk, now=timezone.now())


@shared_task
def sweep() -> int:
    """Begin what nobody took because the broker was down, and give up what died."""
    waiting = Draft.objects.filter(state=Draft.State.WAITING).values_list("pk", flat=True)
    for pk in waiting:
        work.apply_async(args=[pk], retry=False)
    return len(waiting) + drafts.give_up_stale(timezone.now())
