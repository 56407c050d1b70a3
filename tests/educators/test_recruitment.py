"""Recruitment: the table, the way from the form to the award, and its refusals."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from educators import recruitment
from educators.actions.recruitment import applications, intakes, managers, offers, panels
from educators.forms.recruitment import unweighted
from educators.letters import recruitment as letters
from educators.models import Application, Award, Educator, Intake, Panel
from educators.todo.recruitment import about_panels
from kmtp.audit import Refused
from kmtp.mail import links
from kmtp.mail.models import Letter
from tests import make as cast
from tests.educators import make_recruitment as make


@pytest.fixture(autouse=True)
def _nobody_has_started_yet(settings, request):
    """Count the starts of one test alone: the cache outlives a run."""
    one = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": request.node.name}
    settings.CACHES = {"default": one}


def reachable(start: str) -> set[str]:
    found, todo = {start}, [start]
    while todo:
        for change in recruitment.changes_from(todo.pop()):
            if change.target not in found:
                found.add(change.target)
                todo.append(change.target)
    return found


def test_every_state_is_reached_from_a_draft():
    assert reachable("draft") == set(recruitment.STATES)


@pytest.mark.parametrize("state", recruitment.ENDINGS)
def test_no_ending_can_be_left(state):
    assert recruitment.changes_from(state) == []


@pytest.mark.parametrize("state", recruitment.OPEN)
def test_every_open_state_can_end(state):
    assert set(recruitment.ENDINGS) & reachable(state)


@given(st.lists(st.sampled_from(list(recruitment.CHANGES)), max_size=30))
def test_whatever_is_tried_the_state_is_known_and_an_ending_stays(tries):
    state = "draft"
    for change in tries:
        if recruitment.allows(change, state):
            assert state in recruitment.OPEN
            state = recruitment.CHANGES[change].target
        assert state in recruitment.STATES


@given(st.dictionaries(st.sampled_from(list(recruitment.STATES)), st.integers(0, 50)))
def test_a_funnel_never_widens(counts):
    numbers = [number for _, number in recruitment.funnel(counts)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] == sum(counts.values()) - counts.get("draft", 0)


@pytest.mark.parametrize(
    ("points", "mark"), [([], None), ([(4, 1)], 4.0), ([(4, 3), (0, 1)], 3.0), ([(3, 1), (2, 2)], 2.3)]
)
def test_a_mark_is_the_weighed_mean(points, mark):
    assert recruitment.weighed(points) == mark


def refuses(**facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.intake(**facts)


@pytest.mark.django_db
def test_an_intake_opens_closes_and_starts_in_that_order():
    today = localdate()
    make.intake()
    refuses(closes_on=today - timedelta(days=11))
    refuses(starts_on=today)
    refuses(places=0)


@pytest.mark.django_db
def test_a_manager_is_somebody_else_and_an_ending_has_its_reason():
    one = make.application(make.intake())
    for facts in ({"manager_email": one.email.upper()}, {"state": "withdrawn"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Application.objects.filter(pk=one.pk).update(**facts)
    Application.objects.filter(pk=one.pk).update(state="withdrawn", reason="personal")


@pytest.mark.django_db
def test_from_a_draft_to_the_award_on_the_register():
    today, intake = localdate(), make.intake()
    by = cast.coordinator(intake.council)
    one = make.application(intake, state="draft")
    one = applications.submit(application=one, by=None, today=today)
    assert Letter.objects.filter(to=one.manager_email, kind="recruitment_manager").count() == 1
    one = managers.answer(
        application=one, link=one.manager_link, supports=True, words="A day a month", by=None, today=today
    )
    one = applications.move(application=one, change="shortlist", by=by, today=today)
    one = applications.move(application=one, change="interview", by=by, today=today)
    one = applications.move(
        application=one, change="offer", by=by, today=today, answer_by=today + timedelta(days=7)
    )
    one = offers.answer(application=one, accepts=True, by=None, today=today)
    assert Educator.objects.get(swe_number=one.swe_number).trainings.get() == one.training
    one = applications.move(application=one, change="start", by=by, today=today)
    one = offers.award(application=one, on=today, by=by, today=today)
    assert one.state == "awarded"
    assert Award.objects.get(educator=one.educator).kind == "stage-1"
    assert Educator.objects.get(pk=one.educator_id).stage_1_on == today


@pytest.mark.django_db
def test_somebody_on_the_register_keeps_her_record():
    intake = make.intake()
    here = cast.educator(intake.council, stage=0, swe_number="SW77", email="Ann@kent.example")
    one = make.application(intake, state="offered", swe_number="SW77", email="ann@Kent.example")
    assert offers.answer(application=one, accepts=True, by=None, today=localdate()).educator == here


@pytest.mark.django_db
def test_who_qualified_less_than_two_years_ago_cannot_submit():
    one = make.application(make.intake(), state="draft", qualified_on=localdate() - timedelta(days=300))
    with pytest.raises(Refused, match="2 years"):
        applications.submit(application=one, by=None, today=localdate())


@pytest.mark.django_db
def test_an_unfinished_application_cannot_be_submitted():
    one = make.application(make.intake(), state="draft", why="")
    with pytest.raises(Refused, match="why you want"):
        applications.submit(application=one, by=None, today=localdate())


@pytest.mark.django_db
def test_asking_another_manager_withdraws_the_first_link():
    one = make.application(make.intake())
    by, first = cast.coordinator(one.intake.council), one.manager_link.token
    managers.ask_another(application=one, name="Mo", email="mo@kent.example", by=by, today=localdate())
    with pytest.raises(Refused, match="withdrawn"):
        links.find(first, purpose="recruitment-manager")
    with pytest.raises(Refused, match="not the applicant"):
        managers.ask_another(application=one, name="Me", email=one.email, by=by, today=localdate())


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "letters"), [(2, 0), (3, 1), (7, 1)])
def test_reminders_are_sent_once(days, letters):
    make.application(make.intake(), manager_asked_on=localdate() - timedelta(days=days))
    assert managers.remind(today=localdate()) == letters
    assert managers.remind(today=localdate()) == 0


@pytest.mark.django_db
def test_a_panel_needs_somebody_from_the_provider():
    panel = make.panel(make.intake())
    by = cast.coordinator(panel.intake.council)
    with pytest.raises(Refused, match="Put somebody from"):
        panels.invite(panel=panel, by=by, today=localdate())
    member = make.member(panel, link=None)
    panels.invite(panel=panel, by=by, today=localdate())
    assert "BEGIN:VCALENDAR" in Letter.objects.get(to=member.email).calendar


@pytest.mark.django_db
def test_who_has_a_conflict_scores_nothing():
    panel = make.panel(make.intake())
    one, member = make.application(panel.intake, state="shortlisted", panel=panel), make.member(panel)
    points = dict.fromkeys(panel.intake.criteria.values_list("pk", flat=True), 4)
    given = {"member": member, "application": one, "points": points, "notes": "", "by": None}
    assert panels.score(**given, has_conflict=False).scores.count() == 5
    assert panels.score(**given, has_conflict=True).scores.count() == 0


@pytest.mark.django_db
def test_an_offer_cannot_be_answered_after_its_day():
    one = make.application(make.intake(), state="offered", answer_by=localdate() - timedelta(days=1))
    with pytest.raises(Refused, match="passed"):
        offers.answer(application=one, accepts=True, by=None, today=localdate())


PAGES = ("recruitment", "applications")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*PAGES, "intake", "application", "panel"])
def test_a_page_takes_as_many_queries_for_three_as_for_one(name, client, django_assert_max_num_queries):
    intake = make.intake()
    panel = make.panel(intake)
    client.force_login(cast.coordinator(intake.council), backend="kmtp.partnership.backends.RoleBackend")
    one = make.application(intake, state="shortlisted", panel=panel)
    make.member(panel)
    args = {"intake": [intake.pk], "application": [one.pk], "panel": [panel.pk]}.get(name, [])
    url = reverse(f"educators:{name}", args=args)
    client.get(url)
    with django_assert_max_num_queries(12) as first:
        assert client.get(url).status_code == 200
    for _ in range(2):
        make.application(intake, state="shortlisted", panel=panel)
        make.member(panel)
    with django_assert_max_num_queries(len(first)):
        assert client.get(url).status_code == 200


@pytest.mark.django_db
def test_another_councils_intake_does_not_exist(client):
    theirs: Intake = make.intake(cast.council("Medway"))
    client.force_login(cast.coordinator(cast.council()), backend="kmtp.partnership.backends.RoleBackend")
    assert client.get(theirs.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_starting_shows_the_same_whether_or_not_the_address_is_known(client):
    intake = make.intake()
    known = cast.educator(intake.council, email="known@kent.example")
    for email in (known.email, "new@kent.example"):
        typed = {"first_name": "A", "last_name": "B", "email": email, "team_name": "Duty"}
        answer = client.post(reverse("educators:apply_start", args=[intake.pk]), typed, follow=True)
        assert answer.context["heading"] == "Look at your e-mail"
        assert email not in answer.text


@pytest.mark.django_db
def test_the_public_page_lists_no_team_and_a_typed_name_finds_its_team(client):
    intake = make.intake()
    team = cast.team(intake.council, name="Duty and assessment")
    url = reverse("educators:apply_start", args=[intake.pk])
    assert team.name not in client.get(url).text
    typed = {"first_name": "A", "last_name": "B", "email": "a@kent.example"}
    for name in ("duty AND assessment", "Another"):
        client.post(url, {**typed, "team_name": name})
    found = Application.objects.order_by("pk").values_list("team", "team_name")
    assert list(found) == [(team.pk, "duty AND assessment"), (None, "Another")]


@pytest.mark.django_db
def test_only_a_team_of_the_intakes_council_can_be_linked(client):
    one = make.application(make.intake(), team=None)
    ours, theirs = cast.team(one.intake.council), cast.team(cast.council("Medway"))
    client.force_login(cast.coordinator(one.intake.council), backend="kmtp.partnership.backends.RoleBackend")
    url = reverse("educators:application_team", args=[one.pk])
    assert client.post(url, {"team": theirs.pk}).status_code == 200
    one.refresh_from_db()
    assert one.team is None
    client.post(url, {"team": ours.pk})
    one.refresh_from_db()
    assert one.team == ours


@pytest.mark.django_db
def test_inviting_again_sends_again_but_pressing_twice_does_not():
    panel = make.panel(make.intake())
    by, member = cast.coordinator(panel.intake.council), make.member(panel)
    panels.invite(panel=panel, by=by, today=localdate())
    with pytest.raises(Refused, match="a moment ago"):
        panels.invite(panel=panel, by=by, today=localdate())
    Panel.objects.filter(pk=panel.pk).update(invited_at=timezone.now() - timedelta(hours=1))
    panels.invite(panel=panel, by=by, today=localdate())
    assert Letter.objects.filter(to=member.email).count() == 2


@pytest.mark.django_db
def test_interviews_follow_one_another():
    intake = make.intake()
    by, rows = cast.coordinator(intake.council), [make.application(intake, state="shortlisted") for _ in "ab"]
    panel = Panel(intake=intake, held_on=localdate(), starts_at=time(9, 30), place="Room 2")
    panels.plan(panel=panel, applications=rows, minutes=40, by=by)
    times = Application.objects.order_by("pk").values_list("interview_at", flat=True)
    assert list(times) == [time(9, 30), time(10, 10)]


@pytest.mark.django_db
def test_a_line_manager_on_the_panel_has_a_conflict(client):
    panel = make.panel(make.intake())
    one = make.application(panel.intake, state="shortlisted", panel=panel)
    member = make.member(panel, email=one.manager_email.upper())
    page = client.get(reverse("educators:my_panel_score", args=[member.link.token, one.pk]))
    assert page.context["form"]["has_conflict"].value() is True
    assert recruitment.LINE_MANAGER.to_member in page.text
    with pytest.raises(Refused, match="conflict of interest"):
        panels.score(member=member, application=one, points={}, notes="", has_conflict=False, by=None)


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "status"), [("draft", 302), ("submitted", 302), ("accepted", 409)])
def test_an_applicant_withdraws_by_her_link_until_she_has_accepted(client, state, status):
    one = make.application(make.intake(), state=state)
    url = reverse("educators:my_application_withdraw", args=[one.link.token])
    assert client.post(url, {"reason": "personal"}).status_code == status
    one.refresh_from_db()
    assert (one.state == "withdrawn") is (status == 302)
    assert Letter.objects.filter(to=one.email, kind="recruitment_update").exists() is (status == 302)


@pytest.mark.django_db
def test_withdrawing_from_the_programme_ends_the_training():
    one = make.application(make.intake(), state="offered")
    by, today = cast.coordinator(one.intake.council), localdate()
    one = offers.answer(application=one, accepts=True, by=None, today=today)
    one = offers.withdraw(application=one, change="withdraw", by=by, today=today, reason="left", why="")
    one.training.refresh_from_db()
    assert one.training.state == "withdrawn"


@pytest.mark.django_db
def test_declining_an_offer_is_confirmed_by_a_letter():
    one = make.application(make.intake(), state="offered")
    offers.answer(application=one, accepts=False, by=None, today=localdate(), reason="team")
    assert "declined" in Letter.objects.get(to=one.email, kind="recruitment_update").body


@pytest.mark.django_db
def test_somebody_on_the_register_is_shown_to_the_coordinator_alone(client):
    one = make.application(make.intake(), swe_number="SW77")
    here = cast.educator(one.intake.council, stage=0, swe_number="SW77", first_name="Zebedee")
    assert "Zebedee" not in client.get(reverse("educators:my_application", args=[one.link.token])).text
    client.force_login(cast.coordinator(one.intake.council), backend="kmtp.partnership.backends.RoleBackend")
    assert here.get_absolute_url() in client.get(one.get_absolute_url()).text


@pytest.mark.parametrize(
    ("line", "question"), [("A (weight 3)", ("A", 3)), ("B", ("B", 1)), ("C (weight 9)", ("C (weight 9)", 1))]
)
def test_a_line_says_what_it_weighs(line, question):
    assert unweighted(line) == question


@pytest.mark.django_db
def test_the_to_do_line_about_panels_leads_to_those_panels(client):
    intake = make.intake()
    by = cast.coordinator(intake.council)
    make.panel(intake, place="Nobody there")
    make.member(make.panel(intake, place="Somebody there"))
    ask = about_panels(by, localdate())
    assert ask.rows.count() == 1
    client.force_login(by, backend="kmtp.partnership.backends.RoleBackend")
    page = client.get(ask.url).text
    assert "Nobody there" in page
    assert "Somebody there" not in page


@pytest.mark.django_db
def test_too_many_starts_for_one_address_are_refused(client):
    url = reverse("educators:apply_start", args=[make.intake().pk])
    typed = {"first_name": "A", "last_name": "B", "email": "often@kent.example", "team_name": "Duty"}
    answers = [client.post(url, typed).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]


@pytest.mark.django_db
def test_a_public_number_alone_puts_nobody_on_somebody_elses_record():
    intake = make.intake()
    theirs = cast.educator(intake.council, stage=0, swe_number="SW77", email="ann@kent.example")
    one = make.application(intake, state="offered", swe_number="SW77")
    with pytest.raises(Refused, match="with another e-mail address"):
        offers.answer(application=one, accepts=True, by=None, today=localdate())
    assert theirs.trainings.count() == 0
    Educator.objects.filter(pk=theirs.pk).update(email=one.email)
    assert offers.answer(application=one, accepts=True, by=None, today=localdate()).educator == theirs


@pytest.mark.django_db
def test_a_start_shows_no_link_and_sends_it(client):
    """Whoever types somebody's address does not get her application."""
    intake = make.intake()
    facts = {"first_name": "Ada", "last_name": "Apply", "team_name": "Duty", "email": "victim@kent.example"}
    page = client.post(reverse("educators:apply_start", args=[intake.pk]), facts, follow=True)
    one = Application.objects.get(email="victim@kent.example")
    assert page.context["heading"] == "Look at your e-mail"
    assert one.link.token not in page.text + str(page.redirect_chain)
    assert Letter.objects.get(to="victim@kent.example").link == one.link


@pytest.mark.django_db
def test_the_answer_of_a_line_manager_who_was_replaced_counts_for_nothing():
    one = make.application(make.intake())
    old, by = one.manager_link, cast.coordinator(one.intake.council)
    managers.ask_another(application=one, name="Nell", email="nell@kent.example", by=by, today=localdate())
    given = {"supports": True, "words": "Mine", "by": None, "today": localdate()}
    with pytest.raises(Refused, match="Somebody else was asked"):
        managers.answer(application=one, link=old, **given)
    one.refresh_from_db()
    assert (one.state, one.manager_words) == ("submitted", "")


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"state": "offered"}, {"panel": None}])
def test_no_score_is_kept_of_what_was_decided_since_the_sheet_was_opened(change):
    panel = make.panel(make.intake())
    one, member = make.application(panel.intake, state="shortlisted", panel=panel), make.member(panel)
    Application.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(Refused, match="has decided"):
        panels.score(member=member, application=one, points={}, notes="", has_conflict=False, by=None)


@pytest.mark.django_db
def test_a_panel_reads_no_needs_and_nothing_in_a_conflict_or_after_its_decision(client):
    panel = make.panel(make.intake())
    facts = {"needs": "Large print", "why": "To teach", "manager_words": "A day a month"}
    one = make.application(panel.intake, state="shortlisted", panel=panel, **facts)
    member = make.member(panel)
    member.link = links.issue(purpose=letters.PANEL, days=9)
    member.save()
    address = reverse("educators:my_panel_score", args=[member.link.token, one.pk])

    def read() -> tuple[bool, ...]:
        page = client.get(address).text
        return tuple(words in page for words in facts.values())

    assert read() == (False, True, True)
    panels.score(member=member, application=one, points={}, notes="", has_conflict=True, by=None)
    assert read() == (False, False, False)
    panels.score(member=member, application=one, points={}, notes="", has_conflict=False, by=None)
    Application.objects.filter(pk=one.pk).update(state="withdrawn", reason="personal")
    assert read() == (False, False, False)
    assert str(one) not in client.get(reverse("educators:my_panel", args=[member.link.token])).text


@pytest.mark.django_db
def test_changing_an_intake_does_not_open_it_again_that_was_closed_meanwhile():
    of = make.intake()
    by, as_seen_before = cast.coordinator(of.council), Intake.objects.get(pk=of.pk)
    intakes.close(intake=of, by=by)
    as_seen_before.places = 9
    intakes.change(intake=as_seen_before, questions=[(words, 1) for words in intakes.QUESTIONS], by=by)
    now = Intake.objects.get()
    assert (now.places, now.closed_by_hand) == (9, True)
