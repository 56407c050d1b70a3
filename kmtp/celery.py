"""The task queue and its timetable.

Every task is safe to run twice, late, or beside itself, so a static timetable is enough: no lock, no table.
"""

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kmtp.settings")

HALF_A_MINUTE = 30.0
MINUTE = 60.0
HOUR = 60 * MINUTE

# What is due is asked of the database each time; the hour only says how late a reminder can be.
EVERY: dict[str, float] = {
    "kmtp.mail.tasks.sweep": HALF_A_MINUTE,
    "kmtp.partnership.tasks.heartbeat": HALF_A_MINUTE,
    "kmtp.reports.tasks.sweep": MINUTE,
    "educators.tasks.standing.refresh": HOUR,
    "educators.tasks.postings.follow_closures": HOUR,
    "educators.tasks.availability.remind": HOUR,
    "educators.tasks.recruitment.remind": HOUR,
    "educators.tasks.quality.remind": HOUR,
    "educators.tasks.guidance.remind": HOUR,
    "educators.tasks.imports.sweep": MINUTE,
    "placements.tasks.reminders.remind": HOUR,
    "placements.tasks.drafts.sweep": MINUTE,
    "placements.tasks.imports.sweep": HOUR,
    "forums.tasks.send_reminders": HOUR,
    "evaluations.tasks.send_invitations_and_reminders": HOUR,
    "time_audit.tasks.remind": HOUR,
}


def timetable() -> dict[str, dict[str, Any]]:
    """Return beat's schedule; a call that waited a whole turn is dropped, as the next one does its work."""
    return {
        task: {"task": task, "schedule": seconds, "options": {"expires": seconds}}
        for task, seconds in EVERY.items()
    }


app = Celery("kmtp")
# For every thread: without it a shared task called in a web server's thread looks for another broker, and waits.
app.set_default()
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.beat_schedule = timetable()
app.autodiscover_tasks()
