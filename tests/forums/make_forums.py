"""Plain functions that make forums for tests."""

from datetime import date, datetime, time
from threading import Barrier, Thread
from typing import Any

from django.db import connection
from django.utils.timezone import make_aware

from educators.models import Educator
from forums.models import Booking, Forum
from kmtp.partnership.models import Organisation
from tests import make

TODAY = date(2026, 3, 2)
NOW = make_aware(datetime(2026, 3, 2, 10, 0))
DAY = date(2026, 3, 24)


def forum(of: Organisation | None = None, **facts: Any) -> Forum:
    """Return a new forum, announced and joint unless the facts say otherwise."""
    facts = {
        "title": f"Forum {Forum.objects.count() + 1}",
        "held_on": DAY,
        "starts_at": time(9, 30),
        "ends_at": time(12, 30),
        "venue": "Sessions House, Maidstone",
        "state": "announced",
        "capacity": 10,
        **facts,
    }
    return Forum.objects.create(council=of, **facts)


def educator(of: Organisation, first: str = "Stella", **facts: Any) -> Educator:
    """Return an educator with an e-mail address."""
    facts = {"first_name": first, "email": f"{first.lower()}@{of.slug}.example", **facts}
    return make.educator(of, **facts)


def booking(at: Forum, by: Educator, **facts: Any) -> Booking:
    """Return a booking, with a place unless the facts say otherwise."""
    return Booking.objects.create(forum=at, educator=by, **{"booked_at": NOW, **facts})


def at_once(*jobs) -> list[BaseException]:
    """Do every job in a thread of its own, all starting together; return what went wrong."""
    start, wrong = Barrier(len(jobs)), []

    def run(job) -> None:
        try:
            start.wait()
            job()
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong
