"""Lists of the time audits, and their results as a file."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate

from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn
from time_audit import lifecycle, returns
from time_audit.hours import Summary
from time_audit.models import Audit

COLOURS = {state.key: state.colour for state in lifecycle.STATES.values()}


class AuditTable(Table):
    """One line for each audit; coverage is reckoned once for all of them."""

    title = RecordColumn(verbose_name="Time audit", facts=(("council__short_name", "Council"),))
    state = TagColumn(verbose_name="Status", colours=COLOURS)
    starts_on = DateColumn(verbose_name="From")
    ends_on = DateColumn(verbose_name="To")
    people = NumberColumn(verbose_name="Take part")
    coverage = Column(accessor="pk", orderable=False, verbose_name="Weeks returned")

    class Meta:
        """The newest first."""

        order_by = ("-starts_on",)

    @cached_property
    def coverages(self) -> dict[int, Summary]:
        """The summary of each audit in the list."""
        return returns.coverage(self.data.data, self.request.user, today=localdate())

    def render_coverage(self, record: Audit) -> str:
        """Return the weeks returned of those that are over."""
        return self.value_coverage(record)

    def value_coverage(self, record: Audit) -> str:
        """Return the same words for a file."""
        found = self.coverages.get(record.pk)
        return found.coverage_in_words if found else "No week is over yet"


class ResultTable(Table):
    """The results, a line for each figure, so that each stands beside how it was counted."""

    group = Column(verbose_name="Of what")
    time = Column(verbose_name="Time")
    figure = Column(verbose_name="Figure")
    hours = NumberColumn(verbose_name="Hours", places=2)
    weeks = NumberColumn(verbose_name="Weeks divided by")
    how = Column(verbose_name="How it was counted")

    class Meta:
        """In the order of the page."""

        orderable = False


def result_rows(results: returns.Results, *, names_small: bool) -> list[dict[str, Any]]:
    """Return every figure that may be shown."""
    groups = {
        "All": results.summary,
        **{f"Third of the placement: {key}": one for key, one in results.phases.items()},
        **{f"Service area: {key}": one for key, one in results.services.items()},
    }
    shown = {name: one for name, one in groups.items() if names_small or not one.is_small}
    rows = [row for name, one in shown.items() for row in _group_rows(name, one)]
    return rows + (_category_rows(results) if "All" in shown else [])


def _group_rows(group: str, summary: Summary) -> list[dict[str, Any]]:
    return [row for measure in summary.measures for row in _measure_rows(group, measure)]


def _measure_rows(group: str, measure: Any) -> list[dict[str, Any]]:
    average, other = measure.average, measure.alternative
    low, high = measure.quartiles or (None, None)
    spread = "Of the PE-weeks returned, weeks with nothing included"
    rows = (
        ("Total", measure.hours, None, "All time in the weeks returned"),
        ("Average a week returned", average.hours, average.weeks, average.formula),
        ("Average a week elapsed", other.hours, other.weeks, other.formula),
        ("Median week", measure.median, None, spread),
        ("Lower quartile", low, None, spread),
        ("Upper quartile", high, None, spread),
        ("Highest week", measure.highest, None, spread),
    )
    return [_row(group, measure.label, *row) for row in rows]


def _category_rows(results: returns.Results) -> list[dict[str, Any]]:
    how = "All time of this kind in the weeks returned"
    kinds = ((one, label, minutes) for one in results.categories for label, minutes in one.parts)
    return [
        _row(f"Kind of work: {one.label}", label, "Total", Decimal(minutes) / 60, None, how)
        for one, label, minutes in kinds
    ]


def _row(group: str, time: str, figure: str, hours: Any, weeks: int | None, how: str) -> dict[str, Any]:
    return {"group": group, "time": time, "figure": figure, "hours": hours, "weeks": weeks, "how": how}
