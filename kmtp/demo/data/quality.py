"""The demonstration's record checks: a yearly round in each council, with answers of every sort."""

import random
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from educators.models import Confirmation, Educator
from kmtp.demo.data.world import World

STATES = ("asked", "confirmed", "waiting", "accepted", "refused")
WEIGHTS = (25, 60, 6, 6, 3)


def load(world: World) -> None:
    """Make them, and note on the records when they were confirmed."""
    chance = random.Random(f"quality {world.today}")
    for slug in ("medway", "kent"):
        council = world.organisations[slug]
        people = Educator.objects.of(council).active_on(world.today).exclude(email="").order_by("pk")
        made = [asked(one, chance) for one in people if chance.random() < 0.5 or one.person_id]
        Confirmation.objects.bulk_create(made)
        looked = [one for one in made if one.state in ("confirmed", "accepted", "refused")]
        for one in looked:
            one.educator.confirmed_on = one.answered_at and one.answered_at.date()
        Educator.objects.bulk_update([one.educator for one in looked], ["confirmed_on"])


def asked(educator: Educator, chance: random.Random) -> Confirmation:
    """Return one question, and for most what became of it."""
    moment = now() - timedelta(days=chance.randint(8, 20))
    state = chance.choices(STATES, WEIGHTS)[0] if educator.person_id is None else "asked"
    question = Confirmation(educator=educator, asked_at=moment, state=state, reminders=state == "asked")
    if state != "asked":
        question.answered_at = moment + timedelta(days=chance.randint(0, 7))
    if state in ("waiting", "accepted", "refused"):
        question.corrections = corrections(educator, state)
    if state == "refused":
        question.reason = "Please agree it with your team manager first, then tell us again."
    return question


def corrections(educator: Educator, state: str) -> dict[str, dict[str, Any]]:
    """Return a new post and one student more; what was decided carries the decision."""
    decision: dict[str, Any] = {} if state == "waiting" else {"accepted": state == "accepted"}
    more = min(educator.capacity + 1, 6)
    new = next(post for post in ("Senior practitioner", "Practice manager") if post != educator.post)
    post: dict[str, Any] = {"from": educator.post, "to": new, "value": new}
    capacity: dict[str, Any] = {"from": str(educator.capacity), "to": str(more), "value": more}
    return {"post": post | decision, "capacity": capacity | decision}
