"""Guidance that the partnership issues: versions in sections, who adopted one and who has read it."""

from datetime import date
from typing import Self

import pghistory
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from educators.models.educator import Educator, EducatorQuerySet
from kmtp.partnership import access
from kmtp.partnership.access import EVERYBODY, SHARED
from kmtp.partnership.models import Organisation, Person


class SharedQuerySet(models.QuerySet):
    """Questions about what the whole partnership shares."""

    def visible_to(self, user: access.User) -> Self:
        """Return all for whoever reads guidance."""
        return self.all() if access.grants(user, "educators.view_guidance") else self.none()


@pghistory.track()
class Guide(models.Model):
    """One guide, such as “Practice Educator Guidance”."""

    title = models.CharField(max_length=120, unique=True)
    summary = models.CharField("what it is for", max_length=300, blank=True)

    objects = SharedQuerySet.as_manager()

    class Meta:
        """By title."""

        ordering = ["title"]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the library, in which it stands."""
        return reverse("educators:guidance")

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Everybody's."""
        return EVERYBODY

    @property
    def owner_id(self) -> int:
        """Everybody's."""
        return SHARED


class VersionQuerySet(SharedQuerySet):
    """Questions about versions."""

    def visible_to(self, user: access.User) -> Self:
        """Return what is issued; drafts too for whoever writes them."""
        found = super().visible_to(user)
        return found if access.grants(user, "educators.issue_guidance") else found.issued()

    def issued(self) -> Self:
        """Return those that are issued."""
        return self.filter(issued_on__isnull=False)

    def in_force(self) -> Self:
        """Return the newest issued version of each guide."""
        newer = GuideVersion.objects.issued().filter(guide=OuterRef("guide"), number__gt=OuterRef("number"))
        return self.issued().filter(~Exists(newer))

    def unread_by(self, person: int) -> Self:
        """Return those that a person has not confirmed to have read."""
        return self.exclude(pk__in=Reading.objects.filter(person=person).values("version"))


@pghistory.track()
class GuideVersion(models.Model):
    """One version of a guide: a draft until it has its day of issue."""

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    changes = models.TextField(
        "what changed", blank=True, help_text="In a few sentences, for people who read it before."
    )
    issued_on = models.DateField(null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        """The newest first; one draft of a guide at a time."""

        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_is_unique"),
            models.UniqueConstraint(
                fields=["guide"],
                condition=Q(issued_on__isnull=True),
                name="guide_has_one_draft",
                violation_error_message="This guide has a draft already. Issue that one first.",
            ),
        ]

    def __str__(self) -> str:
        """Return the guide and the number."""
        return f"{self.guide}, version {self.number}"

    def get_absolute_url(self) -> str:
        """Return the page on which it is read."""
        return reverse("educators:guide_version", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        """Whether nobody reads it yet."""
        return self.issued_on is None

    @property
    def before(self) -> "GuideVersion | None":
        """The version before this one."""
        return GuideVersion.objects.filter(guide=self.guide_id, number__lt=self.number).first()

    @property
    def texts(self) -> dict[str, str]:
        """Its sections: the text of each by heading."""
        return {section.heading: section.body for section in self.sections.all()}

    def asked_of(self, today: date) -> EducatorQuerySet:
        """Return the practice educators who should read it: active, with a sign-in."""
        return Educator.objects.active_on(today).filter(person__is_active=True)

    def not_asked_on(self, today: date) -> EducatorQuerySet:
        """Return the active practice educators who cannot say that they have read it: they have no sign-in."""
        return Educator.objects.active_on(today).exclude(pk__in=self.asked_of(today).values("pk"))

    def read_by(self, today: date) -> EducatorQuerySet:
        """Return those who should read it and have, each with the day as ``read_on``."""
        hers = self.readings.filter(person=models.OuterRef("person")).values("read_on")
        asked = self.asked_of(today).annotate(read_on=models.Subquery(hers[:1]))
        return asked.exclude(read_on=None).select_related("council")

    def unread_on(self, today: date) -> EducatorQuerySet:
        """Return those of them who have not said that they have read it."""
        unread = self.asked_of(today).exclude(person__in=self.readings.values("person"))
        return unread.select_related("council", "person")

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Everybody's."""
        return EVERYBODY

    @property
    def owner_id(self) -> int:
        """Everybody's."""
        return SHARED


class SectionQuerySet(models.QuerySet["GuideSection"]):
    """Questions about sections."""

    def visible_to(self, user: access.User) -> Self:
        """Return those of the versions that ``user`` may see."""
        return self.filter(version__in=GuideVersion.objects.visible_to(user))


@pghistory.track()
class GuideSection(models.Model):
    """A section: a heading, and paragraphs and lists beneath it."""

    version = models.ForeignKey(GuideVersion, models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField()
    heading = models.CharField(max_length=120)
    body = models.TextField(
        "text", help_text="Leave an empty line between paragraphs. Start each line of a list with “- ”."
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        """In the order in which they are read."""

        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "order"],
                name="guide_section_has_its_place",
                violation_error_message="Another section has this place. Choose another number.",
            )
        ]

    def __str__(self) -> str:
        """Return the heading."""
        return self.heading

    @property
    def tenant_ids(self) -> frozenset[int]:
        """Everybody's."""
        return EVERYBODY


class AdoptionQuerySet(models.QuerySet["Adoption"]):
    """Questions about adoption."""

    def visible_to(self, user: access.User) -> Self:
        """Return the steps of every partner: the partnership knows how far each has come."""
        return self.all() if access.grants(user, "educators.view_guidance") else self.none()

    def last_steps(self) -> Self:
        """Return each partner's last step with each guide."""
        later = Q(decided_on__gt=OuterRef("decided_on")) | Q(
            decided_on=OuterRef("decided_on"), pk__gt=OuterRef("pk")
        )
        same = Adoption.objects.filter(guide=OuterRef("guide"), organisation=OuterRef("organisation"))
        return self.filter(~Exists(same.filter(later)))


@pghistory.track()
class Adoption(models.Model):
    """One dated step by which a partner adopts a guide."""

    class State(models.TextChoices):
        """How far a partner has come."""

        NOT_STARTED = "not-started", "Not started"
        SUBMITTED = "submitted", "Submitted"
        AGREED = "agreed", "Agreed"
        ADOPTED = "adopted", "Adopted"
        DECLINED = "declined", "Declined"

    guide = models.ForeignKey(Guide, models.CASCADE, related_name="adoptions")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="partner")
    state = models.CharField(max_length=12, choices=State.choices, default=State.SUBMITTED)
    body = models.CharField(
        "by which body", max_length=120, blank=True, help_text="For example the Strategic Board."
    )
    decided_on = models.DateField("day")

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        """The newest last."""

        ordering = ["decided_on", "pk"]

    def __str__(self) -> str:
        """Return the state."""
        return self.get_state_display()

    @property
    def tenant_ids(self) -> frozenset[int]:
        """The partner."""
        return frozenset({self.organisation_id})


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Questions about who has read what."""

    def visible_to(self, user: access.User) -> Self:
        """Return the user's own, and those of the educators that the user looks after."""
        return self.filter(
            access.within(user, "educators.view_educator", "person__educator__council") | Q(person=user.pk)
        )


class Reading(models.Model):
    """Somebody has confirmed to have read a version."""

    version = models.ForeignKey(GuideVersion, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    read_on = models.DateField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        """Once is enough."""

        constraints = [models.UniqueConstraint(fields=["version", "person"], name="guide_is_read_once")]

    def __str__(self) -> str:
        """Return the day."""
        return f"Read on {self.read_on:%d %b %Y}"
