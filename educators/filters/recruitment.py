"""The filters of the list of applications."""

from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils.timezone import localdate

from educators import recruitment
from educators.models import Application, Intake, Panel
from kmtp.ui.filters import FacetFilter, FilterSet, SearchFilter


def intakes(request: HttpRequest) -> list[tuple[int, str]]:
    """Return the intakes that the person may see."""
    return [(intake.pk, str(intake)) for intake in Intake.objects.visible_to(request.user)]


def waits(values: list[str]) -> Q:
    """Return the condition that a line manager has not answered for more than a week."""
    return Q(state="submitted", manager_asked_on__lt=localdate() - timedelta(days=7))


def due(values: list[str]) -> Q:
    """Return the condition that a panel of the next fortnight has nobody from the programme's provider."""
    today = localdate()
    lacking = Panel.objects.without_a_provider().values("pk")
    return Q(held_on__range=(today, today + timedelta(days=14)), pk__in=lacking)


class PanelFilter(FilterSet):
    """By intake and what is missing."""

    intake = FacetFilter("intake", label="Intake", choices=intakes)
    todo = FacetFilter(
        label="To do", choices=[("provider", "Nobody from the provider, and within a fortnight")], q=due
    )

    class Meta:
        """Of panels."""

        model = Panel
        fields: list[str] = []


class ApplicationFilter(FilterSet):
    """By words, status, intake and wait."""

    q = SearchFilter(["first_name", "last_name", "team__name", "team_name"], label="Name or team")
    state = FacetFilter(
        "state", label="Status", choices=[pair for pair in recruitment.CHOICES if pair[0] != "draft"]
    )
    intake = FacetFilter("intake", label="Intake", choices=intakes)
    waiting = FacetFilter(
        label="To do", choices=[("manager", "Line manager has not answered for a week")], q=waits
    )

    class Meta:
        """Of applications."""

        model = Application
        fields: list[str] = []
