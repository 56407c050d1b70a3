"""The base of every form: GOV.UK markup, errors that say what to do, everything typed kept.

A room writes ``class OfferForm(ModelForm)`` and declares its fields; ``templates/ui/form.html`` shows
it. What a field does not say itself (its error sentences, its classes, its ids) comes from here.
"""

import copy
from collections.abc import Container, Iterable, Iterator
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.utils import pretty_name

from kmtp.ui.fields import DateField, DateParts, SearchBox, the

BLANK = "---------"
ONE_OF = (forms.Select, forms.RadioSelect)
SEVERAL_OF = (forms.CheckboxSelectMultiple, forms.SelectMultiple)

# What GOV.UK's JavaScript looks for; without it the field is the same, only plainer.
HOOKS = {
    "count": "govuk-js-character-count",
    "password": "govuk-password-input__input govuk-js-password-input-input",
}


class BoundField(forms.BoundField):
    """A field on a page: it knows its GOV.UK class and where an error links to."""

    @property
    def kind(self) -> str:
        """Name the shape of the markup: hidden, checkbox, group, file, count, password or plain."""
        widget = self.field.widget
        if widget.is_hidden:
            return "hidden"
        shapes = {forms.CheckboxInput: "checkbox", forms.FileInput: "file", forms.PasswordInput: "password"}
        named = [shape for kind, shape in shapes.items() if isinstance(widget, kind)]
        if named or widget.use_fieldset:
            return named[0] if named else "group"
        return "count" if isinstance(widget, forms.Textarea) and self.most_characters else "plain"

    @property
    def most_characters(self) -> int | None:
        """Return how long the text may be."""
        return getattr(self.field, "max_length", None)

    @property
    def is_optional(self) -> bool:
        """Say whether the label should end in "(optional)"."""
        return not self.field.required and getattr(self.form, "mark_optional", False)

    @property
    def is_revealing(self) -> bool:
        """Say whether the choices of this field open other fields (``kmtp.ui.reveals``)."""
        return getattr(self.form, "asks", None) == self.name

    @property
    def is_revealed(self) -> bool:
        """Say whether this field stands under a choice of another."""
        return hasattr(self.form, "is_revealed") and bool(self.form.is_revealed(self.name))

    @property
    def first_id(self) -> str:
        """Return the id of the first input, where a link from the error summary leads."""
        several = isinstance(
            self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.MultiWidget
        )
        return f"{self.auto_id}_0" if several else self.auto_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Add the GOV.UK classes to those of the widget."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        classes = " ".join(
            filter(None, [self._govuk_class(widget), HOOKS.get(self.kind), widget.attrs.get("class")])
        )
        if classes:
            attrs["class"] = classes
        if self.kind == "count":
            attrs["aria-describedby"] = f"{attrs.get('aria-describedby', '')} {self.auto_id}-info".strip()
        return attrs

    def _govuk_class(self, widget: forms.Widget) -> str:
        name = govuk_class(widget)
        with_border = name and not name.endswith("__input")
        return f"{name} {name}--error" if with_border and self.errors else name


def govuk_class(widget: forms.Widget) -> str:
    """Return the GOV.UK class of a widget's input; a group of choices gets its classes in its template."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple) or widget.is_hidden:
        return ""
    if isinstance(widget, SearchBox) and widget.is_search:
        return "govuk-input"
    names: tuple[tuple[type[forms.Widget], str], ...] = (
        (forms.CheckboxInput, "govuk-checkboxes__input"),
        (forms.Textarea, "govuk-textarea"),
        (forms.Select, "govuk-select"),
        (forms.FileInput, "govuk-file-upload"),
    )
    return next((name for kind, name in names if isinstance(widget, kind)), "govuk-input")


def required_sentence(field: forms.Field, label: str) -> str:
    """Say what to do about an empty field."""
    widget = field.widget
    if isinstance(widget, forms.CheckboxInput):
        return f"Tick “{label}” to go on"
    if label.endswith("?"):
        return f"Answer “{label}”"
    if isinstance(widget, SEVERAL_OF):
        return f"Choose at least one of {the(label)}"
    search = isinstance(widget, SearchBox) and widget.is_search
    chosen = isinstance(widget, (*ONE_OF, forms.FileInput)) and not search
    return f"{'Choose' if chosen else 'Enter'} {the(label)}"


def invalid_sentence(field: forms.Field, label: str) -> str:
    """Say what the field should look like; empty where Django's words do."""
    examples: tuple[tuple[type[forms.Field], str], ...] = (
        (forms.FloatField, "as a number, for example 7.5"),
        (forms.DecimalField, "as a number, for example 7.5"),
        (forms.IntegerField, "as a whole number, for example 12"),
        (forms.EmailField, "in full, for example name@council.example"),
        (forms.URLField, "in full, starting with https://"),
        (forms.TimeField, "as hours and minutes, for example 14:30"),
        (forms.DateTimeField, "as a date and a time, for example 3 Feb 2020 14:30"),
        (forms.DateField, "as a date, for example 3 Feb 2020"),
    )
    # FloatField and DecimalField are IntegerFields to Python: the most particular is listed first.
    kinds = [example for kind, example in examples if isinstance(field, kind)]
    return f"Enter {the(label)} {kinds[0]}" if kinds else ""


def sentences(field: forms.Field, label: str) -> dict[str, str]:
    """Return the error sentences that follow from a field's kind and label."""
    name = the(label)
    name = name[:1].upper() + name[1:]
    found = {
        "required": required_sentence(field, label),
        "invalid": invalid_sentence(field, label),
        "invalid_choice": f"Choose {the(label)} from the list",
        "max_length": f"{name} must be %(limit_value)d characters or fewer; it is %(show_value)d now",
        "min_length": f"{name} must be %(limit_value)d characters or more; it is %(show_value)d now",
        "max_value": f"{name} must be %(limit_value)s or less",
        "min_value": f"{name} must be %(limit_value)s or more",
        "max_decimal_places": f"{name} must have at most %(max)s decimal places",
        "null_characters_not_allowed": f"{name} holds a character that cannot be shown. Type it again",
        "empty": "The file is empty. Choose another",
        "missing": f"Choose {the(label)}",
    }
    return {code: sentence for code, sentence in found.items() if sentence}


def give_sentences(field: forms.Field, label: str) -> None:
    """Put our sentence wherever the field still has Django's own."""
    defaults: dict[str, Any] = {}
    for kind in reversed(type(field).__mro__):
        defaults.update(getattr(kind, "default_error_messages", {}))
    for code, sentence in sentences(field, label).items():
        if not has_own(field, code) and field.error_messages.get(code) is defaults.get(code):
            field.error_messages[code] = sentence


def has_own(field: forms.Field, code: str) -> bool:
    """Say whether the field's class was given a sentence of its own by this project, not by Django."""
    for kind in type(field).__mro__:
        if code in getattr(kind, "default_error_messages", {}):
            return not kind.__module__.startswith("django.")
    return False


def dress(field: forms.Field) -> None:
    """Make the widget keep what was typed: no number spinners, nothing cut off, no dashes as a choice."""
    widget = field.widget
    if isinstance(widget, forms.NumberInput):
        whole = type(field) is forms.IntegerField
        widget.input_type = "text"
        widget.attrs = {"inputmode": "numeric" if whole else "decimal", "class": "govuk-input--width-5"} | {
            name: value for name, value in widget.attrs.items() if name not in ("min", "max", "step")
        }
    for attribute in ("maxlength", "minlength"):
        widget.attrs.pop(attribute, None)
    if isinstance(widget, forms.Textarea):
        widget.attrs.update({"rows": "5"} if widget.attrs.get("rows") == "10" else {})
        widget.attrs.pop("cols", None)
    name_the_blank(field)


def name_the_blank(field: forms.Field) -> None:
    """Replace the dashes of an empty choice by words."""
    radio = isinstance(field.widget, forms.RadioSelect)
    words = "None of these" if radio else "Choose…"
    if isinstance(field, forms.ModelChoiceField):
        field.empty_label = words if field.empty_label == BLANK else field.empty_label
        field.widget.choices = field.choices  # type: ignore[attr-defined]
    elif isinstance(field, forms.ChoiceField):
        choices = [(key, words if str(label) == BLANK else label) for key, label in field.choices]  # type: ignore[union-attr, misc]
        field.choices = [choice for choice in choices if not (radio and field.required and choice[0] == "")]


class Dressed:
    """What ``Form`` and ``ModelForm`` share."""

    bound_field_class: type[forms.BoundField] | None = BoundField
    use_required_attribute = False
    mark_optional: ClassVar[bool] = True
    submit_label: str = "Save"
    layout: ClassVar[Layout | None] = None
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Dress every field that the class declares."""
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self.dress_field(name, field)

    def dress_field(self, name: str, field: forms.Field) -> None:
        """Dress one field; call it for a field that is added later."""
        label = str(field.label) if field.label is not None else pretty_name(name)
        dress(field)
        if isinstance(field, DateField):
            field.label = field.label or label
        give_sentences(field, label)

    @property
    def helper(self) -> FormHelper:
        """Return crispy's helper: the page writes the form tag, the token and the button."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = copy.deepcopy(self.layout)
        keep_fields(helper.layout, self.fields)
        return helper


def keep_fields(layout: Any, names: Container[str]) -> None:
    """Leave out of a layout what the form does not ask of this person: crispy would log an error for each."""
    if hasattr(layout, "fields"):
        layout.fields = [one for one in layout.fields if not isinstance(one, str) or one in names]
        for part in layout.fields:
            keep_fields(part, names)


class Form(Dressed, forms.Form):
    """The base of every form that is not a record's."""


def form_field(column: models.Field, **kwargs: Any) -> forms.Field | None:
    """Return the form field of a model's field: a date gets its three boxes."""
    if type(column) is models.DateField:
        kwargs.setdefault("form_class", DateField)
        kwargs.setdefault("widget", DateParts)
    return column.formfield(**kwargs)


class OurFields(ModelFormMetaclass):
    """Gives every ``Meta`` our ``form_field``, so that no room has to remember it."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        """Set ``formfield_callback`` where the form has not its own."""
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(form_field)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(Dressed, forms.ModelForm, metaclass=OurFields):
    """The base of every form that creates or changes a record."""


class Ruled(ModelForm):
    """A form that checks the rules of the database also where they concern ``unseen`` columns it does not show."""

    unseen: ClassVar[frozenset[str]] = frozenset()

    def _get_validation_exclusions(self) -> set[str]:
        # Django has no public way to say so; the method has had this name since 1.2.
        # A shown field that failed stays out: it has its own sentence already.
        return set(super()._get_validation_exclusions()) - (self.unseen - set(self.fields))  # type: ignore[misc]


def errors_of(form: Any) -> Iterator[tuple[str, str]]:
    """Yield what the summary lists: where the link leads ("" for nowhere) and the sentence."""
    if hasattr(form, "forms"):
        yield from (("", str(error)) for error in form.non_form_errors())
        yield from all_errors(form.forms)
        return
    for name, messages in as_ours(form).errors.items():
        link = "" if name == "__all__" else _link(form[name])
        yield from ((link, str(message)) for message in messages)


def _link(field: Any) -> str:
    return "" if field.is_hidden else str(getattr(field, "first_id", field.id_for_label or field.auto_id))


def all_errors(these: Iterable[Any]) -> list[tuple[str, str]]:
    """Return the errors of several forms or formsets, in their order."""
    return [entry for form in these if form is not None and form.is_bound for entry in errors_of(form)]


# allauth's labels where ours say more.
LABELS = {
    "Email": "E-mail address",
    "Remember Me": "Keep me signed in on this device",
    "Passwordless": "Sign in with this key alone, without a password",
    "Current Password": "Your password now",
    "New Password": "New password",
    "New Password (again)": "New password again",
}


def as_ours(form: Any) -> Any:
    """Dress a form of somebody else's (allauth's sign-in pages) so that it looks like ours."""
    if isinstance(form, Dressed) or getattr(form, "is_dressed", False):
        return form
    form.bound_field_class = BoundField
    form.use_required_attribute = False
    form._bound_fields_cache.clear()
    for name, field in form.fields.items():
        field.widget.attrs.pop("placeholder", None)
        field.label = LABELS.get(str(field.label), field.label)
        _say_what_is_missing(form, name, field)
    form.is_dressed = True
    return form


def _say_what_is_missing(form: Any, name: str, field: forms.Field) -> None:
    # Such a form has checked itself before we see it, so its errors are changed, not its field's words.
    for error in form.errors.as_data().get(name, ()) if form.is_bound else ():
        if error.code == "required":
            error.message = required_sentence(field, str(field.label or pretty_name(name)))


__all__ = ["BoundField", "Form", "ModelForm", "Ruled", "all_errors", "as_ours", "errors_of"]
