"""Add and change students, and open a confidential profile."""

from datetime import date, timedelta

from django.utils.timezone import localdate

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import lifecycle
from placements.models import ConfidentialProfile, Placement, ProfileOpening, Request, Student

#: A council writes its last reports and settles its files after a placement; then it needs no names any more.
READABLE_AFTER = timedelta(days=90)


@recorded("Student added")
def add(
    *,
    student: Student,
    by: Person,
    profile: ConfidentialProfile | None = None,
    request: Request | None = None,
) -> Student:
    """Store a student, with the confidential profile or the first request that came along."""
    student.save(force_insert=True)
    for part in (profile, request):
        if part is not None:
            part.student = student
            part.save(force_insert=True)
    return student


@recorded("Student’s record changed")
def change(*, student: Student, by: Person, profile: ConfidentialProfile | None = None) -> Student:
    """Store what was corrected; the profile is made when there was none."""
    student.save()
    if profile is not None:
        profile.student = student
        profile.save()
    return student


@recorded("Confidential profile opened")
def open_profile(*, placement: Placement, by: Person) -> ConfidentialProfile:
    """Return the student's profile, and record that ``by`` read it; each reading is one record."""
    if not placement.student.is_taught_by(by) and (why := why_closed(placement, localdate())):
        raise Refused(why)
    profile = ConfidentialProfile.objects.filter(student=placement.student_id).first()
    if profile is None:
        raise Refused("The university has not filled in this student’s confidential profile yet.")
    ProfileOpening.objects.create(profile=profile, by=by)
    return profile


def why_closed(placement: Placement, day: date) -> str:
    """Return why a council may not open the profile on ``day``; nothing when it may."""
    until = placement.student.retain_until
    if until and day > until:
        return "The time for which the confidential profile is kept has passed, so it stays closed."
    if placement.state not in lifecycle.COUNTED:
        return "This placement was withdrawn, so the confidential profile stays closed."
    if placement.is_over and day > placement.ends_on + READABLE_AFTER:
        days = READABLE_AFTER.days
        return f"This placement ended more than {days} days ago. Ask the university for what you still need."
    return ""
