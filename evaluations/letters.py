"""The letters of an evaluation, written into the outbox with the personal link that opens it."""

from django.urls import reverse

from evaluations.models import Audience, Evaluation, FollowUp, Response
from kmtp.mail import actions as mail
from kmtp.mail.models import Letter
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership, Person
from placements.models import ConfidentialProfile

SUBJECTS = {
    Audience.STUDENT: "Tell us about your placement (10 minutes)",
    Audience.EDUCATOR: "Tell us about your student's placement (10 minutes)",
}
TOKEN = "TOKEN"  # noqa: S105 -- a stand-in: the token is put into the letter when it is sent


def address_of(response: Response) -> str:
    """Return where to write: the student's own address, the educator's or her sign-in's; empty for nowhere."""
    placement = response.evaluation.placement
    if response.audience == Audience.STUDENT:
        profile = ConfidentialProfile.objects.filter(student=placement.student_id).only("email").first()
        return profile.email if profile else ""
    educator = placement.educator
    if educator is None:
        return ""
    return educator.email or (educator.person.email if educator.person else "")


def ask(response: Response, *, by: Person | None) -> Letter | None:
    """Write the letter that asks for a response by its present link; the same link is written once."""
    subject = SUBJECTS[Audience(response.audience)]
    return _post(response, "evaluation_invitation", f"link-{response.link_id}", subject, by)


def remind(response: Response, kind: str) -> Letter | None:
    """Write a reminder: one for each person and kind, whatever runs twice."""
    subject = SUBJECTS[Audience(response.audience)].replace("Tell us", "Reminder: please tell us", 1)
    return _post(response, "evaluation_reminder", f"reminder-{kind}", subject, None)


def _post(response: Response, kind: str, what: str, subject: str, by: Person | None) -> Letter | None:
    evaluation = response.evaluation
    return mail.post(
        key=f"evaluation-response-{response.pk}-{what}",
        kind=kind,
        to=address_of(response),
        subject=subject,
        context={
            "evaluation": evaluation,
            "placement": evaluation.placement,
            "is_student": response.audience == Audience.STUDENT,
            "by": by,
        },
        organisation=evaluation.placement.council,
        is_to_student=response.audience == Audience.STUDENT,
        link=response.link,
        path=reverse("evaluations:answer", args=[TOKEN]).replace(TOKEN, "{token}"),
        button="Start the questionnaire" if kind == "evaluation_invitation" else "Go to the questionnaire",
    )


def tell_coordinators(follow_up: FollowUp) -> None:
    """Tell the council's coordinators that something waits; what it is stands behind the sign-in."""
    council = follow_up.evaluation.placement.council
    for person in coordinators(follow_up.evaluation):
        mail.post(
            key=f"evaluation-follow-up-{follow_up.pk}-{person.pk}",
            kind="evaluation_follow_up",
            to=person.email,
            subject="An evaluation needs you to look into something",
            context={"follow_up": follow_up, "council": council, "name": person.name},
            organisation=council,
            path=follow_up.get_absolute_url(),
            button="Open the follow-up",
        )


def coordinators(evaluation: Evaluation) -> list[Person]:
    """Return the people who coordinate for the council of the placement."""
    return Membership.objects.holders(Role.COORDINATOR, evaluation.placement.council_id)
