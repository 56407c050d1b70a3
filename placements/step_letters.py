"""The letters about steps: one to its owner a week before a step is due, one when it is overdue.

The key of a letter holds the day on which the step is due, so that nobody is told twice of the same day, and
everybody again when the step moves.
"""

from collections.abc import Callable
from datetime import date

from kmtp.audit import recorded
from kmtp.mail import actions as mail
from kmtp.mail.models import PersonalLink
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from placements import day_letters
from placements.letters import Reader
from placements.models import ConfidentialProfile, Placement, Step, StepKind
from placements.steps import SOON, letter_due

Owner = StepKind.Owner
SUBJECTS = {
    "soon": "A step of a placement is due within a week",
    "overdue": "A step of a placement is overdue",
}


@recorded("Letters about steps")
def remind_due(*, today: date) -> int:
    """Write the letters about open steps that are due on ``today``; return how many are new."""
    due = (
        Step.objects.open()
        .filter(due_on__lte=today + SOON)
        .select_related(
            "kind",
            "placement__council",
            "placement__team",
            "placement__student__programme",
            "placement__educator__person",
            "placement__supervisor",
        )
    )
    return sum(tell(step, letter_due(step.due_on, today)) for step in due.order_by("due_on", "pk"))


def tell(step: Step, what: str) -> int:
    """Write a letter to each owner of a step; return how many are new."""
    letters = [_post(step, what, reader) for reader in readers(step)]
    if any(letters):
        mail.nudge()
    return sum(letters)


def _post(step: Step, what: str, reader: Reader) -> bool:
    is_student = step.kind.owner == Owner.STUDENT
    signs_in = step.kind.owner in SIGN_IN
    link = None if signs_in else day_letters.link_of(step.placement, step.kind.owner)
    letter = mail.post(
        key=f"step-{step.pk}-{what}-{step.due_on:%Y%m%d}-{reader.key}",
        kind=f"step_{what}",
        to=reader.email,
        subject=SUBJECTS[what],
        context={
            "step": step,
            "placement": step.placement,
            "reader": reader,
            "signs_in": signs_in,
            "has_link": link is not None,
        },
        organisation=step.placement.council,
        link=link,
        path=_path(step, link),
        button="Open the placement" if signs_in else "See your steps" if link else "",
        is_to_student=is_student,
    )
    return letter is not None


def _path(step: Step, link: PersonalLink | None) -> str:
    """Return what the letter opens: the placement, the page of somebody's own link, or nothing."""
    if link is not None:
        return day_letters.path_of(step.placement, step.kind.owner, link)
    return step.get_absolute_url() if step.kind.owner in SIGN_IN else ""


def readers(step: Step) -> list[Reader]:
    """Return the people whose step it is and whose address is known."""
    return [one for one in OWNERS[step.kind.owner](step.placement) if one.email]


def _coordinators(placement: Placement) -> list[Reader]:
    return _people(Membership.objects.holders(Role.COORDINATOR, placement.council_id))


def _partners(placement: Placement) -> list[Reader]:
    university = placement.student.programme.university_id
    return _people(Membership.objects.holders(Role.PARTNER, university))


def _people(people: list[Person]) -> list[Reader]:
    return [Reader(f"person-{one.pk}", one.name, one.email, False) for one in people]


def _educator(placement: Placement) -> list[Reader]:
    one = placement.educator
    if one is None:
        return []
    email = one.email or (one.person.email if one.person else "")
    return [Reader(f"educator-{one.pk}", one.first_name, email, True)]


def _supervisor(placement: Placement) -> list[Reader]:
    one = placement.supervisor
    return [Reader(f"supervisor-{one.pk}", one.first_name, one.email, False)] if one else []


def _student(placement: Placement) -> list[Reader]:
    profile = ConfidentialProfile.objects.filter(student=placement.student_id).only("email").first()
    return [Reader("student", "", profile.email, False)] if profile else []


OWNERS: dict[str, Callable[[Placement], list[Reader]]] = {
    Owner.COORDINATOR: _coordinators,
    Owner.EDUCATOR: _educator,
    Owner.SUPERVISOR: _supervisor,
    Owner.STUDENT: _student,
    Owner.UNIVERSITY: _partners,
}
#: Those who open the placement by signing in; the others have no account.
SIGN_IN = (Owner.COORDINATOR, Owner.EDUCATOR, Owner.UNIVERSITY)
