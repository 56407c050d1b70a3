"""The answer to an offer, and what follows to the award."""

from collections.abc import Callable
from datetime import date

from educators.actions import achievements, register, standing
from educators.actions.recruitment import applications, cohorts
from educators.models import Application, Educator, Training
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("Offer answered")
def answer(
    *,
    application: Application,
    accepts: bool,
    by: Person | None,
    today: date,
    reason: str = "",
    why: str = "",
) -> Application:
    """Accept, which puts her on the register as a trainee of the cohort, or decline."""
    change = "accept" if accepts else "decline"
    now = applications.locked(application, change)
    if now.answer_by and now.answer_by < today:
        raise Refused("The day to answer this offer has passed. Please ask your coordinator.")
    if accepts:
        now.cohort = cohorts.of(now.intake)
        now.educator = _on_the_register(now, by, today)
        now.training = cohorts.place(now, by=by)
    return applications.moved(now, change, today=today, reason=reason, why=why)


def _on_the_register(application: Application, by: Person | None, today: date) -> Educator:
    """Return her record: the one of her Social Work England number and e-mail address, or a new one.

    The number is public, so it alone shows nothing of who she is.
    """
    council = application.intake.council
    found = Educator.objects.of(council).filter(swe_number=application.swe_number).first()
    if found is not None:
        return _refuse_another(found, application)
    names = ("first_name", "last_name", "email", "swe_number", "team", "post")
    facts = {name: getattr(application, name) for name in names}
    made = Educator(council=council, joined_on=today, **facts)
    register.add(educator=made, by=by)  # type: ignore[arg-type]
    standing.refresh([made.pk], today=today)
    return made


def _refuse_another(found: Educator, application: Application) -> Educator:
    if found.email.casefold() != application.email.casefold():
        raise Refused(
            "Your Social Work England number is on the register with another e-mail address. "
            "Ask your coordinator to put the record right; then you can accept here."
        )
    return found


@recorded("Application withdrawn")
def withdraw(
    *, application: Application, change: str, by: Person | None, today: date, reason: str, why: str
) -> Application:
    """Withdraw, by the coordinator or the applicant; a place on the programme ends with it."""
    now = applications.locked(application, change)
    _end(now, lambda t: achievements.withdraw_from_training(training=t, on=today, by=by, why=why))  # type: ignore[arg-type]
    return applications.moved(now, change, today=today, reason=reason, why=why)


@recorded("Award recorded from recruitment")
def award(*, application: Application, on: date, by: Person, today: date) -> Application:
    """Complete the training, which records the award on the register."""
    now = applications.locked(application, "award")
    _end(now, lambda training: achievements.complete_training(training=training, on=on, by=by, today=today))
    if now.educator_id:
        standing.refresh([now.educator_id], today=today)
    return applications.moved(now, "award", today=today)


@recorded("Programme not completed")
def not_complete(
    *, application: Application, on: date, reason: str, why: str, by: Person, today: date
) -> Application:
    """End the training without the award."""
    now = applications.locked(application, "not-complete")
    _end(now, lambda t: achievements.withdraw_from_training(training=t, on=on, by=by, why=why))
    return applications.moved(now, "not-complete", today=today, reason=reason, why=why)


def _end(application: Application, end: Callable[[Training], object]) -> None:
    training = application.training
    if training is not None and training.state == Training.State.UNDER_WAY:
        end(training)
