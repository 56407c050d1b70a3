"""Targets: the list, one year's sum, its assumptions and expected learners, and the target for independents."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from educators import supply
from educators.actions import targets
from educators.forms.targets import (
    ASSUMPTIONS,
    AddTargetForm,
    IndependentTargetForm,
    LearnersForm,
    TargetForm,
)
from educators.models import IndependentTarget, Target
from educators.models.independents import independents_on, targets_for_independents
from educators.subnavigation import Tabs
from educators.supply import Share
from educators.targets import STAGES, Need, total
from kmtp.figures import Bar, BarChart, Line, LineChart, rounded
from kmtp.ui.views import Closed, CreatePage, DetailPage, UpdatePage

SET = "educators.set_targets"


class Targets(Tabs, Closed, TemplateView):
    """The targets of every year, and the one for independents."""

    permission = SET
    template_name = "educators/targets.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the targets, and every version of the one for independents."""
        versions = targets_for_independents()
        return super().get_context_data(
            targets=list(Target.objects.visible_to(self.request.user).for_pages()),
            versions=versions,
            independents=independents_on(localdate(), versions),
            charts=[one for one in [self.get_chart(versions)] if one],
            may_set_independents=self.request.user.has_perm("educators.change_policy"),
            **kwargs,
        )

    def get_chart(self, versions: list[IndependentTarget]) -> LineChart | None:
        """Return the picture of the last years, of the councils whose targets this person sets."""
        return independents_chart(supply.independents(self.request.user, localdate(), versions))


class OneTarget:
    """Pages about one target."""

    model = Target

    def get_queryset(self) -> QuerySet[Target]:
        """Return the target with its council."""
        return super().get_queryset().for_pages()  # type: ignore[misc, no-any-return]


class TargetDetail(Tabs, OneTarget, DetailPage):
    """One year's sum."""

    permission = SET
    template_name = "educators/target_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add every term of the sum, the assumptions beside history, and the result beside the intake."""
        found: list[Need] = supply.needs(self.object, localdate())
        return super().get_context_data(
            needs=found,
            charts=[chart(found)] if found else [],
            lapses_on=supply.counted_on(self.object, localdate()),
            assumptions=assumptions(self.object),
            results=results(self.object, found),
            breadcrumbs=[("Targets", reverse("educators:targets"))],
            **kwargs,
        )


def words_of(name: str) -> str:
    """Return what a field of the target is called."""
    field: Any = Target._meta.get_field(name)
    return str(field.verbose_name)


def assumptions(target: Target) -> list[tuple[str, Any, Any]]:
    """Return each assumption in words, its value, and what past years teach."""
    past = supply.history(target.council, localdate())
    return [(words_of(name), getattr(target, name), getattr(past, name)) for name in ASSUMPTIONS]


def results(target: Target, needs: list[Need]) -> list[tuple[str, int, int | None, int]]:
    """Return for each stage the number of the sum, what the council sets out to do, and who is in training."""
    intake = supply.trained(target)
    return [
        (f"PEPS Stage {stage[-1]}", total(needs, stage), target.places[stage], intake.get(stage, 0))
        for stage in STAGES
    ]


def chart(needs: list[Need]) -> BarChart:
    """Draw for each service how many are needed, and beside it how many can be counted on."""
    needed, supplied = by_service(needs, "needed"), by_service(needs, "supply")
    lacking = by_service(needs, "to_train")
    most = max(lacking, key=lambda area: lacking[area])
    told = f"most are lacking in {most}, {lacking[most]}" if lacking[most] else "nobody is lacking"
    pairs = (
        (Bar(f"{area}: needed", needed[area]), Bar(f"{area}: supply", supplied[area])) for area in needed
    )
    return BarChart(
        title=f"Need and supply by service: {told}",
        description=f"Practice educators needed, and those who can be counted on, by service: {told}.",
        bars=tuple(bar for pair in pairs for bar in pair),
        unit="practice educators",
    )


def by_service(needs: list[Need], term: str) -> Counter[str]:
    """Return one term of the sum for each service, both stages together."""
    counted: Counter[str] = Counter()
    for need in needs:
        counted[need.facts.area] += getattr(need, term)
    return counted


def independents_chart(shares: list[Share]) -> LineChart | None:
    """Draw the share of independents over the years beside the target of its time; nothing without anybody."""
    known = [one for one in shares if one.percent is not None]
    if not known:
        return None
    last = known[-1]
    told = f"{rounded(last.percent or 0)} % in {last.year}; {last.target.verdict(last.percent).lower()}"
    return LineChart(
        title=f"Share of independents: {told.rstrip('.')}",
        description=f"Independent practice educators in per cent of all, by year: {told}",
        years=tuple(str(one.year) for one in known),
        lines=(
            Line("Share of independents", tuple(rounded(one.percent or 0) for one in known)),
            Line("Target", tuple(one.target.percent for one in known)),
        ),
        unit="%",
    )


class AddTarget(CreatePage):
    """Start a year's target."""

    model = Target
    permission = SET
    form_class = AddTargetForm
    heading = "Set a target"
    done = "{} is started. Say how many learners are expected next."

    def save(self, form: Any) -> Target:
        """Store it."""
        return targets.add(target=form.save(commit=False), by=self.request.user)


class ChangeTarget(OneTarget, UpdatePage):
    """Change what is assumed, and how many places the council sets out to give."""

    permission = SET
    form_class = TargetForm
    heading = "Change the {}"
    done = "The assumptions are saved, and the sum is made again."

    def get_heading(self) -> str:
        """Name the council and year."""
        return f"What the target of {self.object.council.short_name} for {self.object.year} assumes"

    def save(self, form: Any) -> Target:
        """Store it."""
        return targets.change(target=form.save(commit=False), by=self.request.user)


class ExpectLearners(OneTarget, UpdatePage):
    """Say how many learners are expected in each service."""

    permission = SET
    form_class = LearnersForm
    lede = "An empty box leaves what is known as it is."
    done = "The expected learners are saved, and the sum is made again."

    def get_heading(self) -> str:
        """Name the council and year."""
        return f"Learners expected in {self.object.council.short_name} in {self.object.year}"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its target."""
        return super().get_form_kwargs() | {"target": self.object}

    def save(self, form: Any) -> Target:
        """Store what was typed."""
        target: Target = self.object
        by: Any = self.request.user
        targets.expect(target=target, learners=form.learners, by=by)
        return target


class SetIndependents(CreatePage):
    """Set the target for independents from a day on."""

    model = IndependentTarget
    permission = "educators.change_policy"
    form_class = IndependentTargetForm
    heading = "Set the target for independents"
    lede = "It holds from its day on, for every council. Years before that keep the target of their time."
    done = "{}."

    def get_cancel_url(self) -> str:
        """Go back to the targets."""
        return reverse("educators:targets")

    def save(self, form: Any) -> IndependentTarget:
        """Store it."""
        return targets.set_independents(target=form.save(commit=False), by=self.request.user)
