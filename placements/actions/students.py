"""Add and change students, and open a confidential profile."""

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements import lifecycle
from placements.models import ConfidentialProfile, Placement, ProfileOpening, Request, Student


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
    if placement.state not in lifecycle.COUNTED:
        raise Refused("This placement was withdrawn, so the confidential profile stays closed.")
    profile = ConfidentialProfile.objects.filter(student=placement.student_id).first()
    if profile is None:
        raise Refused("The university has not filled in this student’s confidential profile yet.")
    ProfileOpening.objects.create(profile=profile, by=by)
    return profile
