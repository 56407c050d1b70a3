"""Lists: a table that draws its rows itself, and columns that know their words and their plain value.

django-tables2 spends nine tenths of a list's time on its own cells, so ``Table.body`` builds them here in one
pass; sorting, paging and the declarations stay its. ``render_<column>`` and ``value_<column>`` on a table
still work, at the library's own speed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import django_tables2
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.timezone import is_aware, localtime
from django_tables2.rows import BoundRow
from django_tables2.utils import Accessor, call_with_appropriate

MISSING = "—"
MOST_COLUMNS = 8
CHOSEN = "chosen"
EVERYTHING = "everything"
Cell = Callable[[Any], str]


def follow(record: Any, path: str) -> Any:
    """Return what ``team__name`` leads to from a record, or nothing where a step on the way is empty."""
    *steps, last = path.split("__")
    for step in steps:
        record = _step(record, step)
    display = getattr(record, f"get_{last}_display", None)
    return display() if display else _step(record, last)


def raw(record: Any, path: str) -> Any:
    """Return the stored value, where ``follow`` gives the words of a choice."""
    for step in path.split("__"):
        record = _step(record, step)
    return record


def _step(record: Any, name: str) -> Any:
    if record is None:
        return None
    if isinstance(record, Mapping):
        return record[name]
    try:
        value = getattr(record, name)
    except ObjectDoesNotExist:
        return None
    return value() if callable(value) else value


def day_in_words(day: date | None) -> str:
    """Return ``3 Feb 2020``, in local time."""
    if day is None:
        return ""
    local = localtime(day) if isinstance(day, datetime) and is_aware(day) else day
    return f"{local.day} {local:%b} {local.year}"


def said(value: Any) -> str:
    """Return any value in words: yes and no, dates as ``3 Feb 2020``, numbers with commas."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return day_in_words(value)
    return "" if value is None else str(value)


class Fact(NamedTuple):
    """A secondary fact in a record's cell: where it is, what an export calls it."""

    path: str
    heading: str


class Column(django_tables2.Column):
    """Words; an export gets the value itself."""

    css = ""

    def text(self, record: Any) -> str:
        """Return the words on the screen."""
        return said(follow(record, str(self.accessor)))

    def html(self, record: Any) -> str:
        """Return the inside of the cell, escaped."""
        return escape(self.text(record) or MISSING)

    def plain(self, record: Any) -> Any:
        """Return the value for an export: a date is a date, a number a number."""
        return follow(record, str(self.accessor))

    def headings(self, heading: str) -> list[str]:
        """Return the headings this column has in an export."""
        return [heading]

    def plains(self, record: Any) -> list[Any]:
        """Return the values this column has in an export, one for each heading."""
        return [self.plain(record)]

    def render(self, record: Any) -> SafeString:
        """The same cell where django-tables2 draws it."""
        return SafeString(self.html(record))  # noqa: S308 -- html() escapes

    def value(self, record: Any) -> Any:
        """The same value where django-tables2 exports it."""
        return self.plain(record)


class DateColumn(Column):
    """A day as ``3 Feb 2020``, kept on one line."""

    css = "day"

    def text(self, record: Any) -> str:
        """Return the day in words."""
        return day_in_words(raw(record, str(self.accessor)))


class NumberColumn(Column):
    """A number, to the right, with commas and as many ``places`` after the point as asked."""

    css = "number"

    def __init__(self, *args: Any, places: int = 0, **kwargs: Any) -> None:
        """Take django-tables2's options, and the places after the point."""
        super().__init__(*args, **kwargs)
        self.places = places

    def text(self, record: Any) -> str:
        """Return the number in words."""
        number = raw(record, str(self.accessor))
        return "" if number is None else f"{number:,.{self.places}f}"


class TagColumn(Column):
    """A word in a coloured tag: ``TagColumn(colours={"active": "green"})``. The word says all by itself."""

    def __init__(self, *args: Any, colours: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        """Take django-tables2's options, and the colour for each stored value; the rest are grey."""
        super().__init__(*args, **kwargs)
        self.colours = colours or {}

    def html(self, record: Any) -> str:
        """Return the tag."""
        word = self.text(record)
        colour = self.colours.get(raw(record, str(self.accessor)), "grey")
        return f'<strong class="govuk-tag govuk-tag--{colour}">{escape(word)}</strong>' if word else MISSING


class WordTag(TagColumn):
    """A tag for a value that the query worked out, which has no words of its own."""

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        """Take the words of each value."""
        super().__init__(*args, **kwargs)
        self.words = words

    def text(self, record: Any) -> str:
        """Return the words."""
        return self.words.get(str(follow(record, str(self.accessor))), "")

    def plain(self, record: Any) -> str:
        """Return the words in an export too."""
        return self.text(record)


class RecordColumn(Column):
    """The record's name, which links to it, with secondary facts in grey beneath.

    ``facts`` are (path, heading) pairs; an export gives each a column of its own.
    """

    def __init__(
        self,
        *args: Any,
        facts: Sequence[tuple[str, str]] = (),
        url: Callable[[Any], str] | None = None,
        **kwargs: Any,
    ) -> None:
        """Take django-tables2's options, the facts, and how to find the address if it is not the record's."""
        super().__init__(*args, **kwargs)
        self.facts = [Fact(*fact) for fact in facts]
        self.url = url or (lambda record: record.get_absolute_url())

    def html(self, record: Any) -> str:
        """Return the link and its facts."""
        link = f'<a href="{escape(self.url(record))}">{escape(self.text(record) or MISSING)}</a>'
        words = [escape(word) for fact in self.facts if (word := said(follow(record, fact.path)))]
        return f'{link}<span class="facts">{" · ".join(words)}</span>' if words else link

    def headings(self, heading: str) -> list[str]:
        """Return the name's heading, then one for each fact."""
        return [heading, *(fact.heading for fact in self.facts)]

    def plains(self, record: Any) -> list[Any]:
        """Return the name, then each fact."""
        return [self.plain(record), *(follow(record, fact.path) for fact in self.facts)]


class CheckColumn(Column):
    """The box that chooses a row for an action on several."""

    css = "choose"

    def __init__(self, **kwargs: Any) -> None:
        """A box is neither sorted nor exported."""
        super().__init__(
            verbose_name="Choose", accessor="pk", orderable=False, exclude_from_export=True, **kwargs
        )

    def html(self, record: Any) -> str:
        """Return the box with a label that only screen readers meet."""
        return (
            f'<label><input type="checkbox" name="{CHOSEN}" value="{escape(record.pk)}">'
            f'<span class="govuk-visually-hidden">Choose {escape(record)}</span></label>'
        )


class Heading(NamedTuple):
    """One heading: its words, the address that sorts by it, and how the list is sorted by it now."""

    words: str
    href: str
    sorted: str
    css: str


class Table(django_tables2.Table):
    """The base of every list. ``caption`` says what it lists; the page sets it.

    ``whole`` is the list without its filters, for a page of a list: see ``joined_late``.
    """

    caption = ""
    request: Any = None
    whole: QuerySet | None = None

    def __init__(self, *args: Any, choosable: bool = False, **kwargs: Any) -> None:
        """Take django-tables2's options; ``choosable`` puts a box before every row."""
        if len(self.base_columns) > MOST_COLUMNS:
            raise ImproperlyConfigured(f"{type(self).__name__} has more than {MOST_COLUMNS} columns.")
        if choosable:
            kwargs |= {"extra_columns": [(CHOSEN, CheckColumn())], "sequence": (CHOSEN, "...")}
        super().__init__(*args, **kwargs)

    def sort(self, aliases: Iterable[str]) -> None:
        """Sort by what the address asks for, or as the table does by itself; empty values come last."""
        if wanted := list(aliases)[:1]:
            self.order_by = wanted
        if isinstance(self.data.data, QuerySet):
            self.data.data = steady(self.data.data)

    def turn_to(self, page: str, per_page: int, count: int | None = None) -> None:
        """Open a page; one that does not exist is the nearest. ``count`` saves a query when it is known."""
        self.paginator = Paginator(self.rows, per_page)
        if count is not None:
            self.paginator.count = count
        self.page = self.paginator.get_page(page)

    @cached_property
    def records(self) -> Iterable[Any]:
        """The records of the page, or all when the table is not cut into pages."""
        rows: Any = self.page.object_list if hasattr(self, "page") else self.rows
        data = rows.data
        if not isinstance(data, QuerySet):
            records: Iterable[Any] = data
            return records
        return data if self.whole is None else joined_late(data, self.whole)

    @property
    def headings(self) -> list[Heading]:
        """The headings with their sort links, which keep the filters and go back to page one."""
        return [self._heading(bound) for bound in self.columns]

    def _heading(self, bound: Any) -> Heading:
        alias = bound.order_by_alias
        direction = ("descending" if alias.is_descending else "ascending") if bound.is_ordered else ""
        href = self._address(alias.next) if bound.orderable and self.request else ""
        return Heading(str(bound.header), href, direction, getattr(bound.column, "css", ""))

    def _address(self, alias: str) -> str:
        query = self.request.GET.copy()
        for name in (self.page_field, "format"):
            query.pop(name, None)
        query[self.order_by_field] = alias
        return f"?{query.urlencode()}"

    @property
    def body(self) -> SafeString:
        """Every row of the page as HTML."""
        cells = self._cells()
        rows = (f"<tr>{''.join([cell(record) for cell in cells])}</tr>" for record in self.records)
        return SafeString("\n".join(rows))  # noqa: S308 -- every cell escapes its own words

    def _cells(self) -> list[Cell]:
        bounds = list(self.columns)
        names_the_row = 1 if bounds and bounds[0].name == CHOSEN else 0
        return [self._cell(bound, i == names_the_row) for i, bound in enumerate(bounds)]

    def _cell(self, bound: Any, names_the_row: bool) -> Cell:
        css = getattr(bound.column, "css", "")
        start = '<th scope="row"' if names_the_row else "<td"
        start += f' class="{css}">' if css else ">"
        end = "</th>" if names_the_row else "</td>"
        inside = self._inside(bound)
        return lambda record: start + inside(record) + end

    def _inside(self, bound: Any) -> Cell:
        if isinstance(bound.column, Column) and not hasattr(self, f"render_{bound.name}"):
            return bound.column.html
        return lambda record: escape(BoundRow(record, self).get_cell(bound.name))

    @property
    def _exported(self) -> list[Any]:
        return [bound for bound in self.columns.iterall() if not bound.column.exclude_from_export]

    def export_headings(self) -> list[str]:
        """Return the first line of an export."""
        lists = [bound.column.headings(str(bound.header)) for bound in self._exported]
        return [heading for headings in lists for heading in headings]

    def export_rows(self) -> Iterator[list[Any]]:
        """Yield the plain values of every row that the filters leave, on all pages, in the list's order."""
        exports = [self._export(bound) for bound in self._exported]
        data = self.data.data
        records = data.iterator(chunk_size=2000) if isinstance(data, QuerySet) else data
        for record in records:
            yield [value for export in exports for value in export(record)]

    def _export(self, bound: Any) -> Callable[[Any], list[Any]]:
        own: Callable[..., Any] | None = getattr(self, f"value_{bound.name}", None)
        if own is None:
            plains: Callable[[Any], list[Any]] = bound.column.plains
            return plains
        rest = [""] * (len(bound.column.headings("")) - 1)
        return lambda record: [call_with_appropriate(own, self._offered(bound, record)), *rest]

    def _offered(self, bound: Any, record: Any) -> dict[str, Any]:
        value = raw(record, str(bound.accessor))
        return {"value": value, "record": record, "bound_column": bound, "table": self}


def joined_late(page: QuerySet, whole: QuerySet) -> QuerySet:
    """Return the rows of a page: the filters find its keys, then their rows are joined to what they show.

    An index counts off keys by the thousand, where whole rows with all that is joined to them take five times as
    long. And PostgreSQL takes it that a value which the query works out, such as a stage, is seldom the one sought, so
    it would join the thousands of rows that a filter leaves one by one, and sort them with all that they show. Keys
    that it is given, and does not have to find, leave it no choice. It costs one small query.
    """
    keys = list(page.values_list("pk", flat=True))
    return whole.filter(pk__in=keys).order_by(*page.query.order_by)


def steady(queryset: QuerySet) -> QuerySet:
    """Return the queryset with empty values last and the key at the end, so that no row is on two pages."""
    keys = [_empty_last(queryset, key) for key in queryset.query.order_by or queryset.model._meta.ordering]
    return queryset.order_by(*keys, "pk")


def _empty_last(queryset: QuerySet, key: Any) -> Any:
    """PostgreSQL puts empty values first when it sorts downwards; an index serves a column that has none."""
    if not isinstance(key, str) or not key.startswith("-") or not _may_be_empty(queryset, key[1:]):
        return key
    return F(key[1:]).desc(nulls_last=True)


def _may_be_empty(queryset: QuerySet, path: str) -> bool:
    field = None if path in queryset.query.annotations else Accessor(path).get_field(queryset.model)
    return field is None or bool(getattr(field, "null", True))
