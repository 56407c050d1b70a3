"""States of the pages by which a place that is free again is filled."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from kmtp.partnership.models import Organisation, Person
from placements.actions import drafts
from placements.models import Draft, Offer, Pairing, Placement, Request
from tests import make


def states(kent: Organisation) -> dict[str, dict[str, str]]:
    """Return a placement whose place is free again, the question, and a draft in which somebody would move."""
    day, now = timezone.localdate(), timezone.now()
    waiting = Request.objects.waiting().filter(council=kent)
    asked, other = waiting.earliest("pk"), waiting.latest("pk")
    offer = (
        Offer.objects.standing()
        .filter(council=kent, educator__isnull=False)
        .with_free()
        .filter(free__gt=0)[0]
    )
    place = {"team": offer.team, "educator": offer.educator, "offer": offer}
    dates = {"starts_on": day + timedelta(days=10), "ends_on": day + timedelta(days=170)}
    facts = {"student": asked.student, "request": asked, "kind": asked.kind, **dates}
    gone = make.placement(kent, **place, **facts, state="withdrawn", reason="by-student")
    by = Person.objects.get(email="coordinator@kent.example")
    season = {"starts_from": day, "starts_until": day + timedelta(days=300)}
    draft = Draft.objects.create(
        council=kent, name="Place of S", state="ready", after=gone, made_by=by, made_at=now, **season
    )
    moves = Placement.objects.filter(council=kent).earliest("pk")
    pairing = Pairing.objects.create(draft=draft, request=other, moves=moves, **place)
    assert not drafts.why_no_repair(gone, day)
    return {
        "coordinator": {
            "a place that is free again": gone.get_absolute_url(),
            "filling a place": reverse("placements:fill", args=[gone.pk]),
            "a draft that fills a place": draft.get_absolute_url(),
            "somebody who moves": reverse("placements:draft_student", args=[draft.pk, pairing.pk]),
        }
    }
