"""A practice educator's own weeks, and the grid of one week."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.ui.templatetags.ui import in_words
from kmtp.ui.views import Closed, UpdatePage
from time_audit import grids, hours
from time_audit.actions import weeks as actions
from time_audit.actions.weeks import Time
from time_audit.forms.week import NOTHING, WeekForm, initial
from time_audit.models import Participant, Week
from time_audit.models.week import week_url
from time_audit.weeks import WEEK

OWN = ("audit", "educator", "placement__team", "placement__student")


class MyWeeks(Closed, TemplateView):
    """What is asked of a practice educator, and what she returned."""

    model = Participant
    permission = "time_audit.log_time"
    template_name = "time_audit/mine.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add her parts that have begun, each with its weeks."""
        own = Participant.objects.own_of(self.request.user).exclude(audit__state="draft")
        parts = own.select_related(*OWN).order_by("-audit__starts_on", "pk")
        lines = grids.lines(parts, today=localdate())
        to_do = sorted(
            (cell for line in lines for cell in line.due(localdate())), key=lambda cell: cell.monday
        )
        return super().get_context_data(lines=lines, to_do=to_do, heading=_heading(len(to_do)), **kwargs)


def _heading(count: int) -> str:
    if not count:
        return "Your time log is up to date"
    return "1 week to fill in" if count == 1 else f"{count} weeks to fill in"


class WeekPage(UpdatePage):
    """The grid of one week: fill it in, change it, say that it held nothing."""

    model = Participant
    permission = "time_audit.log_time"
    pk_url_kwarg = "participant"
    form_class = WeekForm
    template_name = "time_audit/week.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Know only the weeks that are asked for."""
        if request.user.has_perm(self.permission):
            self.object = self.get_object()
            if self.monday not in self.object.span.weeks() or self.object.audit.state == "draft":
                raise Http404("This week is not asked for.")
        return super().dispatch(request, *args, **kwargs)

    def get_object(self, queryset: QuerySet | None = None) -> Any:
        """Look for the participant once."""
        return self.object or super().get_object(queryset)

    def get_queryset(self) -> QuerySet:
        """Return the participants with what the page names."""
        return super().get_queryset().select_related(*OWN)

    @property
    def monday(self) -> date:
        """The week."""
        day: date = self.kwargs["monday"]
        return day

    @cached_property
    def week(self) -> Week | None:
        """What is on record."""
        found: Week | None = self._weeks(week_starts_on=self.monday).first()
        return found

    @cached_property
    def last_week(self) -> Week | None:
        """The latest week before this one that held something: what can be copied."""
        before = self._weeks(week_starts_on__lt=self.monday, submitted_at__isnull=False, is_nothing=False)
        found: Week | None = before.order_by("-week_starts_on").first()
        return found

    def _weeks(self, **which: Any) -> QuerySet:
        weeks: QuerySet = self.object.weeks.filter(**which).prefetch_related("entries")
        return weeks

    @property
    def is_copy(self) -> bool:
        """Whether the boxes are to hold last week's times; nothing is saved by looking."""
        return self.request.GET.get("copy") == "last" and self.last_week is not None

    @property
    def is_open(self) -> bool:
        """Whether the week can be changed."""
        until = self.week.reopened_until if self.week else None
        participant: Participant = self.object
        is_running = participant.audit.facts.takes_weeks
        return is_running and participant.span.is_open(self.monday, localdate(), until)

    def get_initial(self) -> dict[str, Any]:
        """Fill the boxes with what is on record, or with last week's."""
        return dict(initial(_times(self.last_week if self.is_copy else self.week)))

    def save(self, form: WeekForm) -> Week:
        """Return the week; say what is worth a second look."""
        week = actions.return_week(
            participant=self.object,
            monday=self.monday,
            times=form.times,
            is_nothing=form.is_nothing,
            by=self.request.user,
            today=localdate(),
        )
        for sentence in hours.warnings(*_totals(form.times)):
            messages.warning(self.request, sentence)
        return week

    def get_done(self, record: Week) -> str:
        """Say what was saved."""
        when = f"The week from {in_words(self.monday)} is saved"
        return f"{when}: nothing this week." if record.is_nothing else f"{when}. Thank you."

    def get_success_url(self, record: Any = None) -> str:
        """Stay with the week, which offers the next one that is blank."""
        return week_url(self.object.pk, self.monday)

    def get_cancel_url(self) -> str:
        """Nothing is offered twice: the page has links to the other weeks."""
        return ""

    def get_heading(self) -> str:
        """Name the week by its days."""
        return f"Week from {in_words(self.monday)}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the week's state, its neighbours and its totals."""
        context = super().get_context_data(**kwargs)
        line, *_ = grids.lines([self.object], today=localdate())
        form = context["form"]
        return context | {
            "week": self.week,
            "is_open": self.is_open,
            "is_copy": self.is_copy and not form.is_bound,
            "last_week": self.last_week,
            "locks_on": self._locks_on(),
            "nothing": NOTHING,
            "form_action": self.request.path,
            **_totals_in_words(*_totals(_shown(form))),
            "standing": _times(self.week).values(),
            **self._neighbours(line),
        }

    def _locks_on(self) -> date:
        locks: date = self.object.span.locks_on(self.monday)
        until = self.week.reopened_until if self.week else None
        return max(locks, until) if until else locks

    def _neighbours(self, line: grids.Line) -> dict[str, Any]:
        begun = {cell.monday: cell for cell in line.newest_first}
        others = [cell for cell in line.to_do if cell.monday != self.monday]
        return {
            "previous": begun.get(self.monday - WEEK),
            "next": begun.get(self.monday + WEEK),
            "next_blank": others[0] if others else None,
            "cell": begun.get(self.monday),
        }

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the grid with what was typed."""
        return self.render_to_response(self.get_context_data(form=form))


def _times(week: Week | None) -> dict[str, Time]:
    entries = week.entries.all() if week else ()
    return {
        entry.category: Time(entry.category, entry.daytime, entry.out_of_hours, entry.note)
        for entry in entries
    }


def _totals(times: Any) -> tuple[int, int]:
    found = list(times)
    return sum(time.daytime for time in found), sum(time.out_of_hours for time in found)


def _totals_in_words(day: int, late: int) -> dict[str, str]:
    sums = {"total_day": day, "total_late": late, "total_both": day + late}
    return {name: hours.in_words(amount) for name, amount in sums.items()}


def _shown(form: WeekForm) -> list[Time]:
    """Return the times in the boxes; a box that cannot be read counts as empty until it is mended."""
    return [Time(line.category.key, _read(line.daytime), _read(line.out_of_hours)) for line in form.lines]


def _read(field: Any) -> int:
    try:
        return hours.minutes(str(field.value() or ""))
    except ValueError:
        return 0
