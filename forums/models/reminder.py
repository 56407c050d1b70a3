"""A reminder that was sent: the row decides that it is sent once, whatever runs twice, late or at once."""

from django.db import models
from django.db.models import Q

from educators.models import Educator
from forums import reminders
from forums.models.forum import Forum
from kmtp.mail.models import Letter


class Reminder(models.Model):
    """One reminder to one person of one forum."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="reminders")
    educator = models.ForeignKey(Educator, models.CASCADE, related_name="forum_reminders")
    kind = models.CharField(
        max_length=9, choices=[(str(kind), reminders.WORDS[kind]) for kind in reminders.Kind]
    )
    letter = models.ForeignKey(Letter, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """One for each person, forum and kind."""

        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "educator", "kind"],
                name="reminder_is_sent_once",
                violation_error_message="This reminder was sent already.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in reminders.Kind]),
                name="reminder_kind_is_known",
                violation_error_message="Choose one of the kinds of reminder.",
            ),
        ]

    def __str__(self) -> str:
        """Return the kind."""
        return f"Reminder {self.get_kind_display()}"
