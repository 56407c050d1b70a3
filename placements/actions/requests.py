"""Ask a council for a placement, change what is asked, and withdraw it."""

from datetime import date

from django.db import IntegrityError

from kmtp.audit import Refused, recorded
from kmtp.partnership.models import Person
from placements.models import Placement, Programme, Request

TWICE = "This council was already asked for this placement. Open that request instead."


def add(*, request: Request, by: Person) -> Request:
    """Store a request."""
    try:
        return _add(request=request, by=by)
    except IntegrityError as error:
        raise Refused(TWICE) from error


@recorded("Placement requested")
def _add(*, request: Request, by: Person) -> Request:
    request.save(force_insert=True)
    return request


@recorded("Request changed")
def change(*, request: Request, by: Person) -> Request:
    """Store other dates or wishes, as long as nobody is placed by it."""
    _refuse_settled(_locked(request))
    request.save(update_fields=["starts_on", "ends_on", "days_per_week", "wishes"])
    return request


@recorded("Request withdrawn")
def withdraw(*, request: Request, by: Person, today: date, why: str) -> Request:
    """Take a request back; a placement that came of it is withdrawn on its own page first."""
    now = _locked(request)
    _refuse_settled(now)
    now.withdrawn_on, now.withdrawn_because = today, why
    now.save(update_fields=["withdrawn_on", "withdrawn_because"])
    return now


def _locked(request: Request) -> Request:
    return Request.objects.select_for_update(of=("self",), no_key=True).get(pk=request.pk)


def _refuse_settled(request: Request) -> None:
    if request.withdrawn_on:
        raise Refused("This request was withdrawn already.")
    if Placement.objects.filter(request=request).exclude(state="withdrawn").exists():
        raise Refused("A placement came of this request already. Change or withdraw the placement instead.")


@recorded("Programme added")
def add_programme(*, programme: Programme, by: Person) -> Programme:
    """Store a programme."""
    programme.save(force_insert=True)
    return programme
