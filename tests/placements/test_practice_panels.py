"""Practice panels: which reports went, what was decided, who sees which."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

from kmtp.audit import Refused
from placements.actions import practice_panels as acts
from placements.models import PanelReport, PracticePanel
from placements.practice_panels import about_to_end
from tests import make

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def panel_of(university, meets_on=None):
    return PracticePanel.objects.create(university=university, meets_on=meets_on or localdate())


def ending(council, university, days=0, **facts):
    """Return a placement that ends some days after today."""
    end = localdate() + timedelta(days=days)
    dates = {"starts_on": end - timedelta(days=150), "ends_on": end}
    student = make.student(make.programme(university))
    return make.placement(council, student=student, **dates, **facts)


def report_on(placement, panel=None, **facts):
    panel = panel or panel_of(placement.student.university)
    return PanelReport.objects.create(panel=panel, placement=placement, **{"recommendation": "pass", **facts})


# what is offered


def test_placements_that_end_about_the_panel_s_day_are_offered(kent, cccu):
    panel, user = panel_of(cccu), make.partner(cccu)
    near = [ending(kent, cccu, days) for days in (-120, 0, 42)]
    for days in (-121, 43):
        ending(kent, cccu, days)
    ending(kent, cccu, kind="readiness", days=1)
    ending(kent, cccu, state="withdrawn")
    ending(kent, make.university("Greenwich"))
    assert list(about_to_end(panel, user)) == near


def test_a_report_that_was_decided_or_is_here_is_not_offered_again(kent, cccu):
    panel, user = panel_of(cccu), make.partner(cccu)
    earlier = panel_of(cccu, localdate() - timedelta(days=30))
    here, agreed, more = (ending(kent, cccu) for _ in range(3))
    report_on(here, panel)
    for placement, outcome in ((agreed, "agreed"), (more, "more")):
        report_on(placement, earlier, outcome=outcome, decided_on=earlier.meets_on)
    assert list(about_to_end(panel, user)) == [more]


def test_a_council_is_offered_its_own_placements_alone(kent, medway, cccu):
    ours, _ = ending(kent, cccu), ending(medway, cccu)
    assert list(about_to_end(panel_of(cccu), make.coordinator(kent))) == [ours]


# sending and deciding


def test_several_reports_go_to_a_panel_at_once(kent, cccu, signed_in):
    panel = panel_of(cccu)
    first, second, third = (ending(kent, cccu) for _ in range(3))
    url = reverse("placements:practice_panel_send", args=[panel.pk])
    client = signed_in(make.partner(cccu))
    facts = {f"placement-{first.pk}": "pass", f"placement-{second.pk}": "fail", f"placement-{third.pk}": ""}
    answer = client.post(url, facts, follow=True)
    assert "2 reports went to the panel" in answer.content.decode()
    assert {(one.placement, one.recommendation) for one in panel.reports.all()} == {
        (first, "pass"),
        (second, "fail"),
    }
    assert "for at least one placement" in client.post(url, {}).content.decode()


def test_another_university_s_report_is_refused(kent, cccu):
    other = ending(kent, make.university("Greenwich"))
    with pytest.raises(Refused, match="own university"):
        acts.send(panel=panel_of(cccu), reports={other: "pass"}, by=make.lead())


def test_a_report_is_sent_once_however_often_it_is_pressed(kent, cccu):
    panel, placement = panel_of(cccu), ending(kent, cccu)
    for _ in range(2):
        acts.send(panel=panel, reports={placement: "pass"}, by=make.lead())
    assert panel.reports.count() == 1


def test_the_decision_stands_beside_the_recommendation(kent, cccu, signed_in):
    report = report_on(ending(kent, cccu))
    client = signed_in(make.partner(cccu))
    facts = {"recommendation": "pass", "outcome": "not-agreed", "note": "One observation is missing"}
    url = reverse("placements:panel_decide", args=[report.pk])
    client.post(url, facts | {"decided_on": localdate().isoformat()})
    report.refresh_from_db()
    assert (report.recommendation, report.outcome, report.decided_on) == ("pass", "not-agreed", localdate())
    page = signed_in(make.coordinator(kent)).get(report.placement.get_absolute_url()).content.decode()
    assert "Recommendation not agreed" in page
    assert "One observation is missing" in page
    later = (localdate() + timedelta(days=1)).isoformat()
    assert "Choose today or a day before" in client.post(url, facts | {"decided_on": later}).content.decode()


def test_a_report_sent_by_mistake_is_taken_back_until_it_is_decided(kent, cccu, signed_in):
    report = report_on(ending(kent, cccu))
    decided = report_on(ending(kent, cccu), report.panel, outcome="agreed", decided_on=localdate())
    answer = signed_in(make.partner(cccu)).post(
        reverse("placements:panel_take_back", args=[report.pk]), follow=True
    )
    assert "taken back" in answer.content.decode()
    assert list(PanelReport.objects.all()) == [decided]
    with pytest.raises(Refused, match="decided on this report already"):
        acts.take_back(report=decided, by=make.lead())


def test_a_partner_adds_a_panel_of_her_own_university(cccu, signed_in):
    client, day = signed_in(make.partner(cccu)), "2030-03-04"
    url = reverse("placements:practice_panel_add")
    assert 'name="university"' not in client.get(url).content.decode()
    client.post(url, {"meets_on": day, "note": "Online"})
    made = PracticePanel.objects.get()
    assert (made.university, made.meets_on, made.note) == (cccu, date(2030, 3, 4), "Online")
    assert "on that day already" in client.post(url, {"meets_on": day}).content.decode()
    client.post(reverse("placements:practice_panel_change", args=[made.pk]), {"meets_on": "2030-03-05"})
    made.refresh_from_db()
    assert (made.meets_on, made.university) == (date(2030, 3, 5), cccu)


def test_a_coordinator_adds_a_panel_of_any_university(kent, cccu, signed_in):
    make.university("Greenwich")
    facts = {"university": cccu.pk, "meets_on": "2030-03-04"}
    signed_in(make.coordinator(kent)).post(reverse("placements:practice_panel_add"), facts)
    assert PracticePanel.objects.get().university == cccu


# who sees what


def test_a_council_sees_the_reports_on_its_own_placements_alone(kent, medway, cccu, signed_in):
    panel = panel_of(cccu)
    ours, theirs = ending(kent, cccu), ending(medway, cccu)
    report_on(ours, panel)
    foreign = report_on(theirs, panel)
    client = signed_in(make.coordinator(kent))
    page = client.get(panel.get_absolute_url()).content.decode()
    assert [str(one.student) in page for one in (ours, theirs)] == [True, False]
    row = client.get(reverse("placements:practice_panel_list")).context["table"].data.data.get()
    assert (row.reports_sent, row.decided) == (1, 0)
    assert client.get(reverse("placements:panel_decide", args=[foreign.pk])).status_code == 404


def test_a_university_sees_its_own_panels_alone(cccu, signed_in):
    panel = panel_of(cccu)
    other = signed_in(make.partner(make.university("Greenwich")))
    assert other.get(panel.get_absolute_url()).status_code == 404
    assert other.get(reverse("placements:practice_panel_list")).context["table"].paginator.count == 0


def test_an_educator_sees_nothing_of_a_panel_on_the_placement_s_page(kent, cccu, signed_in):
    educator = make.educator(kent, sign_in=True)
    report = report_on(ending(kent, cccu, educator=educator))
    page = signed_in(educator.person).get(report.placement.get_absolute_url()).content.decode()
    assert "Practice panel" not in page


# queries


@pytest.mark.parametrize("what", ["list", "panel", "send"])
def test_a_page_takes_as_many_queries_for_three_rows_as_for_one(kent, cccu, signed_in, what):
    panel, client, counts = panel_of(cccu), signed_in(make.coordinator(kent)), []
    urls = {
        "list": reverse("placements:practice_panel_list"),
        "panel": panel.get_absolute_url(),
        "send": reverse("placements:practice_panel_send", args=[panel.pk]),
    }
    for number in (1, 2):
        for _ in range(number):
            report_on(ending(kent, cccu), panel)
            ending(kent, cccu)
            panel_of(cccu, localdate() + timedelta(days=PracticePanel.objects.count()))
        with CaptureQueriesContext(connection) as asked:
            assert client.get(urls[what]).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


# what the database holds


def test_a_university_s_panel_meets_once_a_day(cccu):
    day = date(2020, 3, 2)
    assert panel_of(cccu, day).pk
    assert panel_of(make.university("Greenwich"), day).pk
    with pytest.raises(IntegrityError, match="practice_panel_is_one_a_day"), transaction.atomic():
        panel_of(cccu, day)


def test_a_report_is_before_a_panel_once_and_decided_on_a_day(kent, cccu):
    report = report_on(ending(kent, cccu))
    with pytest.raises(IntegrityError, match="panel_report_is_sent_once"), transaction.atomic():
        report_on(report.placement, report.panel)
    rows = PanelReport.objects.filter(pk=report.pk)
    for wrong in ({"outcome": "agreed"}, {"decided_on": date(2020, 3, 2)}):
        with pytest.raises(IntegrityError, match="panel_report_is_decided_on_a_day"), transaction.atomic():
            rows.update(**wrong)
    assert rows.update(outcome="agreed", decided_on=date(2020, 3, 2)) == 1
