"""What is missing or stale on a record: one table of checks, which every page and letter reads."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from educators.models import Educator, Training
from educators.models.educator import years_before
from kmtp.partnership.models import Postcode


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: its words, the condition of a record that fails it, and the field that mends it."""

    label: str
    condition: Callable[[date], Q]
    fix: str = ""
    field: str = ""
    route: str = "educators:change"


def _registration(day: date) -> Q:
    return Q(registered_until__isnull=True) | Q(registered_until__lt=day)


def _no_team(day: date) -> Q:
    return Q(team__isnull=True, is_independent=False) | Q(team__valid_to__lt=day)


def _no_postcode(day: date) -> Q:
    return Q(postcode="") & (Q(team__isnull=True) | Q(team__postcode=""))


def _unknown_postcode(day: date) -> Q:
    own = ~Q(postcode="") & Q(~Exists(Postcode.objects.filter(code=OuterRef("postcode"))))
    teams = Q(postcode="") & ~Q(team__postcode="") & Q(team__isnull=False)
    return own | (teams & Q(~Exists(Postcode.objects.filter(code=OuterRef("team__postcode")))))


def _no_award(day: date) -> Q:
    under_way = Training.objects.filter(educator=OuterRef("pk"), state=Training.State.UNDER_WAY)
    return _trainee(day) & Q(~Exists(under_way))


def _trainee(day: date) -> Q:
    first = Q(stage_1_on__isnull=True) | Q(stage_1_on__gt=day)
    return first & (Q(full_award_on__isnull=True) | Q(full_award_on__gt=day))


def _long_in_training(day: date) -> Q:
    return _trainee(day) & Q(joined_on__lte=years_before(day, 2))


def _idle(day: date) -> Q:
    idle = Q(practised_until__isnull=True) | Q(practised_until__lt=years_before(day, 2))
    return idle & ~_trainee(day)


def _unconfirmed(day: date) -> Q:
    return Q(confirmed_on__isnull=True) | Q(confirmed_on__lt=years_before(day, 1))


def _twice(day: date) -> Q:
    same = {name: OuterRef(name) for name in ("council", "first_name", "last_name")}
    return Q(Exists(Educator.objects.on_the_register_on(day).filter(**same).exclude(pk=OuterRef("pk"))))


#: Every check by its key, which is also its word in an address. It asks only about active people.
CHECKS: dict[str, Check] = {
    "number": Check(
        "No Social Work England number",
        lambda day: Q(swe_number=""),
        "Add SWE number",
        "swe_number",
    ),
    "registration": Check(
        "Registration has passed or is not known", _registration, "Check registration", "registered_until_0"
    ),
    "email": Check("No e-mail address", lambda day: Q(email=""), "Add e-mail address", "email"),
    "team": Check("No team, or a team that closed", _no_team, "Choose a team", "team"),
    "postcode": Check("No postcode known", _no_postcode, "Add a postcode", "postcode"),
    "unknown-postcode": Check(
        "Postcode not in the directory", _unknown_postcode, "Correct the postcode", "postcode"
    ),
    "award": Check(
        "No award and not in training", _no_award, "Record an award", route="educators:record_award"
    ),
    "training": Check(
        "In training for two years or longer",
        _long_in_training,
        "Look at the training",
        route="educators:detail",
    ),
    "idle": Check(
        "No activity for two years", _idle, "Record an activity", route="educators:record_activity"
    ),
    "unconfirmed": Check(
        "Not confirmed for a year", _unconfirmed, "Look at the record", route="educators:detail"
    ),
    "capacity": Check(
        "Active, but takes no students", lambda day: Q(capacity=0), "Change the number", "capacity"
    ),
    "twice": Check("Same name twice", _twice, "Compare the records", route="educators:detail"),
    "provider": Check(
        "Independent, without a provider",
        lambda day: Q(is_independent=True, provided_by__isnull=True),
        "Add the provider",
        "provided_by",
    ),
}


def failing(keys: list[str], day: date) -> Q:
    """Return the condition that a record fails any of these checks."""
    condition = Q(pk__in=[])
    for key in keys:
        condition |= CHECKS[key].condition(day)
    return condition
