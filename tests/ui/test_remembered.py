"""What a list counted is remembered while nobody writes, and is never wrong; the controls are."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.timezone import localdate

from kmtp.partnership.models import Locality
from kmtp.ui import remembered
from kmtp.ui.filters import FacetFilter, FilterSet
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
ONE_MORE = "INSERT INTO partnership_locality (organisation_id, name) VALUES (%s, %s)"


class Places(FilterSet):
    """A list that is quick to count."""

    name = FacetFilter("name", choices=[("Deal", "Deal"), ("Dover", "Dover")], label="Name")


@pytest.fixture(autouse=True)
def _nothing_known():
    remembered.caches["remembered"].clear()


@pytest.fixture
def coordinator(kent):
    """Whoever asks."""
    return make.coordinator(kent)


def listed(user, address=""):
    request = RequestFactory().get(f"/places/?{address}")
    request.user = user
    return Places(QueryDict(address), Locality.objects.visible_to(user), request=request)


@contextmanager
def somebody_else():
    """A connection of its own, as another web server has."""
    other = connections.create_connection("default")
    other.set_autocommit(False)
    try:
        yield other
    finally:
        other.close()


def add(connection, council, name="Deal"):
    with connection.cursor() as cursor:
        cursor.execute(ONE_MORE, [council.pk, name])


def test_while_nobody_writes_the_second_page_asks_for_no_more_than_the_state(
    coordinator, django_assert_num_queries
):
    assert listed(coordinator).found == 0
    with django_assert_num_queries(1) as asked:
        assert listed(coordinator, "page=2&sort=-name").found == 0
    assert "pg_current_snapshot" in asked[0]["sql"]


def test_what_somebody_else_commits_is_counted(coordinator, kent):
    assert listed(coordinator).found == 0
    with somebody_else() as other:
        add(other, kent)
        assert listed(coordinator).found == 0  # not yet
        other.commit()
    assert listed(coordinator).found == 1


def test_control_without_the_state_of_the_data_the_number_stays_wrong(coordinator, kent, monkeypatch):
    monkeypatch.setattr(remembered, "state_of_the_data", lambda: "always the same")
    assert listed(coordinator).found == 0
    with somebody_else() as other:
        add(other, kent)
        other.commit()
    assert listed(coordinator).found == 0


def overtaken(coordinator, kent):
    """Return what is counted when the first to write is the last to commit."""
    counts = []
    with somebody_else() as slow, somebody_else() as quick:
        add(slow, kent, "Deal")
        add(quick, kent, "Dover")
        quick.commit()
        counts.append(listed(coordinator).found)
        slow.commit()
        counts.append(listed(coordinator).found)
    return counts


def test_a_slow_writer_who_is_overtaken_is_counted_too(coordinator, kent):
    assert overtaken(coordinator, kent) == [1, 2]


def test_control_known_by_the_latest_writer_the_slow_one_is_missed(coordinator, kent, monkeypatch):
    latest = "SELECT coalesce(max(xmin::text::bigint), 0)::text FROM partnership_locality"
    monkeypatch.setattr(remembered, "STATE", latest)
    assert overtaken(coordinator, kent) == [1, 1]


def test_what_is_rolled_back_was_never_counted(coordinator, kent):
    with somebody_else() as other:
        add(other, kent)
        other.rollback()
    assert listed(coordinator).found == 0


def test_ones_own_writing_is_counted_before_it_is_committed(coordinator, kent):
    with transaction.atomic():
        Locality.objects.create(organisation=kent, name="Deal")
        assert listed(coordinator).found == 1
        Locality.objects.create(organisation=kent, name="Dover")
        assert listed(coordinator).found == 2
        transaction.set_rollback(True)
    assert listed(coordinator).found == 0


def test_control_in_ones_own_transaction_the_snapshot_stays_the_same(coordinator, kent, monkeypatch):
    monkeypatch.setattr(remembered, "STATE", "SELECT pg_current_snapshot()::text")
    with transaction.atomic():
        Locality.objects.create(organisation=kent, name="Deal")
        assert listed(coordinator).found == 1
        Locality.objects.create(organisation=kent, name="Dover")
        assert listed(coordinator).found == 1
        transaction.set_rollback(True)


def test_nobody_is_told_what_somebody_else_counted(coordinator, kent, medway):
    Locality.objects.create(organisation=kent, name="Deal")
    assert (listed(coordinator).found, listed(make.coordinator(medway)).found) == (1, 0)
    assert (listed(coordinator).found, listed(make.partner(make.university())).found) == (1, 0)


def test_another_filter_is_another_question(coordinator, kent):
    Locality.objects.create(organisation=kent, name="Deal")
    assert [listed(coordinator, f"name={one}").found for one in ("Deal", "Dover")] == [1, 0]


def test_tomorrow_is_counted_anew(coordinator, monkeypatch, django_assert_num_queries):
    assert listed(coordinator).found == 0
    monkeypatch.setattr("kmtp.ui.filters.localdate", lambda: localdate() + timedelta(days=1))
    with django_assert_num_queries(2):
        assert listed(coordinator).found == 0


def test_the_panel_shows_how_the_list_is_sorted_now(coordinator):
    panels = [listed(coordinator, address).panel for address in ("sort=name", "sort=-name", "sort=name")]
    assert ['value="name"' in panel for panel in panels] == [True, False, True]


@pytest.mark.filterwarnings("error")
def test_whatever_an_address_says_is_kept_under_a_short_key(coordinator):
    panel = listed(coordinator, f"note={'x%00 y' * 200}").panel
    assert 'name="note"' in panel
