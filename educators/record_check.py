"""What a practice educator is asked to look at on her record, and how two versions of it differ. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

#: What she sees and may correct, in the order of the page.
FIELDS = {
    "first_name": "First name",
    "last_name": "Last name",
    "email": "E-mail address",
    "phone": "Telephone number",
    "swe_number": "Social Work England number",
    "team": "Team",
    "post": "Post",
    "contracted_hours": "Contracted hours a week",
    "base": "Works",
    "capacity": "Students at a time",
}
#: How she is reached: signed in she changes these at once, without anybody's yes.
REACHED = ("email", "phone")
#: Days after the question on which a reminder goes out.
REMIND_DAYS = (7, 21)


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record: what is stored, and the words for it."""

    value: Any
    words: str


def differences(before: Mapping[str, Fact], after: Mapping[str, Fact]) -> dict[str, dict[str, Any]]:
    """Return what changed, by field: the words of both, and the value to store once somebody says yes."""
    return {
        name: {"from": before[name].words, "to": fact.words, "value": fact.value}
        for name, fact in after.items()
        if before[name] != fact
    }


def decided(
    corrections: Mapping[str, Mapping[str, Any]], accepted: Iterable[str]
) -> dict[str, dict[str, Any]]:
    """Return the corrections, each with whether it was accepted."""
    chosen = set(accepted)
    return {name: {**one, "accepted": name in chosen} for name, one in corrections.items()}
