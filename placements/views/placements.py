"""Placements: the list, a record, its dates and people, and its way through the lifecycle."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.audit import Refused
from kmtp.ui.forms import Form
from kmtp.ui.tables import Table
from kmtp.ui.views import ActionPage, DetailPage, ListPage, UpdatePage
from placements import lifecycle
from placements.actions import drafts, pairing, students
from placements.actions import lifecycle as steps
from placements.filters.choices import sees_several_councils
from placements.filters.placement import PlacementFilters
from placements.forms.placement import ExtendForm, PlacementForm, ReasonForm
from placements.lifecycle import Change
from placements.models import ConfidentialProfile, Placement
from placements.subnavigation import Tabs
from placements.tables.placement import PlacementTable, WithCouncil

CRUMBS = ("Placements", "placements:list")


class PlacementList(Tabs, ListPage):
    """Every placement in the person's reach."""

    model = Placement
    permission = "placements.view_placement"
    filterset_class = PlacementFilters
    noun = ("placement", "placements")
    empty_text = (
        "There is no placement yet. One is made from a request, by finding a practice educator for it."
    )

    def get_queryset(self) -> QuerySet[Placement]:
        """Return what a row shows in one query."""
        found: QuerySet[Placement] = super().get_queryset().for_lists().with_days()  # type: ignore[attr-defined]
        return found

    @property
    def table_class(self) -> type[Table]:  # type: ignore[override]  # it depends on the person
        """Name the council only for those who see several."""
        return WithCouncil if sees_several_councils(self.request.user) else PlacementTable

    def get_actions(self) -> list[tuple[str, str]]:
        """Go to the requests that wait."""
        may_pair = self.request.user.has_perm("placements.pair_student")
        waiting = reverse("placements:request_list") + "?state=waiting"
        return [("Students without a placement", waiting)] if may_pair else []


class OnePlacement:
    """Pages about one placement."""

    model = Placement

    def get_queryset(self) -> QuerySet[Placement]:
        """Return what a page shows in one query."""
        found = super().get_queryset().for_lists()  # type: ignore[misc]
        return found.select_related("supervisor", "request", "team__locality")  # type: ignore[no-any-return]


class PlacementDetail(Tabs, OnePlacement, DetailPage):
    """One placement: where it stands, what comes next, who and when."""

    permission = "placements.view_placement"
    template_name = "placements/placement_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may see and do."""
        return super().get_context_data(**facts_of(self.object, self.request.user), **kwargs)


def facts_of(placement: Placement, user: Any) -> dict[str, Any]:
    """Return what the record shows beside the row itself."""
    may_change = user.has_perm("placements.change_placement", placement)
    changes = lifecycle.changes_from(placement.state) if may_change else []
    is_own = placement.student.is_taught_by(user)
    return {
        "state": lifecycle.STATES[placement.state],
        "next_change": changes[0] if changes else None,
        "other_changes": changes[1:],
        "edit_url": reverse("placements:edit", args=[placement.pk])
        if may_change and not placement.is_over
        else "",
        "may_see_educator": user.has_perm("educators.view_educator"),
        "may_see_student": user.has_perm("placements.view_student"),
        "may_see_request": user.has_perm("placements.view_request"),
        "may_open_profile": not is_own and not students.why_closed(placement, localdate()),
        "educator_gone": placement.educator_gone_on(localdate()),
        "profile": profile_of(placement) if is_own else None,
        "may_fill": may_fill(placement, user),
        "breadcrumbs": [(CRUMBS[0], reverse(CRUMBS[1]))],
    }


def may_fill(placement: Placement, user: Any) -> bool:
    """Say whether this person can look for somebody else for a place that is free again."""
    is_free = placement.state == "withdrawn" and not drafts.why_no_repair(placement, localdate())
    return is_free and user.has_perm("placements.draft_allocation", placement)


def profile_of(placement: Placement) -> ConfidentialProfile | None:
    """Return the student's confidential profile."""
    return ConfidentialProfile.objects.filter(student=placement.student_id).first()


class ChangePlacement(OnePlacement, UpdatePage):
    """Change dates, days, team and supervisor."""

    permission = "placements.change_placement"
    form_class = PlacementForm
    heading = "Change the placement of {}"
    done = "The placement is changed."

    def get_heading(self) -> str:
        """Name the student."""
        return self.heading.format(self.object.student)

    def get_object(self, queryset: QuerySet[Placement] | None = None) -> Placement:
        """Refuse when it is over."""
        found: Placement = super().get_object(queryset)
        if found.is_over:
            raise Refused(
                f"This placement is “{found.get_state_display()}”, so nothing about it changes any more."
            )
        return found

    def save(self, form: Any) -> Placement:
        """Change it by the one action."""
        by: Any = self.request.user
        return pairing.change(placement=form.save(commit=False), by=by, today=localdate())


#: What each change does, for the page that asks first.
CONSEQUENCES = {
    "confirm": "The placement is settled. The practice educator and the university each get an e-mail.",
    "start": "The placement is under way from today. The student’s readiness, the DBS check and the practice "
    "educator’s registration are checked again.",
    "pause": "The days stop counting until somebody resumes it. The student and the practice educator stay taken.",
    "resume": "The placement is under way again.",
    "extend": "The placement goes on until another day. The student and the practice educator stay taken until then.",
    "pass": "The student passed. The practice educator is free for another student. This cannot be undone here.",
    "fail": "The student did not pass. The practice educator is free for another student. This cannot be undone here.",
    "end-early": "The placement ends today without an outcome. The practice educator is free for another student. "
    "This cannot be undone here.",
    "withdraw": "The placement does not take place and is not counted. The request waits again, so that another "
    "practice educator can be found. The practice educator and the university each get an e-mail.",
}
NEXT = {
    "confirm": "Placement confirmed. The practice educator and the university are told by e-mail.",
    "withdraw": "Placement withdrawn. The request waits again: find another practice educator from it.",
}


class ChangeState(OnePlacement, ActionPage):
    """One change of the lifecycle, asked first."""

    permission = "placements.change_placement"

    @property
    def step(self) -> Change:
        """The change that the address names."""
        try:
            return lifecycle.CHANGES[self.kwargs["change"]]
        except KeyError as error:
            raise Http404 from error

    def get_object(self, queryset: QuerySet[Placement] | None = None) -> Placement:
        """Refuse a change that the placement's state does not allow."""
        step, found = self.step, super().get_object(queryset)
        if found.state not in step.sources:
            raise Refused(
                f"This placement is “{found.get_state_display()}”, so “{step.label}” is not its next step."
            )
        return found  # type: ignore[no-any-return]

    def get_form_class(self) -> type[Form]:
        """Ask why where a reason is needed, and until when for an extension."""
        if self.step.key == "extend":
            return ExtendForm
        return ReasonForm if self.step.asks_why else Form

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the reasons of the change."""
        given = super().get_form_kwargs()
        return {**given, "change": self.step} if self.step.asks_why else given

    def get_heading(self) -> str:
        """Name the change and the student."""
        return f"{self.step.label}: placement of {self.object.student}"

    def get_what_happens(self) -> str:
        """Say what the change does."""
        return CONSEQUENCES[self.step.key]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Label the button after the change; red where something ends."""
        ends = self.step.key in ("fail", "end-early", "withdraw")
        return super().get_context_data(submit_label=self.step.label, is_destructive=ends, **kwargs)

    def act(self, record: Placement, form: Any) -> Placement:
        """Make the change by the one action."""
        by: Any = self.request.user
        given = form.cleaned_data
        return steps.move(placement=record, change=self.step.key, by=by, today=localdate(), **given)

    def get_done(self, record: Any) -> str:
        """Say what happened and what comes next."""
        if may_fill(record, self.request.user):
            return "Placement withdrawn. 1 place is free again: see who could take it."
        return NEXT.get(self.step.key, f"{self.step.done}.")


class OpenProfile(OnePlacement, ActionPage):
    """Open the student's confidential profile: each opening is recorded, so it is shown by POST alone."""

    permission = "placements.view_placement"
    submit_label = "Open confidential profile"
    what_happens = (
        "You will see the student’s name, e-mail address, agreed adjustments and checks. The university can see that "
        "you opened it, and when. Open it only for the work on this placement."
    )

    def get_heading(self) -> str:
        """Name the student by the reference."""
        return f"Open the confidential profile of {self.object.student}"

    def form_valid(self, form: Any) -> HttpResponse:
        """Record the opening and show the profile on this page; going back does not show it again."""
        try:
            profile = students.open_profile(placement=self.object, by=self.request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=refused.status)
        crumbs = [(CRUMBS[0], reverse(CRUMBS[1])), (str(self.object.student), self.object.get_absolute_url())]
        context = {"placement": self.object, "profile": profile, "breadcrumbs": crumbs}
        return render(self.request, "placements/profile.html", context)
