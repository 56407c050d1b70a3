"""Who is told of a placement, and in which letter. Subjects name nobody; a reason never goes into an e-mail."""

from dataclasses import dataclass

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
    for reader in readers(placement):
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
    mail.nudge()


def readers(placement: Placement) -> list[Reader]:
    """Return the educator, if there is an address, and the partners of the student's university."""
    university = placement.student.programme.university_id
    people = Membership.objects.holders(Role.PARTNER, university)
    partners = [Reader(f"partner-{one.pk}", one.name, one.email, False) for one in people]
    educator = placement.educator
    if not educator or not educator.email:
        return partners
    return [Reader(f"educator-{educator.pk}", educator.first_name, educator.email, True), *partners]
