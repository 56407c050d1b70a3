"""A person's own views of lists."""

import pytest
from django.urls import reverse

from kmtp.accounts import saved_views
from kmtp.accounts.models import SavedView
from kmtp.accounts.models.saved_view import MOST
from kmtp.audit import Refused
from tests import make

pytestmark = pytest.mark.django_db
LIST = "educators:list"


@pytest.fixture
def kerry():
    return make.coordinator(make.council("Kent"))


@pytest.fixture
def page(client, kerry):
    client.force_login(kerry, backend="kmtp.partnership.backends.RoleBackend")
    return client


def test_the_filters_of_a_list_are_saved_and_stand_above_it(page, kerry):
    found = page.get(reverse(LIST), {"stage": "stage-2"})
    address = f"{reverse('accounts:save_view')}?route=educators%3Alist&query=stage%3Dstage-2"
    assert address.replace("&", "&amp;") in found.content.decode()
    asked = {"name": "Stage 2 in Kent", "route": LIST, "query": "stage=stage-2&page=3"}
    answer = page.post(reverse("accounts:save_view"), asked)
    view = SavedView.objects.get()
    assert (view.person, view.query) == (kerry, "stage=stage-2")
    assert answer["Location"] == f"{reverse(LIST)}?stage=stage-2"
    assert "Stage 2 in Kent" in page.get(reverse(LIST)).content.decode()


def test_a_list_without_filters_offers_nothing_to_save(page):
    assert "Save this view" not in page.get(reverse(LIST)).content.decode()


def test_a_view_is_renamed_and_deleted(page, kerry):
    view = saved_views.save(person=kerry, route=LIST, name="Old", query="stage=stage-2")
    page.post(reverse("accounts:saved_view", args=[view.pk]), {"name": "New"})
    assert SavedView.objects.get().name == "New"
    page.post(reverse("accounts:delete_view", args=[view.pk]))
    assert not SavedView.objects.exists()


def test_two_views_of_one_list_have_different_names(page, kerry):
    for name in ("One", "Two"):
        view = saved_views.save(person=kerry, route=LIST, name=name, query="stage=stage-2")
    answer = page.post(reverse("accounts:saved_view", args=[view.pk]), {"name": "One"})
    assert "You have a view of this name already" in answer.content.decode()


def test_saving_under_the_same_name_replaces_the_view(kerry):
    for query in ("stage=stage-1", "stage=stage-2"):
        saved_views.save(person=kerry, route=LIST, name="Mine", query=query)
    assert [view.query for view in SavedView.objects.all()] == ["stage=stage-2"]


def test_only_a_list_can_be_saved(page):
    for route in ("educators:add", "no:such", "https://elsewhere.example/"):
        asked = {"name": "Trick", "route": route, "query": ""}
        assert page.post(reverse("accounts:save_view"), asked).status_code == 409
        assert page.get(reverse("accounts:save_view"), asked).status_code == 200
    assert not SavedView.objects.exists()


def test_nobody_keeps_more_than_twenty(kerry):
    for number in range(MOST):
        saved_views.save(person=kerry, route=LIST, name=str(number), query="stage=stage-2")
    with pytest.raises(Refused):
        saved_views.save(person=kerry, route=LIST, name="One more", query="stage=stage-2")


def test_a_colleague_sees_only_her_own(page, kerry, client):
    view = saved_views.save(person=kerry, route=LIST, name="Kerry’s", query="stage=stage-2")
    other = make.person("Karl Colleague", role="coordinator", at=make.council("Kent"))
    client.force_login(other, backend="kmtp.partnership.backends.RoleBackend")
    assert "Kerry’s" not in client.get(reverse(LIST)).content.decode()
    assert client.get(reverse("accounts:saved_view", args=[view.pk])).status_code == 404
