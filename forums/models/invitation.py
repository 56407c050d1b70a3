"""An invitation: the personal link by which a practice educator books and cancels without signing in."""

from django.db import models

from educators.models import Educator
from forums.models.forum import Forum
from kmtp.mail.models import PersonalLink


class Invitation(models.Model):
    """One person's link to one forum, the same in every letter about it."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="invitations")
    educator = models.ForeignKey(Educator, models.CASCADE, related_name="+")
    link = models.OneToOneField(PersonalLink, models.PROTECT, related_name="forum_invitation")

    class Meta:
        """Everybody is invited once."""

        constraints = [
            models.UniqueConstraint(
                fields=["forum", "educator"],
                name="invitation_is_unique",
                violation_error_message="This practice educator is invited to this forum already.",
            )
        ]

    def __str__(self) -> str:
        """Return the forum, never the link."""
        return f"Invitation {self.pk} to {self.forum}"
