"""The pages without an account: applying, a line manager's answer, a panel member's scores."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from educators import recruitment
from educators.actions.recruitment import applications as actions
from educators.actions.recruitment import managers, offers, panels
from educators.forms import recruitment as forms
from educators.letters import recruitment as letters
from educators.models import Application, Assessment, Intake, PanelMember
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.models import PersonalLink
from kmtp.mail.models.link import hashed
from kmtp.mail.personal import OnPersonalLink

NOT_OURS = "This link is not one of ours. Copy the whole link from the e-mail."
SENT = "sent"
BUSY = "Too many applications were started from here. Please try again tomorrow."
A_DAY = 24 * 60 * 60
#: Applications that one computer's address and one e-mail address may start in a day.
MOST_FROM_AN_ADDRESS, MOST_FOR_AN_EMAIL = 30, 3
APPLICATIONS = Application.objects.select_related("intake__council", "intake__provider", "team", "link")


class Page(OnPersonalLink, TemplateView):
    """A page with one form, which keeps what was typed and shows a refusal above it."""

    template_name = "educators/recruitment/apply_form.html"
    heading = ""

    def make_form(self, data: Any = None) -> Any:
        """Return the form, or nothing where there is nothing to send."""
        return None

    def save(self, form: Any) -> HttpResponse:
        """Do what the form asks, by one action."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the title."""
        context = {"heading": self.heading, **kwargs}
        if "form" not in context:
            context["form"] = self.make_form()
        return super().get_context_data(**context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, or show everything that is wrong at once."""
        form = self.make_form(request.POST)
        if form is None:
            return redirect(request.path)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            return self.save(form)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.render_to_response(self.get_context_data(form=form), status=refused.status)


class OpenIntakes(OnPersonalLink, TemplateView):
    """The intakes that are open today."""

    template_name = "educators/recruitment/open_intakes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them."""
        found = Intake.objects.open_on(localdate()).select_related("council", "provider")
        return super().get_context_data(heading="Become a practice educator", intakes=list(found), **kwargs)


class Start(Page):
    """What an intake asks, and the first three answers. The page is the same whether or not we know somebody."""

    template_name = "educators/recruitment/start.html"
    intake: Intake

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the intake; one that is not open does not exist here."""
        super().setup(request, *args, **kwargs)
        rows = Intake.objects.select_related("council", "provider")
        self.intake = get_object_or_404(rows.open_on(localdate()), pk=kwargs["pk"])

    def make_form(self, data: Any = None) -> forms.StartForm:
        """Return the form."""
        new = Application(intake=self.intake, state_since=localdate())
        return forms.StartForm(data, instance=new)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the intake."""
        return super().get_context_data(
            **{"heading": f"Apply: {self.intake}", "intake": self.intake, **self.after(), **kwargs}
        )

    def after(self) -> dict[str, Any]:
        """Return what the page says once the link was sent."""
        is_sent = SENT in self.request.GET
        return {"is_sent": True, "heading": "Look at your e-mail"} if is_sent else {}

    def save(self, form: forms.StartForm) -> HttpResponse:
        """Store the draft and send its link: whoever opens it has the mailbox of that address."""
        count_it("from", get_adapter().get_client_ip(self.request), MOST_FROM_AN_ADDRESS)
        count_it("for", form.cleaned_data["email"].casefold(), MOST_FOR_AN_EMAIL)
        actions.start(application=form.instance, by=None, today=localdate())
        return redirect(f"{self.request.path}?{SENT}=1")


def count_it(what: str, whose: str, most: int) -> None:
    """Count a start in the cache for a day; refuse when there were too many. Nothing readable is the key."""
    key = f"apply:{what}:{hashed(whose)}"
    cache.add(key, 0, A_DAY)
    if cache.incr(key) > most:
        raise Refused(BUSY, status=429)


class OfApplicant(Page):
    """A page that the applicant's link opens."""

    application: Application

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the application that the link is for."""
        super().setup(request, *args, **kwargs)
        link = links.find(kwargs["token"], purpose=letters.APPLICANT)
        found = APPLICATIONS.filter(link=link).first()
        if found is None:
            raise Refused(NOT_OURS, status=404)
        self.application = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the application."""
        given: dict[str, Any] = {"application": self.application, "token": self.kwargs["token"], **kwargs}
        return super().get_context_data(**given)


def how_far(mine: Application, form: Any) -> str:
    """Return whether a part is filled; one that asks for nothing needed may stay empty."""
    fields = form._meta.fields or ()
    if not all(getattr(mine, name) for name in fields if name != "needs"):
        return "To fill"
    return "Filled" if any(getattr(mine, name) for name in fields) else "Optional"


class MyApplication(OfApplicant):
    """The applicant's own page: parts to fill, check and submit; later how it stands, and the offer."""

    template_name = "educators/recruitment/my_application.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the parts with whether each is filled."""
        mine = self.application
        parts = [(key, title, how_far(mine, form)) for key, (title, form) in forms.PARTS.items()]
        left = sum(1 for _, _, how in parts if how == "To fill")
        own = {"heading": f"Your application: {mine.intake}", "parts": parts, "left": left}
        own["may_step_back"] = recruitment.allows("step-back", mine.state)
        return super().get_context_data(**own, **kwargs)

    def make_form(self, data: Any = None) -> Any:
        """Return the declaration of a draft, or the answer to an offer."""
        if self.application.state == "draft":
            return forms.DeclarationForm(data)
        return forms.AnswerForm(data) if self.application.state == "offered" else None

    def save(self, form: Any) -> HttpResponse:
        """Submit, or answer the offer."""
        if self.application.state == "draft":
            actions.submit(application=self.application, by=None, today=localdate())
            messages.success(self.request, "Your application is submitted.")
        else:
            accepts = form.cleaned_data["answer"] == "yes"
            reason = "" if accepts else form.cleaned_data["reason"]
            offers.answer(
                application=self.application,
                accepts=accepts,
                by=None,
                today=localdate(),
                reason=reason,
                why=form.cleaned_data["why"],
            )
            messages.success(self.request, "Thank you. Your answer is kept.")
        return redirect(self.request.path)


class StepBack(OfApplicant):
    """The applicant withdraws by her link."""

    heading = "Withdraw your application"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask why, while she can; else show how the application stands."""
        if not recruitment.allows("step-back", self.application.state):
            return redirect("educators:my_application", kwargs["token"])
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> Any:
        """Return the reasons."""
        return forms.StepBackForm(data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        back = reverse("educators:my_application", args=[self.kwargs["token"]])
        return super().get_context_data(back=back, **kwargs)

    def save(self, form: Any) -> HttpResponse:
        """Withdraw."""
        given = {"application": self.application, "by": None, "today": localdate()}
        offers.withdraw(change="step-back", **(given | form.cleaned_data))
        messages.success(self.request, "Your application is withdrawn.")
        return redirect("educators:my_application", self.kwargs["token"])


class MyPart(OfApplicant):
    """One page of the application."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Know which part."""
        super().setup(request, *args, **kwargs)
        if kwargs["part"] not in forms.PARTS:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the part while it is a draft, else how the application stands."""
        if self.application.state != "draft":
            return redirect("educators:my_application", kwargs["token"])
        return super().get(request, *args, **kwargs)

    def make_form(self, data: Any = None) -> Any:
        """Return the form of the part."""
        return forms.PARTS[self.kwargs["part"]][1](data, instance=self.application)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say which part of how many."""
        keys = list(forms.PARTS)
        place = keys.index(self.kwargs["part"]) + 1
        own = {"heading": forms.PARTS[self.kwargs["part"]][0], "place": place, "of": len(keys)}
        back = reverse("educators:my_application", args=[self.kwargs["token"]])
        return super().get_context_data(**own, back=back, **kwargs)

    def save(self, form: Any) -> HttpResponse:
        """Keep it and go on to the next part."""
        actions.write(application=form.instance, fields=list(form._meta.fields), by=None)
        keys = list(forms.PARTS)
        after = keys[keys.index(self.kwargs["part"]) + 1 :]
        token = self.kwargs["token"]
        if after:
            return redirect("educators:my_application_part", token, after[0])
        return redirect("educators:my_application", token)


class ManagerAnswer(Page):
    """A line manager's page: what she needs of the application, and her answer."""

    template_name = "educators/recruitment/manager.html"
    application: Application
    link: PersonalLink

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the application that the link is for."""
        super().setup(request, *args, **kwargs)
        self.link = links.find(kwargs["token"], purpose=letters.MANAGER)
        found = APPLICATIONS.filter(manager_link=self.link).first()
        if found is None:
            raise Refused(NOT_OURS, status=404)
        self.application = found

    def make_form(self, data: Any = None) -> Any:
        """Return the form until it is answered."""
        return forms.SupportForm(data) if self.application.state == "submitted" else None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the application."""
        heading = f"Do you support the application of {self.application}?"
        return super().get_context_data(**{"heading": heading, "application": self.application, **kwargs})

    def save(self, form: Any) -> HttpResponse:
        """Keep the answer."""
        supports = form.cleaned_data["answer"] == "yes"
        managers.answer(
            application=self.application,
            link=self.link,
            supports=supports,
            words=form.cleaned_data["why"],
            reason="" if supports else form.cleaned_data["reason"],
            by=None,
            today=localdate(),
        )
        messages.success(self.request, "Thank you. Your answer is kept, and the applicant is told.")
        return redirect(self.request.path)


class OfMember(Page):
    """A page that a panel member's link opens."""

    member: PanelMember

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the member that the link is for."""
        super().setup(request, *args, **kwargs)
        link = links.find(kwargs["token"], purpose=letters.PANEL)
        rows = PanelMember.objects.select_related("panel__intake__council", "organisation")
        found = rows.filter(link=link).first()
        if found is None:
            raise Refused(NOT_OURS, status=404)
        self.member = found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the member and the panel."""
        given = {"member": self.member, "panel": self.member.panel, "token": self.kwargs["token"], **kwargs}
        return super().get_context_data(**given)


class MyPanel(OfMember):
    """The applications before a panel, each with whether this member has scored it."""

    template_name = "educators/recruitment/my_panel.html"
    http_method_names = ("get", "head")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """List them."""
        panel = self.member.panel
        given = {one.application_id: one for one in Assessment.objects.filter(member=self.member)}
        before_it = panel.applications.exclude(state="withdrawn").select_related("team")
        rows = [(row, given.get(row.pk)) for row in before_it]
        return super().get_context_data(heading=str(panel), rows=rows, **kwargs)


class ScoreSheet(OfMember):
    """One application and the score sheet of one member."""

    template_name = "educators/recruitment/score.html"
    application: Application

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Find the application among those before the panel."""
        super().setup(request, *args, **kwargs)
        rows = self.member.panel.applications.select_related("team", "intake__council")
        self.application = get_object_or_404(rows, pk=kwargs["pk"])

    def make_form(self, data: Any = None) -> forms.ScoreForm | None:
        """Return the score sheet until the panel has decided."""
        if self.application.state not in recruitment.SCORED_IN:
            return None
        criteria = list(self.member.panel.intake.criteria.all())
        return forms.ScoreForm(data, criteria=criteria, initial=self._given())

    @cached_property
    def conflict(self) -> recruitment.Conflict | None:
        """What the register and the application say of this member and this applicant."""
        return panels.conflict_of(self.member, self.application)

    def _given(self) -> dict[str, Any]:
        found = Assessment.objects.filter(member=self.member, application=self.application).first()
        if found is None:
            return {"has_conflict": bool(self.conflict and self.conflict.forbids)}
        scores = {f"criterion-{one.criterion_id}": str(one.points) for one in found.scores.all()}
        return {"has_conflict": found.has_conflict, "notes": found.notes, **scores}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the application."""
        own = {"application": self.application, "conflict": self.conflict, "may_read": self.may_read}
        given = {"heading": str(self.application), **own, **kwargs}
        return super().get_context_data(**given)

    @property
    def may_read(self) -> bool:
        """Say whether she may read the application: while it is before the panel, and not in a conflict."""
        is_open = self.application.state in recruitment.SCORED_IN
        return is_open and not (self.conflict and self.conflict.forbids) and not self._has_declared()

    def _has_declared(self) -> bool:
        own = Assessment.objects.filter(member=self.member, application=self.application)
        return own.filter(has_conflict=True).exists()

    def save(self, form: forms.ScoreForm) -> HttpResponse:
        """Keep the scores."""
        panels.score(
            member=self.member,
            application=self.application,
            points=form.points,
            notes=form.cleaned_data["notes"],
            has_conflict=form.cleaned_data["has_conflict"],
            by=None,
        )
        messages.success(self.request, "Your scores are kept. You can change them until the panel decides.")
        return redirect("educators:my_panel", self.kwargs["token"])
