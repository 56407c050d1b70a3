"""States of the pages of guidance."""

from django.urls import reverse

from educators.models import Guide, GuideSection, GuideVersion
from kmtp.partnership.models import Organisation


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Make a draft with a section, and one that is empty."""
    draft, empty = (
        GuideVersion.objects.create(guide=Guide.objects.create(title=title), number=1)
        for title in ("Guidance for mentors", "Guidance for tutors")
    )
    section = GuideSection.objects.create(version=draft, order=1, heading="Who", body="You.\n\n- One\n- Two")
    lead = {
        "a draft": draft.get_absolute_url(),
        "an empty draft": empty.get_absolute_url(),
        "issuing a draft": reverse("educators:guide_issue", args=[draft.pk]),
        "changing a section": reverse("educators:section_change", args=[section.pk]),
        "taking a section out": reverse("educators:section_take_out", args=[section.pk]),
    }
    return {"lead": lead}
