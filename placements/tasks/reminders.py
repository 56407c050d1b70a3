"""The hourly look for what placements under way ask of people."""

from datetime import date

from celery import shared_task
from django.utils.timezone import localdate

from placements import day_letters, step_letters
from placements.actions import steps


@shared_task
def remind(today: str | None = None) -> None:
    """Write the letters due on ``today`` (an ISO date; by default now). Safe to run twice, late or beside itself."""
    day = date.fromisoformat(today) if today else localdate()
    steps.catch_up(today=day)
    step_letters.remind_due(today=day)
    day_letters.remind_due(today=day)
