"""The sweep of the outbox."""

from celery import shared_task

from kmtp.mail import delivery


@shared_task
def sweep() -> int:
    """Send every letter that is due. Any number may run at once: each letter is claimed by one."""
    return delivery.sweep()
