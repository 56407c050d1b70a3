"""What happens to days, pauses of the count and the links: by whom, when, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from kmtp.audit import Refused, history
from kmtp.mail.models import Letter, PersonalLink
from placements import day_letters, day_record, tasks
from placements.actions import day_links, days, pairing
from placements.actions.lifecycle import move
from placements.models import Day, Pause, Placement, PlacementLink
from tests import make

pytestmark = pytest.mark.django_db
TODAY = make.TODAY  # a Monday
NOW = datetime(2020, 3, 2, 12, tzinfo=UTC)
FRIDAY = date(2020, 3, 6)


def log(placement, on=TODAY, what="placement", **facts):
    return days.log(placement=placement, on=on, what=what, by=None, **{"today": TODAY, "now": NOW, **facts})


def confirm(placement, **facts):
    return days.confirm(placement=placement, **{"by": None, "seen_at": NOW, "now": NOW, **facts})


def refused(name, make_it):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_it()


def test_a_day_is_logged_once_half_or_whole_and_returned_with_a_comment(kent):
    day = log(make.placement(kent))
    log(make.placement(kent))
    rows = Day.objects.filter(pk=day.pk)
    refused(
        "day_is_logged_once", lambda: Day.objects.create(placement=day.placement, on=TODAY, logged_at=NOW)
    )
    rows.update(amount=Decimal("0.5"))
    refused("day_is_half_or_whole", lambda: rows.update(amount=Decimal("0.7")))
    rows.update(state="returned", comment="You were ill", settled_at=NOW)
    refused("day_is_returned_with_a_comment", lambda: rows.update(comment=""))
    refused("day_is_settled_at_a_time", lambda: rows.update(settled_at=None))
    refused("day_is_settled_at_a_time", lambda: rows.update(state="logged"))


def test_a_pause_ends_after_it_starts_and_none_overlaps_another(kent):
    placed = make.placement(kent)
    pause = Pause.objects.create(placement=placed, starts_on=TODAY, ends_on=TODAY, why="Ill")
    Pause.objects.create(placement=placed, starts_on=TODAY + timedelta(days=1), why="Ill")
    Pause.objects.create(placement=make.placement(kent), starts_on=TODAY, why="Ill")
    earlier = TODAY - timedelta(days=1)
    refused("pause_ends_after_it_starts", lambda: Pause.objects.filter(pk=pause.pk).update(ends_on=earlier))
    later = TODAY + timedelta(days=30)
    refused(
        "pause_is_one_at_a_time", lambda: Pause.objects.create(placement=placed, starts_on=later, why="x")
    )


def test_each_of_the_two_has_one_link(kent):
    placed = make.placement(kent)

    def link(role):
        one = day_links.links.issue(purpose="placement-log", days=1)
        return PlacementLink.objects.create(placement=placed, role=role, link=one)

    link("student"), link("supervisor")
    refused("placement_link_is_one_for_each_role", lambda: link("student"))


def test_a_day_is_logged_and_changed_until_it_is_confirmed(kent):
    placed = make.placement(kent)
    log(placed)
    log(placed, what="skills", amount=Decimal("0.5"), note=" Law day ")
    assert list(Day.objects.values_list("on", "what", "amount", "note", "state")) == [
        (TODAY, "skills", Decimal("0.5"), "Law day", "logged")
    ]
    assert confirm(placed) == 1
    with pytest.raises(Refused, match="is confirmed already"):
        log(placed)
    with pytest.raises(Refused, match="is confirmed already"):
        days.take_out(placement=placed, on=TODAY, by=None, today=TODAY)


def test_the_same_tap_twice_changes_nothing_not_even_the_trail(kent):
    placed = make.placement(kent)
    day = log(placed)
    log(placed, now=NOW + timedelta(hours=1))
    day.refresh_from_db()
    assert (day.logged_at, len(history.of(day))) == (NOW, 1)


@pytest.mark.parametrize(
    ("on", "why"),
    [
        (TODAY + timedelta(days=1), "has not come yet"),
        (date(2020, 1, 3), "outside the placement"),
        (date(2020, 2, 5), "is paused on this day"),
    ],
)
def test_a_day_to_come_outside_the_placement_or_in_a_pause_is_refused(kent, on, why):
    placed = make.placement(kent)
    Pause.objects.create(placement=placed, starts_on=date(2020, 2, 3), ends_on=date(2020, 2, 7), why="Ill")
    with pytest.raises(Refused, match=why):
        log(placed, on=on)
    assert not Day.objects.exists()


@pytest.mark.parametrize("state", ["provisional", "confirmed", "passed", "ended-early", "withdrawn"])
def test_days_are_logged_only_while_a_placement_is_under_way(kent, state):
    with pytest.raises(Refused, match="no day is logged"):
        log(make.placement(kent, state=state))


def test_a_day_can_be_taken_out_while_nobody_confirmed_it(kent):
    placed = make.placement(kent)
    log(placed)
    days.take_out(placement=placed, on=TODAY, by=None, today=TODAY)
    assert not Day.objects.exists()
    with pytest.raises(Refused, match="Nothing is logged"):
        days.take_out(placement=placed, on=TODAY, by=None, today=TODAY)


def test_only_what_was_on_the_page_is_confirmed(kent):
    placed, other, by = make.placement(kent), make.placement(kent), make.coordinator(kent)
    seen, changed = log(placed, on=date(2020, 2, 27)), log(placed, on=date(2020, 2, 28))
    log(placed, on=changed.on, what="sick", now=NOW + timedelta(minutes=2))
    strange = log(other)
    assert confirm(placed, seen_at=NOW + timedelta(minutes=1), by=by) == 1
    found = {one.pk: (one.state, one.settled_by) for one in Day.objects.all()}
    assert found == {seen.pk: ("confirmed", by), changed.pk: ("logged", None), strange.pk: ("logged", None)}


def test_confirming_nothing_is_refused(kent):
    with pytest.raises(Refused, match="No day waits"):
        confirm(make.placement(kent))


def test_a_day_is_returned_with_a_comment_and_comes_back_when_it_is_changed(kent):
    placed = make.placement(kent)
    day = log(placed)
    with pytest.raises(Refused, match="Say what"):
        days.give_back(day=day, comment=" ", by=None)
    found = days.give_back(day=day, comment="You were at the university", by=None, now=NOW)
    assert (found.state, found.comment) == ("returned", "You were at the university")
    with pytest.raises(Refused, match="returned already"):
        days.give_back(day=day, comment="Again", by=None)
    again = log(placed, what="skills")
    assert (again.state, again.comment, again.settled_at) == ("logged", "", None)
    assert history.of(again)[1].what == "Day returned to the student"


def test_a_confirmed_day_can_be_returned_too(kent):
    placed = make.placement(kent)
    day = log(placed)
    confirm(placed)
    assert days.give_back(day=day, comment="A bank holiday", by=None).state == "returned"


def reason(change):
    return {"reason": "student", "why": "Ill"} if change in ("pause", "fail") else {}


def changed(placement, change, today, **facts):
    by = make.coordinator(placement.council)
    return move(placement=placement, change=change, by=by, today=today, **{**reason(change), **facts})


def test_pausing_a_placement_pauses_the_count_and_resuming_goes_on(kent):
    placed = make.placement(kent)
    changed(placed, "pause", TODAY)
    pause = Pause.objects.get()
    assert (pause.placement, pause.starts_on, pause.ends_on) == (placed, TODAY, None)
    assert pause.why == "The student’s circumstances: Ill"
    changed(placed, "resume", TODAY + timedelta(days=14))
    pause.refresh_from_db()
    assert pause.ends_on == TODAY + timedelta(days=13)


def test_a_pause_that_is_taken_back_on_its_day_never_was(kent):
    placed = make.placement(kent)
    changed(placed, "pause", TODAY)
    changed(placed, "resume", TODAY)
    assert not Pause.objects.exists()


def test_a_placement_that_fails_from_a_pause_ends_the_pause(kent):
    placed = make.placement(kent)
    changed(placed, "pause", TODAY)
    changed(placed, "fail", TODAY + timedelta(days=7))
    assert Pause.objects.get().ends_on == TODAY + timedelta(days=6)


def test_a_count_that_is_paused_already_is_not_paused_twice(kent):
    placed = make.placement(kent)
    Pause.objects.create(placement=placed, starts_on=TODAY - timedelta(days=3), why="Concern")
    changed(placed, "pause", TODAY)
    assert Pause.objects.count() == 1


def test_a_pause_to_come_is_in_the_way(kent):
    placed = make.placement(kent)
    Pause.objects.create(placement=placed, starts_on=TODAY + timedelta(days=3), why="Planned")
    with pytest.raises(Refused, match="is to be paused from 5 Mar 2020"):
        changed(placed, "pause", TODAY)


def startable(kent, **facts):
    until = {"registered_until": date(2020, 11, 30), "email": "stella@kent.example"}
    own = {"educator": make.educator(kent, **until), "state": "confirmed", **facts}
    return make.placement(kent, **own)


def letters():
    return [(one.kind, one.to, one.is_to_student, bool(one.link)) for one in Letter.objects.order_by("pk")]


def test_the_links_go_out_when_a_placement_starts(kent):
    placed = startable(kent, supervisor=make.educator(kent, first_name="Ona", email="ona@kent.example"))
    changed(placed, "start", TODAY)
    assert letters() == [
        ("days_student", "s-0001@students.example", True, True),
        ("days_confirmer", "ona@kent.example", False, True),
    ]
    assert not [one for one in Letter.objects.all() if "Sam Student" in one.body + one.subject]


def test_without_a_supervisor_the_educator_confirms_and_signs_in_if_she_can(kent):
    changed(startable(kent), "start", TODAY)
    assert letters()[1] == ("days_confirmer", "stella@kent.example", False, True)
    mine = make.educator(kent, sign_in=True, last_name="Signs", registered_until=date(2020, 11, 30))
    placed = startable(kent, educator=mine)
    changed(placed, "start", TODAY)
    letter = Letter.objects.filter(kind="days_confirmer").latest("pk")
    assert (letter.to, letter.link, letter.path) == (
        mine.person.email,
        None,
        f"/placements/{placed.pk}/days/confirm/",
    )


def test_another_supervisor_gets_a_link_and_the_first_ones_opens_nothing(kent):
    ona = make.educator(kent, first_name="Ona", email="ona@kent.example")
    placed = startable(kent, supervisor=ona)
    changed(placed, "start", TODAY)
    first = placed.links.get(role="supervisor").link
    placed = Placement.objects.get(pk=placed.pk)
    renewed = {"registered_until": date(2020, 11, 30)}
    placed.supervisor = make.educator(kent, first_name="Ola", email="ola@kent.example", **renewed)
    pairing.change(placement=placed, by=make.coordinator(kent), today=TODAY)
    first.refresh_from_db()
    assert first.revoked_at is not None
    assert letters()[-1] == ("days_confirmer", "ola@kent.example", False, True)
    with pytest.raises(Refused, match="withdrawn"):
        day_links.find(first.token, "supervisor")


def test_a_link_opens_its_own_placement_and_the_page_of_its_own_side(kent):
    placed, other = make.placement(kent), make.placement(kent)
    for one in (placed, other):
        day_links.send(one, today=TODAY, roles=("student",))
    token = placed.links.get().link.token
    assert day_links.find(token, "student").placement == placed
    for wrong, role in ((token, "supervisor"), ("not-a-link", "student")):
        with pytest.raises(Refused, match="not one of ours"):
            day_links.find(wrong, role)


def test_the_links_last_beyond_the_end_and_longer_after_an_extension(kent):
    placed = make.placement(kent, ends_on=date(2030, 6, 28))
    day_links.send(placed, today=TODAY, roles=("student",))
    link = PersonalLink.objects.get()
    assert localdate(link.expires_at) >= date(2030, 8, 27)
    changed(placed, "extend", TODAY, reason="days", ends_on=date(2030, 9, 27))
    link.refresh_from_db()
    assert localdate(link.expires_at) >= date(2030, 11, 25)


def test_the_links_are_sent_again_and_the_old_ones_stop_working(kent):
    placed, by = startable(kent, state="active"), make.coordinator(kent)
    assert day_links.send_again(placement=placed, by=by, today=TODAY) == 2
    old = {one.link_id for one in placed.links.all()}
    assert day_links.send_again(placement=placed, by=by, today=TODAY) == 2
    assert not old & {one.link_id for one in placed.links.all()}
    assert set(PersonalLink.objects.exclude(revoked_at=None).values_list("pk", flat=True)) == old
    with pytest.raises(Refused, match="only while a placement is under way"):
        day_links.send_again(placement=make.placement(kent, state="confirmed"), by=by, today=TODAY)


def test_on_friday_whoever_confirms_is_told_once_that_days_wait(kent):
    placed = startable(kent, state="active")
    day_links.send(placed, today=TODAY)
    Letter.objects.all().delete()
    assert day_letters.remind_due(today=FRIDAY) == 0
    log(placed)
    found = [day_letters.remind_due(today=FRIDAY + timedelta(days=ahead)) for ahead in (-1, 0, 0, 1, 2, 3, 7)]
    assert found == [0, 1, 0, 0, 0, 0, 1]
    assert letters() == [("days_waiting", "stella@kent.example", False, True)] * 2
    assert "1 day waits for you" in Letter.objects.first().body


def test_the_hourly_task_writes_the_friday_letter_once_even_when_it_is_late(kent):
    placed = startable(kent, state="active")
    day_links.send(placed, today=TODAY)
    log(placed)
    for _ in range(2):
        tasks.reminders.remind(str(FRIDAY + timedelta(days=1)))
    assert Letter.objects.filter(kind="days_waiting").count() == 1


def test_the_record_counts_what_is_confirmed_and_forecasts_the_end(kent):
    student = make.student()
    before = make.placement(
        kent,
        student=student,
        kind="first",
        state="passed",
        starts_on=date(2019, 1, 7),
        ends_on=date(2019, 6, 28),
    )
    Day.objects.create(
        placement=before, on=date(2019, 2, 4), what="skills", state="confirmed", logged_at=NOW, settled_at=NOW
    )
    placed = make.placement(kent, student=student, days_per_week=5)
    for ahead, what in enumerate(("placement", "skills", "sick", "placement")):
        log(placed, on=date(2020, 2, 24) + timedelta(days=ahead), what=what)
    confirm(placed)
    log(placed)
    found = day_record.of(placed, TODAY)
    assert (found.progress.placement, found.progress.skills, found.progress.skills_before) == (2, 1, 1)
    assert (found.waiting, found.returned, found.missed) == (1, 0, 1)
    # 97 more days at five a week from 3 March 2020, without three bank holidays and the one of 25 May.
    assert found.forecast == date(2020, 7, 21)
    assert found.is_late
    Pause.objects.create(placement=placed, starts_on=TODAY + timedelta(days=7), why="Ill")
    assert day_record.of(placed, TODAY).forecast_words.startswith("While the count is paused")


def test_a_placement_knows_its_confirmed_days(kent):
    placed, other = make.placement(kent), make.placement(kent, state="confirmed")
    for ahead, what in enumerate(("placement", "skills", "sick", "placement")):
        log(placed, on=date(2020, 2, 24) + timedelta(days=ahead), what=what)
    confirm(placed)
    log(placed, on=TODAY)
    found = {one.pk: one for one in Placement.objects.with_days()}
    assert (found[placed.pk].confirmed_days, found[placed.pk].confirmed_skills) == (2, 1)
    assert (found[other.pk].confirmed_days, found[other.pk].confirmed_skills) == (0, 0)
    assert [found[one.pk].days_words for one in (placed, other)] == ["2 of 100 days confirmed", ""]
