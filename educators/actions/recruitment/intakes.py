"""Plan an intake, change it, close it."""

from educators.models import Criterion, Intake
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person

#: What a panel asks unless the council says otherwise: the domains of PEPS, and values.
QUESTIONS = (
    "Organises opportunities to learn, and works with others (domain A)",
    "Enables learning and professional development (domain B)",
    "Manages the assessment of learners (domain C)",
    "Keeps their own practice effective (domain D)",
    "Shows the values of the profession",
)


@recorded("Intake planned")
def plan(*, intake: Intake, questions: list[tuple[str, int]], by: Person) -> Intake:
    """Store an intake with what its panels score."""
    intake.save(force_insert=True)
    _ask(intake, questions)
    return intake


@recorded("Intake changed")
def change(*, intake: Intake, questions: list[tuple[str, int]], by: Person) -> Intake:
    """Store the intake as changed; the questions stay once a panel is planned, and it stays closed if it was.

    A panel that is planned meanwhile waits for the lock.
    """
    intake.closed_by_hand = _locked(intake).closed_by_hand
    before = list(intake.criteria.values_list("words", "weight"))
    if before != questions and intake.panels.exists():
        raise Refused("A panel is planned with these questions, so they cannot change any more.")
    intake.save()
    if before != questions:
        intake.criteria.all().delete()
        _ask(intake, questions)
    return intake


@recorded("Intake closed")
def close(*, intake: Intake, by: Person) -> Intake:
    """Take no more applications. Nobody gets a letter by it."""
    if _locked(intake).closed_by_hand:
        raise Refused("This intake is closed already.")
    intake.closed_by_hand = True
    intake.save(update_fields=["closed_by_hand"])
    return intake


def _locked(intake: Intake) -> Intake:
    return Intake.objects.select_for_update().get(pk=intake.pk)


def _ask(intake: Intake, questions: list[tuple[str, int]]) -> None:
    Criterion.objects.bulk_create(
        Criterion(intake=intake, order=order, words=words, weight=weight)
        for order, (words, weight) in enumerate(questions, start=1)
    )
