"""R6, R8: no form is taken without its token, and no form changes what it does not show."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from django.urls import reverse

from kmtp.partnership.access import Role
from kmtp.partnership.models import Membership
from kmtp.ui.tables import CHOSEN
from tests import make
from tests.access.crawling import filled, fingerprint, press, undone
from tests.access.reading import Page, is_page
from tests.access.table import ADMINISTRATOR, LEAD, PARTNER, ROLES, TABLE, Line
from tests.access.world import COUNCIL, OWN, UNIVERSITY, WORD, World

SIGN_IN_FORMS = ("account_login", "account_logout", "account_reset_password", "account_request_login_code")
POSTED = [line for line in TABLE if line.post]


def somebody_for(line: Line) -> str | None:
    """Return somebody who may post: the lead where she may, so that every corner is in reach."""
    return next(who for who in (LEAD, *ROLES, None) if who in line.post)


def own_url(line: Line, world: World) -> str:
    """Return the address in the own corner."""
    return reverse(line.name, kwargs=world.things[line.about][OWN] if line.about else {})


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in POSTED])
def test_a_post_without_the_token_is_refused(line, world):
    client = world.client(somebody_for(line), enforce_csrf_checks=True)
    before = fingerprint()
    client.get(own_url(line, world))
    assert client.post(own_url(line, world), {"why": "Because"}).status_code == 403
    assert fingerprint() == before


@pytest.mark.parametrize("name", SIGN_IN_FORMS)
def test_the_forms_for_signing_in_need_the_token_too(name, world):
    client = world.client(None, enforce_csrf_checks=True)
    assert client.post(reverse(name), {"login": "a@b.example", "email": "a@b.example"}).status_code == 403


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in POSTED])
def test_a_form_sent_as_it_stands_is_answered_in_words(line, world):
    """Every button can be pressed: done, shown again with what is missing, or refused; it never fails."""
    for arguments in world.things[line.about].values() if line.about else [{}]:
        with undone():
            who = somebody_for(line)
            response = press(world.client(who), reverse(line.name, kwargs=arguments))
            assert response.status_code in {200, 302, 404, 409}, response.status_code


#: Columns whose foreign value is tried in every form that does not show them.
FOREIGN: dict[str, Any] = {
    "is_active": "",
    "state": "withdrawn",
    "role": "administrator",
    "ended_on": "2020-01-01",
    "left_on": "2020-01-01",
    "submitted_at": "",
    "revealed_at": "2020-01-01 00:00",
}


def foreign_values(record: models.Model, world: World) -> Iterator[tuple[str, Any]]:
    """Yield each column of a record with a value that is not its own."""
    medway, stranger = make.council("Medway"), world.people["nobody in particular"]
    others: dict[Any, Any] = {type(medway): medway.pk, type(stranger): stranger.pk}
    for column in record._meta.concrete_fields:
        target = column.related_model
        if target in others:
            yield column.name, others[target]
        elif target is not None:
            other = target._default_manager.exclude(pk=getattr(record, column.attname)).first()
            yield column.name, other.pk if other else ""
        elif column.name in FOREIGN:
            yield column.name, FOREIGN[column.name]


def snapshot(record: models.Model, names: set[str]) -> dict[str, Any]:
    """Return the columns as they stand in the database."""
    now = type(record)._base_manager.get(pk=record.pk)
    return {name: getattr(now, now._meta.get_field(name).attname) for name in names}


EDITING = ("change", "edit", "update", "student_edit", "request_edit", "hours", "programme")
#: Pages that change a record by fields of a form, and not the state that an action is for.
EDITS = [
    line
    for line in POSTED
    if line.about and line.name.rpartition(":")[2] in EDITING and line.about != "placement step"
]


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in EDITS])
@pytest.mark.parametrize("who", [LEAD, "coordinator", PARTNER])
def test_a_field_that_the_form_does_not_show_is_not_taken(line, who, world):
    if who not in line.post:
        pytest.skip("this role cannot open it")
    client, url, record = world.client(who), own_url(line, world), world.rows[line.about][OWN]
    form = Page(client.get(url)).sent[0]
    extra = {name: value for name, value in foreign_values(record, world) if name not in form.names}
    before = snapshot(record, set(extra))
    response = client.post(url, filled(form.values) | extra)
    assert response.status_code == 302, "the form as it stands was not accepted"
    assert snapshot(record, set(extra)) == before


#: A field by which a form names another record → the kind of thing it names (see ``world.py``).
NAMED = {
    "programme": "programme",
    "student": "student",
    "educator": "educator",
    "supervisor": "educator",
    "mentor": "educator",
    "team": "team",
    "placements": "placement",
    "present": "booking",
    "council": "council",
    "whose": "slug",
}


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in POSTED])
@pytest.mark.parametrize(("who", "other"), [("coordinator", COUNCIL), (PARTNER, UNIVERSITY)])
def test_a_form_names_nothing_that_is_out_of_reach(line, who, other, world):
    """A choice that was not offered is refused, also when somebody posts it by hand."""
    opened = world.client(who).get(own_url(line, world)) if who in line.post else None
    if opened is None or opened.status_code != 200 or not Page(opened).sent:
        pytest.skip("nothing to choose")
    form = Page(opened).sent[0]
    for name in sorted(set(NAMED) & form.names):
        if (foreign := key_of(NAMED[name], other, world)) is not None:
            with undone():
                response = world.client(who).post(own_url(line, world), filled(form.values) | {name: foreign})
                assert response.status_code in {200, 409}, name


#: What acts on the rows chosen in a list; an address with a record of its own acts on that.
ON_SEVERAL = [line for line in POSTED if not line.get and not line.about]
#: What the rows of such a list are, where they are not the room's own.
ROWS_OF = {"placements:offers_from_chosen": "answer"}


@pytest.mark.parametrize("line", [pytest.param(line, id=line.name) for line in ON_SEVERAL])
def test_rows_out_of_reach_are_left_out_of_what_is_done_with_several(line, world):
    """Medway's row, chosen by Kent's coordinator by hand, stays as it is and is not shown."""
    before, room = fingerprint(), "educator" if line.name.startswith("educators:") else "placement"
    kind = ROWS_OF.get(line.name, room)
    response = world.client("coordinator").post(reverse(line.name), {CHOSEN: world.rows[kind][COUNCIL].pk})
    assert response.status_code in {200, 302, 404}
    assert WORD[COUNCIL] not in response.content.decode(errors="replace")
    assert fingerprint() == before


def key_of(kind: str, corner: str, world: World) -> Any:
    """Return the key by which a form would name something of another corner; nothing where all may be named."""
    educator, placement = world.rows["educator"][corner], world.rows["placement"][corner]
    if kind in ("council", "slug") and corner != COUNCIL:
        return None  # a university may ask every council
    council = educator.council
    keys = {"team": educator.team_id, "council": council.pk, "slug": council.slug}
    keys["programme"] = placement.student.programme_id if corner == UNIVERSITY else None
    return keys[kind] if kind in keys else world.rows[kind][corner].pk


def test_her_own_details_cannot_carry_her_to_another_council(world):
    educator, client = world.rows["educator"][OWN], world.client("educator")
    url = reverse("educators:mine_change")
    form = Page(client.get(url)).sent[0]
    extra = {name: value for name, value in foreign_values(educator, world) if name not in form.names}
    before = snapshot(educator, set(extra) | {"capacity", "swe_number"})
    response = client.post(url, form.values | extra | {"capacity": "6", "swe_number": "SW1"})
    assert response.status_code == 302
    assert snapshot(educator, set(before)) == before


def test_a_new_record_lands_in_the_own_council_whatever_is_posted(world):
    """A coordinator of Kent who names Medway in a field of her own making still writes into Kent's register."""
    client, medway = world.client("coordinator"), make.council("Medway")
    form = Page(client.get(reverse("educators:add"))).sent[0]
    facts = {
        "first_name": "Newly",
        "last_name": "Made",
        "council": medway.pk,
        "person": world.people["lead"].pk,
    }
    dates = {name: "1" for name in form.names if name.endswith(("_0", "_1", "_day", "_month"))}
    years = {name: "2020" for name in form.names if name.endswith(("_2", "_year"))}
    optional = ("registered_until", "registration_checked_on")
    dates = {name: value for name, value in (dates | years).items() if not name.startswith(optional)}
    client.post(reverse("educators:add"), form.values | dates | facts)
    made = world.rows["educator"][OWN].__class__.objects.filter(first_name="Newly")
    assert [(one.council.slug, one.person_id) for one in made] == [("kent", None)]


def test_an_invitation_gives_the_role_it_was_made_for(world):
    """Whoever takes up an invitation posts a password; a role in the same form is not heard."""
    invitation = world.rows["invitation link"][OWN]
    url = reverse("accounts:accept", kwargs=world.things["invitation link"][OWN])
    facts = {
        "password": "three quiet otters",
        "role": "administrator",
        "organisation": "",
        "email": "x@y.example",
    }
    assert world.client(None).post(url, facts).status_code == 302
    held = Membership.objects.filter(person__email=invitation.email).values_list("role", "organisation")
    assert list(held) == [(Role.MANAGER, invitation.organisation_id)]


def test_the_administrator_cannot_invite_to_a_role_at_the_wrong_kind_of_place(world):
    facts = {"name": "A", "email": "a@b.example", "role": "coordinator", "organisation": make.university().pk}
    response = world.client(ADMINISTRATOR).post(reverse("accounts:invite"), facts)
    assert response.status_code == 200
    assert is_page(response)
