"""Write guidance, issue it, record who adopted it, confirm that it is read, and remind of it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from educators.models import Adoption, Educator, Guide, GuideSection, GuideVersion, Reading
from kmtp.audit import Refused, recorded
from kmtp.mail import actions as mail
from kmtp.mail.models import Letter
from kmtp.partnership.models import Person

#: A reader hears of one version once in so many days at most.
FORTNIGHT = 14
#: The fortnights after the day of issue in which the task reminds: from day 14, and from day 28.
BY_THE_TASK = (1, 2)
SUBJECT = "Please read the partnership’s guidance (10 minutes)"
ISSUED = "This version is issued and does not change any more. Write a new version."


@recorded("Guidance begun")
def begin(*, guide: Guide, by: Person) -> GuideVersion:
    """Store a new guide with an empty draft of its first version."""
    guide.save()
    return GuideVersion.objects.create(guide=guide, number=1)


@recorded("New version of guidance begun")
def copy(*, guide: Guide, by: Person) -> GuideVersion:
    """Begin the next version as a copy of the last."""
    Guide.objects.select_for_update().get(pk=guide.pk)
    last = guide.versions.order_by("-number").first()
    if last and last.is_draft:
        raise Refused("This guide has a draft already. Issue that one first.")
    draft = GuideVersion.objects.create(guide=guide, number=last.number + 1 if last else 1)
    sections = last.sections.all() if last else []
    GuideSection.objects.bulk_create(
        GuideSection(version=draft, order=one.order, heading=one.heading, body=one.body) for one in sections
    )
    return draft


@recorded("Guidance written")
def write(*, section: GuideSection, by: Person) -> GuideSection:
    """Store a section of a draft; one without a place comes last."""
    draft = _draft(section.version_id)
    if not section.order:
        section.order = (draft.sections.aggregate(last=Max("order"))["last"] or 0) + 1
    section.save()
    return section


@recorded("Section of guidance taken out")
def take_out(*, section: GuideSection, by: Person) -> GuideVersion:
    """Take a section out of a draft."""
    draft = _draft(section.version_id)
    section.delete()
    return draft


@recorded("Section of guidance moved up")
def move_up(*, section: GuideSection, by: Person) -> GuideVersion:
    """Let a section of a draft change places with the one before it."""
    draft = _draft(section.version_id)
    above = draft.sections.filter(order__lt=section.order).order_by("-order").first()
    if above is None:
        raise Refused("This section is the first already.")
    places = ((above, 0), (section, above.order), (above, section.order))
    for moved, place in places:  # by way of 0, as two sections never have one place
        GuideSection.objects.filter(pk=moved.pk).update(order=place)
    return draft


@recorded("Changes of guidance summed up")
def sum_up(*, version: GuideVersion, by: Person) -> GuideVersion:
    """Store what changed, in a few sentences."""
    _draft(version.pk)
    version.save(update_fields=["changes"])
    return version


def _draft(version: int) -> GuideVersion:
    now = GuideVersion.objects.select_for_update(of=("self",)).select_related("guide").get(pk=version)
    if not now.is_draft:
        raise Refused(ISSUED)
    return now


@recorded("Guidance issued")
def issue(*, version: GuideVersion, by: Person, today: date) -> GuideVersion:
    """Issue a draft."""
    now = GuideVersion.objects.select_for_update().get(pk=version.pk)
    if not now.is_draft:
        raise Refused("This version is issued already.")
    if not now.sections.exists():
        raise Refused("Write at least one section first.")
    now.issued_on = today
    now.save(update_fields=["issued_on"])
    return now


@recorded("Step of adoption recorded")
def record_step(*, step: Adoption, by: Person, today: date) -> Adoption:
    """Store a step by which a partner adopts a guide."""
    if step.decided_on > today:
        raise Refused("The day is still to come. Record the step when it has been taken.")
    if not by.has_perm("educators.record_adoption", step):
        raise Refused("Choose an organisation for which you record how far it has come.")
    step.save()
    return step


@recorded("Guidance read")
def confirm_read(*, version: GuideVersion, by: Person, today: date) -> Reading:
    """Say that somebody has read a version; a second time changes nothing."""
    if version.is_draft:
        raise Refused("This version is still a draft. Read it when it is issued.")
    return Reading.objects.get_or_create(version=version, person=by, defaults={"read_on": today})[0]


@recorded("Reminded of guidance")
def remind(*, version: GuideVersion, educators: Iterable[Educator], by: Person | None, today: date) -> int:
    """Write to those who have not read it, once in a fortnight at most; return how many letters went out."""
    if version.issued_on is None:
        raise Refused("This version is still a draft. Issue it first.")
    turn = (today - version.issued_on).days // FORTNIGHT
    waiting = {key_of(version, one, turn): one for one in educators}
    done = set(Letter.objects.filter(key__in=waiting).values_list("key", flat=True))
    sent = [_write_to(waiting[key], version, key, by) for key in waiting if key not in done]
    mail.nudge()
    return sum(sent)


def key_of(version: GuideVersion, educator: Educator, turn: int) -> str:
    """Return the key that makes a reminder the only one of its fortnight."""
    return f"guidance:{version.pk}:{educator.person_id}:{turn}"


def _write_to(educator: Educator, version: GuideVersion, key: str, by: Person | None) -> bool:
    letter = mail.post(
        key=key,
        kind="guidance_reminder",
        to=educator.person.email if educator.person else educator.email,
        subject=SUBJECT,
        context={"version": version, "guide": version.guide, "council": educator.council, "by": by},
        organisation=educator.council,
        path=version.get_absolute_url(),
        button="Read the guidance",
    )
    return letter is not None


def remind_all(*, today: date) -> int:
    """Remind whoever has not read what was issued two or four weeks ago; return how many letters went out."""
    sent = 0
    for version in GuideVersion.objects.in_force().select_related("guide"):
        if version.issued_on and (today - version.issued_on).days // FORTNIGHT in BY_THE_TASK:
            readers = version.unread_on(today)
            sent += remind(version=version, educators=readers, by=None, today=today)
    return sent
