"""Ask for a report."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from kmtp.partnership import access
from kmtp.partnership.academic_year import AcademicYear
from kmtp.partnership.models import Organisation
from kmtp.ui.forms import Form

#: The first year whose figures the partnership has.
FIRST_YEAR = AcademicYear(2018)
PARTNERSHIP = "partnership"


class AskForm(Form):
    """Which year, and whose."""

    submit_label = "Build the report"

    year = forms.TypedChoiceField(label="Academic year", coerce=AcademicYear.parse)
    whose = forms.ChoiceField(label="Report for", widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the years up to now, and the councils whose reports ``user`` may build."""
        super().__init__(*args, **kwargs)
        self.councils = councils_for(user)
        whose = [(council.slug, council.name) for council in self.councils] + [
            (PARTNERSHIP, "The whole partnership")
        ]
        self.fields["year"].choices = [(str(year), str(year)) for year in years()]  # type: ignore[attr-defined]
        self.fields["whose"].choices = whose  # type: ignore[attr-defined]
        self.fields["whose"].initial = whose[0][0]

    @property
    def organisation(self) -> Organisation | None:
        """The council that was chosen; ``None`` for the whole partnership."""
        chosen = self.cleaned_data["whose"]
        return next((council for council in self.councils if council.slug == chosen), None)


def councils_for(user: Any) -> list[Organisation]:
    """Return the councils whose reports ``user`` may build."""
    reach = access.within(user, "reports.build_report", "pk")
    return list(Organisation.objects.councils().filter(reach))


def years() -> list[AcademicYear]:
    """Return the academic years that can be asked for, the newest first."""
    this_year = AcademicYear.of(localdate())
    return [AcademicYear(start) for start in range(this_year.start, FIRST_YEAR.start - 1, -1)]
