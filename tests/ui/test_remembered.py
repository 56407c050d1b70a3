"""What a list counted is remembered while nobody writes, and is never wrong; the controls are."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.http import QueryDict
from django.test import RequestFactory
from django.utils.timezone import localdate

from kmtp.partnership.access import Role
from kmtp.partnership.models import Locality, Membership, Person
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
    return Person.objects.get(pk=make.coordinator(kent).pk)


@pytest.fixture
def named_by(monkeypatch):
    """Return a function that has the state of the data named by something else."""
    return lambda sql: monkeypatch.setattr(remembered.StateOfTheData, "template", f"{sql} || %(expressions)s")


def asked_by(user):
    """The person as the next request reads her, with her roles."""
    found = Person.objects.get(pk=user.pk)
    found.held  # noqa: B018 -- read before anything else, as by the middleware
    return found


def listed(user, address="", *, method="get"):
    request = getattr(RequestFactory(), method)(f"/places/?{address}")
    request.user = user = user if "held" in user.__dict__ else asked_by(user)
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


def test_while_nobody_writes_the_second_page_counts_nothing(coordinator, django_assert_num_queries):
    assert listed(coordinator).found == 0
    again = asked_by(coordinator)
    with django_assert_num_queries(0):
        assert listed(again, "page=2&sort=-name").found == 0


def test_what_somebody_else_commits_is_counted(coordinator, kent):
    assert listed(coordinator).found == 0
    with somebody_else() as other:
        add(other, kent)
        assert listed(coordinator).found == 0  # not yet
        other.commit()
    assert listed(coordinator).found == 1


def test_control_without_the_state_of_the_data_the_number_stays_wrong(coordinator, kent, named_by):
    named_by("'always the same'")
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


def test_control_known_by_the_latest_writer_the_slow_one_is_missed(coordinator, kent, named_by):
    named_by("(SELECT coalesce(max(xmin::text::bigint), 0)::text FROM partnership_locality)")
    assert overtaken(coordinator, kent) == [1, 1]


def test_ones_own_writing_is_counted_before_it_is_committed(coordinator, kent):
    with transaction.atomic():
        Locality.objects.create(organisation=kent, name="Deal")
        assert listed(coordinator).found == 1
        Locality.objects.create(organisation=kent, name="Dover")
        assert listed(coordinator).found == 2
        transaction.set_rollback(True)
    assert listed(coordinator).found == 0


def test_control_in_ones_own_transaction_the_snapshot_stays_the_same(coordinator, kent, named_by):
    named_by("pg_current_snapshot()::text")
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
    monkeypatch.setattr("kmtp.partnership.models.person.localdate", lambda: localdate() + timedelta(days=1))
    tomorrow = asked_by(coordinator)
    with django_assert_num_queries(1):
        assert listed(tomorrow).found == 0


def test_a_page_that_may_have_written_counts_anew(coordinator, django_assert_num_queries):
    assert listed(coordinator).found == 0
    again = asked_by(coordinator)
    with django_assert_num_queries(1):
        assert listed(again, method="post").found == 0


def counted_after_the_role_is_gone(coordinator, kent, *, named_late):
    """Let a slow page read its roles before they are taken away, and count after; return what the next page says."""
    Locality.objects.create(organisation=kent, name="Deal")
    slow = asked_by(coordinator)
    Membership.objects.filter(person=coordinator).delete()
    Membership.objects.create(person=coordinator, role=Role.EDUCATOR, organisation=kent)
    if named_late:
        slow.held[0].state_of_the_data = asked_by(coordinator).state_of_the_data
    assert listed(slow).found == 1
    return listed(coordinator).found


def test_a_role_that_is_taken_away_meanwhile_leaves_nothing_behind(coordinator, kent):
    assert counted_after_the_role_is_gone(coordinator, kent, named_late=False) == 0


def test_control_named_after_the_roles_were_read_the_number_stays(coordinator, kent):
    assert counted_after_the_role_is_gone(coordinator, kent, named_late=True) == 1


def test_numbers_stand_at_their_choices_whoever_read_the_choices(coordinator, kent):
    Locality.objects.create(organisation=kent, name="Dover")
    assert listed(coordinator).found == 1
    late = listed(coordinator)
    late.labels = {"name": {"Dover": "Dover", "Ash": "Ash"}}
    assert [(one.label, one.count) for one in late.facets[0].choices] == [("Dover", 1), ("Ash", 0)]


def test_the_panel_shows_how_the_list_is_sorted_now(coordinator):
    panels = [listed(coordinator, address).panel for address in ("sort=name", "sort=-name", "sort=name")]
    assert ['value="name"' in panel for panel in panels] == [True, False, True]


@pytest.mark.filterwarnings("error")
def test_whatever_an_address_says_is_kept_under_a_short_key(coordinator):
    panel = listed(coordinator, f"note={'x%00 y' * 200}").panel
    assert 'name="note"' in panel
