"""What is asked about guidance."""

from typing import Any, ClassVar

from django import forms

from educators.models import Adoption, Guide, GuideSection, GuideVersion
from kmtp.partnership import access
from kmtp.partnership.models import Organisation
from kmtp.ui.forms import ModelForm, Ruled

MAY_RECORD = "educators.record_adoption"


class GuideForm(ModelForm):
    """A guide."""

    submit_label = "Save and write its sections"

    class Meta:
        """Its title and what it is for."""

        model = Guide
        fields = ("title", "summary")


class SectionForm(ModelForm):
    """A section of a draft."""

    class Meta:
        """Its heading and text; its place comes from where it stands."""

        model = GuideSection
        fields = ("heading", "body")
        widgets: ClassVar = {"body": forms.Textarea({"rows": "18"})}

    def clean_heading(self) -> str:
        """Refuse a second section of the same heading: by the heading the versions are compared."""
        heading = str(self.cleaned_data["heading"]).strip()
        others = GuideSection.objects.filter(version=self.instance.version_id).exclude(pk=self.instance.pk)
        if others.filter(heading__iexact=heading).exists():
            raise forms.ValidationError("Another section has this heading. Enter a different one")
        return heading


class ChangesForm(ModelForm):
    """What changed since the version before."""

    class Meta:
        """A few sentences."""

        model = GuideVersion
        fields = ("changes",)


class StepForm(Ruled):
    """A step by which a partner adopts a guide."""

    submit_label = "Record the step"

    class Meta:
        """Who, how far, by which body and when."""

        model = Adoption
        fields = ("organisation", "state", "body", "decided_on")
        widgets: ClassVar = {"state": forms.RadioSelect}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        """Offer the partners for which the person records it; the one council of a coordinator is chosen."""
        super().__init__(*args, **kwargs)
        mine = Organisation.objects.filter(access.within(user, MAY_RECORD, "pk")).order_by("short_name")
        partner: Any = self.fields["organisation"]
        partner.queryset = mine
        offered = list(mine[:2])
        self.initial.setdefault("organisation", offered[0].pk if len(offered) == 1 else None)
