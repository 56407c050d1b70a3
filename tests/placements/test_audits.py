"""Team audits: how long they are valid, where a team stands, the pages, and what the database holds."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.audit import Refused
from kmtp.partnership.models import Team
from placements import auditing, audits
from placements.actions import audits as acts
from placements.models import AuditAction, TeamAudit
from tests import make

MOST_QUERIES = 12
DAY = date(2020, 3, 2)
UNTIL = (
    (date(2020, 3, 2), False, date(2022, 3, 2)),
    (date(2020, 3, 2), True, date(2021, 3, 2)),
    (date(2020, 2, 29), False, date(2022, 2, 28)),
    (date(2020, 2, 29), True, date(2021, 2, 28)),
)
STANDINGS = (
    (None, "never"),
    (DAY - timedelta(days=1), "lapsed"),
    (DAY, "lapsing"),
    (date(2020, 6, 2), "lapsing"),
    (date(2020, 6, 3), "valid"),
)


@pytest.mark.parametrize(("audited_on", "has_plan", "until"), UNTIL)
def test_an_audit_is_valid_for_24_months_or_12_with_a_plan(audited_on, has_plan, until):
    assert auditing.valid_until(audited_on, has_plan) == until


@pytest.mark.parametrize(("until", "where"), STANDINGS)
def test_where_a_team_stands(until, where):
    assert auditing.standing(until, DAY) == where


@pytest.mark.django_db
@pytest.mark.parametrize(("until", "where"), STANDINGS)
def test_the_database_says_the_same(kent, until, where):
    team = make.team(kent)
    if until:
        audit(team, audited_on=date(2019, 3, 2), valid_until=until)
    assert audits.teams_of(make.coordinator(kent), DAY).get().standing == where


def audit(team, **facts):
    facts = {
        "audited_on": date(2020, 1, 6),
        "valid_until": date(2022, 1, 6),
        "grade": "satisfactory",
        "suits": ["first"],
        **facts,
    }
    return TeamAudit.objects.create(team=team, **facts)


def test_words_and_colours_are_of_the_same_standings():
    assert list(auditing.WORDS) == list(auditing.COLOURS)


@pytest.mark.django_db
def test_the_newest_audit_counts(kent):
    first, second = make.team(kent), make.team(kent, name="Strood Team")
    audit(first, audited_on=date(2018, 1, 8), valid_until=date(2020, 1, 8))
    newest = audit(first)
    assert audits.newest_of([first.pk, second.pk]) == {first.pk: newest}


@pytest.mark.django_db
def test_a_team_whose_audit_lapses_before_the_start_may_not_host(kent):
    team, never = make.team(kent), make.team(kent, name="Strood Team")
    audit(team, valid_until=date(2020, 5, 1))
    teams = Team.objects.filter(organisation=kent)
    assert set(audits.may_host_on(teams, date(2020, 5, 1))) == {team, never}
    assert set(audits.may_host_on(teams, date(2020, 5, 2))) == {never}


@pytest.mark.django_db
def test_a_coordinator_records_an_audit_of_the_usual_validity(kent, signed_in):
    team, today = make.team(kent), localdate()
    facts = {"audited_on": today.isoformat(), "grade": "excellent", "most_students": "3", "suits": ["final"]}
    client, url = signed_in(make.coordinator(kent)), reverse("placements:audit_add", args=[team.pk])
    answer = client.post(url, facts, follow=True)
    made = TeamAudit.objects.get()
    assert (made.team, made.valid_until) == (team, auditing.valid_until(today, False))
    assert "The audit is saved" in answer.content.decode()
    again = client.post(url, facts)
    assert "Change that one" in again.content.decode()
    assert TeamAudit.objects.count() == 1


@pytest.mark.django_db
def test_an_audit_is_valid_as_long_as_somebody_says(kent, signed_in):
    team, today = make.team(kent), localdate()
    facts = {"audited_on": today.isoformat(), "grade": "improve", "most_students": "1", "suits": ["first"]}
    url = reverse("placements:audit_add", args=[team.pk])
    client, before = signed_in(make.coordinator(kent)), today - timedelta(days=1)
    answer = client.post(url, facts | {"valid_until": before.isoformat()})
    assert "from its own day at least" in answer.content.decode()
    until = today + timedelta(days=90)
    client.post(url, facts | {"valid_until": until.isoformat()})
    assert TeamAudit.objects.get().valid_until == until


@pytest.mark.django_db
def test_an_audit_of_a_day_to_come_is_refused(kent):
    made = TeamAudit(
        team=make.team(kent), audited_on=DAY + timedelta(days=1), grade="excellent", suits=["first"]
    )
    with pytest.raises(Refused, match="after it was made"):
        acts.record(audit=made, by=make.coordinator(kent), today=DAY)


@pytest.mark.django_db
def test_an_audit_can_be_corrected(kent, signed_in):
    made = audit(make.team(kent))
    facts = {"audited_on": "2020-01-06", "grade": "improve", "most_students": "1", "suits": ["first"]}
    url = reverse("placements:audit_change", args=[made.pk])
    signed_in(make.coordinator(kent)).post(url, facts | {"valid_until": "2021-05-01"})
    made.refresh_from_db()
    assert (made.grade, made.most_students, made.valid_until) == ("improve", 1, date(2021, 5, 1))


@pytest.mark.django_db
def test_the_first_action_shortens_the_audit_and_the_second_does_not(kent, signed_in):
    made = audit(make.team(kent))
    client, url = signed_in(make.coordinator(kent)), reverse("placements:audit_plan", args=[made.pk])
    facts = {"what": "A desk for the student", "who": "Team manager", "by_day": "2020-03-02"}
    assert "shortens the audit to 12 months" in client.get(url).content.decode()
    client.post(url, facts)
    made.refresh_from_db()
    assert made.valid_until == date(2021, 1, 6)
    TeamAudit.objects.filter(pk=made.pk).update(valid_until=date(2021, 9, 1))
    client.post(url, facts | {"what": "An induction"})
    made.refresh_from_db()
    assert (made.valid_until, made.actions.count()) == (date(2021, 9, 1), 2)


@pytest.mark.django_db
def test_an_action_is_done_once_and_not_due_before_the_audit(kent, signed_in):
    made, by = audit(make.team(kent)), make.coordinator(kent)
    early = AuditAction(audit=made, what="A desk", who="Manager", by_day=made.audited_on - timedelta(days=1))
    with pytest.raises(Refused, match="on or after the audit"):
        acts.plan(action=early, by=by)
    action = AuditAction.objects.create(audit=made, what="A desk", who="Manager", by_day=DAY)
    signed_in(by).post(reverse("placements:audit_settle", args=[action.pk]))
    action.refresh_from_db()
    assert action.done_on == localdate()
    with pytest.raises(Refused, match="done already"):
        acts.settle(action=action, by=by, today=DAY)


@pytest.mark.django_db
def test_the_team_page_shows_its_audit_to_who_may_audit_it(kent, signed_in):
    team = make.team(kent)
    page = reverse("educators:team", args=[team.pk])
    client = signed_in(make.coordinator(kent))
    assert "Never audited" in client.get(page).content.decode()
    audit(team, audited_on=localdate(), valid_until=localdate() + timedelta(days=10), most_students=4)
    text = client.get(page).content.decode()
    assert "Lapses within 3 months" in text
    assert "at most 4 students" in text
    assert "Record an audit" not in signed_in(make.administrator()).get(page).content.decode()


@pytest.mark.django_db
def test_the_first_page_counts_the_audits_that_lapse_soon(kent, medway, signed_in):
    today = localdate()
    for council in (kent, medway):
        audit(
            make.team(council), audited_on=today - timedelta(days=700), valid_until=today + timedelta(days=30)
        )
    client = signed_in(make.coordinator(kent))
    line = next(one for one in client.get("/").context["lines"] if "audit" in one.sentence)
    assert line.sentence == "1 team’s audit lapses within three months"
    assert client.get(line.url).context["table"].paginator.count == 1


@pytest.mark.django_db
@pytest.mark.parametrize("who", [make.coordinator, lambda of: make.lead()])
def test_the_list_takes_as_many_queries_for_three_rows_as_for_one(kent, signed_in, who):
    client, counts = signed_in(who(kent)), []
    for names in (["Chatham Team"], ["Strood Team", "Hoo Team"]):
        for name in names:
            audit(make.team(kent, name=name))
        with CaptureQueriesContext(connection) as asked:
            page = client.get(reverse("placements:audit_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES
    assert page.context["table"].paginator.count == 3


@pytest.mark.django_db
def test_an_audit_takes_as_many_queries_however_long_its_plan(kent, signed_in):
    made, client, counts = audit(make.team(kent)), signed_in(make.coordinator(kent)), []
    for _ in range(2):
        AuditAction.objects.create(audit=made, what="A desk", who="Manager", by_day=DAY)
        audit(made.team, audited_on=date(2015, 1, 1) + timedelta(days=TeamAudit.objects.count()))
        with CaptureQueriesContext(connection) as asked:
            client.get(made.get_absolute_url())
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


@pytest.mark.django_db
def test_the_list_can_be_taken_away_with_its_words(kent, signed_in):
    audit(make.team(kent), grade="improve")
    page = signed_in(make.coordinator(kent)).get(reverse("placements:audit_list") + "?format=csv")
    text = b"".join(page).decode()
    assert "Requires improvement" in text
    assert "Chatham Team" in text


WRONG = (
    ({"valid_until": date(2020, 1, 5)}, "team_audit_is_valid_after_it"),
    ({"suits": []}, "team_audit_suits_a_kind"),
)


@pytest.mark.django_db
@pytest.mark.parametrize(("facts", "rule"), WRONG)
def test_the_database_refuses_what_must_never_be(kent, facts, rule):
    assert audit(make.team(kent), valid_until=date(2020, 1, 6)).pk
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        audit(make.team(kent, name="Other Team"), **facts)


@pytest.mark.django_db
def test_a_team_has_one_audit_of_a_day(kent):
    team = make.team(kent)
    assert audit(team).pk
    assert audit(team, audited_on=date(2020, 1, 7)).pk
    with pytest.raises(IntegrityError, match="team_audit_is_once_a_day"), transaction.atomic():
        audit(team)
