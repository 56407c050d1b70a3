"""A model field for the academic year."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.expressions import Combinable

from kmtp.partnership.academic_year import AcademicYear


class AcademicYearField(models.PositiveSmallIntegerField):
    """Stores an ``AcademicYear`` as the calendar year in which it starts."""

    # What type checkers read of a field: what may be put in, and what comes out.
    _pyi_private_set_type: AcademicYear | Combinable  # type: ignore[assignment]
    _pyi_private_get_type: AcademicYear  # type: ignore[assignment]
    _pyi_lookup_exact_type: AcademicYear | int  # type: ignore[assignment]

    def from_db_value(self, value: int | None, expression: Any, connection: Any) -> AcademicYear | None:
        """Make the value of a stored number."""
        return None if value is None else AcademicYear(value)

    def to_python(self, value: Any) -> Any:
        """Make the value of what was typed or stored."""
        if value is None or isinstance(value, AcademicYear):
            return value
        try:
            return AcademicYear(value) if isinstance(value, int) else AcademicYear.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def get_prep_value(self, value: Any) -> int | None:
        """Return the number that is stored."""
        year = self.to_python(value)
        return None if year is None else year.start

    def value_to_string(self, obj: models.Model) -> str:
        """Return the year as people write it, for serialised rows."""
        return str(self.value_from_object(obj))

    def run_validators(self, value: Any) -> None:
        """Leave the checks to the value itself."""

    def formfield(self, **kwargs: Any) -> Any:
        """Ask for the year as text: 2019/20."""
        return models.Field.formfield(self, **{"form_class": forms.CharField, **kwargs})
