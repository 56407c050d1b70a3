"""Every kind of field, with and without errors: its markup, its links, its sentences."""

import re
from datetime import date

import pytest
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.template.loader import render_to_string
from django.utils.datastructures import MultiValueDict

from educators.models import Award
from kmtp.partnership.models import Organisation
from kmtp.ui.fields import DateField, PostcodeField, SearchChoiceField, Typed, the
from kmtp.ui.forms import Form, ModelForm, all_errors, as_ours

CHOICES = [("1", "Stage 1"), ("2", "Stage 2")]


class EveryField(Form):
    """One field of each kind."""

    full_name = forms.CharField(max_length=20, help_text="As on the register")
    email = forms.EmailField(label="E-mail address")
    starts_on = DateField(label="Start date")
    postcode = PostcodeField()
    capacity = forms.IntegerField(label="Number of students", min_value=1)
    hours = forms.DecimalField(label="Hours a week", decimal_places=1)
    stage = forms.ChoiceField(label="PEPS stage", choices=CHOICES, widget=forms.RadioSelect)
    localities = forms.MultipleChoiceField(choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    team = forms.ChoiceField(choices=[("", "---------"), *CHOICES])
    notes = forms.CharField(widget=forms.Textarea, max_length=30)
    agrees = forms.BooleanField(label="The educator agrees")
    has_car = forms.ChoiceField(label="Does she have a car?", choices=CHOICES, widget=forms.RadioSelect)
    spreadsheet = forms.FileField()
    password = forms.CharField(widget=forms.PasswordInput)


class InParts(Form):
    """A form in two parts, one of whose fields is not asked of everybody."""

    council = forms.CharField()
    team = forms.CharField()
    layout = Layout(Fieldset("Where", Div("council"), "team"))


def page(form: forms.Form) -> str:
    """Render the form's page as the browser gets it."""
    return render_to_string("ui/form.html", {"form": form, "heading": "Add an educator"})


def errors(form_class: type[forms.Form], data: dict[str, str]) -> dict[str, list[str]]:
    """Return the sentences that a form gives to ``data``."""
    return {name: list(map(str, sentences)) for name, sentences in form_class(data).errors.items()}


@pytest.mark.parametrize("label", ["Registered until", "Opens on", "From", "Starts at", "Answer by"])
def test_a_label_that_is_no_noun_is_quoted_in_a_sentence(label: str) -> None:
    assert the(label) == f"“{label}”"
    assert DateField(label=label)._error("invalid").messages == [
        f"“{label}” must be a real date, for example 3 2 2020"
    ]


def test_an_empty_form_says_what_to_enter_or_choose_in_every_field() -> None:
    assert errors(EveryField, {}) == {
        "full_name": ["Enter the full name"],
        "email": ["Enter the e-mail address"],
        "starts_on": ["Enter the start date as day, month and year, for example 3 2 2020"],
        "postcode": ["Enter the postcode"],
        "capacity": ["Enter the number of students"],
        "hours": ["Enter the hours a week"],
        "stage": ["Choose the PEPS stage"],
        "localities": ["Choose at least one of the localities"],
        "team": ["Choose the team"],
        "notes": ["Enter the notes"],
        "agrees": ["Tick “The educator agrees” to go on"],
        "has_car": ["Answer “Does she have a car?”"],
        "spreadsheet": ["Choose the spreadsheet"],
        "password": ["Enter the password"],
    }


def test_wrong_input_is_told_what_it_should_look_like() -> None:
    wrong = {"email": "x", "postcode": "ME", "capacity": "two", "hours": "1.55", "stage": "9"}
    wrong |= {"full_name": "n" * 21, "notes": "n" * 31}
    found = errors(EveryField, wrong)
    assert {name: found[name] for name in wrong} == {
        "email": ["Enter the e-mail address in full, for example name@council.example"],
        "postcode": ["Enter a full UK postcode, for example ME4 4TR"],
        "capacity": ["Enter the number of students as a whole number, for example 12"],
        "hours": ["The hours a week must have at most 1 decimal places"],
        "stage": ["Choose the PEPS stage from the list"],
        "full_name": ["The full name must be 20 characters or fewer; it is 21 now"],
        "notes": ["The notes must be 30 characters or fewer; it is 31 now"],
    }


def test_a_sentence_of_the_fields_own_stays() -> None:
    class Own(Form):
        reason = forms.CharField(error_messages={"required": "Say why, for the record"})

    assert errors(Own, {}) == {"reason": ["Say why, for the record"]}


def test_every_link_of_the_error_summary_leads_to_an_input() -> None:
    html = page(EveryField({}))
    links = re.findall(r'<a href="#([^"]+)">', html.split("govuk-error-summary__list")[1].split("</ul>")[0])
    inputs = re.findall(r'<(?:input|select|textarea)[^>]* id="([^"]+)"', html)
    assert len(links) == len(EveryField.base_fields)
    assert [link for link in links if link not in inputs] == []


def test_every_id_stands_once_and_every_description_exists() -> None:
    html = page(EveryField({}))
    ids = re.findall(r' id="([^"]+)"', html)
    described = " ".join(re.findall(r'aria-describedby="([^"]+)"', html)).split()
    assert sorted(ids) == sorted(set(ids))
    assert [name for name in described if name not in ids] == []


def test_a_wrong_field_is_marked_described_and_bordered() -> None:
    html = str(EveryField({})["email"])
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_email_error"' in html
    assert 'class="govuk-input govuk-input--error"' in html


def test_hints_come_before_errors_in_the_description() -> None:
    assert 'aria-describedby="id_full_name_helptext id_full_name_error"' in str(EveryField({})["full_name"])


def test_what_was_typed_stays_and_is_escaped() -> None:
    typed = {"full_name": "<b>Jo</b>", "capacity": "two", "starts_on_day": "31", "starts_on_month": "Feb"}
    html = page(EveryField(typed | {"starts_on_year": "2020"}))
    assert 'value="&lt;b&gt;Jo&lt;/b&gt;"' in html
    assert 'value="two"' in html
    assert re.findall(r'name="starts_on_(?:day|month|year)" value="([^"]+)"', html) == ["31", "Feb", "2020"]


def test_no_form_has_inline_style_or_script_or_leaves_errors_to_the_browser() -> None:
    html = page(EveryField({}))
    assert re.findall(r'<script(?![^>]*\bsrc=)| style="| on[a-z]+="| required\b', html) == []
    assert "novalidate" in html


def test_choices_are_a_group_with_a_legend_and_no_dashes() -> None:
    html = page(EveryField())
    assert html.count("<legend") == 4  # the date, the stage, the localities, the car
    assert "---" not in html
    assert "Choose…" in html


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("3", "2", "2020"), date(2020, 2, 3)),
        (("03", "February", "2020"), date(2020, 2, 3)),
        (("", "", ""), None),
    ],
)
def test_a_date_reads_days_months_and_years(parts: tuple[str, str, str], expected: date | None) -> None:
    assert DateField(required=False, label="Start date").clean(list(parts)) == expected


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "2", "2020"), "The start date must include a day"),
        (("3", "", ""), "The start date must include a month and a year"),
        (("31", "2", "2020"), "The start date must be a real date, for example 3 2 2020"),
        (("3", "2", "20"), "The start date must have a year with four digits, for example 2020"),
        (("3", "2", "0020"), "The start date must be between 1900 and 2100"),
        (("3", "2", "2101"), "The start date must be between 1900 and 2100"),
        (("x", "y", "z"), "The start date must be a real date, for example 3 2 2020"),
    ],
)
def test_a_wrong_date_says_what_is_wrong(parts: tuple[str, str, str], sentence: str) -> None:
    with pytest.raises(forms.ValidationError) as refused:
        DateField(label="Start date").clean(list(parts))
    assert refused.value.messages == [sentence]


def test_a_date_may_come_as_one_value() -> None:
    class Dated(Form):
        starts_on = DateField()

    form = Dated({"starts_on": "2020-02-03"})
    assert form.is_valid()
    assert form.cleaned_data == {"starts_on": date(2020, 2, 3)}


def test_an_unchanged_date_has_not_changed() -> None:
    class Dated(Form):
        starts_on = DateField()

    typed = {"starts_on_day": "03", "starts_on_month": "2", "starts_on_year": "2020"}
    assert not Dated(typed, initial={"starts_on": date(2020, 2, 3)}).has_changed()


def test_a_records_date_gets_three_boxes_by_itself() -> None:
    class Change(ModelForm):
        class Meta:
            model = Award
            fields = ["awarded_on"]

    assert isinstance(Change().fields["awarded_on"], DateField)
    assert 'name="awarded_on_month"' in str(Change()["awarded_on"])


@pytest.mark.parametrize("typed", ["me44tr", "ME4 4TR", " me4  4tr "])
def test_a_postcode_is_written_in_one_way(typed: str) -> None:
    assert PostcodeField().clean(typed) == "ME4 4TR"


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("Start date", "the start date"),
        ("SWE number", "the SWE number"),
        ("E-mail address", "the e-mail address"),
        ("Your password", "your password"),
    ],
)
def test_a_label_reads_inside_a_sentence(label: str, words: str) -> None:
    assert the(label) == words


def test_somebody_elses_form_looks_and_speaks_like_ours() -> None:
    class Theirs(forms.Form):
        login = forms.CharField(widget=forms.TextInput({"placeholder": "Login"}))

    form = as_ours(Theirs({}))
    assert all_errors([form]) == [("id_login", "Enter the login")]
    assert "govuk-input--error" in str(form["login"])
    assert "placeholder" not in str(form["login"])


def make_search(most_options: int) -> type[Form]:
    """Return a form that searches organisations by name."""

    class Search(Form):
        council = SearchChoiceField(
            Organisation.objects.order_by("name"), noun="council", most_options=most_options
        )

    return Search


@pytest.mark.django_db
def test_few_choices_are_a_select_and_many_a_search(kent: Organisation, medway: Organisation) -> None:
    assert "<select" in str(make_search(2)()["council"])
    assert '<input type="text" name="council"' in str(make_search(1)()["council"])


@pytest.mark.django_db
def test_a_search_finds_one_by_its_name_in_any_capitals(kent: Organisation, medway: Organisation) -> None:
    form = make_search(1)({"council": str(medway).upper()})
    assert form.is_valid()
    assert form.cleaned_data == {"council": medway}


@pytest.mark.django_db
def test_a_search_by_part_of_a_name_asks_before_it_chooses(kent: Organisation, medway: Organisation) -> None:
    form = make_search(1)({"council": "medw"})
    assert form.errors["council"] == [
        f"We found {medway}. Save again if that is right, or enter another council"
    ]
    html = str(form["council"])
    assert (f'value="{medway}"' in html, f'name="council-key" value="{medway.pk}"' in html) == (True, True)
    again = make_search(1)({"council": str(medway), "council-key": str(medway.pk)})
    assert (again.is_valid(), again.cleaned_data) == (True, {"council": medway})


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["x\x00", "\x00", "Kent\x00"])
@pytest.mark.parametrize("key", ["²", "٣", "9" * 19, "\x00", "-1"])
def test_no_words_and_no_key_break_a_search(
    kent: Organisation, medway: Organisation, words: str, key: str
) -> None:
    form = make_search(1)({"council": words, "council-key": key})
    form.is_valid()
    assert "council" in str(form["council"])


@pytest.mark.django_db
def test_a_search_says_when_none_or_several_match(kent: Organisation, medway: Organisation) -> None:
    assert errors(make_search(1), {"council": "Surrey"}) == {
        "council": ["No council matches “Surrey”. Check the spelling, or enter less of the name"]
    }
    assert errors(make_search(1), {"council": "e"}) == {
        "council": [f"“e” matches more than one council: {kent}; {medway}. Enter one of these in full"]
    }


@pytest.mark.django_db
def test_a_filled_search_keeps_its_record(kent: Organisation, medway: Organisation) -> None:
    form = make_search(1)(initial={"council": kent.pk})
    html = str(form["council"])
    assert f'value="{kent}"' in html
    assert f'name="council-key" value="{kent.pk}"' in html
    sent = MultiValueDict({"council": [str(kent)], "council-key": [str(kent.pk)]})
    assert make_search(1)(sent).fields["council"].clean(Typed(str(kent), str(kent.pk))) == kent


def test_a_null_byte_is_refused_by_name() -> None:
    sentence = "The full name holds a character that cannot be shown. Type it again"
    assert errors(EveryField, {"full_name": "Ann\x00"})["full_name"] == [sentence]


def test_a_year_is_shown_with_four_digits() -> None:
    assert 'value="0999"' in str(EveryField(initial={"starts_on": date(999, 2, 3)})["starts_on"])


@pytest.mark.parametrize("asks", [True, False])
def test_a_field_that_is_not_asked_of_this_person_leaves_its_place_without_a_word_in_the_log(asks, caplog):
    form = InParts()
    if not asks:
        del form.fields["council"]
    shown = page(form)
    assert ('name="council"' in shown, 'name="team"' in shown) == (asks, True)
    assert caplog.records == []
