"""Pairing by hand: who can take a student and why not, and the page that asks before it pairs."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate

from educators.models import Educator
from educators.models.educator import Stage
from kmtp.audit import Refused
from kmtp.partnership.models import Team
from kmtp.ui.filters import SearchFilter
from kmtp.ui.views import KEY, ActionPage, DetailPage
from placements import candidates
from placements.actions import pairing
from placements.candidates import Option
from placements.eligibility import Assessment
from placements.forms.placement import PairForm, SetAsideForm, supervisors, teams_open
from placements.models import Placement, Request, Standing
from placements.subnavigation import Tabs
from placements.tables.option import OptionTable, RefusedTable
from placements.views.requests import OneRequest

PAIR = "placements.pair_student"
SET_ASIDE = "placements.set_rule_aside"
PER_PAGE = 50
SOUGHT_IN = SearchFilter(
    ("first_name", "last_name", "team__name", "team__service_area__name", "team__locality__name")
)


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
    def set_aside_url(self) -> str:
        """The page that asks before it pairs, where all that blocks may be set aside; empty otherwise."""
        return self.url if self.option.assessment.can_be_set_aside else ""

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
                f"{found.student} does not wait any more: this request is settled. Open it to see how.",
                way_on=("Open the request", found.get_absolute_url()),
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
            heading=self.heading_of(len(able), words),
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
        related = people.on_the_register_on(today).with_stage(today).filter(SOUGHT_IN.q([words]))
        return related.select_related("team__service_area", "team__locality")

    def table_of(self, rows: list[Row]) -> OptionTable:
        """Return the page of those who can."""
        table = OptionTable(rows)
        table.request = self.request
        table.turn_to(self.request.GET.get("page", "1"), PER_PAGE, len(rows))
        return table

    def heading_of(self, count: int, words: str) -> str:
        """Say how many can, of all or of those who were searched for."""
        if not count:
            nobody = f"Nobody who matches “{words}”" if words else "Nobody"
            return f"{nobody} can take {self.object.student}"
        who = "practice educator" if count == 1 else "practice educators"
        return f"{count:,} {who} can take {self.object.student}"

    def crumbs(self) -> list[tuple[str, str]]:
        """Lead back to the request."""
        requests = ("Requests", reverse("placements:request_list"))
        return [requests, (str(self.object.student), self.object.get_absolute_url())]


def said_of_all(options: list[Option]) -> frozenset[str]:
    """Return the warnings that all of several educators share: they are said once, above the list."""
    if len(options) < 2:
        return frozenset()
    return frozenset.intersection(*(frozenset(one.warnings) for one in options))


class OnePair(Tabs, Waiting, ActionPage):
    """Pages that pair one student with one educator, or with a host alone."""

    object: Request

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the list of educators."""
        back = reverse("placements:find_educator", args=[self.object.pk])
        crumbs = [("Requests", reverse("placements:request_list")), ("Find a practice educator", back)]
        words = {"educator": self.educator, "cancel_url": back, "breadcrumbs": crumbs}
        return super().get_context_data(**words, **kwargs)

    def set_aside_url(self, team: Team) -> str:
        """Return the page on which rules are set aside for the same two, or for the host alone."""
        if self.educator is None:
            return reverse("placements:set_aside_host", args=[self.object.pk, team.pk])
        return reverse("placements:set_aside", args=[self.object.pk, self.educator.pk, team.pk])

    def judged(self, team: Team, supervisor: Educator | None) -> Assessment:
        """Return what the rules say of this place now."""
        ask = candidates.ask_of(self.object)
        return pairing.judged(ask, self.educator, team, supervisor, localdate())

    def get_success_url(self, record: Any = None) -> str:
        """Go to the new placement."""
        return str(record.get_absolute_url())


class Pair(OnePair):
    """Ask before a student is paired, and pair."""

    permission = PAIR
    form_class = PairForm
    submit_label = "Pair provisionally"
    what_happens = (
        "This makes a provisional placement. The practice educator and the university each get an e-mail, and the "
        "confidential profile can be opened. Nothing is settled until you confirm it, and it can be withdrawn."
    )
    template_name = "placements/pair.html"

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
        return super().get_context_data(option=found[0] if found else None, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        """Ask for the reasons where all that blocks is a matter of judgement, and this person may judge."""
        team, supervisor = form.cleaned_data["team"], form.cleaned_data["supervisor"]
        may = self.request.user.has_perm(SET_ASIDE, self.object)
        if not may or not self.judged(team, supervisor).can_be_set_aside:
            return super().form_valid(form)
        url = self.set_aside_url(team)
        return redirect(f"{url}?supervisor={supervisor.pk}" if supervisor else url)

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


class SetAside(OnePair):
    """Say why each rule that blocks is set aside, and pair all the same."""

    permission = SET_ASIDE
    form_class = SetAsideForm
    submit_label = "Set aside and pair provisionally"
    is_destructive = True
    template_name = "placements/set_aside.html"

    @cached_property
    def team(self) -> Team:
        """The team that the address names."""
        asked = self.object
        teams = teams_open(asked.council_id, asked.starts_on, asked.ends_on)
        return get_object_or_404(teams, pk=self.kwargs["team"])

    @cached_property
    def supervisor(self) -> Educator | None:
        """The on-site supervisor that the address names, if it names one."""
        named = self.request.GET.get("supervisor", "")
        people = supervisors(self.object.council_id, [self.educator.pk if self.educator else None])
        if not named:
            return None
        if not KEY.fullmatch(named):
            raise Http404
        return get_object_or_404(people, pk=named)

    @cached_property
    def found(self) -> Assessment:
        """What the rules say now; refused when something blocks that nobody may set aside, or nothing does."""
        found = self.judged(self.team, self.supervisor)
        if not found.can_be_set_aside:
            never = [one.sentence for one in found.blocks if not one.can_be_set_aside]
            raise Refused(
                f"This is never set aside: {pairing.in_one_sentence(tuple(never))}."
                if never
                else "No rule blocks this any more. Go back and pair them."
            )
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Ask about each rule that blocks."""
        return super().get_form_kwargs() | {"blocks": self.found.blocks}

    def get_heading(self) -> str:
        """Name both."""
        return f"Pair {self.object.student} with {self.educator or self.team} against the rules?"

    def get_what_happens(self) -> str:
        """Say what is set aside, and who reads it."""
        return (
            "This makes a provisional placement although the rules say no. Each reason stands with the decision, in "
            "your name and with the time, where coordinators and the partnership lead read it. The practice educator "
            "and the university each get an e-mail."
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Name the place."""
        return super().get_context_data(team=self.team, supervisor=self.supervisor, **kwargs)

    def act(self, record: Request, form: Any) -> Placement:
        """Pair them by the one action."""
        return pairing.pair(
            request=record,
            educator=self.educator,
            team=self.team,
            supervisor=self.supervisor,
            by=self.request.user,
            today=localdate(),
            set_aside=form.whys,
        )

    def get_done(self, record: Any) -> str:
        """Say what happened and what comes next."""
        return "Provisional placement made, and the reasons stand with it. Confirm it once everybody agrees."
