"""Form fields in the shapes that people know from GOV.UK: dates in three boxes, postcodes, searches."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.utils.datastructures import MultiValueDict

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
MOST_OPTIONS = 200
MOST_NAMED = 5
FIRST_YEAR, LAST_YEAR = 1900, 2100
KEY = re.compile(r"[0-9]{1,18}")
#: What the label of a date or a time often ends with, which a sentence could not go on from.
HANGING = frozenset({"at", "by", "from", "of", "on", "to", "until"})


def mid_sentence(label: str) -> str:
    """Return a label as it reads inside a sentence: "Start date" is "start date", "SWE number" stays."""
    label = str(label).strip().rstrip(":?")
    rest_of_first_word = label[1:].split(" ")[0]
    return label[:1].lower() + label[1:] if rest_of_first_word == rest_of_first_word.lower() else label


def the(label: str) -> str:
    """Return a label with its article: "the start date", but "your e-mail address".

    A label that is no noun, such as "Registered until", stands in quotation marks instead.
    """
    words = mid_sentence(label)
    if words.split(" ")[-1] in HANGING:
        return f"“{label}”"
    articles = (
        "the ",
        "a ",
        "an ",
        "another ",
        "your ",
        "their ",
        "his ",
        "her ",
        "this ",
        "any ",
        "all ",
        "each ",
        "no ",
    )
    return words if words.lower().startswith(articles) else f"the {words}"


class DateParts(forms.MultiWidget):
    """Day, month and year as three boxes named ``<field>_day``, ``_month`` and ``_year``.

    A single ISO value under the field's own name is understood too, so that an address such as
    ``?starts_on=2020-02-03`` fills the boxes.
    """

    template_name = "ui/widgets/date.html"
    use_fieldset = True
    labels = ("Day", "Month", "Year")
    widths = (2, 2, 4)

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Make the three boxes; a phone shows its digits for them."""
        box = {"inputmode": "numeric", "autocomplete": "off"}
        super().__init__({name: forms.TextInput(box) for name in ("day", "month", "year")}, attrs)

    def decompress(self, value: Any) -> list[Any]:
        """Return the three texts of a date, or of what a date was typed as in one text."""
        if isinstance(value, str):
            value = _iso(value)
        return [value.day, value.month, f"{value.year:04}"] if value else ["", "", ""]

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Return the three texts as typed."""
        parts = super().value_from_datadict(data, files, name)
        typed_as_one = str(data.get(name) or "")
        return self.decompress(typed_as_one) if not any(parts) and _iso(typed_as_one) else parts

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether neither the boxes nor the single value were sent."""
        return name not in data and bool(super().value_omitted_from_data(data, files, name))

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give each box its label and its width."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        boxes = context["widget"]["subwidgets"]
        for box, label, width in zip(boxes, self.labels, self.widths, strict=True):
            box["label"] = label
            classes = f"{box['attrs'].get('class', 'govuk-input')} govuk-date-input__input"
            box["attrs"]["class"] = f"{classes} govuk-input--width-{width}"
        return context


def _iso(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class DateField(forms.Field):
    """A date in three boxes; the month may be a word. Its value is a ``datetime.date``."""

    widget: Any = DateParts
    default_error_messages = {
        "required": "Enter {the} as day, month and year, for example 3 2 2020",
        "incomplete": "{The} must include a {parts}",
        "invalid": "{The} must be a real date, for example 3 2 2020",
        "year": "{The} must have a year with four digits, for example 2020",
        "range": f"{{The}} must be between {FIRST_YEAR} and {LAST_YEAR}",
    }

    def to_python(self, value: Any) -> date | None:
        """Return the date, or say which part is missing or wrong."""
        if isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in value or ()]
        if not any(parts):
            return None
        self._refuse_gaps(parts)
        return self._real_date(*parts)

    def _refuse_gaps(self, parts: list[str]) -> None:
        missing = [label.lower() for label, part in zip(DateParts.labels, parts, strict=True) if not part]
        if missing:
            raise self._error("incomplete", parts=" and a ".join(missing))

    def _real_date(self, day: str, month: str, year: str) -> date:
        if year.isascii() and year.isdigit() and len(year) != 4:
            raise self._error("year")
        try:
            found = date(int(year), _month(month), int(day))
        except ValueError as error:
            raise self._error("invalid") from error
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise self._error("range")
        return found

    def _error(self, code: str, **words: str) -> ValidationError:
        text = str(self.error_messages[code])
        name = the(str(self.label or "date"))
        return ValidationError(
            text.format(the=name, The=name[:1].upper() + name[1:], **words) if "{" in text else text,
            code=code,
        )

    def validate(self, value: Any) -> None:
        """Refuse an empty date where one is needed."""
        if self.required and value is None:
            raise self._error("required")

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare as dates, so that "03" and "3" are the same day."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def _month(text: str) -> int:
    return MONTHS.index(text[:3].lower()) + 1 if text[:3].lower() in MONTHS else int(text)


class PostcodeField(forms.CharField):
    """A full UK postcode; "me44tr" becomes "ME4 4TR"."""

    default_error_messages = {"invalid": "Enter a full UK postcode, for example ME4 4TR"}

    def __init__(self, **kwargs: Any) -> None:
        """Make a narrow box that phones may fill in."""
        kwargs.setdefault("label", "Postcode")
        attrs = {"class": "govuk-input--width-10", "autocomplete": "postal-code", "spellcheck": "false"}
        kwargs.setdefault("widget", forms.TextInput(attrs))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """Return the postcode in capitals with its space."""
        typed = str(super().to_python(value) or "")
        if typed in self.empty_values:
            return typed
        parts = POSTCODE.match(re.sub(r"[\s.-]", "", typed).upper())
        if not parts:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return f"{parts[1]} {parts[2]}"


class SearchBox(forms.Select):
    """A select, or above ``MOST_OPTIONS`` choices a box to type a name or number into.

    The box carries the key of what it was filled with, so that an unchanged choice stays the same
    record even when two share a name.
    """

    search_template = "ui/widgets/search.html"

    @property
    def is_search(self) -> bool:
        """Say whether there are too many choices to list."""
        return bool(getattr(self._field, "is_search", False))

    @property
    def _field(self) -> Any:
        # The choices of a model's field know their field; a plain list does not.
        return getattr(self.choices, "field", None)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Give the template the words in the box and the key behind them."""
        if not self.is_search:
            return super().get_context(name, value, attrs)
        context: dict[str, Any] = forms.Widget.get_context(self, name, value, attrs)
        key, words = self._field.key_and_words(value)
        context["widget"].update(template_name=self.search_template, key=key, words=words)
        return context

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        """Render the select, or the box."""
        context = self.get_context(name, value, attrs)
        return self._render(context["widget"]["template_name"], context, renderer)  # type: ignore[attr-defined]

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        """Return the key chosen, or the words typed with the key that came along."""
        typed = super().value_from_datadict(data, files, name)
        return Typed(str(typed or ""), str(data.get(f"{name}-key") or "")) if self.is_search else typed


class Typed(str):
    """Words typed into a search box, with the key of what the box was first filled with."""

    key: str

    def __new__(cls, words: str, key: str) -> "Typed":
        """Keep ``key`` beside the words, without the null bytes that no database column can hold."""
        typed = super().__new__(cls, words.replace("\x00", "").strip())
        typed.key = key
        return typed


class SearchChoiceField(forms.ModelChoiceField):
    """One record: a select when there are at most 200, else a search that asks again when unsure.

    ``search`` names the lookups that are searched, for example ``("full_name", "swe_number")``;
    ``noun`` is what the error calls a record.
    """

    widget: Any = SearchBox
    _guess: tuple[str, Model] | None = None
    default_error_messages = {
        "no_match": "No {noun} matches “{words}”. Check the spelling, or enter less of the name",
        "many_match": "“{words}” matches more than one {noun}: {names}. Enter one of these in full",
        "guessed": "We found {names}. Save again if that is right, or enter another {noun}",
    }

    def __init__(
        self,
        queryset: QuerySet[Any] | None,
        *,
        search: Iterable[str] = ("name",),
        noun: str = "record",
        most_options: int = MOST_OPTIONS,
        **kwargs: Any,
    ) -> None:
        """Search ``queryset`` by the ``search`` lookups once it holds more than ``most_options``."""
        self.search = tuple(search)
        self.noun = noun
        self.most_options = most_options
        super().__init__(queryset, **kwargs)  # type: ignore[arg-type]

    @property
    def _rows(self) -> Any:
        return self.queryset

    @property
    def is_search(self) -> bool:
        """Say whether there are too many choices to list; one small query."""
        rows = self._rows
        if rows is None:
            return False
        if not hasattr(rows, "_more_than_fit"):
            rows._more_than_fit = rows.order_by()[self.most_options : self.most_options + 1].exists()
        return bool(rows._more_than_fit)

    def key_and_words(self, value: Any) -> tuple[str, str]:
        """Return the key and the words that the search box shows for ``value``."""
        if isinstance(value, Typed):
            return self._guessed(value) or (value.key, str(value))
        record = self._rows.filter(pk=value).first() if value not in self.empty_values else None
        return (str(record.pk), self.label_from_instance(record)) if record else ("", "")

    def to_python(self, value: Any) -> Any:
        """Return the record chosen or found."""
        if not isinstance(value, Typed):
            return super().to_python(value)
        return (self._unchanged(value) or self._found(value)) if value else None

    def _unchanged(self, typed: Typed) -> Model | None:
        record = self._rows.filter(pk=typed.key).first() if KEY.fullmatch(typed.key) else None
        return record if record and self.label_from_instance(record) == typed else None

    def _found(self, typed: Typed) -> Model:
        records = self._exactly(typed) or self._surely(typed, self._loosely(typed))
        if not records:
            raise self._unsure("no_match", typed)
        if len(records) > 1:
            raise self._unsure("many_match", typed, names=self._names(records))
        return records[0]

    def _guessed(self, typed: Typed) -> tuple[str, str] | None:
        if self._guess is None or self._guess[0] != typed:
            return None
        return str(self._guess[1].pk), self.label_from_instance(self._guess[1])

    def _exactly(self, words: str) -> list[Model]:
        match = Q()
        for lookup in self.search:
            match |= Q(**{f"{lookup}__iexact": words})
        return list(self._rows.filter(match)[: MOST_NAMED + 1])

    def _loosely(self, words: str) -> list[Model]:
        records = self._rows
        for word in re.findall(r"[^\s,;()–]+", words):
            match = Q()
            for lookup in self.search:
                match |= Q(**{f"{lookup}__icontains": word})
            records = records.filter(match)
        found = list(records[: MOST_NAMED + 1])
        return [record for record in found if self.label_from_instance(record) == words] or found

    def _surely(self, typed: Typed, records: list[Model]) -> list[Model]:
        """Ask before the one record is taken that holds only part of its name; the box then shows all of it."""
        if len(records) == 1 and self.label_from_instance(records[0]).casefold() != typed.casefold():
            self._guess = str(typed), records[0]
            raise self._unsure("guessed", typed, names=self._names(records))
        return records

    def _names(self, records: list[Model]) -> str:
        names = "; ".join(self.label_from_instance(record) for record in records[:MOST_NAMED])
        return f"{names}; and more" if len(records) > MOST_NAMED else names

    def _unsure(self, code: str, words: str, names: str = "") -> ValidationError:
        text = str(self.error_messages[code]).format(noun=self.noun, words=words, names=names)
        return ValidationError(text, code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare the words shown first with the words sent."""
        if isinstance(data, Typed):
            return self.key_and_words(self.prepare_value(initial))[1] != data
        return super().has_changed(initial, data)
