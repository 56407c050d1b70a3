"""The pages on which the lead writes guidance: a draft, its sections, and the day of issue."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import guidance
from educators.forms.guidance import ChangesForm, GuideForm, SectionForm
from educators.models import Guide, GuideSection, GuideVersion
from educators.subnavigation import Tabs
from kmtp.ui.views import ActionPage, CreatePage, UpdatePage

MAY_WRITE = "educators.issue_guidance"


class AddGuide(Tabs, CreatePage):
    """Begin a guide."""

    model = Guide
    permission = MAY_WRITE
    request: Any
    form_class = GuideForm
    heading = "Add a guide"
    done = "{} is begun as a draft. Add its sections, then issue it."

    def save(self, form: Any) -> GuideVersion:
        """Store it with an empty draft."""
        return guidance.begin(guide=form.save(commit=False), by=self.request.user)


class NewVersion(Tabs, ActionPage):
    """Begin the next version of a guide."""

    model = Guide
    permission = MAY_WRITE
    request: Any
    heading = "New version of {}"
    what_happens = (
        "The next version begins as a copy of the last. You change its sections one by one; nobody else sees "
        "it until you issue it."
    )
    submit_label = "Begin the new version"
    done = "The new version is begun. Change its sections, then issue it."

    def act(self, record: Guide, form: Any) -> GuideVersion:
        """Copy the last."""
        return guidance.copy(guide=record, by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go to the draft."""
        return str(record.get_absolute_url())


class OfADraft(Tabs):
    """What the pages of a draft share: only drafts are found."""

    model: Any = GuideVersion
    permission = MAY_WRITE
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return drafts."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found.filter(issued_on=None).select_related("guide")


class SumUp(OfADraft, UpdatePage):
    """Say what changed."""

    form_class = ChangesForm
    heading = "What changed in {}"
    done = "Saved."

    def save(self, form: Any) -> GuideVersion:
        """Store it."""
        return guidance.sum_up(version=form.save(commit=False), by=self.request.user)


class Issue(OfADraft, ActionPage):
    """Issue a draft."""

    heading = "Issue {}"
    what_happens = (
        "It takes the place of the version before, and every practice educator with a sign-in is asked to read "
        "it. After that it does not change any more. Reminders go out after two and four weeks to those who "
        "have not read it."
    )
    submit_label = "Issue this version"
    done = "{} is issued."

    def act(self, record: GuideVersion, form: Any) -> GuideVersion:
        """Issue it today."""
        return guidance.issue(version=record, by=self.request.user, today=localdate())


class AddSection(OfADraft, UpdatePage):
    """Add a section to a draft."""

    form_class = SectionForm
    heading = "Add a section to {}"
    done = "{} is added."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form a new section of the draft."""
        return super().get_form_kwargs() | {"instance": GuideSection(version=self.object, order=0)}

    def save(self, form: Any) -> GuideSection:
        """Store it."""
        return guidance.write(section=form.save(commit=False), by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the draft."""
        return str(self.object.get_absolute_url())


class OfASection(Tabs):
    """What the pages of a section share: only sections of drafts are found."""

    model = GuideSection
    permission = MAY_WRITE
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return the sections of drafts."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found.filter(version__issued_on=None).select_related("version__guide")

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the draft."""
        return reverse("educators:guide_version", args=[self.object.version_id])

    def get_cancel_url(self) -> str:
        """Go back to the draft."""
        return self.get_success_url()


class ChangeSection(OfASection, UpdatePage):
    """Change a section of a draft."""

    form_class = SectionForm
    heading = "Change “{}”"
    done = "{} is saved."

    def save(self, form: Any) -> GuideSection:
        """Store it."""
        return guidance.write(section=form.save(commit=False), by=self.request.user)


class MoveUp(OfASection, ActionPage):
    """Move a section up by one place."""

    heading = "Move “{}” up"
    what_happens = "The section changes places with the one before it."
    submit_label = "Move it up"
    done = "{} is moved up."

    def act(self, record: GuideSection, form: Any) -> None:
        """Move it."""
        guidance.move_up(section=record, by=self.request.user)


class TakeOut(OfASection, ActionPage):
    """Take a section out of a draft."""

    heading = "Take “{}” out"
    what_happens = "The section goes from this draft. Versions that are issued keep it."
    submit_label = "Take it out"
    is_destructive = True

    def act(self, record: GuideSection, form: Any) -> None:
        """Take it out."""
        guidance.take_out(section=record, by=self.request.user)

    def get_done(self, record: GuideSection) -> str:
        """Say so."""
        return f"{record.heading} is taken out."
