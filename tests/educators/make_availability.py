"""Plain functions that make calls for availability."""

from datetime import timedelta

from django.utils.timezone import localdate

from educators.actions import availability
from educators.models import AvailabilityCall
from kmtp.partnership.academic_year import AcademicYear
from tests import make


def make_call(of=None, **facts):
    """Return a call of a council that nobody has opened."""
    today = localdate()
    facts = {"year": AcademicYear.of(today).next, "opens_on": today, **facts}
    facts = {"closes_on": today + timedelta(days=30), **facts}
    return AvailabilityCall.objects.create(council=of or make.council(), **facts)


def make_open_call(of=None, **facts):
    """Return a call that was opened: whoever is on the register is asked."""
    call = make_call(of, **facts)
    availability.open_call(call=call, by=make.coordinator(call.council), today=localdate())
    call.refresh_from_db()
    return call


def said(says="yes", **facts):
    """Return what the form of an answer leads to."""
    nothing = {"how_many": None, "kinds": [], "from_day": None, "days_a_week": None, "reason": "", "note": ""}
    return {"says": says, **nothing, **facts}
