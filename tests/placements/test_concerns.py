"""Concerns: between those involved, with a log, a plan and an outcome; for everybody else they do not exist."""

import logging
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from kmtp.audit import Refused
from kmtp.mail.models import Letter
from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership
from placements.actions import concerns, pauses
from placements.actions.lifecycle import move
from placements.involved import not_yet, people_about
from placements.models import Concern, ConcernAction, ConcernEntry, Involved, Pause
from tests import make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12
WORDS = "Missed two visits"


@pytest.fixture
def world(kent, cccu):
    """A placement under way, with its people, and a concern between the coordinator and the educator."""
    today = localdate()
    dates = {"starts_on": today - timedelta(days=40), "ends_on": today + timedelta(days=90)}
    mine = make.educator(kent, sign_in=True)
    placement = make.placement(kent, educator=mine, student=make.student(make.programme(cccu)), **dates)
    found = SimpleNamespace(
        today=today,
        placement=placement,
        coordinator=make.coordinator(kent),
        educator=mine.person,
        partner=make.partner(cccu),
        lead=make.lead(),
    )
    found.concern = raised(found, involve=[found.educator])
    return found


def raised(world, **facts):
    facts = {"about": "student", "summary": WORDS, "involve": [], "by": world.coordinator, **facts}
    return concerns.raise_one(placement=world.placement, today=world.today, **facts)


def by(world, who=None):
    return {"by": who or world.coordinator, "today": world.today}


def written(world, **facts):
    facts = {"kind": "note", "on": world.today, "words": "We talked", **facts}
    return concerns.write(concern=world.concern, **facts, **by(world))


def planned(world, **facts):
    facts = {"what": "Weekly supervision", "who": "Stella", "review_on": world.today, **facts}
    return concerns.plan(action=ConcernAction(concern=world.concern, **facts), **by(world))


def url(name, row):
    return reverse(f"placements:{name}", args=[row.pk])


# who may be involved


def test_the_people_about_a_placement_are_its_educator_and_those_who_look_after_it(world, medway):
    make.coordinator(medway)
    make.partner(make.university("Greenwich"))
    make.manager(make.council("Kent"))
    found = [known.person for known in people_about(world.placement)]
    assert found == [world.educator, world.partner, world.coordinator, world.lead]


def test_somebody_with_two_roles_is_offered_once(world, kent):
    Membership.objects.create(person=world.educator, role=Role.COORDINATOR, organisation=kent)
    assert [known.role for known in people_about(world.placement) if known.person == world.educator] == [
        "the practice educator"
    ]


def test_whoever_has_left_is_not_offered(world):
    Membership.objects.filter(person=world.partner).update(ended_on=world.today)
    world.educator.is_active = False
    world.educator.save()
    world.placement.educator.refresh_from_db()
    assert [known.person for known in people_about(world.placement)] == [world.coordinator, world.lead]


def test_nobody_without_a_role_about_the_placement_can_be_involved(world, medway):
    with pytest.raises(Refused, match="no role about this placement"):
        concerns.involve(concern=world.concern, person=make.coordinator(medway), **by(world))


# who reads it


def test_only_those_involved_know_of_it(world, signed_in):
    statuses = {
        who: signed_in(getattr(world, who)).get(world.concern.get_absolute_url()).status_code
        for who in ("coordinator", "educator", "partner", "lead")
    }
    assert statuses == {"coordinator": 200, "educator": 200, "partner": 404, "lead": 404}


def test_for_others_every_page_is_as_if_there_were_no_concern(world, signed_in, kent):
    """The placement's page, the lists, the search and the first page have the same bytes with and without it."""
    other = make.person("Olive Other", role=Role.COORDINATOR, at=kent)
    pages = [
        *(world.placement.get_absolute_url(), reverse("placements:list"), reverse("placements:concern_list")),
        *("/", f"/search/?q={world.placement.student.reference}", "/placements/?format=csv", "/letters/"),
    ]
    for person in (other, world.lead, world.partner):
        client = signed_in(person)
        with_it = [words_of(client.get(page)) for page in pages]
        with transaction.atomic():
            Letter.objects.filter(organisation=None).delete()
            Concern.objects.all().delete()
            without = [words_of(client.get(page)) for page in pages]
            transaction.set_rollback(True)
        # The lead looks after letters without an organisation: she sees that there is something to read.
        last = -1 if person == world.lead else None
        assert with_it[:last] == without[:last]


def words_of(response):
    """Return what was served, but for the token of its forms, which is another each time."""
    body = b"".join(response) if response.streaming else response.content
    return [line for line in body.decode().splitlines() if "csrfmiddlewaretoken" not in line]


def test_a_role_that_ends_takes_the_concern_away(world, signed_in):
    client = signed_in(world.coordinator)
    Membership.objects.filter(person=world.coordinator).update(ended_on=world.today)
    assert client.get(world.concern.get_absolute_url()).status_code == 403


def test_whoever_is_taken_out_cannot_read_it_any_more(world, signed_in):
    involved = world.concern.involved.get(person=world.educator)
    answer = signed_in(world.coordinator).post(url("concern_take_out", involved), follow=True)
    assert "is not involved any more" in answer.content.decode()
    assert signed_in(world.educator).get(world.concern.get_absolute_url()).status_code == 404
    assert [known.person for known in not_yet(world.concern)] == [world.educator, world.partner, world.lead]


def test_the_last_one_stays(world):
    first, second = world.concern.involved.order_by("pk")
    concerns.take_out(involved=second, **by(world))
    with pytest.raises(Refused, match="Nobody would be left"):
        concerns.take_out(involved=first, **by(world))
    with pytest.raises(Refused, match="not involved any more"):
        concerns.take_out(involved=second, **by(world))


def test_each_opening_is_logged_without_names(world, signed_in, caplog):
    with caplog.at_level(logging.INFO):
        signed_in(world.educator).get(world.concern.get_absolute_url())
        signed_in(world.lead).get(world.concern.get_absolute_url())
    found = [one.getMessage() for one in caplog.records if "concern" in one.getMessage()]
    assert f"concern read id={world.concern.pk} person={world.educator.pk}" in found
    assert not any(f"person={world.lead.pk}" in line and "concern read" in line for line in found)
    assert WORDS not in caplog.text


# letters


def test_the_letters_say_only_that_there_is_something_to_read(world):
    written(world)
    letters = list(Letter.objects.all())
    assert {letter.to for letter in letters} == {world.educator.email}
    assert {(letter.subject, letter.path, letter.organisation) for letter in letters} == {
        ("There is something for you to read", "/", None)
    }
    secrets = ("concern", WORDS, world.placement.student.reference, "Sam Student", "Coordinator", "Stella")
    for letter in letters:
        assert not [word for word in secrets if word.lower() in f"{letter.kind} {letter.body}".lower()]


def test_the_outcome_is_told_to_the_others_who_are_still_involved(world):
    concerns.involve(concern=world.concern, person=world.partner, **by(world))
    concerns.take_out(involved=world.concern.involved.get(person=world.partner), **by(world))
    Letter.objects.all().delete()
    concerns.close(concern=world.concern, outcome="resolved", words="All well", **by(world))
    assert [letter.to for letter in Letter.objects.all()] == [world.educator.email]


# raising


def test_an_educator_raises_one_and_chooses_who_reads_it(world, signed_in):
    client, page = signed_in(world.educator), url("raise_concern", world.placement)
    assert world.educator.name not in client.get(page).content.decode().partition("<main")[2]
    facts = {"about": "capacity", "summary": "The team is short of staff", "involve": [world.partner.pk]}
    answer = client.post(page, facts, follow=True)
    assert "The concern is raised" in answer.content.decode()
    made = Concern.objects.latest("pk")
    assert [str(one) for one in made.involved.all()] == [world.educator.name, world.partner.name]
    assert (made.raised_by, made.meet_by > world.today) == (world.educator, True)


def test_a_stranger_cannot_be_chosen_by_hand(world, signed_in, medway):
    facts = {"about": "capacity", "summary": "Short", "involve": [make.coordinator(medway).pk]}
    answer = signed_in(world.coordinator).post(url("raise_concern", world.placement), facts)
    assert answer.status_code == 200
    assert Concern.objects.count() == 1


def test_raising_one_can_pause_the_count_in_the_same_step(world, signed_in):
    day = world.today
    facts = {"about": "absence", "summary": "Off sick", "pause_from": day.isoformat()}
    signed_in(world.coordinator).post(url("raise_concern", world.placement), facts)
    pause = Pause.objects.get()
    assert (pause.starts_on, pause.ends_on, pause.why) == (day, None, "Paused until further notice")


def test_a_pause_that_is_refused_raises_nothing(world):
    with pytest.raises(Refused, match="while it lasts"):
        raised(world, pause_from=world.placement.ends_on + timedelta(days=1))
    assert Concern.objects.count() == 1


# the pause


def test_the_count_pauses_and_goes_on(world, signed_in):
    client = signed_in(world.educator)
    client.post(url("concern_pause", world.concern), {"starts_on": world.today.isoformat()})
    assert pauses.open_one(world.placement).starts_on == world.today
    later = world.today + timedelta(days=14)
    client.post(url("concern_resume", world.concern), {"goes_on_from": later.isoformat()})
    assert Pause.objects.get().ends_on == later - timedelta(days=1)


def test_a_pause_within_a_pause_is_refused(world):
    concerns.pause(concern=world.concern, starts_on=world.today, **by(world))
    for day in (world.today, world.today + timedelta(days=3), world.today - timedelta(days=3)):
        with pytest.raises(Refused, match="paused in that time already"):
            concerns.pause(concern=world.concern, starts_on=day, **by(world))


def test_nothing_is_resumed_that_was_not_paused_or_on_its_first_day(world):
    with pytest.raises(Refused, match="not paused"):
        concerns.resume(concern=world.concern, goes_on_from=world.today, **by(world))
    concerns.pause(concern=world.concern, starts_on=world.today, **by(world))
    with pytest.raises(Refused, match="Choose a day after"):
        concerns.resume(concern=world.concern, goes_on_from=world.today, **by(world))


def moved(world, change):
    given = {"reason": "student", "why": "Ill"} if change in ("pause", "fail") else {}
    given |= {"reason": "days", "ends_on": world.today + timedelta(days=120)} if change == "extend" else {}
    return move(placement=world.placement, change=change, **by(world), **given)


def test_resuming_the_placement_leaves_the_pause_that_an_open_concern_asked_for(world):
    made = concerns.pause(concern=world.concern, starts_on=world.today - timedelta(days=3), **by(world))
    for change in ("pause", "resume", "extend"):
        moved(world, change)
        assert pauses.open_one(world.placement) == made
    concerns.close(concern=world.concern, outcome="resolved", words="All is well", **by(world))
    for change in ("pause", "resume"):
        moved(world, change)
    made.refresh_from_db()
    assert made.ends_on == world.today - timedelta(days=1)


def test_a_placement_that_is_over_has_no_pause_whatever_a_concern_asked_for(world):
    concerns.pause(concern=world.concern, starts_on=world.today - timedelta(days=3), **by(world))
    moved(world, "fail")
    assert pauses.open_one(world.placement) is None


def test_what_others_read_of_a_pause_says_nothing_of_a_concern(world):
    concerns.pause(concern=world.concern, starts_on=world.today, **by(world))
    line = Pause.objects.get().events.latest("pgh_id").pgh_context.metadata
    assert (line["what"], line["why"]) == ("Count of days paused", "Paused until further notice")


# the log and the plan


def test_the_log_says_what_happened(world, signed_in):
    facts = {"kind": "meeting", "on": world.today.isoformat(), "words": "All four met"}
    signed_in(world.educator).post(url("concern_write", world.concern), facts)
    page = signed_in(world.coordinator).get(world.concern.get_absolute_url()).content.decode()
    assert "All four met" in page
    assert "concerns meeting" in page


def test_the_log_tells_nothing_of_days_to_come(world):
    with pytest.raises(Refused, match="what happened"):
        written(world, on=world.today + timedelta(days=1))


def test_no_page_changes_an_entry(world):
    from placements.urls import urlpatterns

    written(world)
    assert not [one.name for one in urlpatterns if "entry" in one.name]
    event = ConcernEntry.objects.get().events.get()
    assert event.words == "We talked"


def test_an_action_is_planned_and_marked_as_done_with_what_came_of_it(world, signed_in):
    client, later = signed_in(world.educator), world.today + timedelta(days=14)
    facts = {"what": "Weekly supervision", "who": "Stella", "review_on": later.isoformat()}
    client.post(url("concern_plan", world.concern), facts)
    action = ConcernAction.objects.get()
    client.post(url("concern_settle", action), {"came_of_it": "It helps"})
    action.refresh_from_db()
    assert (action.done_on, action.came_of_it) == (world.today, "It helps")
    with pytest.raises(Refused, match="done already"):
        concerns.settle(action=action, came_of_it="Again", **by(world))


def test_a_review_is_not_planned_for_the_past(world):
    with pytest.raises(Refused, match="not past"):
        planned(world, review_on=world.today - timedelta(days=1))


def test_what_is_due_is_the_meeting_until_it_was_held_and_then_the_next_review(world):
    def due():
        found = Concern.objects.with_due().get()
        return found.due_is, found.due_on

    assert due() == ("meeting", world.concern.meet_by)
    planned(world, review_on=world.today)
    assert due() == ("review", world.today)
    settled = ConcernAction.objects.get()
    concerns.settle(action=settled, came_of_it="Done", **by(world))
    written(world, kind="meeting")
    assert due() == ("", None)
    planned(world, review_on=world.today + timedelta(days=9))
    assert due() == ("review", world.today + timedelta(days=9))
    concerns.close(concern=world.concern, outcome="resolved", words="Well", **by(world))
    assert due() == ("", None)


# the outcome


def test_the_outcome_closes_it_and_nothing_is_added_any_more(world, signed_in):
    action = planned(world)
    facts = {"outcome": "extended", "words": "Four more weeks"}
    answer = signed_in(world.coordinator).post(url("concern_close", world.concern), facts, follow=True)
    assert "Four more weeks" in answer.content.decode()
    world.concern.refresh_from_db()
    assert (world.concern.outcome, world.concern.closed_on) == ("extended", world.today)
    after = (
        lambda: written(world),
        lambda: planned(world),
        lambda: concerns.settle(action=action, came_of_it="x", **by(world)),
        lambda: concerns.pause(concern=world.concern, starts_on=world.today, **by(world)),
        lambda: concerns.involve(concern=world.concern, person=world.partner, **by(world)),
        lambda: concerns.close(concern=world.concern, outcome="ended", words="x", **by(world)),
    )
    for act in after:
        with pytest.raises(Refused, match="closed"):
            act()


# the first page


def lines_of(client):
    page = client.get("/")
    return [line.sentence for line in (*page.context["lines"], *page.context["known"])]


def test_the_first_page_tells_those_involved_what_is_due(world, signed_in):
    client = signed_in(world.coordinator)
    assert "1 open concern in which you are involved" in lines_of(client)
    planned(world)
    assert "1 concern has a meeting or review due" in lines_of(client)
    assert "1 concern has a meeting or review due" in lines_of(signed_in(world.educator))
    for other in (world.lead, world.partner):
        assert not [line for line in lines_of(signed_in(other)) if "concern" in line]


# lists and queries


@pytest.mark.parametrize("who", ["coordinator", "educator"])
def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(world, signed_in, who):
    client, counts = signed_in(getattr(world, who)), []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("placements:concern_list"))
        counts.append(len(asked))
        raised(world, involve=[world.educator])
        raised(world, involve=[world.educator])
    assert counts[0] == counts[1] <= MOST_QUERIES
    assert page.context["table"].paginator.count == 3


def test_a_concern_takes_as_many_queries_however_long_its_log_and_plan(world, signed_in):
    client, counts = signed_in(world.coordinator), []
    for _ in range(2):
        written(world)
        planned(world)
        with CaptureQueriesContext(connection) as asked:
            client.get(world.concern.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


def test_the_list_cannot_be_taken_away_as_a_file(world, signed_in):
    client = signed_in(world.coordinator)
    assert client.get(reverse("placements:concern_list") + "?format=csv").status_code == 403
    found = client.get(reverse("placements:concern_list") + "?state=open&due=now")
    assert found.context["table"].paginator.count == 0


# what the database holds


def test_a_concern_is_closed_with_an_outcome(world):
    closed = {"closed_on": world.today, "outcome": "resolved"}
    assert Concern.objects.filter(pk=world.concern.pk).update(**closed) == 1
    for wrong in ({"outcome": "", "closed_on": world.today}, {"outcome": "ended", "closed_on": None}):
        with pytest.raises(IntegrityError, match="concern_is_closed_with_an_outcome"), transaction.atomic():
            Concern.objects.filter(pk=world.concern.pk).update(**wrong)


def test_somebody_is_involved_once_at_a_time(world):
    again = {"concern": world.concern, "person": world.educator, "started_on": world.today}
    with pytest.raises(IntegrityError, match="involved_once_at_a_time"), transaction.atomic():
        Involved.objects.create(**again)
    world.concern.involved.filter(person=world.educator).update(ended_on=world.today)
    assert Involved.objects.create(**again).pk
    with pytest.raises(Refused, match="involved already"):
        concerns.involve(concern=world.concern, person=world.educator, **by(world))


def test_a_pause_ends_after_it_starts_and_shares_no_day_with_another(world):
    day = date(2020, 3, 2)
    first = Pause.objects.create(placement=world.placement, starts_on=day, ends_on=day, why="x")
    assert first.covers(day)
    with pytest.raises(IntegrityError, match="pause_ends_after_it_starts"), transaction.atomic():
        Pause.objects.create(
            placement=world.placement, starts_on=day, ends_on=day - timedelta(days=1), why="x"
        )
    with pytest.raises(IntegrityError, match="pause_is_one_at_a_time"), transaction.atomic():
        Pause.objects.create(placement=world.placement, starts_on=day, why="x")
    assert Pause.objects.create(placement=world.placement, starts_on=day + timedelta(days=1), why="x").pk


def test_an_entry_has_a_writer_and_a_time(world):
    made = written(world)
    assert made.written_by == world.coordinator
    assert abs(timezone.now() - made.written_at) < timedelta(minutes=1)
