"""Students: the list, a record in two layers, adding and changing one."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from kmtp.partnership import access
from kmtp.partnership.access import Role
from kmtp.partnership.models import Team
from kmtp.ui.filters import FilterSet
from kmtp.ui.forms import ModelForm
from kmtp.ui.tables import Table
from kmtp.ui.views import CreatePage, DetailPage, ListPage, UpdatePage
from placements.actions import students
from placements.filters.student import OwnStudentFilters, StudentFilters
from placements.forms.student import BothLayersForm, StudentForm, StudentWithRequestForm
from placements.models import DeclaredConflict, Placement, ProfileOpening, Request, Student
from placements.subnavigation import Tabs
from placements.tables.student import OwnStudentTable, StudentTable


def is_partner_alone(user: Any) -> bool:
    """Say whether every student that ``user`` sees is of her own university."""
    return access.roles(user) == {Role.PARTNER}


class StudentList(Tabs, ListPage):
    """Students: a university's own by name, a council's by reference."""

    model = Student
    permission = "placements.view_student"
    noun = ("student", "students")
    lede = "Councils see a reference and what a placement has to fit; the name stands in the confidential profile."

    def get_queryset(self) -> QuerySet[Student]:
        """Return what a row shows in one query."""
        found = super().get_queryset().select_related("programme__university")
        found = found.select_related("profile") if is_partner_alone(self.request.user) else found
        return found.order_by("-pk")

    @property
    def table_class(self) -> type[Table]:  # type: ignore[override]  # it depends on the person
        """Show names to the students' own university."""
        return OwnStudentTable if is_partner_alone(self.request.user) else StudentTable

    @property
    def filterset_class(self) -> type[FilterSet]:  # type: ignore[override]
        """Let their own university search by name."""
        return OwnStudentFilters if is_partner_alone(self.request.user) else StudentFilters

    @property
    def empty_text(self) -> str:  # type: ignore[override]
        """Say what to do."""
        if is_partner_alone(self.request.user):
            return "You have not added a student yet. Add one or import your list, then ask a council for placements."
        return "No university has asked for a placement yet, so there is no student to see."

    def get_actions(self) -> list[tuple[str, str]]:
        """Add a student, or import a list of them."""
        offered = (
            ("placements.add_student", "Add a student", "placements:student_add"),
            ("placements.import_students", "Import from a spreadsheet", "placements:import_upload"),
        )
        return [
            (label, reverse(name))
            for permission, label, name in offered
            if self.request.user.has_perm(permission)
        ]


class StudentDetail(Tabs, DetailPage):
    """One student. The confidential layer shows to her own university alone."""

    model = Student
    permission = "placements.view_student"
    template_name = "placements/student_detail.html"

    def get_queryset(self) -> QuerySet[Student]:
        """Return what the page shows in one query."""
        return super().get_queryset().select_related("programme__university", "own_team")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add requests, placements and, for the university, the profile and who opened it."""
        user, student = self.request.user, self.object
        requests = Request.objects.visible_to(user).filter(student=student).for_lists()
        placements = Placement.objects.visible_to(user).filter(student=student).for_lists()
        return super().get_context_data(
            requests=list(requests),
            placements=list(placements),
            may_change=user.has_perm("placements.change_student", student),
            may_ask=user.has_perm("placements.add_request"),
            employer=student.own_team if may_see_team(user, student.own_team) else None,
            may_declare=user.has_perm("placements.pair_student", student),
            conflicts=list(DeclaredConflict.objects.visible_to(user).filter(student=student).for_lists()),
            breadcrumbs=[("Students", reverse("placements:student_list"))],
            **confidential(student, user),
            **kwargs,
        )


def may_see_team(user: Any, team: Team | None) -> bool:
    """Say whether ``user`` knows the teams of that team's council."""
    return team is not None and bool(user.has_perm("partnership.view_place", team))


def confidential(student: Student, user: Any) -> dict[str, Any]:
    """Return the profile and the newest openings, for the student's own university."""
    if not student.is_taught_by(user):
        return {"is_own": False, "profile": None, "openings": []}
    openings = ProfileOpening.objects.filter(profile__student=student).select_related("by")[:20]
    return {"is_own": True, "profile": getattr(student, "profile", None), "openings": list(openings)}


class AddStudent(CreatePage):
    """Add a student: a university with both layers, a coordinator with the placement that is asked for."""

    model = Student
    permission = "placements.add_student"
    heading = "Add a student"

    @property
    def is_faculty(self) -> bool:
        """Whether a coordinator adds the student on a university's behalf."""
        return bool(self.request.user.has_perm("placements.pair_student"))

    def get_form_class(self) -> type[ModelForm]:
        """Ask each for what they know."""
        return StudentWithRequestForm if self.is_faculty else BothLayersForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its person."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: Any) -> Student:
        """Store the student with what came along."""
        part = {"request": form.made_request()} if self.is_faculty else {"profile": form.made_profile()}
        by: Any = self.request.user
        return students.add(student=form.save(commit=False), by=by, **part)

    def get_done(self, record: Any) -> str:
        """Say what comes next."""
        if self.is_faculty:
            return (
                f"{record} is added and waits for a placement. The university adds the confidential profile."
            )
        return f"{record} is added. Ask a council for a placement next."

    def get_cancel_url(self) -> str:
        """Go back to the list."""
        return reverse("placements:student_list")


class ChangeStudent(UpdatePage):
    """Change a student: both layers for the own university, the matching layer for a council."""

    model = Student
    permission = "placements.change_student"
    heading = "Change the record of {}"
    done = "The record of {} is changed."

    def get_queryset(self) -> QuerySet[Student]:
        """Return what the form needs in one query."""
        return super().get_queryset().select_related("programme__university")

    @property
    def is_own(self) -> bool:
        """Whether the person works for the student's university."""
        return bool(self.object.is_taught_by(self.request.user))

    def get_form_class(self) -> type[ModelForm]:
        """Show each the layers that are theirs."""
        return BothLayersForm if self.is_own else StudentForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form its person."""
        return super().get_form_kwargs() | {"user": self.request.user}

    def save(self, form: Any) -> Student:
        """Store what was changed."""
        profile = form.made_profile() if self.is_own else None
        by: Any = self.request.user
        return students.change(student=form.save(commit=False), profile=profile, by=by)
