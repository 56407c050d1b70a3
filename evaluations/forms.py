"""The form of one page of the questionnaire, and the small forms around an evaluation."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.timezone import localdate

from evaluations import instruments
from evaluations.instruments import Question, Value
from evaluations.models import Evaluation, Moment
from kmtp.ui.fields import DateField
from kmtp.ui.forms import Form

LONGEST = 2000


class Choices(forms.RadioSelect):
    """Small radio buttons, beside one another where there is room."""

    template_name = "evaluations/widgets/choices.html"


def name_of(question: Question) -> str:
    """Return the name of a question's field: a dot would have to be escaped in style sheets and scripts."""
    return question.key.replace(".", "-")


class PageForm(Form):
    """The questions of one page; what is left empty is simply not answered, unless it must be."""

    mark_optional: ClassVar[bool] = False
    submit_label = "Save and continue"

    def __init__(
        self,
        *args: Any,
        questions: Iterable[Question],
        audience: str,
        answers: Mapping[str, Value],
        **kwargs: Any,
    ) -> None:
        """Make a field for each question, filled with what was said before."""
        self.questions = list(questions)
        said = {name_of(one): initial(one, answers.get(one.key)) for one in self.questions}
        super().__init__(*args, initial=said, **kwargs)
        for question in self.questions:
            name = name_of(question)
            self.fields[name] = field_for(question, audience)
            self.dress_field(name, self.fields[name])

    @property
    def values(self) -> dict[str, Value]:
        """What was said, by key."""
        return {one.key: _one_text(self.cleaned_data.get(name_of(one))) for one in self.questions}


def _one_text(value: Any) -> Value:
    """Return several choices as one text; everything else as it is."""
    return ",".join(value) if isinstance(value, list) else value


def initial(question: Question, value: Value) -> Any:
    """Return an answer as its field shows it."""
    if value in (None, ""):
        return None
    if question.kind == instruments.MULTI:
        return str(value).split(",")
    return value if question.kind == instruments.TEXT else instruments.plain(value)


def field_for(question: Question, audience: str) -> forms.Field:
    """Return the field that asks ``question`` in the words of ``audience``."""
    common: dict[str, Any] = {
        "label": question.words(audience),
        "required": question.is_required,
        "help_text": question.hint,
    }
    if question.kind == instruments.TEXT:
        return forms.CharField(widget=forms.Textarea({"rows": "4"}), max_length=LONGEST, **common)
    if question.kind == instruments.NUMBER:
        return _number(question, common)
    if question.kind == instruments.MULTI:
        return forms.MultipleChoiceField(
            choices=question.choices, widget=forms.CheckboxSelectMultiple, **common
        )
    return forms.ChoiceField(choices=question.choices, widget=Choices, **common)


def _number(question: Question, common: dict[str, Any]) -> forms.Field:
    example = "45" if "minutes" in common["label"].lower() else "2 or 7.5"
    asked = Truncator(common["label"].rstrip(".")).words(8)
    words = f"{asked}: enter a number from 0 to {question.most}, for example {example}"
    errors = dict.fromkeys(("invalid", "min_value", "max_value", "max_decimal_places", "max_digits"), words)
    return forms.DecimalField(
        min_value=0, max_value=question.most, decimal_places=1, error_messages=errors, **common
    )


class SendForm(Form):
    """When in the placement it is asked."""

    moment = forms.ChoiceField(
        label="Which evaluation do you want to send?", choices=Moment.choices, widget=forms.RadioSelect
    )
    submit_label = "Send evaluation"


class WindowForm(Form):
    """Until when people can answer."""

    closes_on = DateField(label="Last day to answer")

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        """Fill in the present last day."""
        super().__init__(*args, **{**kwargs, "initial": {"closes_on": evaluation.closes_on}})

    def clean_closes_on(self) -> Any:
        """Refuse a day that has passed."""
        day = self.cleaned_data["closes_on"]
        if day < localdate():
            raise forms.ValidationError("Choose today or a later day as the last day to answer")
        return day


class NoteForm(Form):
    """What was done about a follow-up."""

    note = forms.CharField(
        label="What did you do?",
        widget=forms.Textarea,
        max_length=LONGEST,
        help_text="Coordinators and the partnership lead read this. Do not name people who are not part of it.",
    )
    submit_label = "Close follow-up"


class WhyForm(Form):
    """Why a follow-up is opened again."""

    why = forms.CharField(label="Why do you open it again?", max_length=200)
    submit_label = "Open it again"
