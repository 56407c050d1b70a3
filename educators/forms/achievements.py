"""What is asked about awards and the mentors of training, beyond the plain facts."""

from educators.forms.register import AwardForm, not_to_come
from educators.models import Award


class SeenAwardForm(AwardForm):
    """An award, with the day on which somebody saw the certificate."""

    class Meta(AwardForm.Meta):
        """The award, when and from whom, and the evidence."""

        fields = [*AwardForm.Meta.fields, "evidence_on"]
        labels = {**AwardForm.Meta.labels, "evidence_on": "Day the certificate was seen"}
        help_texts = {"evidence_on": "Leave it empty until somebody has seen the certificate."}

    def clean_evidence_on(self) -> object:
        """Refuse a day to come."""
        day = self.cleaned_data["evidence_on"]
        return not_to_come(day, "Seeing the certificate") if day else None


def out_of_order(award: Award) -> str:
    """Return a warning when the stages were not reached one after the other; they may still be right."""
    others = {one.kind: one.awarded_on for one in award.educator.awards.all()}
    first, second = others.get(Award.Kind.STAGE_1), others.get(Award.Kind.STAGE_2)
    if second and not first:
        return "Stage 2 is on the record without Stage 1. Record Stage 1 too, if there is a certificate."
    if first and second and second < first:
        return "Stage 2 is dated before Stage 1. Check both days."
    return ""
