"""Who has read a version, and the reminder to those who have not."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import guidance
from educators.models import Educator, GuideVersion
from educators.subnavigation import Tabs
from kmtp.partnership import access
from kmtp.ui.views import ActionPage, DetailPage

MAY_FOLLOW = "educators.view_educator"


class OfAVersion(Tabs):
    """What both pages share: only what is issued is read."""

    model = GuideVersion
    permission = MAY_FOLLOW
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return what is issued."""
        found: Any = super().get_queryset()  # type: ignore[misc]
        issued: QuerySet[Any] = found.issued().select_related("guide")
        return issued

    def in_reach(self, found: QuerySet[Educator]) -> QuerySet[Educator]:
        """Return those of them whom the person looks after, by name."""
        within = access.within(self.request.user, MAY_FOLLOW, "council")
        return found.filter(within).order_by("council__short_name", "last_name", "first_name")

    def get_unread(self) -> QuerySet[Educator]:
        """Return those in the person's reach who have not read it."""
        return self.in_reach(self.object.unread_on(localdate()))

    def get_numbers(self) -> QuerySet[Any]:
        """Return for each council in reach how many should read it and how many have."""
        within = access.within(self.request.user, MAY_FOLLOW, "council")
        asked: QuerySet[Any] = (
            self.object.asked_of(localdate()).filter(within).order_by("council__short_name")
        )
        read = Count("pk", filter=Q(person__in=self.object.readings.values("person")))
        numbers: QuerySet[Any] = asked.values("council__short_name").annotate(asked=Count("pk"), read=read)
        return numbers


class Readers(OfAVersion, DetailPage):
    """How many have read it, and who has not."""

    template_name = "educators/guide_readers.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the numbers and the names."""
        words = {
            "heading": "Who has read it",
            "numbers": self.get_numbers(),
            "unread": self.get_unread(),
            "readers": self.in_reach(self.object.read_by(localdate())),
            "not_asked": self.in_reach(self.object.not_asked_on(localdate())).count(),
            "breadcrumbs": [
                ("Guidance", reverse("educators:guidance")),
                (str(self.object.guide), self.object.get_absolute_url()),
            ],
        }
        return super().get_context_data(**kwargs) | words


class Remind(OfAVersion, ActionPage):
    """Remind those who have not read it."""

    heading = "Send a reminder to read {}"
    submit_label = "Send the reminder"
    sent = 0

    def get_what_happens(self) -> str:
        """Say how many letters go out at most."""
        count = self.get_unread().count()
        who = "1 practice educator has" if count == 1 else f"{count:,} practice educators have"
        return f"{who} not read it. Each gets one e-mail, unless one went out in the same fortnight."

    def act(self, record: GuideVersion, form: Any) -> None:
        """Send them."""
        unread, by = self.get_unread(), self.request.user
        self.sent = guidance.remind(version=record, educators=unread, by=by, today=localdate())

    def get_done(self, record: GuideVersion) -> str:
        """Say how many went out."""
        if not self.sent:
            return "Nobody was written to: a reminder went out in this fortnight already."
        return "1 reminder is on its way." if self.sent == 1 else f"{self.sent:,} reminders are on their way."

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the readers."""
        return reverse("educators:guide_readers", args=[self.object.pk])

    def get_cancel_url(self) -> str:
        """Go back to the readers."""
        return self.get_success_url()
