"""The manager's figures: the register of the own councils in numbers, and the people of the own teams."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from educators import headcount
from educators.models import Educator
from kmtp.figures import Bar, BarChart, Row, StackedBar, StackedBarChart, Table, too_small
from kmtp.partnership import access

COLUMNS = ("council__short_name", "team__service_area__name", "team__locality__name")
HEAD = ("Stage 2", "Stage 1", "Trainees", "All", "Current", "Places", "Free now")
Groups = list[tuple[str, dict[str, int]]]
NO_TEAM = "No team recorded"
NUMBERS = (
    "people",
    "stage_2",
    "stage_1",
    "trainees",
    "current",
    "due",
    "returning",
    "lapsed",
    "offered",
    "free",
)


def counted_for(user: Any, today: date) -> Any:
    """Return whom the figures of ``user`` count: the register of her councils without whoever left."""
    reach = access.within(user, "educators.view_figures", "council")
    return Educator.objects.filter(reach).on_the_register_on(today).for_the_register(today)


def own_teams(user: Any, today: date) -> Any:
    """Return the people of the teams that ``user`` runs, within her councils: the only ones whose names she sees."""
    return counted_for(user, today).filter(team__manager=user)


@dataclass(frozen=True, slots=True)
class Figures:
    """The register in numbers, by council, service area and locality."""

    rows: tuple[dict[str, Any], ...]

    def total(self, what: str) -> int:
        """Return the sum of one number."""
        return sum(row[what] for row in self.rows)

    @property
    def people(self) -> int:
        """Everybody."""
        return self.total("people")

    def by(self, column: str, others: str = "") -> Groups:
        """Return the numbers of each value of a column, most people first.

        ``others`` is the one name under which groups of fewer than five are put together; empty to show each.
        """
        found = self._sums(lambda row: row[column] or NO_TEAM)
        if others:
            small = too_small({name: sums["people"] for name, sums in found.items()})
            found = self._sums(
                lambda row: others if (row[column] or NO_TEAM) in small else row[column] or NO_TEAM
            )
        last = (NO_TEAM, others)
        return sorted(found.items(), key=lambda one: (one[0] in last, -one[1]["people"], one[0]))

    def _sums(self, name_of: Callable[[dict[str, Any]], str]) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for row in self.rows:
            sums = found.setdefault(name_of(row), dict.fromkeys(NUMBERS, 0))
            for what in NUMBERS:
                sums[what] += row[what]
        return found


def count(educators: QuerySet, today: date) -> Figures:
    """Count. One query."""
    return Figures(tuple(headcount.grouped(educators, today, *COLUMNS)))


def stages(figures: Figures) -> StackedBarChart:
    """Draw how many are at each stage."""
    values = tuple(figures.total(what) for what in ("stage_2", "stage_1", "trainees"))
    title = f"{values[0]} of {figures.people} practice educators are at Stage 2"
    described = f"{values[0]} at Stage 2, {values[1]} at Stage 1 and {values[2]} in training."
    parts = ("Stage 2", "Stage 1", "Trainees")
    return StackedBarChart(title=title, description=described, parts=parts, bars=(StackedBar("All", values),))


def currency(figures: Figures) -> StackedBarChart:
    """Draw how many with an award are current."""
    due, returning, lapsed = (figures.total(what) for what in ("due", "returning", "lapsed"))
    current = figures.total("current") - due
    title = f"{current + due} of {current + due + returning + lapsed} with an award are current"
    described = f"{current} are current, {due} are due to lapse, {returning} return under a plan, {lapsed} have lapsed."
    parts = ("Current", "Due to lapse", "Returning under a plan", "Lapsed")
    bar = StackedBar("With an award", (current, due, returning, lapsed))
    return StackedBarChart(title=title, description=described, parts=parts, bars=(bar,))


def bars(groups: Groups, of_what: str) -> BarChart:
    """Draw how many there are in each service area or locality."""
    name, most = groups[0][0], groups[0][1]["people"]
    described = "; ".join(f"{label} {sums['people']}" for label, sums in groups)
    drawn = tuple(Bar(label, sums["people"]) for label, sums in groups)
    best = f"{name} has the most practice educators of any {of_what}: {most}"
    title = best if len(groups) > 1 else f"{name}: {most} practice educators"
    return BarChart(title=title, description=f"{described}.", bars=drawn)


def table(figures: Figures, groups: Groups, of_what: str) -> Table:
    """Return the numbers of each service area or locality, and of all."""
    rows = [Row((label, *_cells(sums))) for label, sums in groups]
    everybody = Row(("All", *_cells({what: figures.total(what) for what in NUMBERS})), is_total=True)
    caption = f"Practice educators by {of_what}"
    return Table(caption, (of_what.capitalize(), *HEAD), (*rows, everybody))


def _cells(sums: dict[str, int]) -> Sequence[int]:
    shown = ("stage_2", "stage_1", "trainees", "people", "current", "offered", "free")
    return [sums[what] for what in shown]
