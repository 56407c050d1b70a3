"""Days: the student logs them by a personal link, somebody confirms them by another or signed in."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware, localdate, now
from django.views.generic import View

from kmtp.audit import Refused
from kmtp.mail.personal import OnPersonalLink
from kmtp.ui.templatetags.ui import date_range, in_words
from kmtp.ui.views import ActionPage, DetailPage
from placements import day_record, week_of_days
from placements.actions import day_links, days
from placements.forms.day import CommentForm, DayForm
from placements.models import Day, Placement, PlacementLink
from placements.subnavigation import Tabs
from placements.views.placements import OnePlacement
from placements.week_of_days import TAPS, WEEK, monday_of

Role = PlacementLink.Role


class OfLink(View):
    """A page about the placement of a link: it knows no other, and changes nothing when it is opened."""

    role: str
    placement: Placement

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the placement, or say in a sentence why there is none."""
        try:
            self.placement = day_links.find(kwargs["token"], self.role).placement
        except Refused as refused:
            return self.problem(refused)
        return super().dispatch(request, *args, **kwargs)

    def problem(self, refused: Refused) -> HttpResponse:
        """Show why the link opens nothing."""
        words = {"sentence": str(refused), "heading": "This link cannot be used"}
        return render(self.request, "placements/days/link_problem.html", words, status=refused.status)

    def show(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        """Render a page about the placement."""
        common = {
            "placement": self.placement,
            "record": day_record.of(self.placement, localdate()),
            "by_link": True,
            "token": self.kwargs["token"],
        }
        return render(self.request, f"placements/days/{template}.html", common | context, status=status)


class ByLink(OnPersonalLink, OfLink):
    """Such a page, open to whoever has the link."""


class OfStudent(ByLink):
    """The student's pages."""

    role = Role.STUDENT.value

    def address(self, monday: date) -> str:
        """Return the address of a week."""
        return f"{reverse('placements:log', args=[self.kwargs['token']])}?week={monday:%Y-%m-%d}"


class LogWeek(OfStudent):
    """The days of one week, a tap each."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the week that the address names; by default this one, or the last one of the placement."""
        return self.week(self.monday(request.GET.get("week", "")))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Take one tap, and show the week again."""
        on = _day(request.POST.get("on", ""))
        tap = next((one for one in TAPS if one[0] == request.POST.get("tap")), None)
        if on is None or tap is None:
            return self.week(self.monday(""), "Choose one of the buttons beside a day.")
        try:
            self.log(on, tap[2], Decimal(tap[3]))
        except Refused as refused:
            return self.week(monday_of(on), str(refused))
        messages.success(request, f"{on:%A} {in_words(on)}: {tap[1].lower()}.")
        return redirect(self.address(monday_of(on)))

    def log(self, on: date, what: str, amount: Decimal) -> None:
        """Log a day by the one action; nobody is signed in on a personal link."""
        days.log(placement=self.placement, on=on, what=what, amount=amount, by=None, today=localdate())

    def monday(self, typed: str) -> date:
        """Return the Monday to show: never one outside the placement or in the future."""
        latest = monday_of(min(localdate(), self.placement.ends_on))
        earliest = monday_of(self.placement.starts_on)
        wanted = monday_of(_day(typed) or latest)
        return max(earliest, min(wanted, latest))

    def week(self, monday: date, problem: str = "") -> HttpResponse:
        """Show a week, and above it what was not taken."""
        today = localdate()
        before, after = week_of_days.neighbours(self.placement, monday, today)
        return self.show(
            "week",
            status=409 if problem else 200,
            heading="Your placement days",
            problem=problem,
            week_words=date_range(monday, monday + WEEK * 6 / 7),
            cells=week_of_days.week(self.placement, monday, today),
            taps=TAPS,
            returned=self.placement.logged_days.filter(state=Day.State.RETURNED).order_by("on"),
            steps=own_steps(self.placement, "student"),
            before_url=self.address(before) if before else "",
            after_url=self.address(after) if after else "",
            takes_days=self.placement.state in days.TAKES_DAYS,
        )


def own_steps(placement: Placement, owner: str) -> QuerySet[Any]:
    """Return the open steps that are somebody's own."""
    return placement.steps.open().filter(kind__owner=owner).select_related("kind")


class LogDay(OfStudent):
    """One day: something else than a tap says, a note, or nothing after all."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show the day as it stands."""
        return self.page(DayForm(initial=self.standing()))

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Log the day, or take it out."""
        form = DayForm(request.POST)
        is_out = "take_out" in request.POST
        if not is_out and not form.is_valid():
            return self.page(form)
        try:
            self.act(form, is_out)
        except Refused as refused:
            return self.page(form, str(refused))
        done = "is taken out" if is_out else "is logged"
        messages.success(request, f"{self.on:%A} {in_words(self.on)} {done}.")
        return redirect(self.address(monday_of(self.on)))

    def act(self, form: DayForm, is_out: bool) -> None:
        """Do it by the one action."""
        facts: dict[str, Any] = {"placement": self.placement, "on": self.on, "by": None, "today": localdate()}
        if is_out:
            days.take_out(**facts)
        else:
            days.log(**facts, **form.cleaned_data)

    @property
    def on(self) -> date:
        """The day of the address."""
        day = _day(self.kwargs["on"])
        if day is None:
            raise Http404
        return day

    def logged(self) -> Day | None:
        """What is on record."""
        return self.placement.logged_days.filter(on=self.on).first()

    def standing(self) -> dict[str, Any]:
        """What the form starts from."""
        day = self.logged()
        return {"what": day.what, "amount": f"{day.amount:.1f}", "note": day.note} if day else {}

    def page(self, form: DayForm, problem: str = "") -> HttpResponse:
        """Show the form, and what was not taken."""
        if problem:
            form.is_valid()
            form.add_error(None, problem)
        day = self.logged()
        return self.show(
            "day",
            status=409 if problem else 200,
            heading=f"{self.on:%A} {in_words(self.on)}",
            form=form,
            day=day,
            may_take_out=day is not None and day.state != Day.State.CONFIRMED,
            back_url=self.address(monday_of(self.on)),
        )


def _day(typed: str) -> date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


class OfConfirmer(ByLink):
    """The pages of whoever confirms."""

    role = Role.SUPERVISOR.value

    @property
    def url(self) -> str:
        """The page with the days."""
        return reverse("placements:confirm_by_link", args=[self.kwargs["token"]])


def waiting_of(placement: Placement) -> dict[str, Any]:
    """Return what the page of whoever confirms shows."""
    rows = placement.logged_days.select_related("settled_by")
    return {
        "waiting": rows.filter(state=Day.State.LOGGED).order_by("on"),
        "settled": rows.exclude(state=Day.State.LOGGED),
        "seen_at": now().isoformat(),
    }


def seen_at(typed: str) -> datetime:
    """Return when the person looked at the days that she confirms; refuse a page that does not say."""
    try:
        found = parse_datetime(typed)
    except ValueError:
        found = None
    if found is None or not is_aware(found):
        raise Refused("Open the page again and look at the days before you confirm them.")
    return min(found, now())


def confirmed(count: int) -> str:
    """Return the sentence that says how many days were confirmed."""
    return "1 day is confirmed." if count == 1 else f"{count} days are confirmed."


class ConfirmByLink(OfConfirmer):
    """The days that wait: confirm all, or return one."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Show them."""
        return self.page()

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Confirm those that were on the page."""
        try:
            seen = seen_at(request.POST.get("seen_at", ""))
            count = days.confirm(placement=self.placement, seen_at=seen, by=None)
        except Refused as refused:
            return self.page(str(refused))
        messages.success(request, confirmed(count))
        return redirect(self.url)

    def page(self, problem: str = "") -> HttpResponse:
        """Show the days, and what was not taken."""
        return self.show(
            "confirm",
            status=409 if problem else 200,
            heading=f"The days of student {self.placement.student}",
            problem=problem,
            steps=own_steps(self.placement, "supervisor"),
            **waiting_of(self.placement),
        )


class ReturnByLink(OfConfirmer):
    """Return one day with a comment."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Ask what should be put right."""
        return self.page(CommentForm())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Return it."""
        form = CommentForm(request.POST)
        if not form.is_valid():
            return self.page(form)
        try:
            days.give_back(day=self.day, comment=form.cleaned_data["comment"], by=None)
        except Refused as refused:
            form.add_error(None, str(refused))
            return self.page(form, status=409)
        messages.success(request, "The day is returned to the student with your comment.")
        return redirect(self.url)

    @property
    def day(self) -> Day:
        """The day, which must be one of this placement."""
        found = Day.objects.filter(placement=self.placement, pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        return found

    def page(self, form: CommentForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        day = self.day
        return self.show(
            "return",
            status=status,
            heading=f"Return {in_words(day.on)} to the student",
            form=form,
            day=day,
            back_url=self.url,
        )


class PlacementDays(Tabs, OnePlacement, DetailPage):
    """The days of a placement, for whoever sees the placement."""

    permission = "placements.view_placement"
    template_name = "placements/days/record.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the days, and what this person may do."""
        user: Any = self.request.user
        return super().get_context_data(
            placement=self.object,
            record=day_record.of(self.object, localdate()),
            heading=f"The days of student {self.object.student}",
            breadcrumbs=crumbs_of(self.object),
            may_confirm=user.has_perm("placements.confirm_days", self.object),
            may_send=may_send_links(self.object, user),
            **waiting_of(self.object),
            **kwargs,
        )


def crumbs_of(placement: Placement) -> list[tuple[str, str]]:
    """Return the way back."""
    return [
        ("Placements", reverse("placements:list")),
        (str(placement.student), placement.get_absolute_url()),
    ]


def may_send_links(placement: Placement, user: Any) -> bool:
    """Say whether the links to the days can be sent again by this person."""
    is_under_way = placement.state in days.TAKES_DAYS
    return is_under_way and user.has_perm("placements.change_placement", placement)


class ConfirmDays(Tabs, OnePlacement, ActionPage):
    """Confirm the days that wait, signed in."""

    permission = "placements.confirm_days"
    template_name = "placements/days/confirm.html"

    def get_heading(self) -> str:
        """Name the student by the reference."""
        return f"The days of student {self.object.student}"

    def act(self, record: Placement, form: Any) -> None:
        """Confirm those that were on the page."""
        by: Any = self.request.user
        seen = seen_at(self.request.POST.get("seen_at", ""))
        self.count = days.confirm(placement=record, seen_at=seen, by=by)

    def get_done(self, record: Any) -> str:
        """Say how many."""
        return confirmed(self.count)

    def get_success_url(self, record: Any = None) -> str:
        """Go to the days."""
        return reverse("placements:days", args=[self.object.pk])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the days."""
        return super().get_context_data(
            placement=self.object,
            record=day_record.of(self.object, localdate()),
            breadcrumbs=crumbs_of(self.object),
            **waiting_of(self.object),
            **kwargs,
        )


class ReturnDay(ActionPage):
    """Return one day with a comment, signed in."""

    model = Day
    permission = "placements.confirm_days"
    form_class = CommentForm
    submit_label = "Return the day"
    done = "The day is returned to the student with your comment."

    def get_queryset(self) -> QuerySet[Day]:
        """Add the placement."""
        found: QuerySet[Day] = super().get_queryset()
        return found.select_related("placement__student__programme", "placement__educator")

    def get_heading(self) -> str:
        """Name the day."""
        return f"Return {in_words(self.object.on)} to the student"

    def get_what_happens(self) -> str:
        """Say what was logged."""
        day: Day = self.object
        amount = "half a day" if day.amount < 1 else "a whole day"
        note = f" The student writes: “{day.note}”" if day.note else ""
        return f"{day.get_what_display()}, {amount}. It does not count until you confirm it again.{note}"

    def act(self, record: Day, form: Any) -> None:
        """Return it by the one action."""
        by: Any = self.request.user
        days.give_back(day=record, comment=form.cleaned_data["comment"], by=by)

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the days."""
        return reverse("placements:days", args=[self.object.placement_id])

    def get_cancel_url(self) -> str:
        """Go back to the days."""
        return self.get_success_url()


class SendLinks(OnePlacement, ActionPage):
    """Send the links to the days again."""

    permission = "placements.change_placement"
    submit_label = "Send the links"
    what_happens = (
        "The student gets a new link to log days, and whoever confirms them a new one to confirm. "
        "The links that were sent before stop working."
    )

    def get_heading(self) -> str:
        """Name the student by the reference."""
        return f"Send the links to the days of student {self.object.student}"

    def act(self, record: Placement, form: Any) -> None:
        """Send them by the one action."""
        by: Any = self.request.user
        self.count = day_links.send_again(placement=record, by=by, today=localdate())

    def get_done(self, record: Any) -> str:
        """Say how many letters go."""
        return "1 letter is on its way." if self.count == 1 else f"{self.count} letters are on their way."
