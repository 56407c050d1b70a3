"""Who on a panel has a conflict of interest, and what the pages say of it."""

import pytest
from django.urls import reverse

from educators import recruitment
from educators.actions.recruitment import conflicts, panels
from educators.models import PanelMember
from kmtp.audit import Refused
from tests import make as cast
from tests.educators import make_recruitment as make

#: The applicant is ann@kent.example in team 7; her line manager is mary@kent.example.
CASES = [
    ("somebody else", "una@uni.example", (), 7, None),
    ("the line manager", "mary@kent.example", (), 7, "line-manager"),
    ("the line manager, typed otherwise", " Mary@KENT.example ", (), 7, "line-manager"),
    ("the line manager in the same team", "mary@kent.example", (7,), 7, "line-manager"),
    ("the same team", "tom@kent.example", (7,), 7, "own-team"),
    ("one of several teams", "tom@kent.example", (3, 7), 7, "own-team"),
    ("another team", "tom@kent.example", (3,), 7, None),
    ("an applicant whose team is not linked", "tom@kent.example", (7,), None, None),
    ("the applicant herself", "ANN@kent.example", (7,), 7, "herself"),
    ("no address", "", (), 7, None),
]


@pytest.mark.parametrize(
    ("member", "teams", "team", "found"), [row[1:] for row in CASES], ids=[row[0] for row in CASES]
)
def test_a_conflict_is_read_from_addresses_and_teams(member, teams, team, found):
    about = {"applicant": "ann@kent.example", "manager": "mary@kent.example", "team": team}
    judged = recruitment.conflict(member=member, teams=teams, **about)
    assert (judged.key if judged else None) == found


def test_an_empty_address_is_nobodys():
    judged = recruitment.conflict(member="", teams=(), applicant="a@kent.example", manager="", team=None)
    assert judged is None


@pytest.fixture
def panel():
    return make.panel(make.intake())


def shortlisted(panel, **facts):
    return make.application(panel.intake, state="shortlisted", panel=panel, **facts)


def named(panel, email):
    return PanelMember(panel=panel, name="Mary Manager", email=email, organisation=panel.intake.council)


def coordinator_of(panel, client=None):
    by = cast.coordinator(panel.intake.council)
    if client:
        client.force_login(by, backend="kmtp.partnership.backends.RoleBackend")
    return by


@pytest.mark.django_db
def test_a_line_manager_is_not_put_on_the_panel(client, panel):
    one = shortlisted(panel)
    coordinator_of(panel, client)
    url = reverse("educators:panel_member", args=[panel.pk])
    assert f"{one.manager_name} (of {one})" in client.get(url).text
    typed = {"name": "Mary", "email": one.manager_email.upper(), "organisation": panel.intake.council_id}
    answer = client.post(url, typed)
    assert answer.status_code == 409
    assert f"Mary is the line manager of {one}" in answer.text
    assert not panel.members.exists()


@pytest.mark.django_db
def test_a_line_manager_who_is_on_it_already_is_not_invited(panel):
    one = shortlisted(panel)
    make.member(panel)
    make.member(panel, email=one.manager_email)
    with pytest.raises(Refused, match="line manager"):
        panels.invite(panel=panel, by=coordinator_of(panel), today=panel.held_on)
    one.delete()
    panels.invite(panel=panel, by=coordinator_of(panel), today=panel.held_on)


@pytest.mark.django_db
def test_the_line_manager_of_somebody_elsewhere_can_be_on_it(panel):
    one = make.application(panel.intake, state="shortlisted")
    member = panels.add_member(member=named(panel, one.manager_email), by=coordinator_of(panel))
    assert member.pk


@pytest.mark.django_db
def test_a_member_of_the_own_team_is_put_on_it_with_a_warning(client, panel):
    one = shortlisted(panel)
    cast.educator(panel.intake.council, team=one.team, email="Tom@kent.example")
    coordinator_of(panel, client)
    typed = {"name": "Tom", "email": "tom@KENT.example", "organisation": panel.intake.council_id}
    page = client.post(reverse("educators:panel_member", args=[panel.pk]), typed, follow=True)
    assert page.text.count(f"Tom is in the team of {one}") == 2  # what was done, and the panel's page


@pytest.mark.django_db
def test_the_score_sheet_says_that_it_is_the_own_team(client, panel):
    one = shortlisted(panel)
    other = shortlisted(panel, team=cast.team(panel.intake.council, name="Dover Team"))
    cast.educator(panel.intake.council, team=one.team, email="tom@kent.example")
    member = make.member(panel, email="tom@kent.example")
    urls = [reverse("educators:my_panel_score", args=[member.link.token, row.pk]) for row in (one, other)]
    said = [recruitment.OWN_TEAM.to_member in client.get(url).text for url in urls]
    assert said == [True, False]
    assert (
        panels.score(
            member=member, application=one, points={}, notes="", has_conflict=False, by=None
        ).has_conflict
        is False
    )


@pytest.mark.django_db
def test_who_manages_a_team_is_of_it(panel):
    one = shortlisted(panel)
    one.team.manager = cast.person()
    one.team.save()
    member = make.member(panel, email=one.team.manager.email.upper())
    assert [found.conflict.key for found in conflicts.before(panel, [member])] == ["own-team"]


@pytest.mark.django_db
def test_the_page_to_plan_a_panel_names_team_and_line_manager(client, panel):
    one = make.application(panel.intake, state="shortlisted")
    coordinator_of(panel, client)
    page = client.get(reverse("educators:panel_create", args=[panel.intake_id])).text
    assert f"{one}, {one.team}; line manager {one.manager_name}" in page
