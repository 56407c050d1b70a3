"""What a coordinator does in recruitment: intakes, applications and panels."""

from itertools import groupby
from typing import Any

from django.db.models import Count, Q
from django.http import Http404
from django.urls import reverse
from django.utils.timezone import localdate

from educators import recruitment
from educators.actions.recruitment import applications as actions
from educators.actions.recruitment import conflicts, intakes, managers, offers, panel_changes, panels
from educators.filters.recruitment import ApplicationFilter, PanelFilter
from educators.forms import recruitment as forms
from educators.models import Application, Educator, Intake, Panel, PanelMember
from educators.subnavigation import Tabs
from educators.tables.recruitment import ApplicationTable, IntakeTable, PanelTable
from kmtp.figures import Bar, BarChart
from kmtp.ui.forms import Form
from kmtp.ui.views import (
    ActionPage,
    BulkAction,
    BulkPage,
    CreatePage,
    DetailPage,
    ListPage,
    UpdatePage,
)

RUNS = "educators.run_recruitment"


def trail(*links: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the breadcrumbs from the intakes down."""
    return [("Recruitment", reverse("educators:recruitment")), *links]


class OfRecruitment(Tabs):
    """A page about one record of recruitment, with the way back to it."""

    permission = RUNS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        record = getattr(self, "object", None)
        crumbs = trail(*([(str(record), record.get_absolute_url())] if record else []))
        return super().get_context_data(breadcrumbs=crumbs, **kwargs)  # type: ignore[misc, no-any-return]


class IntakeList(Tabs, ListPage):
    """The intakes."""

    model = Intake
    permission = RUNS
    table_class = IntakeTable
    noun = ("intake", "intakes")
    empty_text = "No intake is planned yet. Plan one: staff can apply from the day it opens."

    def get_queryset(self) -> Any:
        """Return the intakes with their numbers."""
        found: Any = super().get_queryset()
        return found.for_the_list()

    def get_actions(self) -> list[tuple[str, str]]:
        """Offer to plan one."""
        return [
            ("Plan an intake", reverse("educators:intake_create")),
            ("All applications", reverse("educators:applications")),
            ("All panels", reverse("educators:panels")),
        ]


class IntakeDetail(OfRecruitment, DetailPage):
    """An intake: its board, its funnel, its panels."""

    model = Intake
    template_name = "educators/recruitment/intake.html"

    def get_queryset(self) -> Any:
        """Bring the organisations along."""
        return super().get_queryset().select_related("council", "provider", "cohort")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the board, the funnel and the numbers by team."""
        today, here = localdate(), Application.objects.visible_to(self.request.user)
        related = ("team__service_area", "educator", "training__mentor")
        rows = list(here.filter(intake=self.object).select_related(*related))
        word, colour = self.object.standing(today)
        context: dict[str, Any] = super().get_context_data(
            columns=board(rows, today),
            chart=funnel_chart(rows),
            services=by_service(rows),
            members=[row for row in rows if row.state in recruitment.TOOK_A_PLACE],
            awarded=sum(row.state == "awarded" for row in rows),
            criteria=list(self.object.criteria.all()),
            panels=list(self.object.panels.annotate(count=Count("members"))),
            standing=word,
            standing_colour=colour,
            **kwargs,
        )
        return context


def board(rows: list[Application], today: Any) -> list[tuple[recruitment.State, list[Any]]]:
    """Return each state that somebody is in, with the applications and for how many days."""
    columns = [
        (state, [(row, (today - row.state_since).days) for row in rows if row.state == state.key])
        for state in recruitment.STATES.values()
    ]
    return [(state, cards) for state, cards in columns if cards]


def funnel_chart(rows: list[Application]) -> BarChart | None:
    """Return how many came to each step."""
    counts = {key: len(list(group)) for key, group in groupby(sorted(row.state for row in rows))}
    steps = recruitment.funnel(counts)
    if not rows:
        return None
    title = f"{steps[0][1]} applied, {steps[5][1]} accepted a place"
    words = ", ".join(f"{name.lower()} {number}" for name, number in steps)
    return BarChart(title=title, description=words, bars=tuple(Bar(*step) for step in steps))


def by_service(rows: list[Application]) -> list[Any]:
    """Return how the applications stand by service and team, as the table of recruitment counts them."""
    return recruitment.by_service(
        (row.team.service_area.name if row.team else "Team not linked", row.works_in, row.state)
        for row in rows
    )


class PlanIntake(Tabs, CreatePage):
    """Plan an intake."""

    model = Intake
    permission = RUNS
    form_class = forms.IntakeForm
    heading = "Plan an intake"
    done = "“{}” is planned. It opens by itself on its day."

    def save(self, form: forms.IntakeForm) -> Intake:
        """Store it."""
        questions = form.cleaned_data["questions"]
        return intakes.plan(intake=form.instance, questions=questions, by=self.request.user)

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("educators:recruitment")


class ChangeIntake(OfRecruitment, UpdatePage):
    """Change an intake."""

    model = Intake
    form_class = forms.IntakeForm
    heading = "Change {}"

    def save(self, form: forms.IntakeForm) -> Intake:
        """Store the change."""
        questions = form.cleaned_data["questions"]
        return intakes.change(intake=form.instance, questions=questions, by=self.request.user)


class CloseIntake(OfRecruitment, ActionPage):
    """Close an intake before its day."""

    model = Intake
    heading = "Close {}"
    what_happens = "Nobody can start or submit an application any more. No letter is sent."
    submit_label = "Close the intake"
    done = "The intake is closed."

    def act(self, record: Intake, form: Any) -> Intake:
        """Close it."""
        return intakes.close(intake=record, by=self.request.user)


class ApplicationList(Tabs, ListPage):
    """The applications."""

    model = Application
    permission = RUNS
    table_class = ApplicationTable
    filterset_class = ApplicationFilter
    noun = ("application", "applications")
    empty_text = "No application has come in yet. They come while an intake is open."

    def get_queryset(self) -> Any:
        """Return the applications with what a line shows."""
        found: Any = super().get_queryset()
        return found.for_the_list()

    def get_bulk_actions(self) -> list[BulkAction]:
        """Offer to shortlist several."""
        return [BulkAction("Shortlist", reverse("educators:applications_shortlist"))]


class Shortlist(BulkPage):
    """Shortlist the chosen applications that are supported."""

    model = Application
    permission = RUNS

    def act(self, records: list[Any]) -> str:
        """Move those that can be; the others stay."""
        ready = [one for one in records if recruitment.allows("shortlist", one.state)]
        for one in ready:
            actions.move(application=one, change="shortlist", by=self.request.user, today=localdate())
        left = f" {len(records) - len(ready)} stay as they are." if len(ready) < len(records) else ""
        return f"{len(ready)} shortlisted.{left}"

    def get_success_url(self) -> str:
        """Go back to the list."""
        return reverse("educators:applications")


class ApplicationDetail(OfRecruitment, DetailPage):
    """An application: what was written, what the manager said, the scores, what can be done."""

    model = Application
    template_name = "educators/recruitment/application.html"

    def get_queryset(self) -> Any:
        """Bring along what the page shows."""
        related = ("intake__council", "team__service_area", "panel", "educator", "cohort")
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what can be done, and the scores side by side."""
        one = self.object
        context: dict[str, Any] = super().get_context_data(
            changes=recruitment.changes_from(one.state, recruitment.COORDINATOR),
            scores=side_by_side(one),
            known=on_the_register(one, self.request.user),
            **kwargs,
        )
        context["breadcrumbs"] = trail((str(one.intake), one.intake.get_absolute_url()))
        return context


def on_the_register(application: Application, user: Any) -> list[Educator]:
    """Return who of the council's register has the applicant's number or address; none once she is linked."""
    if application.educator_id:
        return []
    same = Q(email__iexact=application.email)
    if application.swe_number:
        same |= Q(swe_number=application.swe_number)
    return list(Educator.objects.visible_to(user).filter(same, council=application.intake.council)[:5])


def side_by_side(application: Application) -> dict[str, Any]:
    """Return the marks of each member, and how far they lie apart."""
    found = application.assessments.select_related("member__organisation")
    rows: list[dict[str, Any]] = []
    for one in found.prefetch_related("scores__criterion"):
        pairs = [(score.points, score.criterion.weight) for score in one.scores.all()]
        rows.append({"assessment": one, "mark": recruitment.weighed(pairs)})
    marks = [row["mark"] for row in rows if row["mark"] is not None]
    mean = round(sum(marks) / len(marks), 1) if marks else None
    return {"rows": rows, "spread": recruitment.spread(marks), "mean": mean}


class Move(OfRecruitment, ActionPage):
    """One change of the table, for a coordinator."""

    model = Application
    FORMS = {"offer": forms.OfferForm, "award": forms.EndForm, "not-complete": forms.EndedForm}

    @property
    def change(self) -> recruitment.Change:
        """Return the change that the address names; one that is not a coordinator's does not exist."""
        found = recruitment.CHANGES.get(self.kwargs["change"])
        if found is None or found.by != recruitment.COORDINATOR:
            raise Http404
        return found

    def get_form_class(self) -> Any:
        """Ask for a day or a reason where the change needs one."""
        plain = forms.ReasonForm if self.change.asks_why else Form
        return self.FORMS.get(self.change.key, plain)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give a form that asks for a reason the change, whose reasons it offers."""
        kwargs: dict[str, Any] = super().get_form_kwargs()
        return kwargs | {"change": self.change.key} if self.change.asks_why else kwargs

    def get_heading(self) -> str:
        """Say what is done, and to whom."""
        return f"{self.change.label}: {self.object}"

    @property
    def submit_label(self) -> str:  # type: ignore[override]
        """The name of the change."""
        return self.change.label

    def get_what_happens(self) -> str:
        """Say which letter follows."""
        tells = self.change.tells
        return f"{self.object.first_name} gets an e-mail: “{tells}”" if tells else "No letter is sent."

    def get_done(self, record: Any) -> str:
        """Say what happened."""
        return f"{self.change.done}: {self.object}."

    def act(self, record: Application, form: Any) -> Application:
        """Make the change, by the action that it has."""
        given = {"application": record, "by": self.request.user, "today": localdate(), **form.cleaned_data}
        if self.change.key == "award":
            return offers.award(**given)
        if self.change.key == "withdraw":
            return offers.withdraw(change="withdraw", **given)
        if self.change.key == "not-complete":
            return offers.not_complete(**given)
        return actions.move(change=self.change.key, **given)


class AskManager(OfRecruitment, UpdatePage):
    """Ask a line manager again, or another one."""

    model = Application
    form_class = forms.AskManagerForm
    heading = "Ask the line manager of {}"
    lede = "The letter that was sent before does not open any more."
    done = "The letter is on its way to the line manager."

    def get_initial(self) -> dict[str, Any]:
        """Start with the manager named."""
        return {"name": self.object.manager_name, "email": self.object.manager_email}

    def save(self, form: Any) -> Application:
        """Send it."""
        return managers.ask_another(
            application=self.object, by=self.request.user, today=localdate(), **form.cleaned_data
        )


class LinkTeam(OfRecruitment, UpdatePage):
    """Say which team of the council an applicant means."""

    model = Application
    form_class = forms.TeamForm
    heading = "Which team is {} in?"
    done = "The team is linked."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Offer the council's teams."""
        return super().get_form_kwargs() | {"council": self.object.intake.council}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what was typed."""
        lede = f"The applicant wrote: {self.object.team_name}."
        return super().get_context_data(lede=lede, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """Start with the team that is linked."""
        return {"team": self.object.team_id}

    def save(self, form: Any) -> Application:
        """Link it."""
        team = form.cleaned_data["team"]
        return actions.link_team(application=self.object, team=team, by=self.request.user)


class PanelList(Tabs, ListPage):
    """The panels."""

    model = Panel
    permission = RUNS
    table_class = PanelTable
    filterset_class = PanelFilter
    noun = ("panel", "panels")
    empty_text = "No panel is planned. Open an intake, shortlist applications, then plan one."

    def get_queryset(self) -> Any:
        """Return the panels with how many sit on them."""
        found = super().get_queryset().select_related("intake__council")
        return found.annotate(count=Count("members"))


class PlanPanel(OfRecruitment, UpdatePage):
    """Plan a panel of an intake."""

    model = Intake
    form_class = forms.PanelForm
    heading = "Plan a panel for {}"
    lede = "An applicant’s line manager cannot be on the panel. For a member of the applicant’s team you get a warning."
    done = "The panel is planned. Name its members next, then invite them."

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start the new panel with its intake."""
        return super().get_form_kwargs() | {"instance": Panel(intake=self.object), "intake": self.object}

    def save(self, form: Any) -> Panel:
        """Store it."""
        chosen, minutes = form.cleaned_data["applications"], form.cleaned_data["minutes"]
        return panels.plan(panel=form.instance, applications=chosen, minutes=minutes, by=self.request.user)


class PanelDetail(OfRecruitment, DetailPage):
    """A panel: its members, the applications before it."""

    model = Panel
    template_name = "educators/recruitment/panel.html"

    def get_queryset(self) -> Any:
        """Bring the intake along."""
        return super().get_queryset().select_related("intake__council", "intake__provider")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add members and applications with their marks, and who has a conflict with whom."""
        panel = self.object
        members = list(panel.members.select_related("organisation"))
        here = Application.objects.visible_to(self.request.user).filter(panel=panel)
        rows = here.select_related("team").prefetch_related("assessments__scores__criterion")
        context: dict[str, Any] = super().get_context_data(
            members=members,
            rows=[marks_by_member(one, members) for one in rows],
            conflicts=conflicts.between(
                panel.intake.council, members, [one for one in rows if one.state == "shortlisted"]
            ),
            stays=panels.why_it_stays(panel),
            needs_provider=all(m.organisation_id != panel.intake.provider_id for m in members),
            **kwargs,
        )
        context["breadcrumbs"] = trail((str(panel.intake), panel.intake.get_absolute_url()))
        return context


def marks_by_member(application: Application, members: list[PanelMember]) -> dict[str, Any]:
    """Return the mark of each member in their order, the mean and the spread."""
    given = {one.member_id: one for one in application.assessments.all()}
    words, marks = [], []
    for member in members:
        one = given.get(member.pk)
        pairs = [(score.points, score.criterion.weight) for score in one.scores.all()] if one else []
        mark = recruitment.weighed(pairs)
        words.append("conflict" if one and one.has_conflict else "" if mark is None else str(mark))
        marks += [] if mark is None else [mark]
    mean = round(sum(marks) / len(marks), 1) if marks else None
    spread = recruitment.spread(marks) if marks else None
    return {"application": application, "words": words, "mean": mean, "spread": spread}


class AddMember(OfRecruitment, UpdatePage):
    """Name a member of a panel."""

    model = Panel
    form_class = forms.MemberForm
    heading = "Name a member of the panel"

    def get_form_kwargs(self) -> dict[str, Any]:
        """Start the member with the panel."""
        return super().get_form_kwargs() | {"instance": PanelMember(panel=self.object)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say who cannot be on it."""
        waiting = self.object.applications.in_state("shortlisted")
        names = ", ".join(f"{one.manager_name} (of {one})" for one in waiting)
        lede = f"The applicants’ line managers cannot be on it: {names}." if names else ""
        return super().get_context_data(lede=lede, **kwargs)

    def save(self, form: Any) -> PanelMember:
        """Store the member."""
        return panels.add_member(member=form.instance, by=self.request.user)

    def get_done(self, record: Any) -> str:
        """Say who is on the panel now, and with whom there may be a conflict of interest."""
        warnings = [found.sentence for found in conflicts.before(self.object, [record])]
        return " ".join([f"{record} is on the panel.", *warnings])

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the panel."""
        return str(self.object.get_absolute_url())


class OfPanel(OfRecruitment):
    """A page that does something with a panel, and names it within its title."""

    heading: str

    def get_heading(self) -> str:
        """Write the panel small, as it stands within a sentence."""
        name = str(getattr(self, "object", ""))
        return self.heading.format(name[:1].lower() + name[1:])


class InvitePanel(OfPanel, ActionPage):
    """Invite a panel's members and its applicants."""

    model = Panel
    heading = "Invite to the {}"
    what_happens = (
        "Each member gets a link to the applications and the score sheet; each applicant the day and place."
    )
    submit_label = "Send the invitations"
    done = "The invitations are on their way."

    def act(self, record: Panel, form: Any) -> Panel:
        """Write to everybody."""
        return panels.invite(panel=record, by=self.request.user, today=localdate())


TOLD = "Members and applicants who were invited get a letter."


class ChangePanel(OfPanel, UpdatePage):
    """Another day, time or place of a panel."""

    model = Panel
    form_class = forms.ChangePanelForm
    heading = "Change the {}"
    lede = f"{TOLD} Before the invitations nobody is told."
    done = "The panel is changed."

    def save(self, form: Any) -> Panel:
        """Store it."""
        facts = {name: form.cleaned_data[name] for name in panel_changes.TOLD}
        return panel_changes.change(panel=form.instance, by=self.request.user, **facts)


class CancelPanel(OfPanel, ActionPage):
    """Call a panel off, with a reason."""

    model = Panel
    form_class = forms.CancelPanelForm
    heading = "Cancel the {}"
    what_happens = (
        "Its applications stay shortlisted, and you can put them before another panel. "
        f"{TOLD} The members’ links do not open any more."
    )
    submit_label = "Cancel the panel"
    is_destructive = True
    done = "The panel is cancelled. Its applications wait for another panel."

    def act(self, record: Panel, form: Any) -> Panel:
        """Cancel it."""
        why = form.cleaned_data["why"]
        return panel_changes.cancel(panel=record, why=why, by=self.request.user, today=localdate())


class RemoveMember(OfRecruitment, ActionPage):
    """Take a member off a panel."""

    model = PanelMember
    heading = "Remove {} from the panel"
    what_happens = "The link to the applications does not open any more. {} gets a letter if invited already."
    submit_label = "Remove the member"
    is_destructive = True

    def get_queryset(self) -> Any:
        """Bring the panel along."""
        related = ("panel__intake__council", "panel__intake__provider", "organisation", "link")
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lead back to the panel."""
        panel = self.object.panel
        context = super().get_context_data(**kwargs)
        return context | {"breadcrumbs": trail((str(panel), panel.get_absolute_url()))}

    def act(self, record: PanelMember, form: Any) -> Panel:
        """Remove the member."""
        self.name = record.name
        return panel_changes.remove_member(member=record, by=self.request.user)

    def get_done(self, record: Any) -> str:
        """Say who left."""
        return f"{self.name} is not on the panel any more."
