"""Open, change and close teams, and name localities and service areas."""

from datetime import date, timedelta

from educators.actions import postings
from educators.models import Succession
from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Locality, Person, ServiceArea, Team


@recorded("Team saved")
def save(*, team: Team, by: Person) -> Team:
    """Store a team, new or changed."""
    team.save()
    return team


@recorded("Locality or service area saved")
def save_place(*, place: Locality | ServiceArea, by: Person) -> Locality | ServiceArea:
    """Store a locality or a service area."""
    place.save()
    return place


@recorded("Team closed")
def close(
    *, team: Team, last_day: date, successor: Team | None, new_name: str = "", by: Person, today: date
) -> Succession:
    """Close a team; its educators move on the next day: at once when that has come, else by the hourly task."""
    now, successor = _locked(team, successor)
    _refuse(now, last_day, successor)
    now.valid_to = last_day
    now.save(update_fields=["valid_to"])
    successor = successor or _successor(now, new_name)
    succession = Succession.objects.create(team=now, successor=successor)
    if successor.predecessor_id is None:
        successor.predecessor = now
        successor.save(update_fields=["predecessor"])
    postings.follow(succession, by=by, today=today)
    return succession


@recorded("Team kept open")
def keep_open(*, team: Team, by: Person, today: date) -> Team:
    """Take a closing back while its last day has not passed: until then nobody has moved because of it."""
    now = Team.objects.select_for_update().get(pk=team.pk)
    if now.valid_to is None:
        raise Refused(f"{now} has no last day, so it stays open as it is.")
    if now.valid_to < today:
        raise Refused(f"{now} has closed and its people have moved. Add a team and move them there instead.")
    Succession.objects.filter(team=now).delete()
    now.successors.update(predecessor=None)
    now.valid_to = None
    now.save(update_fields=["valid_to"])
    return now


def _locked(team: Team, successor: Team | None) -> tuple[Team, Team | None]:
    """Return both as they stand now, locked in one order, so that two who close into each other cannot both."""
    keys = [team.pk, *([successor.pk] if successor else [])]
    rows = {one.pk: one for one in Team.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    return rows[team.pk], rows[successor.pk] if successor else None


def _successor(team: Team, name: str) -> Team:
    return Team.objects.create(
        organisation_id=team.organisation_id,
        name=name,
        service_area_id=team.service_area_id,
        locality_id=team.locality_id,
        postcode=team.postcode,
        manager_id=team.manager_id,
        valid_from=(team.valid_to or team.valid_from) + timedelta(days=1),
        predecessor=team,
    )


def _refuse(team: Team, last_day: date, successor: Team | None) -> None:
    if team.valid_to is not None:
        raise Refused(f"{team} has a closing date already.")
    if last_day < team.valid_from:
        raise Refused(f"{team} opened on {team.valid_from:%d %b %Y}. Enter that day or a later one.")
    if successor is None:
        return
    if successor.organisation_id != team.organisation_id or successor.pk == team.pk:
        raise Refused("Choose another team of the same council.")
    day = last_day + timedelta(days=1)
    if day < successor.valid_from or (successor.valid_to and day > successor.valid_to):
        raise Refused(f"{successor} is not open on the day after. Choose another team or day.")
