"""Pairing by hand asks the rules that an allocation asks: teams, conflicts, and who supervises on site."""

from datetime import date

import pytest

from kmtp.audit import Refused
from placements.actions.pairing import change, pair
from placements.candidates import options
from placements.models import DeclaredConflict, Placement, TeamAudit
from tests import make

TODAY = date(2019, 12, 2)
UNTIL = date(2020, 11, 30)

pytestmark = pytest.mark.django_db


def free(of, **facts):
    return make.educator(of, **{"registered_until": UNTIL, **facts})


def audit(team, **facts):
    known = {"audited_on": date(2019, 9, 2), "valid_until": UNTIL, "grade": "excellent", "suits": ["final"]}
    return TeamAudit.objects.create(**{**known, "team": team, **facts})


def pairing(asked, educator, team, supervisor=None):
    by = make.coordinator(asked.council)
    return pair(request=asked, educator=educator, team=team, by=by, today=TODAY, supervisor=supervisor)


def test_a_team_with_a_valid_audit_and_room_may_host(kent):
    team = make.team(kent)
    audit(team, most_students=1)
    assert pairing(make.request(kent), free(kent), team).team == team


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"valid_until": date(2019, 12, 31)}, "the audit of the team Chatham Team ran out on 31 Dec 2019"),
        ({"suits": ["first"]}, "does not name a final placement"),
        ({"most_students": 0}, "hosts as many students then as its audit says"),
    ],
)
def test_a_team_is_refused_that_its_newest_audit_does_not_allow(kent, facts, sentence):
    team = make.team(kent)
    audit(team, audited_on=date(2018, 9, 3))
    audit(team, **facts)
    with pytest.raises(Refused, match=sentence):
        pairing(make.request(kent), free(kent), team)
    assert not Placement.objects.exists()


def test_the_next_student_is_refused_when_the_team_is_full_and_a_placement_can_still_be_changed(kent):
    team = make.team(kent)
    audit(team, most_students=1)
    made = pairing(make.request(kent), free(kent), team)
    with pytest.raises(Refused, match="hosts as many students then as its audit says"):
        pairing(make.request(kent), free(kent), team)
    made.ends_on = date(2020, 7, 3)
    assert change(placement=made, by=make.coordinator(kent), today=TODAY).ends_on == date(2020, 7, 3)


def test_a_student_is_not_placed_in_the_team_that_employs_her(kent):
    asked, team = make.request(kent), make.team(kent)
    asked.student.own_team = team
    asked.student.save()
    with pytest.raises(Refused, match="the team Chatham Team employs the student"):
        pairing(asked, free(kent), team)


def test_a_declared_conflict_keeps_an_educator_and_a_supervisor_away(kent):
    asked, near, far = make.request(kent), free(kent), free(kent, base="off-site")
    DeclaredConflict.objects.create(
        student=asked.student, educator=near, declared_on=TODAY, declared_by=make.coordinator(kent)
    )
    with pytest.raises(Refused, match="a conflict with this student is declared"):
        pairing(asked, near, make.team(kent))
    with pytest.raises(Refused, match="and this student is declared"):
        pairing(asked, far, make.team(kent), supervisor=near)


def test_a_supervisor_on_a_final_placement_is_registered_and_has_room(kent):
    off_site, team = free(kent, base="off-site", capacity=3), make.team(kent)
    with pytest.raises(Refused, match="is not registered, as a final placement needs"):
        pairing(make.request(kent), off_site, team, supervisor=free(kent, registered_until=None))
    supervisor = free(kent, capacity=1)
    for _ in range(2):
        assert pairing(make.request(kent), off_site, team, supervisor=supervisor).supervisor == supervisor
    with pytest.raises(Refused, match="has as many students then as she can"):
        pairing(make.request(kent), off_site, team, supervisor=supervisor)


def test_the_list_warns_of_a_team_and_takes_as_many_queries_for_three_as_for_one(
    kent, django_assert_num_queries
):
    from educators.models import Educator

    def found():
        people = Educator.objects.with_stage(TODAY).select_related("team__service_area", "council")
        return options(asked, people, today=TODAY)

    asked, team = make.request(kent), make.team(kent)
    audit(team, valid_until=date(2019, 12, 31))
    free(kent, team=team)
    assert found()[0].warnings == ("The audit of the team Chatham Team ran out on 31 Dec 2019",)
    with django_assert_num_queries(8):
        found()
    for name in ("Dover Team", "Thanet Team"):
        free(kent, team=make.team(kent, name))
    with django_assert_num_queries(8):
        found()
