"""The same week sent twice at the same moment: a double click, a slow network, two open tabs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests import make
from tests.time_audit import made
from time_audit.actions import weeks
from time_audit.actions.weeks import Time
from time_audit.models import Entry, Week

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_a_week_sent_several_times_at_once_is_kept_once():
    one = made.participant(made.audit(make.council("Kent")))
    by, start = one.educator.person, Barrier(AT_ONCE)

    def send(_: int) -> bool:
        start.wait(timeout=10)
        try:
            times = [Time("supervision", 90), Time("travel", 30)]
            week = weeks.return_week(
                participant=one, monday=made.MONDAY, times=times, by=by, today=make.TODAY
            )
            return week.is_returned
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        assert list(threads.map(send, range(AT_ONCE))) == [True] * AT_ONCE
    assert (Week.objects.count(), Entry.objects.count()) == (1, 2)
    assert Week.objects.get().events.count() == 1
