"""The guidance library."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from educators.actions import guidance
from educators.models import Adoption, Guide, GuideSection, GuideVersion, Reading
from educators.tasks.guidance import remind
from kmtp.audit import Refused
from kmtp.mail.models import Letter
from kmtp.partnership.models import Organisation, Person
from tests import make

pytestmark = pytest.mark.django_db
TODAY = date(2020, 3, 2)


def make_version(number: int = 1, issued_on: date | None = TODAY) -> GuideVersion:
    """Return a version with one section."""
    guide = Guide.objects.get_or_create(title="Practice Educator Guidance")[0]
    version = GuideVersion.objects.create(guide=guide, number=number, issued_on=issued_on)
    GuideSection.objects.create(version=version, order=1, heading="Eligibility", body="Two years. <b>")
    return version


def browser(of: str = "manager") -> Client:
    """Return the browser of somebody in Kent."""
    client = Client()
    person = getattr(make, of)(make.council())
    client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_reading_is_confirmed_once() -> None:
    client, version = browser(), make_version()
    for _ in range(2):
        assert client.post(reverse("educators:guide_read", args=[version.pk])).status_code == 302
    assert Reading.objects.count() == 1
    assert "You said on" in client.get(version.get_absolute_url()).content.decode()


def test_opening_the_page_confirms_nothing_and_its_text_is_escaped() -> None:
    page = browser().get(make_version().get_absolute_url()).content.decode()
    assert "Two years. &lt;b&gt;" in page
    assert not Reading.objects.exists()


def test_a_draft_does_not_exist_for_a_coordinator() -> None:
    draft = make_version(issued_on=None)
    assert browser("coordinator").get(draft.get_absolute_url()).status_code == 404


def test_the_library_shows_the_newest_issued_version() -> None:
    make_version(1), make_version(2), make_version(3, issued_on=None)
    page = browser().get(reverse("educators:guidance")).content.decode()
    assert "Version 2," in page
    assert "Version 1," not in page
    assert "Version 3," not in page


def test_a_draft_is_issued_once_and_not_read_before() -> None:
    draft, by = make_version(issued_on=None), make.lead()
    with pytest.raises(Refused, match="draft"):
        guidance.confirm_read(version=draft, by=by, today=TODAY)
    assert guidance.issue(version=draft, by=by, today=TODAY).issued_on == TODAY
    with pytest.raises(Refused, match="already"):
        guidance.issue(version=draft, by=by, today=TODAY)


def test_a_guide_has_one_draft() -> None:
    make_version(1, issued_on=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_version(2, issued_on=None)


def client_of(person: Person) -> Client:
    """Return the browser of a person."""
    client = Client()
    client.force_login(person, backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_a_new_version_is_a_copy_of_the_last_one() -> None:
    old, by = make_version(), make.lead()
    draft = guidance.copy(guide=old.guide, by=by)
    assert (draft.number, draft.is_draft, draft.texts) == (2, True, old.texts)
    with pytest.raises(Refused, match="draft already"):
        guidance.copy(guide=old.guide, by=by)


def test_the_lead_writes_a_draft_on_its_pages_and_issues_it() -> None:
    old, client = make_version(), client_of(make.lead())
    client.post(reverse("educators:guide_copy", args=[old.guide_id]))
    draft = GuideVersion.objects.get(number=2)
    client.post(
        reverse("educators:section_add", args=[draft.pk]), {"heading": "Training", "body": "- One\n- Two"}
    )
    first, second = draft.sections.all()
    client.post(
        reverse("educators:section_change", args=[first.pk]), {"heading": "Eligibility", "body": "Three."}
    )
    client.post(reverse("educators:section_up", args=[second.pk]))
    client.post(reverse("educators:guide_changes", args=[draft.pk]), {"changes": "Training is new."})
    client.post(reverse("educators:guide_issue", args=[draft.pk]))
    draft.refresh_from_db()
    assert not draft.is_draft
    assert draft.changes == "Training is new."
    assert list(draft.texts) == ["Training", "Eligibility"]
    page = client.get(draft.get_absolute_url()).content.decode()
    assert '<ul class="govuk-list govuk-list--bullet"><li>One</li><li>Two</li></ul>' in page
    assert "govuk-tag--blue" in page
    compared = client.get(reverse("educators:guide_compare", args=[draft.pk])).content.decode()
    assert "<del>Two years. &lt;b&gt;</del>" in compared
    assert "<ins>Three.</ins>" in compared


def test_an_issued_version_is_not_written_any_more() -> None:
    version, client = make_version(), client_of(make.lead())
    section = version.sections.get()
    for name, key in (
        ("section_add", version.pk),
        ("section_change", section.pk),
        ("guide_changes", version.pk),
    ):
        assert client.get(reverse(f"educators:{name}", args=[key])).status_code == 404
    with pytest.raises(Refused, match="does not change"):
        guidance.take_out(section=section, by=make.lead())


def test_a_guide_has_no_two_sections_of_one_heading() -> None:
    draft, client = make_version(issued_on=None), client_of(make.lead())
    url = reverse("educators:section_add", args=[draft.pk])
    answer = client.post(url, {"heading": "eligibility", "body": "Again."})
    assert "Another section has this heading" in answer.content.decode()
    assert draft.sections.count() == 1


def test_the_lead_begins_a_guide() -> None:
    client = client_of(make.lead())
    client.post(reverse("educators:guide_add"), {"title": "Guidance for mentors", "summary": ""})
    assert GuideVersion.objects.get().is_draft


def step_of(council: Organisation, day: date = TODAY, state: str = "agreed") -> dict[str, Any]:
    """Return what the form of a step sends."""
    data = {"organisation": council.pk, "state": state, "body": "Strategic Board"}
    return data | {"decided_on_day": day.day, "decided_on_month": day.month, "decided_on_year": day.year}


def test_a_coordinator_records_a_step_of_her_own_council_only() -> None:
    kent, medway, version = make.council(), make.council("Medway"), make_version()
    client, url = client_of(make.coordinator(kent)), reverse("educators:guide_step", args=[version.guide_id])
    assert client.post(url, step_of(medway)).status_code == 200
    assert not Adoption.objects.exists()
    assert client.post(url, step_of(kent)).status_code == 302
    page = client.get(reverse("educators:guidance")).content.decode()
    assert "Agreed (Strategic Board), 2 Mar 2020" in page
    assert "Not started" in page


def test_the_action_refuses_a_step_of_another_council_and_one_to_come() -> None:
    kent, medway, guide = make.council(), make.council("Medway"), make_version().guide
    by = make.coordinator(kent)
    step = Adoption(guide=guide, organisation=medway, state="agreed", decided_on=TODAY)
    with pytest.raises(Refused, match="organisation"):
        guidance.record_step(step=step, by=by, today=TODAY)
    step = Adoption(guide=guide, organisation=kent, state="agreed", decided_on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="to come"):
        guidance.record_step(step=step, by=by, today=TODAY)


def test_only_the_last_step_of_a_partner_says_how_far_it_has_come() -> None:
    kent, guide = make.council(), make_version().guide
    for state in ("submitted", "agreed"):
        Adoption.objects.create(guide=guide, organisation=kent, state=state, decided_on=TODAY)
    assert [one.state for one in Adoption.objects.last_steps()] == ["agreed"]


def test_reminders_go_after_two_and_four_weeks_once_and_not_to_readers() -> None:
    kent, version = make.council(), make_version()
    reader = make.educator(kent, sign_in=True, first_name="Rita")
    make.educator(kent, sign_in=True, first_name="Una", swe_number="")
    make.educator(kent, first_name="No", last_name="Sign-in")
    guidance.confirm_read(version=version, by=reader.person, today=TODAY)
    sent = {
        days: guidance.remind_all(today=TODAY + timedelta(days=days))
        for days in (13, 14, 15, 27, 28, 30, 42, 60)
    }
    assert sent == {13: 0, 14: 1, 15: 0, 27: 0, 28: 1, 30: 0, 42: 0, 60: 0}
    letter = Letter.objects.first()
    assert letter.to == "una.two@kent.example"
    assert "ten minutes" in letter.body


def test_the_task_runs_twice_with_the_same_result() -> None:
    make_version(issued_on=localdate() - timedelta(days=20))
    make.educator(sign_in=True)
    assert (remind(), remind()) == (1, 0)


def test_a_coordinator_sees_and_reminds_only_her_own_people() -> None:
    kent, version = make.council(), make_version(issued_on=localdate())
    make.educator(kent, sign_in=True, first_name="Una", last_name="Kentish")
    make.educator(make.council("Medway"), sign_in=True, first_name="Mia", last_name="Medwayan")
    client = client_of(make.coordinator(kent))
    page = client.get(reverse("educators:guide_readers", args=[version.pk])).content.decode()
    assert "Una Kentish" in page
    assert "Medwayan" not in page
    url = reverse("educators:guide_remind", args=[version.pk])
    assert "1 practice educator has not read it" in client.get(url).content.decode()
    assert not Letter.objects.exists()
    for said in ("1 reminder is on its way", "in this fortnight already"):
        assert said in client.post(url, follow=True).content.decode()
    assert [letter.to for letter in Letter.objects.all()] == ["una.kentish@kent.example"]


def test_an_educator_finds_what_to_read_on_the_first_page_until_it_is_read() -> None:
    version = make_version()
    person = make.educator(sign_in=True).person
    assert "guidance (10 minutes)" in client_of(person).get("/").content.decode()
    guidance.confirm_read(version=version, by=person, today=TODAY)
    assert "guidance (10 minutes)" not in client_of(person).get("/").content.decode()


@pytest.mark.parametrize("name", ["guidance", "guide_version", "guide_compare", "guide_readers"])
def test_a_page_costs_the_same_for_one_row_and_three(name: str, django_assert_max_num_queries: Any) -> None:
    kent, version = make.council(), make_version()
    client, of_one = client_of(make.coordinator(kent)), name != "guidance"
    url = reverse(f"educators:{name}", args=[version.pk] if of_one else [])
    counts = []
    for number in (1, 2, 3):
        make.educator(kent, sign_in=True, first_name=f"Una{number}")
        Adoption.objects.create(guide=version.guide, organisation=kent, state="agreed", decided_on=TODAY)
        GuideSection.objects.create(version=version, order=number + 1, heading=f"More {number}", body="- a")
        with django_assert_max_num_queries(12) as asked:
            assert client.get(url).status_code == 200
        counts.append(len(asked))
    assert len(set(counts[1:])) == 1
