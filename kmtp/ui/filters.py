"""Filters of a list: facets with the number beside each choice, a search, and tags that can be removed.

Everything is read from the address and nothing can break it: what a filter does not know is left out, with
a sentence that says so. The numbers of all facets come from one aggregate query.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any, Self
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Case, Count, F, Func, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.lookups import GreaterThan
from django.http import HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from kmtp.ui.remembered import Remembered, state_for

Choices = Iterable[tuple[Any, str]]
LONGEST_SEARCH = 100
#: What an address says to ask for all of a list that has a horizon: ``?back=all``.
BACK, ALL = "back", "all"
MOST_WORDS = 8
NOT_FILTERS = ("page", "format")
#: What an address may say without any number in the panel being another one.
COUNTS_NOTHING = (*NOT_FILTERS, "sort")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a facet, with how many records it would leave."""

    value: str
    label: str
    count: int
    is_chosen: bool
    html_id: str


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet as the panel shows it."""

    name: str
    label: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Removable:
    """What is chosen, as a tag whose link takes it away."""

    label: str
    text: str
    href: str


def never(chosen: Mapping[str, list[str]], since: date) -> bool:
    """Say that nothing to choose lies before a horizon."""
    return False


@dataclass(frozen=True, slots=True)
class Horizon:
    """Where a list begins that grows by the year, unless the address asks for all of it or somebody searches.

    So that a page reads as much in ten years as in the first. ``since`` is the first day, ``q`` the condition that
    a row belongs to it, ``words`` say so with ``{day}``, and ``passed`` says whether what is chosen lies before it.
    """

    since: Callable[[], date]
    q: Callable[[date], Q]
    words: str
    passed: Callable[[Mapping[str, list[str]], date], bool] = never


class Folded(Func):
    """Words without accents and capitals, by the database's own function, which an index can hold."""

    function = "folded"
    output_field = TextField()


def no_meanings(request: HttpRequest) -> Mapping[Any, Any]:
    """Return nothing: the column of the facet is its value."""
    return {}


class FacetFilter(django_filters.Filter):
    """Several choices, any of which may hold.

    Facets that name the same ``together`` are counted by one grouped query, which reads a long list once and
    not once for each choice; facets whose values go together (a team's place, how somebody stands) suit best.
    ``is_listed=False`` keeps a facet out of the panel: an address sets it, a tag removes it.

    ``bits`` names a number that holds a bit for each choice, in their order, instead of a field.
    ``only_found`` leaves choices that nothing has out of the panel: many may be chosen, few are met.
    ``by`` names the key on the record that the value hangs on, and ``meanings`` gives the value of each key, where
    there are few of them: counting by a team is three times as quick as by the joined name of its locality.

    ``choices`` are (value, label) pairs, or a function of the request that returns them. ``q`` turns the
    chosen values into a condition; by default ``field_name`` is one of them. A condition across a to-many
    relation must be an ``Exists`` or ``pk__in`` subquery: a join would count and list a record twice.
    """

    field_class = forms.Field

    def __init__(
        self,
        field_name: str | None = None,
        *,
        choices: Choices | Callable[[HttpRequest], Choices] = (),
        q: Callable[[list[str]], Q] | None = None,
        together: str = "",
        is_listed: bool = True,
        bits: str = "",
        only_found: bool = False,
        by: str = "",
        meanings: Callable[[HttpRequest], Mapping[Any, Any]] = no_meanings,
        **kwargs: Any,
    ) -> None:
        """Take django-filter's options, the choices and the condition."""
        super().__init__(field_name, **kwargs)
        self.choices = choices
        self.condition = q
        self.together = together
        self.is_listed = is_listed
        self.bits = bits
        self.only_found = only_found
        self.by = by
        self.meanings = meanings

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        """Return a copy for one page, which shares the choices: nobody changes them, and they are many."""
        return copy(self)

    def q(self, values: list[str]) -> Q:
        """Return the condition that any of ``values`` holds."""
        if self.bits:
            mask = sum(1 << i for i, value in enumerate(self.labels(None)) if value in values)
            return Q(GreaterThan(F(self.bits).bitand(mask), Value(0)))
        return self.condition(values) if self.condition else Q(**{f"{self.field_name}__in": values})

    def labels(self, request: HttpRequest | None) -> dict[str, str]:
        """Return the label of each value."""
        pairs: Any = self.choices(request) if callable(self.choices) else self.choices  # type: ignore[arg-type]
        return {str(value): str(label) for value, label in pairs}


class SearchFilter(django_filters.Filter):
    """Words, each of which stands in one of ``fields``, whatever its accents and capitals.

    ``column`` instead names one column that holds all of it folded already and has an index of its own.
    """

    field_class = forms.CharField

    def __init__(self, fields: Iterable[str] = (), *, column: str = "", **kwargs: Any) -> None:
        """Take the fields or the column to look in, and django-filter's options."""
        kwargs.setdefault("label", "Search")
        super().__init__(**kwargs)
        self.fields = tuple(fields)
        self.column = column

    def q(self, values: list[str]) -> Q:
        """Return the condition that every word stands somewhere."""
        found = Q()
        for word in values[0].split()[:MOST_WORDS]:
            found &= self._anywhere(word)
        return found

    def _anywhere(self, word: str) -> Q:
        somewhere = Q(**{f"{self.column}__contains": Folded(Value(word))}) if self.column else Q()
        for field in self.fields:
            somewhere |= Q(**{f"{field}__unaccent__icontains": word})
        return somewhere


class FilterSet(django_filters.FilterSet):
    """The base of every list's filters. django-filter's own filters work beside ours, without numbers."""

    horizon: Horizon | None = None

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        queryset: QuerySet | None = None,
        *,
        request: HttpRequest | None = None,
        prefix: str | None = None,
    ) -> None:
        """Read the address: what is chosen, and what is left out because nothing here knows it."""
        super().__init__(data, queryset, request=request, prefix=prefix)
        self.query = data if isinstance(data, QueryDict) else _as_query(data or {})
        self.chosen: dict[str, list[str]] = {}
        self.ignored: list[str] = []
        self._others: dict[str, Any] = {}
        for name, filter_ in self.filters.items():
            self._read(name, filter_)

    def _read(self, name: str, filter_: Any) -> None:
        if isinstance(filter_, FacetFilter):
            self._read_facet(name)
        elif isinstance(filter_, SearchFilter):
            self._read_search(name)
        else:
            self._read_other(name, filter_)

    def _read_facet(self, name: str) -> None:
        labels = self.labels[name]
        values = list(dict.fromkeys(value for value in self.query.getlist(name) if value))
        if known := [value for value in values if value in labels]:
            self.chosen[name] = known
        for value in values:
            if value not in labels:
                self._ignore(name, value, "is not one of its choices")

    def _read_search(self, name: str) -> None:
        text = self.query.get(name, "").strip()
        if "\x00" in text:
            self._ignore(name, text.replace("\x00", ""), "cannot be searched for")
        elif text:
            self.chosen[name] = [text[:LONGEST_SEARCH]]

    def _read_other(self, name: str, filter_: Any) -> None:
        typed = filter_.field.widget.value_from_datadict(self.query, {}, name)
        try:
            value = filter_.field.clean(typed)
        except ValidationError:
            self._ignore(name, str(typed), "could not be read")
        else:
            if value not in (None, "", []):
                self._others[name] = value

    def _ignore(self, name: str, value: str, why: str) -> None:
        self.ignored.append(f"{self.label(name)}: “{value[:LONGEST_SEARCH]}” {why}, so it was left out.")

    def label(self, name: str) -> str:
        """Return what a filter is called."""
        return str(self.filters[name].label or name.replace("_", " ").capitalize())

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The labels of every facet's values; choices that depend on the person are read once."""
        facets = {name: one for name, one in self.filters.items() if isinstance(one, FacetFilter)}
        return self._remembered.get(
            "labels", lambda: {name: facet.labels(self.request) for name, facet in facets.items()}
        )

    @cached_property
    def _remembered(self) -> Remembered:
        """What this list counted a moment ago for this person: on any of its pages, however it is sorted."""
        state = state_for(self.request)
        if not state:
            return Remembered(None)
        whose = (type(self).__qualname__, self.request.path, self.request.user.pk)
        return Remembered(state, *whose, _address(self.query, COUNTS_NOTHING))

    def is_valid(self) -> bool:
        """Every address is valid: what is not known is left out and said."""
        return True

    @property
    def narrows(self) -> bool:
        """Whether anything is chosen or sought."""
        return bool(self.chosen or self._others)

    @cached_property
    def qs(self) -> QuerySet:
        """The records that all filters leave."""
        return self._narrowed.filter(self._facets_except(None))

    @cached_property
    def _narrowed(self) -> QuerySet:
        """The records that search and django-filter's own filters leave: the ground that facets count on."""
        queryset: QuerySet = self.queryset.all()
        if self.horizon and self.begins_on:
            queryset = queryset.filter(self.horizon.q(self.begins_on))
        for name, value in self._others.items():
            queryset = self.filters[name].filter(queryset, value)
        for name, values in self.chosen.items():
            if name not in self.labels:
                queryset = queryset.filter(self.filters[name].q(values))
        return queryset

    @cached_property
    def begins_on(self) -> date | None:
        """The day from which on the list shows its rows; nothing when it shows all of them."""
        if self.horizon is None or self.reaches_back:
            return None
        since = self.horizon.since()
        is_sought = any(name not in self.labels for name in self.chosen)
        return None if is_sought or self.horizon.passed(self.chosen, since) else since

    @property
    def reaches_back(self) -> bool:
        """Whether the address asks for all of the list."""
        return self.horizon is not None and self.query.get(BACK) == ALL

    @property
    def horizon_words(self) -> str:
        """Where the list begins, in a sentence."""
        if self.horizon is None:
            return ""
        day = self.horizon.since()
        return self.horizon.words.format(day=f"{day.day} {day:%B %Y}")

    @property
    def back_href(self) -> str:
        """The address of all of the list, or when that is shown of the part from its horizon on."""
        query = self.query.copy()
        query.setlist(BACK, [] if self.reaches_back else [ALL])
        return _address(query, NOT_FILTERS)

    def _facets_except(self, name: str | None) -> Q:
        condition = Q()
        for other, values in self.chosen.items():
            if other in self.labels and other != name:
                condition &= self.filters[other].q(values)
        return condition

    @cached_property
    def _counts(self) -> dict[str, int]:
        """For each choice, how many records it and every other facet leave; and how many all do."""
        return self._remembered.get("counts", self._counts_by_value)

    def _counts_by_value(self) -> dict[str, int]:
        """By the values of the choices: another page may remember them beside choices that it read itself."""
        counts = self._count()
        by_value = {
            f"{name} {value}": counts.get(f"{name}_{i}", 0)
            for name, labels in self.labels.items()
            for i, value in enumerate(labels)
        }
        return by_value | {"found": counts["found"]}

    def _count(self) -> dict[str, int]:
        grouped = {name: one.together for name, one in self.filters.items() if getattr(one, "together", "")}
        counts: dict[str, int] = {}
        for together in dict.fromkeys(grouped.values()):
            counts |= self._count_together([name for name in grouped if grouped[name] == together])
        apart = [name for name in self.labels if name not in grouped and self.filters[name].is_listed]
        return counts | (self._count_apart(apart) if apart or not counts else {})

    def _count_apart(self, names: list[str]) -> dict[str, int]:
        """One query that looks at every record for every choice."""
        wanted = {"found": Count("pk", filter=self._facets_except(None) or None)}
        for name in names:
            rest = self._facets_except(name)
            for i, value in enumerate(self.labels[name]):
                wanted[f"{name}_{i}"] = Count("pk", filter=rest & self.filters[name].q([value]))
        return self._narrowed.order_by().aggregate(**wanted)

    def _count_together(self, names: list[str]) -> dict[str, int]:
        """One query that groups the records by what the facets see in them and by the facets that hold."""
        counts = dict.fromkeys(["found", *(f"{n}_{i}" for n in names for i in range(len(self.labels[n])))], 0)
        names = [name for name in names if self.labels[name]]
        aliases = {name: self.filters[name].by or name for name in names}
        keys = {alias: self._key(name) for name, alias in aliases.items()}
        for *values, holding, number in self._groups(keys):
            seen = dict(zip(keys, values, strict=True))
            self._add(counts, {name: seen[alias] for name, alias in aliases.items()}, holding, number)
        return counts

    def _groups(self, keys: Mapping[str, Any]) -> Iterable[tuple[Any, ...]]:
        """Return the groups: what each facet sees, which chosen facets hold, how many records."""
        holding = self._bits([self.filters[name].q(self.chosen[name]) for name in self._facets_chosen])
        seen = {f"seen_{name}": key for name, key in keys.items()}
        rows: Any = self._narrowed.order_by().annotate(**seen, holding=holding)
        groups: Iterable[tuple[Any, ...]] = rows.values_list(*seen, "holding").annotate(Count("pk"))
        return groups

    @property
    def _facets_chosen(self) -> list[str]:
        return [name for name in self.chosen if name in self.labels]

    def _key(self, name: str) -> Any:
        """A column where the facet is one; otherwise a bit for each choice whose condition holds."""
        facet = self.filters[name]
        if facet.by or facet.bits or facet.condition is None:
            return F(facet.by or facet.bits or facet.field_name)
        return self._bits([facet.q([value]) for value in self.labels[name]])

    @staticmethod
    def _bits(conditions: list[Q]) -> Any:
        bits: Any = Value(0, IntegerField())
        for i, condition in enumerate(conditions):
            bits = bits + Case(When(condition, then=Value(1 << i)), default=Value(0))
        return bits

    def _add(self, counts: dict[str, int], seen: dict[str, Any], holding: int, number: int) -> None:
        chosen = self._facets_chosen
        everything = (1 << len(chosen)) - 1
        counts["found"] += number if holding == everything else 0
        for name, value in seen.items():
            own = 1 << chosen.index(name) if name in chosen else 0
            if holding | own == everything:
                for i in self._choices_in(name, value):
                    counts[f"{name}_{i}"] += number

    def _choices_in(self, name: str, value: Any) -> list[int]:
        """Which choices of a facet the value of a group stands for."""
        labels = self.labels[name]
        if self.filters[name].bits or self.filters[name].condition is not None:
            return [i for i in range(len(labels)) if value >> i & 1]
        value = self._meanings[name].get(value) if self.filters[name].by else value
        return [self._places[name][str(value)]] if str(value) in labels else []

    @cached_property
    def _meanings(self) -> dict[str, Mapping[Any, Any]]:
        """What the keys stand for by which some facets are counted."""
        facets = {name: self.filters[name] for name in self.labels}
        return {name: facet.meanings(self.request) for name, facet in facets.items() if facet.by}

    @cached_property
    def _places(self) -> dict[str, dict[str, int]]:
        return {name: {value: i for i, value in enumerate(labels)} for name, labels in self.labels.items()}

    @property
    def found(self) -> int:
        """How many records all filters leave."""
        return self._counts["found"]

    @property
    def facets(self) -> list[Facet]:
        """The facets with their numbers, for the panel."""
        facets = [
            self._facet(name, labels) for name, labels in self.labels.items() if self.filters[name].is_listed
        ]
        return [facet for facet in facets if facet.choices]

    def _facet(self, name: str, labels: Mapping[str, str]) -> Facet:
        chosen = self.chosen.get(name, [])
        found = self.filters[name].only_found
        choices = (
            Choice(value, label, count, value in chosen, f"filter-{name}-{i}")
            for i, (value, label) in enumerate(labels.items())
            if (count := self._counts.get(f"{name} {value}", 0)) or value in chosen or not found
        )
        return Facet(name, self.label(name), tuple(choices))

    @property
    def panel(self) -> SafeString:
        """The panel as it stands on the page."""
        shown = partial(render_to_string, "ui/_filters.html", {"filter": self})
        return self._remembered.get("panel" + urlencode(self.kept), shown)

    @property
    def search(self) -> dict[str, str] | None:
        """The search box, if the list has one."""
        name = next((name for name, one in self.filters.items() if isinstance(one, SearchFilter)), None)
        if name is None:
            return None
        return {"name": name, "label": self.label(name), "value": "".join(self.chosen.get(name, []))}

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """The fields of django-filter's own filters."""
        ours = (FacetFilter, SearchFilter)
        return [self.form[name] for name, filter_ in self.filters.items() if not isinstance(filter_, ours)]

    @property
    def tags(self) -> list[Removable]:
        """What is chosen, each with the address that lacks just that."""
        words = [
            (name, value, self.labels.get(name, {}).get(value, value))
            for name, values in self.chosen.items()
            for value in values
        ]
        tags = [Removable(self.label(name), text, self._without(name, value)) for name, value, text in words]
        others = [
            Removable(self.label(name), self.query.get(name, ""), self._without(name, None))
            for name in self._others
        ]
        return tags + others

    def _without(self, name: str, value: str | None) -> str:
        query = self.query.copy()
        left = [one for one in query.getlist(name) if one != value and value is not None]
        if isinstance(self.filters[name], SearchFilter):
            left = []
        query.setlist(name, left)
        return _address(query, NOT_FILTERS)

    @property
    def clear_href(self) -> str:
        """The address without any filter, sorted as it is."""
        return _address(self.query, (*self.filters, *NOT_FILTERS, BACK))

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What the panel's form carries along unseen, such as how the list is sorted."""
        without = {*self.filters, *NOT_FILTERS}
        return [
            (name, value) for name, values in self.query.lists() if name not in without for value in values
        ]


def _as_query(data: Mapping[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


def _address(query: QueryDict, without: Iterable[str]) -> str:
    left = query.copy()
    for name in without:
        left.pop(name, None)
    return f"?{left.urlencode()}"
