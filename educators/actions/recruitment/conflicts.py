"""Who on a panel has a conflict of interest with whom, by what the register and the applications say."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models.functions import Lower

from educators import recruitment
from educators.models import Application, Educator, Panel, PanelMember
from kmtp.partnership.models import Organisation, Team


@dataclass(frozen=True, slots=True)
class Found:
    """One member's conflict with one applicant."""

    member: PanelMember
    application: Application
    conflict: recruitment.Conflict

    @property
    def sentence(self) -> str:
        """Say it to the coordinator."""
        return self.conflict.to_coordinator.format(member=self.member, applicant=self.application)


def before(panel: Panel, members: Iterable[PanelMember]) -> list[Found]:
    """Return the conflicts of members with those who wait for this panel's interview."""
    waiting = panel.applications.in_state("shortlisted")
    return between(panel.intake.council, members, waiting)


def between(
    council: Organisation, members: Iterable[PanelMember], applications: Iterable[Application]
) -> list[Found]:
    """Return each conflict of a member with an applicant. Two queries for the teams."""
    people, rows = list(members), list(applications)
    teams = teams_of(council, {_folded(member.email) for member in people})
    pairs = [(member, row) for member in people for row in rows]
    judged = [(member, row, _judged(member, row, teams[_folded(member.email)])) for member, row in pairs]
    return [Found(member, row, found) for member, row, found in judged if found]


def teams_of(council: Organisation, emails: Collection[str]) -> dict[str, set[int]]:
    """Return the teams that each address is in on the council's register, or manages."""
    found: dict[str, set[int]] = defaultdict(set)
    there = Educator.objects.of(council).filter(team__isnull=False)
    on_it = there.annotate(address=Lower("email")).filter(address__in=emails)
    managed = Team.objects.filter(organisation=council, manager__email__in=emails)
    for address, team in [
        *on_it.values_list("address", "team_id"),
        *managed.values_list("manager__email", "pk"),
    ]:
        found[address].add(team)
    return found


def _folded(email: str) -> str:
    return email.strip().lower()


def _judged(member: PanelMember, row: Application, teams: Collection[int]) -> recruitment.Conflict | None:
    return recruitment.conflict(
        member=member.email,
        teams=teams,
        applicant=row.email,
        manager=row.manager_email,
        team=row.team_id,
    )
