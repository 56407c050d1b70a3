"""Whose state a policy would change, before it is saved. Two queries, whatever the number of people."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, Q
from django.db.models.functions import Coalesce

from educators.actions.standing import UNDER_WAY
from educators.currency import Policy, State, state_of
from educators.models import Educator, ReturnPlan
from educators.models.policy import policy_on
from kmtp.partnership import access


@dataclass(frozen=True, slots=True)
class Move:
    """Somebody whose state changes."""

    educator: Educator
    before: State
    after: State


@dataclass(frozen=True, slots=True)
class Count:
    """So many people of a council go from one state to another."""

    council: str
    before: State
    after: State
    people: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What the policy would change on its day."""

    day: date
    looked_at: int
    moves: tuple[Move, ...]

    @property
    def counts(self) -> list[Count]:
        """How many go from which state to which, by council."""
        found = Counter((str(move.educator.council), move.before, move.after) for move in self.moves)
        rows = [Count(*key, people) for key, people in found.items()]
        return sorted(rows, key=lambda row: (row.council, row.before.key, row.after.key))


def preview(user: access.User, proposed: Policy, day: date) -> Preview:
    """Compare the policy that would be in force on ``day`` with the proposed one, for those ``user`` may see."""
    before = policy_on(day)
    people = list(rows(user, before, proposed, day))
    moves = (move_of(one, before, proposed, day) for one in people)
    return Preview(day, len(people), tuple(move for move in moves if move.before is not move.after))


def rows(user: access.User, before: Policy, after: Policy, day: date) -> Any:
    """Return those active on ``day``, each with the last day of practice that counts under either policy."""
    active = Educator.objects.visible_to(user).active_on(day).select_related("council")
    running = ReturnPlan.objects.running_on(day).values("educator")
    return active.annotate(
        practised_before=last_practice(before, day),
        practised_after=last_practice(after, day),
        plan_done=Max("return_plans__ended_on", filter=Q(return_plans__state="completed")),
        has_plan=Q(pk__in=running),
    ).order_by("last_name", "first_name", "pk")


def last_practice(policy: Policy, day: date) -> Max:
    """Return the last day of activities that count; the last day there is while one is under way."""
    counting = Q(activities__kind__in=sorted(policy.counts), activities__started_on__lte=day)
    return Max(Coalesce("activities__ended_on", UNDER_WAY), filter=counting)


def move_of(one: Any, before: Policy, after: Policy, day: date) -> Move:
    """Return the state under each policy."""
    awards = [award for award in (one.stage_1_on, one.full_award_on) if award and award <= day]
    award = max(awards, default=None)
    then = state_of(award, latest(one.practised_before, one.plan_done), before, day, has_plan=one.has_plan)
    now = state_of(award, latest(one.practised_after, one.plan_done), after, day, has_plan=one.has_plan)
    return Move(one, then, now)


def latest(*days: date | None) -> date | None:
    """Return the last of the days that are known."""
    return max((day for day in days if day), default=None)
