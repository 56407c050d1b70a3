"""Who is current, who lapses and when."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.timezone import localdate

from educators.filters.currency import CurrencyFilters, with_last_day
from educators.models import Educator
from educators.subnavigation import Tabs
from educators.tables.currency import STANDING_WORDS, CurrencyTable
from kmtp.figures import Bar, BarChart
from kmtp.ui.views import ListPage


class WhoLapses(Tabs, ListPage):
    """Everybody active, the first to lapse first."""

    model = Educator
    permission = "educators.view_educator"
    template_name = "educators/currency.html"
    table_class = CurrencyTable
    filterset_class = CurrencyFilters
    noun = ("practice educator", "practice educators")
    lede = "How each stands by the policy in force today, the first to lapse first."
    empty_text = "Nobody active is on the register, so nobody can lapse."

    def get_queryset(self) -> QuerySet[Educator]:
        """Add how each stands."""
        active = super().get_queryset().active_on(localdate())  # type: ignore[attr-defined]
        return with_last_day(active.for_the_register(localdate()))

    def get_heading(self, count: int) -> str:
        """Say what the number is of."""
        return f"Currency of {super().get_heading(count)}" if count else "Currency"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the picture of the states."""
        return super().get_context_data(**kwargs) | {"states": states(self.object_list)}


def states(rows: Any) -> BarChart | None:
    """Return how many stand how, of a list; nothing of an empty one. One query."""
    counted = rows.order_by().values("currency").annotate(people=Count("pk"))
    people: dict[str, int] = dict(counted.values_list("currency", "people"))
    bars = tuple(Bar(word, people.get(key, 0)) for key, word in STANDING_WORDS.items())
    title = f"{people.get('lapsed', 0):,} lapsed, {people.get('due', 0):,} due to lapse"
    words = "; ".join(f"{bar.label} {bar.value:,}" for bar in bars)
    return BarChart(title=title, description=words, bars=bars, unit="people") if people else None
