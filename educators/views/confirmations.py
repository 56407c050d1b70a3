"""Is this still right? The question by link and signed in, and the corrections that wait for a coordinator."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.generic import TemplateView

from educators import record_check
from educators.actions import by_link
from educators.actions import confirmations as actions
from educators.filters.quality import CorrectionFilters
from educators.forms.quality import CorrectionForm, DecisionForm, RoundForm, changes
from educators.forms.register import councils_of
from educators.models import Confirmation, Educator
from educators.subnavigation import Tabs
from educators.tables.quality import CorrectionTable
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.actions import nudge
from kmtp.mail.personal import OnPersonalLink
from kmtp.ui.views import FormPage, ListPage, UpdatePage

PERMISSION = "educators.change_educator"
ROWS = Confirmation.objects.select_related("educator__council", "educator__team", "link")
CRUMBS = [("Data quality", "educators:quality"), ("Record checks", "educators:corrections")]


def crumbs(count: int) -> list[tuple[str, str]]:
    """Return the way back."""
    return [(label, reverse(name)) for label, name in CRUMBS[:count]]


class Corrections(Tabs, ListPage):
    """Who was asked, what each said, and which corrections wait."""

    model = Confirmation
    permission = PERMISSION
    table_class = CorrectionTable
    filterset_class = CorrectionFilters
    noun = ("record check", "record checks")
    empty_text = "Nobody was asked yet whether the record is right. Ask everybody; it comes back every year."
    empty_action = ("Ask everybody", "ask/")

    def get_queryset(self) -> QuerySet[Confirmation]:
        """Add the person and the team."""
        return super().get_queryset().select_related("educator__team", "educator__council")

    def get_actions(self) -> list[tuple[str, str]]:
        """Ask everybody."""
        return [("Ask everybody whether the record is right", reverse("educators:ask_to_confirm"))]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way back."""
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs(1)}


class AskToConfirm(Tabs, FormPage):
    """Start the yearly round of a council."""

    request: Any

    permission = PERMISSION
    model = Confirmation
    form_class = RoundForm
    heading = "Ask everybody whether the record is right"

    def save(self, form: Any) -> int:
        """Ask them."""
        council = form.cleaned_data["council"]
        return actions.ask_everybody(council=council, by=self.request.user, today=localdate())

    def get_done(self, record: int) -> str:
        """Say how many were asked."""
        return (
            f"{record:,} practice educator{'' if record == 1 else 's'} asked. Reminders follow by themselves."
        )

    def get_success_url(self, record: Any = None) -> str:
        """Go to the list."""
        return f"{reverse('educators:corrections')}?state=asked"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say who would be asked."""
        today = localdate()
        councils = councils_of(self.request.user, PERMISSION)
        counts = [f"{actions.who_is_asked(one, today).count():,} of {one}" for one in councils]
        self.lede = (
            f"Asked now: {' and '.join(counts)} – active people with an e-mail address whose record nobody "
            "confirmed for a year. Each gets a letter with a personal link, and reminders after 7 and 21 days. "
            "From then on the question comes back every year by itself."
        )
        return super().get_context_data(**kwargs) | {"breadcrumbs": crumbs(2)}


class Correction(Tabs, UpdatePage):
    """What somebody would correct, and the decision."""

    request: Any

    model = Confirmation
    permission = PERMISSION
    form_class = DecisionForm
    template_name = "educators/quality/correction.html"
    heading = "{}"

    def get_queryset(self) -> QuerySet[Confirmation]:
        """Add the person."""
        return super().get_queryset().select_related("educator__council", "educator__team")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the corrections."""
        return super().get_form_kwargs() | {"corrections": self.object.corrections}

    def save(self, form: Any) -> Confirmation:
        """Decide."""
        values = form.cleaned_data
        by, today = self.request.user, localdate()
        return actions.decide(confirmation=self.object, by=by, today=today, **values)

    def get_done(self, record: Confirmation) -> str:
        """Say what became of it."""
        return f"Decided: {record.get_state_display().lower()}. {record.educator} gets a letter."

    def get_success_url(self, record: Any = None) -> str:
        """Go on with the next."""
        return f"{reverse('educators:corrections')}?state=waiting"

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("educators:corrections")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the differences."""
        words = {"changes": changes(self.object), "breadcrumbs": crumbs(2)}
        return super().get_context_data(**kwargs) | words


class Checking(TemplateView):
    """Her record in plain words: right, or what she would correct; the same page by link and signed in."""

    template_name = "educators/quality/check.html"
    by_link = True
    request: Any

    def find(self) -> tuple[Educator, Confirmation | None]:
        """Return whose record it is, and the question about it."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the record, what was said, and the form for corrections."""
        educator, question = self.find()
        facts = actions.standing_facts(educator)
        context = {
            "heading": "Is this still right?",
            "educator": educator,
            "question": question,
            "changes": changes(question) if question else [],
            "facts": [(label, facts[name].words) for name, label in record_check.FIELDS.items()],
            "is_correcting": "correct" in self.request.GET,
            "by_link": self.by_link,
        }
        form = CorrectionForm(instance=educator, signed_in=not self.by_link)
        return super().get_context_data(**{"form": form} | context | kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Confirm, correct, or stop the reminders."""
        does = {"right": self.confirm, "stop": self.stop}
        return does.get(request.POST.get("do", ""), self.correct)()

    def confirm(self) -> HttpResponse:
        """Note that it is right."""
        raise NotImplementedError

    def send(self, values: dict[str, Any]) -> None:
        """Keep the corrections."""
        raise NotImplementedError

    def stop(self) -> HttpResponse:
        """Send no more reminders."""
        _, question = self.find()
        if question:
            actions.stop_reminders(confirmation=question, by=self.who())
        return self.say("You get no more reminders. You can still answer on this page.")

    def correct(self) -> HttpResponse:
        """Keep what she would correct, or show the form again."""
        educator, _ = self.find()
        form = CorrectionForm(self.request.POST, instance=educator, signed_in=not self.by_link)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form, is_correcting=True))
        self.send(form.cleaned_data)
        nudge()
        return self.say("Thank you. Your coordinator looks at your corrections and writes to you.")

    def say(self, sentence: str) -> HttpResponse:
        """Say it on the same page."""
        messages.success(self.request, sentence)
        return redirect(self.request.path)

    def who(self) -> Any:
        """Return who answers: nobody who signed in, by a link."""
        return None if self.by_link else self.request.user


class CheckByLink(OnPersonalLink, Checking):
    """What the letter's link opens. Opening changes nothing; only a post does."""

    def find(self) -> tuple[Educator, Confirmation]:
        """Return the record that the link is for, as it stands now."""
        link = links.find(self.kwargs["token"], purpose=actions.PURPOSE)
        found = ROWS.filter(link=link).first()
        if found is None:
            raise Refused("This link is not one of ours. Copy the whole link from the e-mail.", status=404)
        by_link.refuse_stray(link, found.educator, today=localdate())
        return found.educator, found

    def confirm(self) -> HttpResponse:
        """Note that it is right."""
        actions.confirm(confirmation=self.find()[1], by=None, now=now())
        return self.say("Thank you. Your record is confirmed.")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the corrections."""
        actions.correct(confirmation=self.find()[1], values=values, by=None, now=now())


class CheckMine(Checking):
    """The same for whoever is signed in, asked or not."""

    by_link = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let practice educators in; go home when no record is linked."""
        if not request.user.has_perm("educators.view_own_record"):
            raise PermissionDenied
        if not self.mine().exists():
            return redirect("educators:mine")
        return super().dispatch(request, *args, **kwargs)

    def mine(self) -> QuerySet[Educator]:
        """Return the person's own record."""
        return Educator.objects.filter(person=self.request.user.pk).select_related("council", "team")

    def find(self) -> tuple[Educator, Confirmation | None]:
        """Return her record and the latest question or corrections that still wait."""
        educator = self.mine()[0]
        waits = Confirmation.objects.filter(educator=educator, state__in=("asked", "waiting"))
        return educator, waits.first()

    def confirm(self) -> HttpResponse:
        """Note that it is right."""
        actions.confirm_own(educator=self.find()[0], by=self.request.user, now=now())
        messages.success(self.request, "Thank you. Your record is confirmed.")
        return redirect("educators:mine")

    def send(self, values: dict[str, Any]) -> None:
        """Keep the corrections."""
        actions.correct_own(educator=self.find()[0], values=values, by=self.request.user, now=now())
