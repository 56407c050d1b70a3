"""The guidance library: what is in force, a version to read, and the confirmation that it is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from educators import guide_text
from educators.actions import guidance
from educators.forms.guidance import StepForm
from educators.models import Adoption, Guide, GuideVersion, Reading
from educators.subnavigation import Tabs
from kmtp.partnership.models import Organisation
from kmtp.ui.views import ActionPage, Closed, DetailPage, UpdatePage

MAY_READ, MAY_WRITE = "educators.view_guidance", "educators.issue_guidance"
MAY_RECORD, MAY_FOLLOW = "educators.record_adoption", "educators.view_educator"
State = Adoption.State
COLOURS = {
    State.NOT_STARTED: "grey",
    State.SUBMITTED: "yellow",
    State.AGREED: "blue",
    State.ADOPTED: "green",
    State.DECLINED: "red",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a partner has come with a guide, by which steps."""

    partner: Organisation
    word: str
    colour: str
    steps: list[Adoption]


class Library(Tabs, Closed, TemplateView):
    """What is in force, what of it the person has read, and how far each partner has come."""

    permission = MAY_READ
    template_name = "educators/guidance.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the versions, the drafts and the steps of adoption."""
        user = self.request.user
        found = list(GuideVersion.objects.visible_to(user).select_related("guide").order_by("guide__title"))
        in_force = newest(one for one in found if not one.is_draft)
        steps = Adoption.objects.visible_to(user).select_related("organisation")
        words = {
            "heading": "Guidance",
            "versions": with_reading(user, in_force),
            "drafts": [one for one in found if one.is_draft],
            "adoption": progress(in_force, list(steps)),
            "may_write": user.has_perm(MAY_WRITE),
            "may_record": user.has_perm(MAY_RECORD),
            "may_follow": user.has_perm(MAY_FOLLOW),
        }
        return super().get_context_data(**kwargs) | words


def newest(versions: Iterable[GuideVersion]) -> list[GuideVersion]:
    """Return the version of each guide with the highest number."""
    found: dict[int, GuideVersion] = {}
    for one in versions:
        if one.guide_id not in found or one.number > found[one.guide_id].number:
            found[one.guide_id] = one
    return list(found.values())


def with_reading(user: Any, versions: list[GuideVersion]) -> list[tuple[GuideVersion, Any]]:
    """Return each version with the day on which the person said that she has read it."""
    read = dict(Reading.objects.filter(person=user.pk).values_list("version", "read_on"))
    return [(one, read.get(one.pk)) for one in versions]


def progress(versions: list[GuideVersion], steps: list[Adoption]) -> list[tuple[Guide, list[Progress]]]:
    """Return for each guide in force how far each partner has come; every council is there, others with a step."""
    councils = Q(kind=Organisation.Kind.COUNCIL) | Q(pk__in={one.organisation_id for one in steps})
    partners = list(Organisation.objects.filter(councils).order_by("kind", "short_name"))
    return [(one.guide, [of_a_partner(one.guide_id, who, steps) for who in partners]) for one in versions]


def of_a_partner(guide: int, partner: Organisation, steps: list[Adoption]) -> Progress:
    """Return how far a partner has come with a guide."""
    mine = [one for one in steps if one.guide_id == guide and one.organisation_id == partner.pk]
    last = mine[-1] if mine else None
    state = State(last.state if last else State.NOT_STARTED)
    return Progress(partner, state.label, COLOURS[state], mine)


class ReadVersion(Tabs, DetailPage):
    """A version with its contents list and sections; a draft with what its writer may do."""

    model = GuideVersion
    permission = MAY_READ
    template_name = "educators/guide_version.html"

    def get_queryset(self) -> QuerySet[Any]:
        """Add the guide and its sections."""
        return super().get_queryset().select_related("guide").prefetch_related("sections")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add whether the person has read it, and how each section stands to the version before."""
        user, before = self.request.user, self.object.before
        how = guide_text.states(before.texts, self.object.texts) if before else {}
        words = {
            "reading": Reading.objects.filter(version=self.object, person=user.pk).first(),
            "before": before,
            "sections": [(one, how.get(one.heading, guide_text.SAME)) for one in self.object.sections.all()],
            "may_write": user.has_perm(MAY_WRITE),
            "may_follow": user.has_perm(MAY_FOLLOW),
            "breadcrumbs": [("Guidance", reverse("educators:guidance"))],
        }
        return words | super().get_context_data(**kwargs)


class Compare(Tabs, DetailPage):
    """What differs from the version before, section by section."""

    model = GuideVersion
    permission = MAY_READ
    template_name = "educators/guide_compare.html"

    def get_queryset(self) -> QuerySet[Any]:
        """Add the guide."""
        return super().get_queryset().select_related("guide")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare both."""
        before = self.object.before
        words = {
            "heading": f"What changed in version {self.object.number}",
            "before": before,
            "differences": guide_text.compare(before.texts if before else {}, self.object.texts),
            "breadcrumbs": [
                ("Guidance", reverse("educators:guidance")),
                (str(self.object.guide), self.object.get_absolute_url()),
            ],
        }
        return super().get_context_data(**kwargs) | words


class RecordStep(Tabs, UpdatePage):
    """Record a step by which a partner adopts a guide."""

    model = Guide
    permission = MAY_RECORD
    request: Any
    form_class = StepForm
    heading = "Record how far a partner has come with {}"
    done = "The step is recorded."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form a new step of the guide, which it may be asked to fill for today."""
        new = Adoption(guide=self.object, decided_on=localdate())
        return super().get_form_kwargs() | {"instance": new}

    def save(self, form: Any) -> Adoption:
        """Store it."""
        step, by = form.save(commit=False), self.request.user
        return guidance.record_step(step=step, by=by, today=localdate())

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the library."""
        return reverse("educators:guidance")


class ConfirmRead(Tabs, ActionPage):
    """Say that one has read a version."""

    model = GuideVersion
    permission = MAY_READ
    request: Any
    heading = "I have read {}"
    what_happens = "We keep the day on which you say that you have read it."
    submit_label = "I have read it"
    done = "Thank you. We have noted that you have read {}."

    def get_queryset(self) -> QuerySet[Any]:
        """Return what is issued."""
        return super().get_queryset().issued().select_related("guide")  # type: ignore[attr-defined,no-any-return]

    def act(self, record: GuideVersion, form: Any) -> None:
        """Note it."""
        guidance.confirm_read(version=record, by=self.request.user, today=localdate())
