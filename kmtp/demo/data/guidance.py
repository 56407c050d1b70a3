"""The demonstration's guidance: both guides, how far the partners have come, and who has read them."""

import random
from collections.abc import Mapping
from datetime import date, timedelta

from educators.models import Adoption, Educator, Guide, GuideSection, GuideVersion, Reading
from kmtp.demo.data.world import World
from kmtp.partnership.models import Organisation, Person

#: What stands in each section of a guide, by heading.
Sections = Mapping[str, str]

PRACTICE_EDUCATORS: Sections = {
    "Eligibility": """A practice educator is a registered social worker who has practised for at least two years \
after qualifying and whom her manager knows as an experienced practitioner. Registration with Social Work England \
must be current on every day on which she has a student.

Before applying, talk with your line manager. You need:
- two years of practice after qualifying, and for Stage 2 usually a third
- no open question about your registration or your practice
- a team that can offer a student work of the right kind
- your manager's written support, because the time comes out of the team's week

An award from before the present standards still counts if the council and the university are satisfied that you \
have kept practising as an educator. Tell your coordinator which award you hold and when you last had a student.""",
    "Recruitment and selection": """Applications open once a year. You apply in writing, saying why you would like \
to teach and what you have done already: supported a new colleague, shadowed a placement, led a session in your team.

Your line manager is asked to support the application and to say how your work will be covered. Without that support \
an application goes no further, so have the conversation early.

A panel then meets everybody on the shortlist. It includes the university that teaches the programme. Each member \
scores alone before the panel talks, by the same criteria for all:
- understanding of how adults learn
- practice that shows the values of the profession
- the ability to give clear and fair feedback
- a realistic plan for time

Whoever is not chosen hears why, and what would make the next application stronger.""",
    "Training": """The award has two stages. At Stage 1 you learn to supervise, teach and assess a student up to, \
but not including, the last assessment before qualification. At Stage 2 you take the full responsibility for the \
final placement and its recommendation.

At each stage you have a student of your own and a mentor who holds the full award. The mentor observes you at work \
with the student at least twice, reads the midway and the final report, and ratifies your decision. She is neither \
your line manager nor the student's tutor.

Plan the training with your manager before you start. Study days, the student's supervision and the writing of the \
portfolio need protected time, and one part cannot be saved for the end.""",
    "Maintaining currency": """Skills fade when they are not used. To stay current, take a student at least once in \
two years, or do other work that the partnership counts, such as mentoring a trainee or assessing a newly qualified \
colleague.

If a year has passed without a student, tell your coordinator. She can:
- match you with a student in the next round
- ask you to mentor a trainee
- offer a place on a refresher

After two years without any of this you need a refresher and a mentor for the next student. That is no judgement of \
your practice: it makes sure that no student is the first to find out what has changed.""",
    "Organisational support": """A placement takes about one day of the practice educator's week: planning, weekly \
supervision, observations, reading, reports and meetings. It is part of her work and not an extra to it.

Managers agree before the placement starts:
- which work is put down or shared, and for how long
- when supervision takes place, so that it is protected
- who stands in when the practice educator is away
- a desk, equipment and access for the student's first day

If what was agreed does not happen, raise it first with the manager and then with the coordinator, early and in \
writing. The partnership measures the time that the role takes and shares the result with managers.""",
    "CPD": """Come to the themed forums, which the councils hold together each quarter. They are for practice \
educators of both stages and for on-site supervisors, and they are the easiest way to meet others who have solved the \
problem in front of you.

Over a year, aim at:
- one forum at least
- one conversation with a colleague who has read a report of yours or observed you
- one piece of reading or training about teaching, assessing or fairness in assessment

Keep a short note of what you learnt and what you did differently. It serves your registration, and your next \
appraisal.""",
}

#: The version before said this in fewer words.
FIRST_VERSION: Sections = {
    **{heading: body for heading, body in PRACTICE_EDUCATORS.items() if heading != "CPD"},
    "Maintaining currency": """Skills fade when they are not used. To stay current, take a student at least once in \
two years.

After two years without a student you need a refresher and a mentor for the next one.""",
}

SUPERVISORS: Sections = {
    "The on-site supervisor": """When the practice educator does not work in the student's team, an on-site \
supervisor does. She is the person whom the student sees each day.

The on-site supervisor:
- plans the induction and the first weeks with the team
- gives out work that fits the student's stage, and checks it
- is there, or names who is, whenever the student sees people alone
- tells the off-site practice educator what goes well and what does not

For a final placement the on-site supervisor is a registered social worker. For a first placement she may come from \
another profession; many use the first stage of the standards as a guide to what they do.""",
    "The off-site practice educator": """The off-site practice educator carries the assessment. She leads formal \
supervision, observes practice directly, reads the student's work and writes the reports with their recommendation.

She holds an award of the stage that the placement needs, is current, and knows the university's documents. She \
visits the team at the start so that everybody knows who she is and how to reach her.

Being off-site makes it easier to see the whole and harder to see the day. So she asks the on-site supervisor for \
examples before each report and says in the report from whom they come.""",
    "Working together": """Both meet the student before or on the first day and agree who does what. Write it into \
the learning agreement; most difficulties later come from what each thought the other would do.

Meet as three at least:
- in the first fortnight
- before the midpoint review
- before the final report

Raise a concern with one another on the day on which it comes up, and with the student soon after, in plain words. \
Nobody should read something for the first time in a report.""",
    "When something goes wrong": """If the student may not be safe, or people who use the service may not be, the \
on-site supervisor acts at once by the council's own procedures and tells the practice educator and the tutor the \
same day.

If the work is not good enough, say so early. The practice educator calls a meeting with the tutor; together you \
write down what has to change, by when and with which support. The on-site supervisor's notes are part of the \
evidence, so date them.

If the two of you disagree, tell the coordinator. That is what she is for, and it is better heard in week five than \
in week fifteen.""",
}

CHANGES = """“Maintaining currency” now says what counts besides a student, and what your coordinator can offer. \
“CPD” is new."""


def load(world: World) -> None:
    """Make them."""
    chance = random.Random(f"guidance {world.today}")
    first = date(2019, 11, 4)
    guide = Guide.objects.create(
        title="Practice Educator Guidance", summary="From eligibility to continuing development."
    )
    read_by_half(write(guide, 1, first, FIRST_VERSION), chance, 1)
    read_by_half(write(guide, 2, world.today - timedelta(days=9), PRACTICE_EDUCATORS, CHANGES), chance, 0)
    adopt(guide)
    other = Guide.objects.create(
        title="Guidance for on-site supervisors and off-site practice educators",
        summary="The duties of both, and how they work together.",
    )
    read_by_half(write(other, 1, first, SUPERVISORS), chance, 1)


def write(guide: Guide, number: int, issued_on: date, texts: Sections, changes: str = "") -> GuideVersion:
    """Write a version and issue it."""
    facts = {"number": number, "issued_on": issued_on, "changes": changes}
    version = GuideVersion.objects.create(guide=guide, **facts)
    GuideSection.objects.bulk_create(
        GuideSection(version=version, order=place, heading=heading, body=body)
        for place, (heading, body) in enumerate(texts.items(), 1)
    )
    return version


def read_by_half(version: GuideVersion, chance: random.Random, weeks: int) -> None:
    """Let about half of those with a sign-in read it in the days after it was issued."""
    people = [one for one in Person.objects.order_by("pk") if chance.random() < 0.5]
    if not weeks:  # the newest version still waits for Kent's practice educators
        waiting = set(Educator.objects.filter(council__slug="kent").values_list("person", flat=True))
        people = [one for one in people if one.pk not in waiting]
    issued = version.issued_on or date.min
    days = weeks * 52 + 8
    Reading.objects.bulk_create(
        Reading(version=version, person=one, read_on=issued + timedelta(days=chance.randint(1, days)))
        for one in people
    )


def adopt(guide: Guide) -> None:
    """Record the steps of the case study: the Strategic Board is asked, Medway has agreed, Kent has not yet."""
    agreed, submitted = Adoption.State.AGREED, Adoption.State.SUBMITTED
    steps = (
        ("medway", submitted, "Strategic Board", date(2019, 12, 2)),
        ("kent", submitted, "Strategic Board", date(2019, 12, 2)),
        ("medway", agreed, "Children and Adults Directorate Team", date(2020, 1, 20)),
    )
    councils = {one.slug: one for one in Organisation.objects.councils()}
    Adoption.objects.bulk_create(
        Adoption(guide=guide, organisation=councils[slug], state=state, body=body, decided_on=day)
        for slug, state, body, day in steps
        if slug in councils
    )
