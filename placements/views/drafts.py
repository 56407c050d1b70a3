"""Drafts of an allocation: the list, a new one, the workspace, comparing two, publishing, and ruling by hand."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, Closed, CreatePage, DetailPage, ListPage
from placements.actions import drafts as acts
from placements.filters.draft import PLACED, DraftFilters
from placements.forms.draft import DraftForm
from placements.models import Draft, Pairing, Ruling
from placements.models.draft import PERMISSION
from placements.subnavigation import Tabs
from placements.tables.draft import STATE_COLOURS, DraftTable, PairingTable

PER_PAGE = 50
CRUMB = ("Allocation", "placements:draft_list")


def with_numbers(drafts: QuerySet[Draft]) -> QuerySet[Draft]:
    """Add how many students each draft is about, and how many it places."""
    placed = Count("pairings", filter=Q(pairings__team__isnull=False))
    moving = Count("pairings", filter=Q(pairings__moves__isnull=False))
    related = drafts.select_related("council", "made_by", "published_by", "after__team", "after__student")
    return related.annotate(asked=Count("pairings"), placed=placed, moving=moving)


class DraftList(Tabs, ListPage):
    """Every draft of the person's councils."""

    model = Draft
    permission = PERMISSION
    table_class = DraftTable
    filterset_class = DraftFilters
    noun = ("draft", "drafts")
    lede = "A draft proposes a place for each student who waits, with reasons. Nothing holds until you publish it."
    empty_text = "No draft yet. Draft an allocation: it takes a moment, and changes nothing."

    def get_queryset(self) -> QuerySet[Draft]:
        """Add the numbers."""
        return with_numbers(super().get_queryset())

    def get_actions(self) -> list[tuple[str, str]]:
        """Make one, and compare two."""
        return [
            ("Draft an allocation", reverse("placements:draft_add")),
            ("Compare two drafts", reverse("placements:draft_compare")),
        ]


class AddDraft(Tabs, CreatePage):
    """Say whose placements are drafted, and what weighs how much."""

    model = Draft
    permission = PERMISSION
    form_class = DraftForm
    heading = "Draft an allocation"
    lede = (
        "Every student who waits and starts between these days gets the best place there is for all of them "
        "together. The hard rules are never broken. You decide afterwards."
    )

    @property
    def like(self) -> Draft | None:
        """The draft whose answers this one begins with."""
        key = self.request.GET.get("like", "")
        return Draft.objects.visible_to(self.request.user).filter(pk=key).first() if key.isdecimal() else None

    def get_form_kwargs(self) -> dict[str, Any]:
        """Begin with the answers of another draft, when the address names one."""
        return super().get_form_kwargs() | {"like": self.like}

    def get_initial(self) -> dict[str, Any]:
        """Fill in the season of that draft."""
        like = self.like
        if like is None:
            return {"starts_from": localdate()}
        days = {"starts_from": like.starts_from, "starts_until": like.starts_until}
        return days | {"council": like.council, "keeps": like, "name": f"{like.name} again"[:80]}

    def save(self, form: DraftForm) -> Draft:
        """Start it."""
        by: Any = self.request.user
        return acts.start(draft=form.draft, by=by, now=timezone.now())

    def get_done(self, record: Any) -> str:
        """Say what happens."""
        return "The draft is being worked out. You can leave this page."

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:draft_list")


class OneDraft:
    """Pages about one draft."""

    model: Any = Draft
    permission = PERMISSION
    object: Any
    request: Any

    def get_queryset(self) -> QuerySet[Draft]:
        """Return what a page shows in one query."""
        return with_numbers(super().get_queryset())  # type: ignore[misc]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        crumbs = [(CRUMB[0], reverse(CRUMB[1]))]
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"breadcrumbs": crumbs} | context


class Workspace(Tabs, OneDraft, DetailPage):
    """A draft: how good it is, and each student with the proposal and its reasons."""

    template_name = "placements/draft.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the table of what it proposes."""
        draft = self.object
        context = super().get_context_data(**kwargs)
        context |= {"colour": STATE_COLOURS[draft.state], "unplaced": draft.asked - draft.placed}
        if draft.state not in (Draft.State.READY, Draft.State.PUBLISHED):
            return context
        context["is_filled"] = fills_its_place(draft)
        table = self.get_table()
        pages = table.paginator.get_elided_page_range(table.page.number, on_each_side=1, on_ends=1)
        narrowed = self.request.GET.get("placed", "")
        query = f"?placed={narrowed}&" if narrowed in PLACED else "?"
        return context | {"table": table, "pages": list(pages), "page_query": query, "narrowed": narrowed}

    def get_table(self) -> Table:
        """Return the page of pairings that the address names."""
        which = PLACED.get(self.request.GET.get("placed", ""), Q())
        rows = Pairing.objects.filter(which, draft=self.object).for_lists()
        table = PairingTable(data=rows)
        table.request, table.caption = self.request, "What is proposed for each student"
        number = {"yes": self.object.placed, "no": self.object.asked - self.object.placed}
        count = number.get(self.request.GET.get("placed", ""), self.object.asked)
        table.turn_to(self.request.GET.get("page", "1"), PER_PAGE, count)
        return table


def fills_its_place(draft: Draft) -> bool:
    """Say whether a draft that fills a place again has somebody for it. One query, for such a draft alone."""
    offer = draft.after.offer_id if draft.after else None
    return offer is not None and Pairing.objects.filter(draft=draft, offer=offer).exists()


class Progress(OneDraft, DetailPage):
    """How far a worker is, for the progress bar."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponseBase:  # type: ignore[override]
        """Answer in JSON."""
        found = self.object
        words = f"{found.get_state_display()}: {found.progress} per cent"
        return JsonResponse({"progress": found.progress, "step": words, "done": not found.is_running})


class CancelDraft(Tabs, OneDraft, ActionPage):
    """Stop a draft that is being worked out."""

    heading = "Stop working out “{}”"
    what_happens = "The work on “{}” stops. Nothing was proposed or stored yet."
    submit_label = "Stop it"
    done = "“{}” is cancelled."

    def act(self, record: Draft, form: Any) -> None:
        """Cancel it."""
        acts.cancel(draft=record, by=self.request.user, now=timezone.now())


class Publish(Tabs, OneDraft, ActionPage):
    """Make provisional placements of a draft."""

    heading = "Publish “{}”"
    submit_label = "Publish"

    def get_what_happens(self) -> str:
        """Say how many placements come of it, who is told, and who decides."""
        draft = self.object
        students = "student gets" if draft.placed == 1 else "students get"
        return (
            f"{draft.placed:,} {students} a provisional placement, in your name, with the reasons that stand here. "
            f"{said_of_moves(draft.moving)}"
            "Each practice educator and university partner gets one e-mail that lists theirs. "
            "All of it happens, or nothing. "
            f"{draft.asked - draft.placed:,} stay without a place."
        )

    def act(self, record: Draft, form: Any) -> None:
        """Publish it."""
        by: Any = self.request.user
        self.number = acts.publish(draft=record, by=by, now=timezone.now())

    def get_done(self, record: Any) -> str:
        """Say what happened, and what comes next."""
        placements = "placement is" if self.number == 1 else "placements are"
        return f"{self.number:,} {placements} provisional now. Confirm each when the university agrees."


def said_of_moves(number: int) -> str:
    """Return how many of those who are placed move from another provisional placement."""
    if not number:
        return ""
    if number == 1:
        return "For one of them it takes the place of another provisional placement, which is withdrawn. "
    return f"For {number:,} of them it takes the place of another provisional placement, which is withdrawn. "


class Compare(Tabs, Closed, TemplateView):
    """Two drafts side by side: their figures, and the students for whom they differ."""

    model = Draft
    permission = PERMISSION
    template_name = "placements/draft_compare.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Compare the two that the address names, or ask which."""
        drafts = with_numbers(self.get_queryset()).filter(state__in=("ready", "published"))
        found = list(drafts.order_by("-pk")[:50])
        first, second = (self._named(found, name) for name in ("a", "b"))
        context: dict[str, Any] = {
            "heading": "Compare two drafts",
            "breadcrumbs": [(CRUMB[0], reverse(CRUMB[1]))],
            "drafts": found,
            "first": first,
            "second": second,
        }
        if first and second:
            context |= {"rows": differences(first, second), "figures": figures_of(first, second)}
        return super().get_context_data(**kwargs) | context

    def _named(self, drafts: list[Draft], name: str) -> Draft | None:
        key = self.request.GET.get(name, "")
        return next((one for one in drafts if str(one.pk) == key), None)


def differences(first: Draft, second: Draft) -> list[tuple[Any, Pairing | None, Pairing | None]]:
    """Return each student for whom two drafts differ, with both proposals. Two queries."""
    found = [
        {one.request_id: one for one in Pairing.objects.filter(draft=draft).for_lists()}
        for draft in (first, second)
    ]
    both = [(found[0].get(key), found[1].get(key)) for key in sorted(found[0].keys() | found[1].keys())]
    return [((a or b).request, a, b) for a, b in both if place_of(a) != place_of(b)]  # type: ignore[union-attr]


#: What two drafts are compared by: the words, and where each stands in the figures of a draft.
COMPARED = (
    ("Minutes of travel, on average", "minutes"),
    ("Longest journey in minutes", "longest"),
    ("Another service than wished for", "wishes"),
    ("First come, first served would place", "first_come"),
)


def figures_of(first: Draft, second: Draft) -> list[tuple[str, Any, Any]]:
    """Return the figures of both, universities and routes included."""
    numbers = [("Students with a place", *(f"{one.placed} of {one.asked}" for one in (first, second)))]  # type: ignore[attr-defined]
    numbers += [(words, first.figures.get(key), second.figures.get(key)) for words, key in COMPARED]
    rates = [{one["group"]: one for one in draft.figures.get("rates", ())} for draft in (first, second)]
    groups = sorted(rates[0].keys() | rates[1].keys())
    return numbers + [(group, *(rate_of(of.get(group)) for of in rates)) for group in groups]


def rate_of(found: dict[str, int] | None) -> str:
    """Return how many of a group have a place."""
    return f"{found['placed']} of {found['asked']}" if found else "—"


def place_of(pairing: Pairing | None) -> tuple[int | None, ...] | None:
    """Return what a proposal amounts to."""
    return (pairing.team_id, pairing.educator_id, pairing.supervisor_id) if pairing else None


class OnePairing(Closed):
    """Pages about one student in a draft; the address names both."""

    model = Pairing
    permission = PERMISSION

    def find(self, **keys: int) -> Pairing:
        """Return the pairing of a draft that this person may see, or 404."""
        rows: QuerySet[Pairing] = self.get_queryset().for_lists().select_related("draft")  # type: ignore[attr-defined]
        return get_object_or_404(rows, draft=keys["pk"], pk=keys["pairing"])


def rulings_on(pairing: Pairing) -> QuerySet[Ruling]:
    """Return what was ruled by hand on a student."""
    return Ruling.objects.filter(request=pairing.request_id).select_related("offer__team", "ruled_by")


class StudentInDraft(Tabs, OnePairing, TemplateView):
    """One student in a draft: the proposal with everything that counted, or why there is none, and what to do."""

    template_name = "placements/draft_student.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Show it, with the next student a key away."""
        found = self.find(**self.kwargs)
        context = super().get_context_data(**kwargs) | {
            "heading": f"{found.request.student}: {found.request.get_kind_display().lower()}",
            "breadcrumbs": [
                (CRUMB[0], reverse(CRUMB[1])),
                (str(found.draft), found.draft.get_absolute_url()),
            ],
            "pairing": found,
            "rulings": rulings_on(found),
            "may_rule": found.draft.state == Draft.State.READY,
        }
        return context | neighbours(found)


def neighbours(pairing: Pairing) -> dict[str, Pairing | None]:
    """Return the students before and after in the order of the workspace. Two queries: the keys, then both."""
    rows = Pairing.objects.filter(draft=pairing.draft_id).for_lists()
    keys = [None, *rows.values_list("pk", flat=True), None]
    place = keys.index(pairing.pk)
    found = rows.in_bulk([key for key in (keys[place - 1], keys[place + 1]) if key])
    return {"before": found.get(keys[place - 1]), "after": found.get(keys[place + 1])}
