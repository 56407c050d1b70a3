"""Put somebody on the register, correct a record, and say who can be asked."""

from collections.abc import Callable
from datetime import date

from educators.currency import in_words
from educators.models import Educator
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person


@recorded("Added to the register")
def add(*, educator: Educator, by: Person) -> Educator:
    """Store somebody new."""
    educator.save(force_insert=True)
    return educator


@recorded("Record changed")
def change(*, educator: Educator, fields: list[str], by: Person) -> Educator:
    """Store the fields that were corrected, and no others."""
    educator.save(update_fields=fields)
    return educator


@recorded("Own details corrected")
def correct_own(*, educator: Educator, fields: list[str], by: Person) -> Educator:
    """Store what somebody corrected on her own record."""
    if educator.person_id != by.pk:
        raise Refused("This is somebody else's record.", status=403)
    educator.save(update_fields=fields)
    return educator


@recorded("Break started")
def start_break(*, educator: Educator, on: date, by: Person, why: str) -> Educator:
    """Say that somebody cannot be asked from a day on."""
    return _marked(educator, _refuse_break, on_break_from=on, status_reason=why, _day=on)


@recorded("Break ended")
def end_break(*, educator: Educator, on: date, by: Person, today: date, why: str = "") -> Educator:
    """Say that somebody can be asked again, from a day that has come."""
    _refuse_day(on, today, educator.on_break_from, "break began")
    return _marked(educator, _refuse_end_of_break, on_break_from=None, status_reason="")


@recorded("Left the register")
def leave(*, educator: Educator, on: date, by: Person, why: str) -> Educator:
    """Take somebody off the register from a day on; her record stays."""
    return _marked(educator, _refuse_leaving, left_on=on, on_break_from=None, status_reason=why, _day=on)


@recorded("Returned to the register")
def return_to_register(*, educator: Educator, on: date, by: Person, today: date, why: str = "") -> Educator:
    """Put somebody who left back on the register, active, from a day that has come."""
    _refuse_day(on, today, educator.left_on, "leaving was")
    return _marked(educator, _refuse_return, left_on=None, on_break_from=None, status_reason="")


def _refuse_day(day: date, today: date, since: date | None, what: str) -> None:
    """Refuse a day to come, and one before what it ends."""
    if day > today:
        raise Refused("Enter today or an earlier day.")
    if since and day < min(since, today):
        raise Refused(f"The {what} on {in_words(since)}. Enter that day or a later one.")


def _marked(
    educator: Educator,
    refuse: Callable[[Educator], str],
    *,
    _day: date | None = None,
    **facts: date | str | None,
) -> Educator:
    """Change the status of the row as it stands now, under its lock."""
    now = Educator.objects.select_for_update(of=("self",)).get(pk=educator.pk)
    sentence = refuse(now) or _too_early(now, _day)
    if sentence:
        raise Refused(sentence)
    for name, value in facts.items():
        setattr(now, name, value)
    now.save(update_fields=list(facts))
    return now


def _too_early(educator: Educator, day: date | None) -> str:
    if day is None or day >= educator.joined_on:
        return ""
    return f"{educator} joined the register on {educator.joined_on:%d %b %Y}. Enter that day or a later one."


def _refuse_break(educator: Educator) -> str:
    if educator.left_on:
        return f"{educator} has left the register. Return {educator} to the register first."
    return f"{educator} is on a break already." if educator.on_break_from else ""


def _refuse_end_of_break(educator: Educator) -> str:
    return "" if educator.on_break_from else f"{educator} is not on a break."


def _refuse_leaving(educator: Educator) -> str:
    return f"{educator} has left the register already." if educator.left_on else ""


def _refuse_return(educator: Educator) -> str:
    return "" if educator.left_on else f"{educator} is on the register already."
