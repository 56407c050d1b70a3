"""Who is told of a placement, and in which letter. Subjects name nobody; a reason never goes into an e-mail."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

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
    tell_of_all([placement], what, by=by)


def tell_of_all(placements: Iterable[Placement], what: str, *, by: Person) -> None:
    """Write the letters about several placements; each university's partners are looked for once."""
    partners = cache(partners_of)
    for placement in placements:
        _write(placement, what, partners(placement.student.programme.university_id), by)
    mail.nudge()


def _write(placement: Placement, what: str, partners: list[Reader], by: Person) -> None:
    for reader in [*educator_of(placement), *partners]:
        mail.post(
            key=f"placement-{placement.pk}-{what}-{reader.key}",
            kind=f"placement_{what}",
            to=reader.email,
            subject=SUBJECTS[what],
            context={"placement": placement, "reader": reader, "by": by},
            organisation=placement.council,
            path=placement.get_absolute_url(),
            button="Open the placement",
        )


def partners_of(university: int) -> list[Reader]:
    """Return the partners of a university. One query."""
    people = Membership.objects.holders(Role.PARTNER, university)
    return [Reader(f"partner-{one.pk}", one.name, one.email, False) for one in people]


def educator_of(placement: Placement) -> list[Reader]:
    """Return the practice educator, if there is an address."""
    educator = placement.educator
    if not educator or not educator.email:
        return []
    return [Reader(f"educator-{educator.pk}", educator.first_name, educator.email, True)]
