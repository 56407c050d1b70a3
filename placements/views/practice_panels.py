"""Practice panels: the list, a panel with its reports, sending reports to it, and what it decided."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage
from placements.actions import practice_panels as acts
from placements.filters.practice_panel import PanelFilters
from placements.forms.practice_panel import DecisionForm, PanelForm, SendForm
from placements.models import PanelReport, PracticePanel
from placements.models.practice_panel import PERMISSION
from placements.practice_panels import about_to_end
from placements.subnavigation import Tabs
from placements.tables.practice_panel import PanelTable

CHANGE = "placements.change_practice_panel"


def counted(reports: QuerySet[PanelReport], **narrowed: Any) -> Coalesce:
    """Return how many of these reports each panel has, as a column of it."""
    own = reports.filter(panel=OuterRef("pk")).exclude(**narrowed).order_by().values("panel")
    return Coalesce(Subquery(own.annotate(number=Count("pk")).values("number")), 0)


class PanelList(Tabs, ListPage):
    """The panels of the person's universities; of all of them for a student faculty."""

    model = PracticePanel
    permission = PERMISSION
    table_class = PanelTable
    filterset_class = PanelFilters
    noun = ("practice panel", "practice panels")
    empty_text = (
        "There is no practice panel yet. Add the day on which one meets, then say which reports went to it."
    )

    def get_queryset(self) -> QuerySet[PracticePanel]:
        """Add how many reports went, of those that the person may see."""
        found: QuerySet[PracticePanel] = super().get_queryset().select_related("university")
        own = PanelReport.objects.visible_to(self.request.user)
        return found.annotate(reports_sent=counted(own), decided=counted(own, outcome=""))

    def get_actions(self) -> list[tuple[str, str]]:
        """Add one."""
        may = self.request.user.has_perm(CHANGE)
        return [("Add a practice panel", reverse("placements:practice_panel_add"))] if may else []


class OnePanel:
    """Pages about one panel."""

    model: Any = PracticePanel
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return what a page shows in one query."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("university")


class PanelDetail(Tabs, OnePanel, DetailPage):
    """One panel with the reports that went to it."""

    permission = PERMISSION
    template_name = "placements/practice_panel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the reports that this person may see."""
        user = self.request.user
        reports = PanelReport.objects.visible_to(user).filter(panel=self.object)
        paths = ("placement__student__programme__university", "placement__council", "placement__team")
        return super().get_context_data(
            heading=f"Practice panel of {self.object.university}",
            reports=reports.select_related(*paths, "placement__educator"),
            may_change=user.has_perm(CHANGE, self.object),
            breadcrumbs=[("Practice panels", reverse("placements:practice_panel_list"))],
            **kwargs,
        )


class SavePanel:
    """What adding and changing a panel share."""

    model: Any = PracticePanel
    permission = CHANGE
    form_class: Any = PanelForm
    request: Any
    done = "The practice panel is saved."

    def save(self, form: Any) -> PracticePanel:
        """Store it by the one action."""
        return acts.plan(panel=form.save(commit=False), by=self.request.user)


class AddPanel(SavePanel, CreatePage):
    """Add a panel."""

    heading = "Add a practice panel"

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:practice_panel_list")


class ChangePanel(SavePanel, OnePanel, UpdatePage):
    """Change a panel's day or note."""

    heading = "Change the practice panel"


class SendReports(OnePanel, ActionPage):
    """Say which placements' final reports went to a panel."""

    permission = CHANGE
    form_class: Any = SendForm
    template_name = "placements/practice_panel_send.html"
    submit_label = "Send these reports"

    def get_heading(self) -> str:
        """Ask."""
        return "Which final reports went to this panel?"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the placements that end about the panel's day."""
        return super().get_form_kwargs() | {"placements": about_to_end(self.object, self.request.user)}

    def act(self, record: PracticePanel, form: Any) -> None:
        """Send them by the one action."""
        by: Any = self.request.user
        self.sent = acts.send(panel=record, reports=form.reports, by=by)

    def get_done(self, record: Any) -> str:
        """Say how many."""
        number = len(self.sent)
        return f"{number} report{'' if number == 1 else 's'} went to the panel."


class OneReport:
    """Pages about one report at a panel."""

    model: Any = PanelReport
    permission = CHANGE
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Any]:
        """Return what a page shows in one query."""
        found: QuerySet[Any] = super().get_queryset()  # type: ignore[misc]
        return found.select_related("panel__university", "placement__student__programme")

    def get_cancel_url(self) -> str:
        """Go back to the panel."""
        url: str = self.object.panel.get_absolute_url()
        return url

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the panel."""
        return self.get_cancel_url()


class Decide(OneReport, UpdatePage):
    """Record what the panel decided on a report."""

    form_class: Any = DecisionForm
    done = "The decision is recorded."
    lede = "The panel’s decision stands beside the practice educator’s recommendation, and never takes its place."

    def get_heading(self) -> str:
        """Name the placement."""
        return f"What did the panel decide on {self.object.placement.student}?"

    def save(self, form: Any) -> PanelReport:
        """Record it by the one action."""
        by: Any = self.request.user
        return acts.decide(report=self.object, by=by, today=localdate(), **form.cleaned_data)


class TakeBack(OneReport, ActionPage):
    """Take back a report that was sent by mistake."""

    submit_label = "Take it back"
    is_destructive = True
    what_happens = (
        "The report is not before this panel any more. It can be sent again, to this panel or another."
    )
    done = "The report is taken back."

    def get_heading(self) -> str:
        """Name the placement."""
        return f"Take back the report on {self.object.placement.student}?"

    def act(self, record: PanelReport, form: Any) -> None:
        """Take it back by the one action."""
        by: Any = self.request.user
        acts.take_back(report=record, by=by)
