"""Who is told of a placement, and in which letter. Subjects name nobody; a reason never goes into an e-mail."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kmtp.mail import actions as mail
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from placements.models import Placement

SUBJECTS = {
    "provisional": "A provisional placement: please look at it",
    "moved": "A provisional placement moves: please look at it",
    "confirmed": "A placement is confirmed",
    "withdrawn": "A placement was withdrawn",
}
#: Nobody moves.
NOBODY: Mapping[int, Placement] = {}


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who is told."""

    key: str
    name: str
    email: str
    is_educator: bool


@dataclass(frozen=True, slots=True)
class News:
    """A provisional placement that somebody is told of, with the one that the student moves from."""

    placement: Placement
    before: Placement | None = None


def tell(placement: Placement, what: str, *, by: Person) -> None:
    """Write the letter to the practice educator and to the university's partners; once for each of them."""
    university = placement.student.programme.university_id
    partners = partners_at([university])[university]
    for reader in [*educator_of(placement), *partners]:
        mail.post(key=_key(placement, what, reader), **_about(placement, what, reader, by))
    mail.nudge()


def _key(placement: Placement, what: str, reader: Reader) -> str:
    """Return the key by which a letter is written once."""
    return f"placement-{placement.pk}-{what}-{reader.key}"


def tell_published(
    placements: Iterable[Placement], *, draft: int, by: Person, moved: Mapping[int, Placement] = NOBODY
) -> None:
    """Write to each reader one letter for a council about all her placements of a draft: two statements in all.

    ``moved`` are the placements, by their request, that were withdrawn for those who move. Who follows the student
    reads of one move; a practice educator whose student leaves reads that, and not where to.
    """
    found = list(placements)
    partners = partners_at({one.student.programme.university_id for one in found})
    hers: dict[tuple[Reader, int], list[News]] = defaultdict(list)
    for one in found:
        before = moved.get(one.request_id or 0)
        for reader in [*educator_of(one), *partners[one.student.programme.university_id]]:
            hers[reader, one.council_id].append(News(one, before if _follows(reader, before) else None))
    mail.post_all(
        {"key": f"draft-{draft}-{council}-{reader.key}", **_about_all(several, reader, by)}
        for (reader, council), several in hers.items()
    )
    mail.post_all(_farewells(found, moved, by))
    mail.nudge()


def _follows(reader: Reader, before: Placement | None) -> bool:
    """Say whether somebody knew of the place before: the university, and an educator who keeps the student."""
    return not reader.is_educator or (before is not None and reader in educator_of(before))


def _farewells(
    placements: Iterable[Placement], moved: Mapping[int, Placement], by: Person
) -> Iterator[dict[str, Any]]:
    """Yield a letter for each practice educator whose student moves to somebody else."""
    for one in placements:
        before = moved.get(one.request_id or 0)
        if before and before.educator_id != one.educator_id:
            for reader in educator_of(before):
                yield {"key": _key(before, "withdrawn", reader), **_about(before, "withdrawn", reader, by)}


def _about(
    placement: Placement, what: str, reader: Reader, by: Person, before: Placement | None = None
) -> dict[str, Any]:
    """Return the letter about one placement; ``before`` is the one that the student moves from."""
    return {
        "kind": f"placement_{what}",
        "to": reader.email,
        "subject": SUBJECTS[what],
        "context": {"placement": placement, "before": before, "reader": reader, "by": by},
        "organisation": placement.council,
        "path": placement.get_absolute_url(),
        "button": "Open the placement",
    }


def _about_all(several: list[News], reader: Reader, by: Person) -> dict[str, Any]:
    """Return the letter that lists provisional placements; one alone has its own letter."""
    if len(several) == 1:
        placement, before = several[0].placement, several[0].before
        return _about(placement, "moved" if before else "provisional", reader, by, before)
    council = several[0].placement.council
    return {
        "kind": "placements_provisional",
        "to": reader.email,
        "subject": f"{len(several)} provisional placements: please look at them",
        "context": {"several": several, "council": council, "reader": reader, "by": by},
        "organisation": council,
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
