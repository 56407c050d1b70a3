"""Who is told of a placement, and in which letter. Subjects name nobody; a reason never goes into an e-mail."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kmtp.mail import actions as mail
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from placements.models import Placement

SUBJECTS = {
    "provisional": "A provisional placement: please look at it",
    "confirmed": "A placement is confirmed",
    "withdrawn": "A placement was withdrawn",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told."""

    key: str
    name: str
    email: str
    is_educator: bool


def tell(placement: Placement, what: str, *, by: Person) -> None:
    """Write the letter to the practice educator and to the university's partners; once for each of them."""
    university = placement.student.programme.university_id
    partners = partners_at([university])[university]
    for reader in [*educator_of(placement), *partners]:
        mail.post(key=f"placement-{placement.pk}-{what}-{reader.key}", **_about(placement, what, reader, by))
    mail.nudge()


def tell_published(placements: Iterable[Placement], *, draft: int, by: Person) -> None:
    """Write to each reader one letter for a council about all her placements of a draft: two statements in all."""
    found = list(placements)
    partners = partners_at({one.student.programme.university_id for one in found})
    hers: dict[tuple[Reader, int], list[Placement]] = defaultdict(list)
    for one in found:
        for reader in [*educator_of(one), *partners[one.student.programme.university_id]]:
            hers[reader, one.council_id].append(one)
    mail.post_all(
        {"key": f"draft-{draft}-{council}-{reader.key}", **_about_all(several, reader, by)}
        for (reader, council), several in hers.items()
    )
    mail.nudge()


def _about(placement: Placement, what: str, reader: Reader, by: Person) -> dict[str, Any]:
    """Return the letter about one placement."""
    return {
        "kind": f"placement_{what}",
        "to": reader.email,
        "subject": SUBJECTS[what],
        "context": {"placement": placement, "reader": reader, "by": by},
        "organisation": placement.council,
        "path": placement.get_absolute_url(),
        "button": "Open the placement",
    }


def _about_all(several: list[Placement], reader: Reader, by: Person) -> dict[str, Any]:
    """Return the letter that lists provisional placements; one alone has its own letter."""
    if len(several) == 1:
        return _about(several[0], "provisional", reader, by)
    return {
        "kind": "placements_provisional",
        "to": reader.email,
        "subject": f"{len(several)} provisional placements: please look at them",
        "context": {"placements": several, "council": several[0].council, "reader": reader, "by": by},
        "organisation": several[0].council,
        "path": f"{reverse('placements:list')}?state=provisional",
        "button": "Open the placements",
    }


def partners_at(universities: Iterable[int]) -> dict[int, list[Reader]]:
    """Return the partners of each university. One query."""
    people = Membership.objects.holders_at(Role.PARTNER, list(universities))
    return defaultdict(
        list,
        {
            university: [Reader(f"partner-{one.pk}", one.name, one.email, False) for one in held]
            for university, held in people.items()
        },
    )


def educator_of(placement: Placement) -> list[Reader]:
    """Return the practice educator, if there is an address."""
    educator = placement.educator
    if not educator or not educator.email:
        return []
    return [Reader(f"educator-{educator.pk}", educator.first_name, educator.email, True)]
