"""The list of teams with their newest audit."""

from typing import Any

from django.urls import reverse

from kmtp.partnership.models import Team
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, WordTag
from placements import auditing
from placements.models import TeamAudit


class GradeColumn(Column):
    """The grade in words."""

    def text(self, record: Any) -> str:
        """Return the words."""
        return dict(TeamAudit.Grade.choices).get(record.audit_grade, "")

    def plain(self, record: Any) -> str:
        """Return the words in an export too."""
        return self.text(record)


def page_of(team: Any) -> str:
    """Return the page of the newest audit, or the form for the first one."""
    if team.audit_pk:
        return reverse("placements:audit", args=[team.audit_pk])
    return reverse("placements:audit_add", args=[team.pk])


class AuditTable(Table):
    """Teams: those whose audit has lapsed first."""

    name = RecordColumn(
        verbose_name="Team",
        facts=[("service_area__name", "Service area"), ("locality__name", "Locality")],
        url=page_of,
    )
    standing = WordTag(words=auditing.WORDS, colours=auditing.COLOURS, verbose_name="Audit")
    audit_audited_on = DateColumn(verbose_name="Audited on")
    audit_valid_until = DateColumn(verbose_name="Valid until")
    grade = GradeColumn(accessor="audit_grade", verbose_name="Grade")
    audit_most_students = NumberColumn(verbose_name="Students at a time")

    class Meta:
        """Sorted by the query."""

        model = Team
        fields: tuple[str, ...] = (
            *("name", "standing", "audit_audited_on", "audit_valid_until", "grade", "audit_most_students"),
        )


class AuditsOfAll(AuditTable):
    """Teams of several councils."""

    council = Column(accessor="organisation__short_name", verbose_name="Council")
