"""How long students travel: the settings with their dates, and the forms that set them."""

from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.ui.views import Closed, CreatePage, UpdatePage
from placements.actions import travel as acts
from placements.forms.travel import TravelForm
from placements.matching.travel import Point, StraightLine
from placements.models import TravelPolicy
from placements.models.draft import PERMISSION
from placements.subnavigation import Tabs

RULES = "placements.set_rules"
#: Journeys by which somebody judges a setting, in kilometres.
EXAMPLES = (5, 15, 30)


class Travel(Tabs, Closed, TemplateView):
    """The settings, the newest first, with what they say of some journeys."""

    model = TravelPolicy
    permission = PERMISSION
    template_name = "placements/travel.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each setting, which one holds today, and examples by it."""
        policies = list(self.get_queryset())
        today = localdate()
        now = next((one for one in policies if one.in_force_from <= today), None)
        return super().get_context_data(
            heading="How long students travel",
            policies=policies,
            now=now,
            line=now.line if now else StraightLine(),
            examples=examples(now.line if now else StraightLine()),
            may_set=self.request.user.has_perm(RULES),
            **kwargs,
        )


def examples(line: StraightLine) -> list[tuple[int, int, int]]:
    """Return some distances in kilometres, each with the minutes by car and otherwise."""
    here = Point(0, 0)
    there = {distance: Point(distance * 1000, 0) for distance in EXAMPLES}
    return [
        (distance, line.minutes(here, at, drives=True), line.minutes(here, at, drives=False))
        for distance, at in there.items()
    ]


class OneSetting:
    """The forms of settings."""

    model = TravelPolicy
    permission = RULES
    form_class: Any = TravelForm
    done = "The setting is saved. Drafts that are made from now on reckon with it from its day."
    request: Any

    def save(self, form: Any) -> TravelPolicy:
        """Store it by the one action."""
        return acts.keep(policy=form.save(commit=False), by=self.request.user)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the settings."""
        return reverse("placements:travel")

    def get_cancel_url(self) -> str:
        """Go back to the settings."""
        return reverse("placements:travel")


class AddTravel(Tabs, OneSetting, CreatePage):
    """Set travel from a day on, beginning with what holds now."""

    heading = "Set how long students travel"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the newest setting."""
        newest = TravelPolicy.objects.visible_to(self.request.user).first()
        facts = {name: getattr(newest, name) for name in TravelForm.Meta.fields[1:]} if newest else {}
        return super().get_form_kwargs() | {"instance": TravelPolicy(**facts)}


class ChangeTravel(Tabs, OneSetting, UpdatePage):
    """Correct a setting."""

    heading = "Change the setting: {}"
