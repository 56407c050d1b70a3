"""A letter in the outbox."""

from datetime import datetime
from typing import Self
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from kmtp.mail.models.link import PersonalLink
from kmtp.partnership import access
from kmtp.partnership.models import Organisation

#: The kind of letter that carries a code or a link to choose a password.
READERS_ALONE = "account"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions about letters."""

    def visible_to(self, user: access.User) -> Self:
        """Return the letters of the organisations whose post ``user`` looks after.

        Letters about signing in hold codes and links that are their reader's alone: nobody else opens them.
        """
        return self.filter(access.within(user, "mail.view_letter", "organisation")).exclude(
            kind=READERS_ALONE
        )

    def due_at(self, moment: datetime) -> Self:
        """Return those that wait and whose time has come, the oldest first."""
        return self.filter(state=Letter.State.QUEUED, due_at__lte=moment).order_by("due_at", "pk")

    def failed(self) -> Self:
        """Return those that a person must look at."""
        return self.filter(state=Letter.State.FAILED)


class Letter(models.Model):
    """One letter to one address. ``key`` says what it is, so that the same letter is never written twice."""

    class State(models.TextChoices):
        """Where a letter is on its way."""

        QUEUED = "queued", "Waiting"
        SENDING = "sending", "Being sent"
        SENT = "sent", "Sent"
        FAILED = "failed", "Failed"
        CANCELLED = "cancelled", "Cancelled"

    key = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=60)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    to = models.EmailField()
    subject = models.CharField(max_length=120)
    body = models.TextField(help_text="Plain text; {link} stands for the personal link.")
    link = models.ForeignKey(PersonalLink, models.PROTECT, null=True, blank=True, related_name="letters")
    path = models.CharField(max_length=200, blank=True, help_text="The address of the link, {token} in it.")
    button = models.CharField(max_length=60, blank=True)
    calendar = models.TextField(
        blank=True, help_text="A calendar invitation (.ics) that goes with the letter."
    )
    is_to_student = models.BooleanField(
        default=False,
        help_text="The address is of a confidential profile, so nobody else is shown it.",
    )
    state = models.CharField(max_length=9, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    due_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        """The waiting letters are found by a small index that does not grow with those sent."""

        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["due_at", "id"], name="letter_waiting", condition=Q(state="queued")),
            models.Index(fields=["claimed_at"], name="letter_being_sent", condition=Q(state="sending")),
            models.Index(fields=["organisation"], name="letter_failed", condition=Q(state="failed")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="letter_sent_has_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(subject__contains="\n") & ~Q(subject__contains="\r"),
                name="letter_subject_is_one_line",
            ),
        ]

    def __str__(self) -> str:
        """Return the subject, which names nobody."""
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the letter's page."""
        return reverse("mail:letter", args=[self.pk])

    @property
    def reader(self) -> str:
        """Whom it goes to, for those who look after it."""
        return "The student" if self.is_to_student else self.to

    @property
    def trouble(self) -> str:
        """What went wrong, without an address that is not shown."""
        return self.problem.replace(self.to, "the student") if self.is_to_student else self.problem

    @property
    def message_id(self) -> str:
        """The Message-ID that every copy of this letter carries, at the site's own name."""
        domain = urlsplit(settings.SITE_URL).hostname
        return f"<letter-{self.pk}-{self.created_at:%Y%m%d%H%M%S}@{domain}>"

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The organisation that looks after it."""
        return frozenset({self.organisation_id} if self.organisation_id else ())
