"""What forums ask of whoever is signed in, for the first page."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse

from forums.models import Forum
from kmtp.partnership.front_page import Line
from kmtp.ui.templatetags.ui import in_words

SOON = timedelta(weeks=6)


def lines(user: Any, today: date) -> list[Line]:
    """Return what forums ask of this person today."""
    found = _organiser(user, today) if user.has_perm("forums.change_forum") else []
    return found + (_educator(user, today) if user.has_perm("forums.book_place") else [])


def _organiser(user: Any, today: date) -> list[Line]:
    forums = _that_matter(user, today)
    registers = sum(forum.is_register_open for forum in forums)
    drafts = [forum.pk for forum in forums if forum.state == "draft"]
    ahead = [forum for forum in forums if forum.state == "announced" and forum.held_on >= today]
    return _registers(registers) + _drafts(drafts) + [_coming(forum) for forum in ahead[:1]]


def _that_matter(user: Any, today: date) -> list[Any]:
    """Return the few forums that a line may speak of, by day. One query."""
    draft = Q(state="draft", held_on__range=(today, today + SOON))
    coming = Q(state="announced", held_on__gte=today)
    visible: Any = Forum.objects.visible_to(user).with_places().with_register(user, today)
    found = visible.filter(draft | coming | Q(is_register_open=True))
    return list(found.order_by("held_on", "starts_at", "pk"))


def _registers(number: int) -> list[Line]:
    sentence = "1 register is not taken" if number == 1 else f"{number} registers are not taken"
    return [Line(sentence, reverse("forums:list") + "?register=True", urgent=True)] if number else []


def _drafts(keys: list[int]) -> list[Line]:
    if not keys:
        return []
    if len(keys) == 1:
        sentence = "1 forum in the next six weeks is not announced yet"
        return [Line(sentence, reverse("forums:detail", args=keys), urgent=True)]
    sentence = f"{len(keys)} forums in the next six weeks are not announced yet"
    return [Line(sentence, reverse("forums:list") + "?state=draft&when=coming", urgent=True)]


def _coming(forum: Any) -> Line:
    places = f"{forum.taken} of {forum.capacity} places booked"
    waiting = f", {forum.waiting} waiting" if forum.waiting else ""
    sentence = f"The next forum is on {in_words(forum.held_on)}: {places}{waiting}"
    return Line(sentence, forum.get_absolute_url(), asks=False)


def _educator(user: Any, today: date) -> list[Line]:
    ahead: list[Any] = list(Forum.objects.visible_to(user).ahead(today).with_own_booking(user).with_places())
    booked = [forum for forum in ahead if forum.own_state == "booked"][:1]
    to_book = [forum for forum in ahead if not forum.own_state][:1]
    return [*(_place(forum) for forum in booked), *(_invitation(forum) for forum in to_book)]


def _place(forum: Any) -> Line:
    words = f"You have a place at the forum on {in_words(forum.held_on)}"
    return Line(words, forum.get_absolute_url(), asks=False)


def _invitation(forum: Any) -> Line:
    day, left = in_words(forum.held_on), forum.capacity - forum.taken
    if left <= 0:
        words = f"The forum on {day} is full: join the waiting list (1 minute)"
    else:
        words = f"Book your place at the forum on {day}: {left} left (1 minute)"
    return Line(words, forum.get_absolute_url())
