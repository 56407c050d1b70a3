"""A planned panel changes until scores are in: day, time and place, members, and its end."""

from datetime import time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from educators import recruitment
from educators.actions.recruitment import panel_changes, panels
from educators.models import Application, Assessment, Panel, PanelMember
from kmtp.audit import Refused, history
from kmtp.mail import links
from kmtp.mail.models import Letter
from tests import make as cast
from tests.educators import make_recruitment as make


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, ""),
        ({"states": ["shortlisted", "withdrawn"]}, ""),
        ({"is_cancelled": True}, "This panel is cancelled"),
        ({"is_scored": True}, "Scores are in"),
        ({"states": ["shortlisted", "interviewed"]}, "An interview is recorded"),
        ({"states": ["declined"]}, "An interview is recorded"),
    ],
)
def test_a_panel_stays_once_it_is_cancelled_or_somebody_is_heard(facts, sentence):
    said = recruitment.panel_stays(**{"is_cancelled": False, "is_scored": False, "states": [], **facts})
    assert said.startswith(sentence)
    assert bool(said) is bool(sentence)


@pytest.mark.parametrize(
    ("at", "before", "after", "moved"),
    [
        (time(9, 30), time(9, 30), time(13, 0), time(13, 0)),
        (time(10, 15), time(9, 30), time(13, 0), time(13, 45)),
        (time(13, 45), time(13, 0), time(9, 30), time(10, 15)),
    ],
)
def test_an_interview_moves_with_its_panel(at, before, after, moved):
    assert recruitment.moved_time(at, before=before, after=after) == moved


@pytest.fixture
def panel(db):
    """A panel that was invited, with a member from the provider and one applicant."""
    found = make.panel(make.intake(), invited_at=timezone.now() - timedelta(days=1))
    make.member(found)
    make.application(found.intake, state="shortlisted", panel=found, interview_at=time(10, 15))
    return found


def by(panel):
    return cast.coordinator(panel.intake.council)


def changed(panel, **facts):
    same = {"held_on": panel.held_on, "starts_at": panel.starts_at, "place": panel.place}
    return panel_changes.change(panel=panel, by=by(panel), **(same | facts))


def cancelled(panel):
    return panel_changes.cancel(panel=panel, why="The chair is ill.", by=by(panel), today=localdate())


def scored(panel):
    one = panel.applications.get()
    points = dict.fromkeys(panel.intake.criteria.values_list("pk", flat=True), 3)
    panels.score(
        member=panel.members.first(), application=one, points=points, notes="", has_conflict=False, by=None
    )


def kinds():
    return sorted(Letter.objects.values_list("kind", flat=True))


def whats(record):
    return [entry.what for entry in history.of(record)]


def test_another_day_is_told_to_members_and_applicants(panel):
    day = panel.held_on + timedelta(days=60)
    changed(panel, held_on=day, starts_at=time(13, 0))
    assert kinds() == ["recruitment_interview_changed", "recruitment_panel_changed"]
    letter = Letter.objects.get(kind="recruitment_interview_changed")
    assert "13:45" in letter.body
    assert f"DTSTART:{day:%Y%m%d}" in letter.calendar
    assert panel.applications.get().interview_at == time(13, 45)
    assert panel.members.get().link.expires_at.date() >= day + timedelta(days=29)
    assert whats(panel)[0] == "Panel changed"


def test_another_place_is_told_too_and_each_change_anew(panel):
    changed(panel, place="Room 4")
    changed(panel, place="Room 5")
    assert Letter.objects.filter(kind="recruitment_panel_changed").count() == 2


def test_nothing_is_told_when_nothing_changes_or_nobody_was_invited(panel):
    changed(panel)
    Panel.objects.update(invited_at=None)
    changed(panel, place="Room 4")
    assert kinds() == []
    assert Panel.objects.get().place == "Room 4"


def test_a_removed_members_link_is_withdrawn(panel):
    member = make.member(panel, name="Max", organisation=panel.intake.council)
    token = member.link.token
    panel_changes.remove_member(member=member, by=by(panel))
    with pytest.raises(Refused, match="withdrawn"):
        links.find(token, purpose="recruitment-panel")
    assert kinds() == ["recruitment_panel_removed"]
    assert "METHOD:CANCEL" in Letter.objects.get().calendar
    assert Panel.objects.get().names == "Una Versity"
    assert whats(panel)[0] == "Panel member removed"


def test_somebody_from_the_provider_stays(panel):
    member = panel.members.get()
    with pytest.raises(Refused, match="Put somebody else from"):
        panel_changes.remove_member(member=member, by=by(panel))
    make.member(panel, name="Ulla")
    panel_changes.remove_member(member=member, by=by(panel))
    assert [one.name for one in panel.members.all()] == ["Ulla"]


def test_a_member_who_is_named_later_stands_in_the_history(panel):
    added = PanelMember(panel=panel, name="Max", email="max@kent.example", organisation=panel.intake.council)
    panels.add_member(member=added, by=by(panel))
    newest = history.of(panel)[0]
    assert newest.what == "Panel member named"
    assert newest.changes[0].after == "Una Versity, Max"


def test_a_cancelled_panel_sends_its_applications_back(panel):
    one, token = panel.applications.get(), panel.members.get().link.token
    cancelled(panel)
    one.refresh_from_db()
    assert (one.state, one.panel, one.interview_at) == ("shortlisted", None, None)
    assert kinds() == ["recruitment_interview_cancelled", "recruitment_panel_cancelled"]
    assert all("The chair is ill." in letter.body for letter in Letter.objects.all())
    with pytest.raises(Refused, match="withdrawn"):
        links.find(token, purpose="recruitment-panel")
    assert (history.of(panel)[0].what, history.of(panel)[0].why) == ("Panel cancelled", "The chair is ill.")
    assert whats(one)[0] == "Panel cancelled"


def test_a_cancelled_panel_needs_nobody_from_the_provider(panel):
    panel.members.all().delete()
    assert Panel.objects.without_a_provider().count() == 1
    cancelled(panel)
    assert Panel.objects.without_a_provider().count() == 0


def test_a_cancelled_panel_has_a_reason(panel):
    for facts in ({"cancelled_on": localdate()}, {"cancelled_because": "Ill"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Panel.objects.update(**facts)


def everything(panel):
    spare = make.member(panel, name="Max")
    named = PanelMember(panel=panel, name="Mo", email="mo@kent.example", organisation=panel.intake.council)
    return (
        lambda: changed(panel, place="Room 4"),
        lambda: panel_changes.remove_member(member=spare, by=by(panel)),
        lambda: panels.add_member(member=named, by=by(panel)),
        lambda: cancelled(panel),
    )


def heard(panel):
    panel.applications.update(state="interviewed")


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [(scored, "Scores are in"), (heard, "interview is recorded"), (cancelled, "is cancelled")],
)
def test_nothing_changes_any_more_once_it_is_settled(panel, happened, sentence):
    happened(panel)
    for act in everything(panel):
        with pytest.raises(Refused, match=sentence):
            act()


def test_nobody_is_invited_to_a_cancelled_panel_and_nobody_scores(panel):
    one, member = panel.applications.get(), panel.members.get()
    panel = cancelled(panel)
    with pytest.raises(Refused, match="is cancelled"):
        panels.invite(panel=panel, by=by(panel), today=localdate())
    with pytest.raises(Refused, match="no scores are kept"):
        panels.score(member=member, application=one, points={}, notes="", has_conflict=True, by=None)


def test_a_conflict_alone_is_no_score(panel):
    one, member = panel.applications.get(), panel.members.get()
    panels.score(member=member, application=one, points={}, notes="", has_conflict=True, by=None)
    assert cancelled(panel).cancelled_on == localdate()


def test_a_conflict_that_was_declared_is_not_lost_with_the_member(panel):
    one = panel.applications.get()
    spare = make.member(panel, name="Max")
    panels.score(member=spare, application=one, points={}, notes="My cousin", has_conflict=True, by=None)
    with pytest.raises(Refused, match="Max has declared a conflict of interest"):
        panel_changes.remove_member(member=spare, by=by(panel))
    assert Assessment.objects.get().has_conflict


@pytest.fixture
def signed(client, panel):
    client.force_login(by(panel), backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_the_pages_change_remove_and_cancel(signed, panel):
    spare = make.member(panel, name="Max")
    typed = {"held_on": panel.held_on, "starts_at": "11:00", "place": "Room 9"}
    posts = [
        ("panel_change", panel.pk, typed, "Room 9"),
        ("panel_member_remove", spare.pk, {}, "Max is not on the panel any more"),
        ("panel_cancel", panel.pk, {"why": "The chair is ill."}, "The chair is ill."),
    ]
    for name, key, data, said in posts:
        url = reverse(f"educators:{name}", args=[key])
        assert signed.get(url).status_code == 200
        answer = signed.post(url, data, follow=True)
        assert said in answer.text
    assert "Cancel the panel" not in answer.text
    assert "cancelled" in signed.get(reverse("educators:panels")).text


def test_the_page_to_change_a_panel_starts_with_what_is_planned(signed, panel):
    page = signed.get(reverse("educators:panel_change", args=[panel.pk])).text
    assert 'value="09:30"' in page
    assert "Change the panel of" in page


def test_a_panel_does_not_move_into_the_past(signed, panel):
    typed = {"held_on": localdate() - timedelta(days=1), "starts_at": "11:00", "place": "Room 9"}
    answer = signed.post(reverse("educators:panel_change", args=[panel.pk]), typed)
    assert "Enter today or a day to come" in answer.text
    assert Panel.objects.get().place == "Room 2"


def test_the_panel_page_says_why_nothing_changes_any_more(signed, panel):
    scored(panel)
    page = signed.get(panel.get_absolute_url()).text
    assert "Scores are in, so this panel stays as it is." in page
    assert "Change day, time or place" not in page
    refused = signed.post(reverse("educators:panel_cancel", args=[panel.pk]), {"why": "Ill"})
    assert (refused.status_code, "Scores are in" in refused.text) == (409, True)


@pytest.mark.parametrize(
    "name", ["panel", "panel_change", "panel_cancel", "panel_member", "panel_member_remove"]
)
def test_a_page_takes_as_many_queries_for_three_as_for_one(
    name, signed, panel, django_assert_max_num_queries
):
    key = panel.members.get().pk if name == "panel_member_remove" else panel.pk
    url = reverse(f"educators:{name}", args=[key])
    signed.get(url)
    with django_assert_max_num_queries(12) as first:
        assert signed.get(url).status_code == 200
    for _ in range(2):
        make.application(panel.intake, state="shortlisted", panel=panel)
        make.member(panel)
    with django_assert_max_num_queries(len(first)):
        assert signed.get(url).status_code == 200


def test_another_councils_panel_cannot_be_changed(client, panel):
    there = cast.coordinator(cast.council("Medway"))
    client.force_login(there, backend="kmtp.partnership.backends.RoleBackend")
    member = panel.members.get()
    for name, key in (
        ("panel_change", panel.pk),
        ("panel_cancel", panel.pk),
        ("panel_member_remove", member.pk),
    ):
        assert client.post(reverse(f"educators:{name}", args=[key]), {}).status_code == 404
    assert Application.objects.get().panel == panel
