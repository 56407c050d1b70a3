"""Large files are checked and applied by a worker; what undoing needs is forgotten in time."""

from celery import shared_task
from django.utils import timezone

from educators.actions import imports


@shared_task
def go_on(pk: int) -> None:
    """Do what one import waits for."""
    imports.go_on(pk, now=timezone.now(), today=timezone.localdate())


@shared_task
def sweep() -> int:
    """Go on where the broker was down or a worker died, and forget what undoing no longer needs."""
    waiting = imports.waiting(timezone.now())
    for pk in waiting:
        go_on.apply_async(args=[pk], retry=False)
    return len(waiting) + imports.forget(timezone.localdate())
