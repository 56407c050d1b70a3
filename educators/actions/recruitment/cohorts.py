"""The cohort of an intake, and a place in it."""

from educators.actions import achievements
from educators.models import Application, Cohort, Intake, Training
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Person


def of(intake: Intake) -> Cohort:
    """Return the cohort of an intake, made when it is first needed."""
    facts = {"provider_id": intake.provider_id, "starts_on": intake.starts_on}
    return Cohort.objects.get_or_create(intake=intake, defaults=facts)[0]


def place(application: Application, *, by: Person | None) -> Training:
    """Return the applicant's place on the programme: the one she has for that year, or a new one."""
    intake = application.intake
    facts = {
        "educator": application.educator,
        "stage": intake.stage,
        "year": AcademicYear.of(intake.starts_on),
    }
    found = Training.objects.filter(**facts).first()
    if found is not None:
        return found
    made = Training(**facts, provider_id=intake.provider_id)
    return achievements.add_training(training=made, by=by)  # type: ignore[arg-type]
