"""Pairing by hand: who can take a student and why not, and the page that asks before it pairs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from educators.models import Educator
from educators.models.educator import Stage
from kmtp.audit import Refused
from kmtp.ui.views import ActionPage, DetailPage
from placements import candidates
from placements.actions import pairing
from placements.candidates import Option
from placements.forms.placement import PairForm
from placements.models import Placement, Request, Standing
from placements.subnavigation import Tabs
from placements.tables.option import OptionTable, RefusedTable
from placements.views.requests import OneRequest

PAIR = "placements.pair_student"
PER_PAGE = 50
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One educator as the page shows her."""

    option: Option
    request: Request
    said_of_all: frozenset[str] = frozenset()

    @property
    def educator(self) -> Educator:
        """The educator."""
        return self.option.educator

    @property
    def url(self) -> str:
        """The page that asks before it pairs."""
        return reverse("placements:pair", args=[self.request.pk, self.educator.pk])

    @property
    def stage_words(self) -> str:
        """The stage in words."""
        return str(Stage(self.option.candidate.stage).label)

    @property
    def free(self) -> int:
        """How many places are free."""
        return self.option.free

    @property
    def warnings(self) -> tuple[str, ...]:
        """What to weigh, but what is said of everybody above the list."""
        return tuple(one for one in self.option.warnings if one not in self.said_of_all)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why not."""
        return self.option.reasons


class Waiting(OneRequest):
    """Pages for a request that waits; another is refused with what became of it."""

    request: Any

    def get_object(self, queryset: QuerySet[Request] | None = None) -> Request:
        """Refuse a request that has been answered."""
        found: Request = super().get_object(queryset)  # type: ignore[misc]
        if found.standing != Standing.WAITING:  # type: ignore[attr-defined]  # the query adds it
            raise Refused(
                f"{found.student} does not wait any more: this request is settled. Open it to see how."
            )
        return found


class FindEducator(Tabs, Waiting, DetailPage):
    """The council's practice educators: who can take this student, and why not the others."""

    permission = PAIR
    template_name = "placements/find_educator.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Sort the educators into those who can and those who cannot."""
        words = self.request.GET.get("q", "").replace("\x00", "").strip()[:100]
        found = candidates.options(self.object, self.educators(words), today=localdate())
        common = said_of_all([one for one in found if one.may_take])
        able = [Row(one, self.object, common) for one in found if one.may_take]
        unable = [Row(one, self.object) for one in found if not one.may_take]
        return super().get_context_data(
            heading=self.heading_of(len(able)),
            words=words,
            table=self.table_of(able),
            refused=RefusedTable(unable),
            count_refused=len(unable),
            said_of_all=sorted(common),
            breadcrumbs=self.crumbs(),
            **kwargs,
        )

    def educators(self, words: str) -> QuerySet[Educator]:
        """Return everybody on the council's register whose name, team, service or district has the words."""
        today = localdate()
        people = Educator.objects.visible_to(self.request.user).filter(council=self.object.council_id)
        matching = Q()
        for word in words.split()[:MOST_WORDS]:
            matching &= anywhere(word)
        related = people.on_the_register_on(today).with_stage(today).filter(matching)
        return related.select_related("team__service_area", "team__locality")

    def table_of(self, rows: list[Row]) -> OptionTable:
        """Return the page of those who can."""
        table = OptionTable(rows)
        table.request = self.request
        table.turn_to(self.request.GET.get("page", "1"), PER_PAGE, len(rows))
        return table

    def heading_of(self, count: int) -> str:
        """Say how many can."""
        who = "practice educator" if count == 1 else "practice educators"
        return (
            f"{count:,} {who} can take {self.object.student}"
            if count
            else f"Nobody can take {self.object.student}"
        )

    def crumbs(self) -> list[tuple[str, str]]:
        """Lead back to the request."""
        requests = ("Requests", reverse("placements:request_list"))
        return [requests, (str(self.object.student), self.object.get_absolute_url())]


def said_of_all(options: list[Option]) -> frozenset[str]:
    """Return the warnings that all of several educators share: they are said once, above the list."""
    if len(options) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(one.warnings) for one in options))


def anywhere(word: str) -> Q:
    """Return the condition that a word stands in the name or the team of an educator."""
    fields = ("first_name", "last_name", "team__name", "team__service_area__name", "team__locality__name")
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__unaccent__icontains": word})
    return found


class Pair(Waiting, ActionPage):
    """Ask before a student is paired, and pair."""

    permission = PAIR
    form_class = PairForm
    submit_label = "Pair provisionally"
    what_happens = (
        "This makes a provisional placement. The practice educator and the university each get an e-mail, and the "
        "confidential profile can be opened. Nothing is settled until you confirm it, and it can be withdrawn."
    )
    template_name = "placements/pair.html"

    @cached_property
    def educator(self) -> Educator | None:
        """The educator that the address names; the host alone where it names none."""
        if "educator" not in self.kwargs:
            return None
        people = Educator.objects.visible_to(self.request.user).filter(council=self.object.council_id)
        return get_object_or_404(
            people.with_stage(localdate()).select_related("team__service_area"), pk=self.kwargs["educator"]
        )

    def get_object(self, queryset: QuerySet[Request] | None = None) -> Request:
        """Let only shadowing go without an educator."""
        found = super().get_object(queryset)
        if "educator" not in self.kwargs and found.facts.needs_educator:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the request and the educator."""
        return super().get_form_kwargs() | {"request": self.object, "educator": self.educator}

    def get_heading(self) -> str:
        """Name both."""
        return f"Pair {self.object.student} with {self.educator or 'a host team'}?"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the rules say now."""
        people = [self.educator] if self.educator else []
        found = candidates.options(self.object, people, today=localdate())
        option = found[0] if found else None
        back = reverse("placements:find_educator", args=[self.object.pk])
        crumbs = [("Requests", reverse("placements:request_list")), ("Find a practice educator", back)]
        return super().get_context_data(
            option=option, educator=self.educator, cancel_url=back, breadcrumbs=crumbs, **kwargs
        )

    def act(self, record: Request, form: Any) -> Placement:
        """Pair them by the one action."""
        data = form.cleaned_data
        return pairing.pair(
            request=record,
            educator=self.educator,
            team=data["team"],
            supervisor=data["supervisor"],
            by=self.request.user,
            today=localdate(),
        )

    def get_done(self, record: Any) -> str:
        """Say what happened and what comes next."""
        return "Provisional placement made. Confirm it once the practice educator and the university agree."

    def get_success_url(self, record: Any = None) -> str:
        """Go to the new placement."""
        return str(record.get_absolute_url())
