"""Teams: their list, a team with its educators, and the forms that open, change and close one."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Count, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import teams
from educators.filters.places import TeamFilters
from educators.forms.places import ClosingForm, TeamForm
from educators.models import Educator
from educators.subnavigation import Tabs
from educators.tables.places import TeamTable
from kmtp.partnership.models import Postcode, Team
from kmtp.ui.templatetags.ui import in_words
from kmtp.ui.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage

MAY_SEE, MAY_CHANGE = "partnership.view_place", "partnership.change_place"


def state_on(day: Any) -> Case:
    """Return the column that says whether a team is open on a day."""
    return Case(
        When(valid_from__gt=day, then=Value("to-come")),
        When(valid_to__lt=day, then=Value("closed")),
        default=Value("open"),
    )


def with_number(found: QuerySet[Any], day: Any) -> QuerySet[Any]:
    """Add how many educators of each team are on the register."""
    there = Educator.objects.on_the_register_on(day).filter(team=OuterRef("pk")).order_by()
    counted = there.values("team").annotate(n=Count("pk")).values("n")
    numbered: QuerySet[Any] = found.annotate(number=Coalesce(Subquery(counted), 0))
    return numbered


class TeamList(Tabs, ListPage):
    """All teams, closed ones too."""

    model = Team
    permission = MAY_SEE
    table_class = TeamTable
    filterset_class = TeamFilters
    noun = ("team", "teams")
    empty_text = "No team yet. Add the service areas and localities first, then the teams."

    def get_queryset(self) -> QuerySet[Any]:
        """Add what the list shows, in one query."""
        day = localdate()
        found = super().get_queryset().select_related("organisation", "service_area", "locality", "manager")
        return with_number(found.annotate(state=state_on(day)), day)

    def get_actions(self) -> Sequence[tuple[str, str]]:
        """Add a team; look after localities and service areas."""
        return [
            ("Add a team", reverse("educators:team_add")),
            ("Localities", reverse("educators:localities")),
            ("Service areas", reverse("educators:areas")),
        ]


class OfATeam:
    """Words and addresses that the pages of one team share."""

    model = Team
    permission = MAY_CHANGE
    object: Any
    request: Any

    def get_success_url(self, record: Any = None) -> str:
        """Go to the team."""
        return reverse("educators:team", args=[(record or self.object).pk])

    def get_cancel_url(self) -> str:
        """Go back to the team, or to the teams."""
        return self.get_success_url(self.object) if self.object else reverse("educators:teams")


class TeamDetail(Tabs, DetailPage):
    """A team: where it works, who is in it, what it was before and became."""

    model = Team
    permission = MAY_SEE
    template_name = "educators/team.html"

    def get_queryset(self) -> QuerySet[Any]:
        """Add what the page shows."""
        names = (
            "organisation",
            "service_area",
            "locality",
            "manager",
            "predecessor",
            "succession__successor",
        )
        found: QuerySet[Any] = super().get_queryset().select_related(*names)
        with_state: QuerySet[Any] = found.annotate(state=state_on(localdate()))
        return with_state

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the educators whom the person may know of, and the teams this one took over from."""
        there = Educator.objects.visible_to(self.request.user).filter(team=self.object)
        words = {
            "educators": there.for_the_register(localdate()).exclude(left_on__lte=localdate()),
            "took_over": self.object.took_over.select_related("team"),
            "may_change": self.request.user.has_perm(MAY_CHANGE, self.object),
            "is_to_close": bool(self.object.valid_to and self.object.valid_to >= localdate()),
            "breadcrumbs": [("Teams", reverse("educators:teams"))],
        }
        return words | super().get_context_data(**kwargs)


class SaveTeam:
    """What adding and changing a team share."""

    request: Any

    def save(self, form: Any) -> Team:
        """Store it."""
        return teams.save(team=form.save(commit=False), by=self.request.user)

    def get_done(self, team: Team) -> str:
        """Say it is saved, and whether the postcode is one we know."""
        return f"{team} is saved.{doubt_about(team.postcode)}"


def doubt_about(postcode: str) -> str:
    """Return a sentence when the directory knows the postcode's area but not the postcode."""
    if not postcode or Postcode.objects.filter(pk=postcode).exists():
        return ""
    if not Postcode.objects.filter(pk__startswith=f"{postcode.split()[0]} ").exists():
        return ""
    return f" We do not know the postcode {postcode}: please check it."


class AddTeam(SaveTeam, OfATeam, Tabs, CreatePage):
    """Add a team."""

    form_class = TeamForm
    heading = "Add a team"


class ChangeTeam(SaveTeam, OfATeam, Tabs, UpdatePage):
    """Correct a team."""

    form_class = TeamForm
    heading = "Change {}"


class CloseTeam(OfATeam, Tabs, ActionPage):
    """Close a team; its educators move to the one that takes over."""

    form_class = ClosingForm
    heading = "Close {}"
    submit_label = "Close the team"
    is_destructive = True

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the team."""
        return super().get_form_kwargs() | {"team": self.object}

    def get_what_happens(self) -> str:
        """Say how many people move."""
        count = Educator.objects.on_the_register_on(localdate()).filter(team=self.object).count()
        who = "1 practice educator moves" if count == 1 else f"{count:,} practice educators move"
        return f"{who} to the team that takes over, on the day after the last day. Their history stays."

    def act(self, record: Team, form: Any) -> Any:
        """Close it."""
        teams.close(team=record, **form.cleaned_data, by=self.request.user, today=localdate())
        record.refresh_from_db()

    def get_done(self, team: Team) -> str:
        """Say what happened."""
        return f"The last day of {team} is {in_words(team.valid_to)}. {team.succession.successor} takes over."


class KeepTeamOpen(OfATeam, Tabs, ActionPage):
    """Take the closing of a team back before its last day has passed."""

    heading = "Keep {} open"
    what_happens = (
        "{} loses its last day, and its practice educators stay. A team that was named to take over stays in the "
        "list of teams."
    )
    submit_label = "Keep the team open"
    done = "{} stays open."

    def act(self, record: Team, form: Any) -> None:
        """Take it back."""
        teams.keep_open(team=record, by=self.request.user, today=localdate())
