"""The list of records to mend."""

from typing import Any

from django.urls import reverse
from django.utils.html import escape

from educators.quality import CHECKS, Check
from educators.record_check import FIELDS
from kmtp.ui.tables import Column, DateColumn, NumberColumn, RecordColumn, Table, TagColumn

ANY = Check("", lambda day: None, "Change the record")  # type: ignore[arg-type, return-value]


class FixColumn(Column):
    """A link to the field that mends it."""

    check: Check = ANY

    def __init__(self) -> None:
        """A link is neither sorted nor exported."""
        super().__init__(accessor="pk", verbose_name="Mend", orderable=False, exclude_from_export=True)

    def html(self, record: Any) -> str:
        """Return the link."""
        anchor = f"#id_{self.check.field}" if self.check.field else ""
        url = reverse(self.check.route, args=[record.pk]) + anchor
        who = f'<span class="govuk-visually-hidden">: {escape(record)}</span>'
        return f'<a href="{escape(url)}">{escape(self.check.fix)}{who}</a>'


class MendTable(Table):
    """Who, where, and the fix."""

    name = RecordColumn(
        verbose_name="Practice educator",
        facts=[("swe_number", "SWE number")],
        order_by=("last_name", "first_name"),
    )
    team = Column(verbose_name="Team", order_by="team__name")
    registered_until = DateColumn(verbose_name="Registered until")
    confirmed_on = DateColumn(verbose_name="Confirmed")
    fix = FixColumn()

    class Meta:
        """By name."""

        order_by = "name"

    def __init__(self, *args: Any, check: str = "", **kwargs: Any) -> None:
        """Offer the fix of the chosen check."""
        super().__init__(*args, **kwargs)
        self.columns["fix"].column.check = CHECKS.get(check, ANY)


COLOURS = {"asked": "grey", "confirmed": "green", "waiting": "yellow", "accepted": "green", "refused": "red"}


class CorrectedColumn(Column):
    """Which fields somebody would correct."""

    def text(self, record: Any) -> str:
        """Return their names."""
        return ", ".join(label for name, label in FIELDS.items() if name in record.corrections)

    def plain(self, record: Any) -> str:
        """Return the same."""
        return self.text(record)


class CorrectionTable(Table):
    """Who was asked whether the record is right, and what each said."""

    educator = RecordColumn(
        verbose_name="Practice educator",
        facts=[("educator__team__name", "Team")],
        order_by=("educator__last_name", "educator__first_name"),
    )
    state = TagColumn(verbose_name="State", colours=COLOURS)
    corrections = CorrectedColumn(verbose_name="Corrects", orderable=False)
    asked_at = DateColumn(verbose_name="Asked")
    answered_at = DateColumn(verbose_name="Answered")
    reminders = NumberColumn(verbose_name="Reminders")

    class Meta:
        """The latest first."""

        order_by = "-asked_at"
