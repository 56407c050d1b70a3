"""Placement fees by university and month, the placements behind a figure, and the settings."""

from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kmtp.partnership.academic_year import FIRST, LAST, AcademicYear
from kmtp.ui.exports import xlsx_response
from kmtp.ui.views import Closed, CreatePage, UpdatePage
from placements import fees
from placements.actions import fees as acts
from placements.fee_sheet import Sheet
from placements.forms.fee import ExemptionForm, RateForm
from placements.models import FeeExemption, FeeRate
from placements.models.fee import PERMISSION
from placements.subnavigation import Tabs
from placements.tables.fee import FeeTable

RULES = "placements.set_rules"


class OfAYear(Tabs, Closed, TemplateView):
    """Pages about the fees of the year that the address names."""

    permission = PERMISSION

    @property
    def year(self) -> AcademicYear:
        """The year; this one where the address names none."""
        try:
            return AcademicYear.parse(self.kwargs["year"])
        except KeyError:
            return AcademicYear.of(localdate())
        except ValueError as error:
            raise Http404 from error

    @property
    def sheet(self) -> Sheet:
        """The year as this person sees it."""
        return Sheet(self.request.user, self.year)


class Fees(OfAYear):
    """The fees of a year by university and month, as a page or a file."""

    template_name = "placements/fees.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the page, or send the file that ``?format=xlsx`` asks for."""
        if request.GET.get("format") != "xlsx":
            return super().get(request, *args, **kwargs)
        return xlsx_response(FeeTable(self.sheet.parts()), f"placement fees {self.year.slug}")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add each university with its months."""
        sheet, year = self.sheet, self.year
        return super().get_context_data(
            heading=f"Placement fees in {year}",
            blocks=sheet.blocks,
            total=sheet.total,
            academic_year=year,
            years=[(str(one), reverse("placements:fee_year", args=[one.slug])) for one in around(year)],
            **kwargs,
        )


def around(year: AcademicYear) -> list[AcademicYear]:
    """Return the years before and after, where there are any."""
    starts = (year.start - 1, year.start + 1)
    return [AcademicYear(start) for start in starts if FIRST <= start <= LAST]


class FeeMonth(OfAYear):
    """The placements behind one figure."""

    template_name = "placements/fee_month.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the placements of the university in the month; 404 when there is none that the person may see."""
        sheet, month = self.sheet, int(self.kwargs["month"])
        found = [one for one in sheet.universities.values() if one.slug == self.kwargs["university"]]
        parts = sheet.parts(found[0], month) if found else []
        if not parts:
            raise Http404
        table = FeeTable(parts, exclude=("university", "month"))
        table.caption = heading = f"{parts[0].university}, {parts[0].label}"
        back = reverse("placements:fee_year", args=[self.year.slug])
        return super().get_context_data(
            heading=heading,
            table=table,
            total=fees.total(part.sum for part in parts),
            breadcrumbs=[(f"Fees in {self.year}", back)],
            **kwargs,
        )


class FeeRules(Tabs, Closed, TemplateView):
    """The rates and exemptions, with their dates."""

    permission = PERMISSION
    template_name = "placements/fee_rules.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may read."""
        user = self.request.user
        return super().get_context_data(
            heading="What is paid, and who pays nothing",
            rates=FeeRate.objects.visible_to(user).select_related("university"),
            exemptions=FeeExemption.objects.visible_to(user),
            may_set=user.has_perm(RULES),
            breadcrumbs=[("Fees", reverse("placements:fees"))],
            **kwargs,
        )


class Setting:
    """What the forms of the settings share."""

    permission = RULES

    def get_success_url(self, record: Any = None) -> str:
        """Go back to the settings."""
        return reverse("placements:fee_rules")

    def get_cancel_url(self) -> str:
        """Go back to the settings."""
        return reverse("placements:fee_rules")


class OfRates(Setting):
    """The forms of rates."""

    model = FeeRate
    form_class: Any = RateForm
    done = "The rate is saved. Fees are counted with it on every day from which it is in force."
    request: Any

    def save(self, form: Any) -> FeeRate:
        """Store it by the one action."""
        return acts.keep_rate(rate=form.save(commit=False), by=self.request.user)


class AddRate(OfRates, CreatePage):
    """Add a rate."""

    heading = "Set a rate"


class ChangeRate(OfRates, UpdatePage):
    """Correct a rate."""

    heading = "Change the rate: {}"


class OfExemptions(Setting):
    """The forms of exemptions."""

    model = FeeExemption
    form_class: Any = ExemptionForm
    done = "The exemption is saved."
    request: Any

    def save(self, form: Any) -> FeeExemption:
        """Store it by the one action."""
        return acts.keep_exemption(exemption=form.save(commit=False), by=self.request.user)


class AddExemption(OfExemptions, CreatePage):
    """Add an exemption."""

    heading = "Say who pays nothing"


class ChangeExemption(OfExemptions, UpdatePage):
    """Correct or end an exemption."""

    heading = "Change the exemption: {}"
