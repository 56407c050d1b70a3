"""A choice that opens the questions which follow from it."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from kmtp.ui.fields import DateField
from kmtp.ui.forms import all_errors
from kmtp.ui.reveals import RevealingForm


class Lift(RevealingForm):
    """Whether somebody comes, and how."""

    asks = "comes"
    reveals = {"yes": ("seats", "starts_on"), "maybe": ("seats", "reason")}

    comes = forms.ChoiceField(
        label="Do you come?",
        choices=[("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    seats = forms.IntegerField(min_value=1)
    starts_on = DateField(required=False)
    reason = forms.CharField(max_length=5)
    note = forms.CharField(required=False)


def page(form: forms.Form) -> str:
    """Render the form's page as the browser gets it."""
    return render_to_string("ui/form.html", {"form": form, "heading": "Lift"})


def test_only_what_stands_under_the_choice_taken_is_kept() -> None:
    form = Lift({"comes": "yes", "yes-seats": "2", "maybe-seats": "3", "maybe-reason": "x", "note": "hi"})
    assert form.is_valid()
    assert form.cleaned_data == {"comes": "yes", "seats": 2, "starts_on": None, "reason": "", "note": "hi"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"comes": "no", "yes-seats": "none", "maybe-reason": "far too long"}, []),
        ({"comes": "yes", "yes-seats": "0", "yes-starts_on_day": "3"}, ["yes-seats", "yes-starts_on"]),
        ({"comes": "maybe", "yes-seats": "2"}, ["maybe-seats", "maybe-reason"]),
        ({"yes-seats": "none"}, ["comes"]),
        ({"comes": "perhaps", "yes-seats": "none"}, ["comes"]),
    ],
)
def test_only_what_stands_under_the_choice_taken_is_checked(typed: dict[str, str], wrong: list[str]) -> None:
    assert list(Lift(typed).errors) == wrong


def test_every_box_of_a_field_begins_with_its_one_value() -> None:
    form = Lift(initial={"seats": 4})
    assert [form[box].value() for box in ("yes-seats", "maybe-seats")] == [4, 4]


def test_each_field_stands_on_the_page_once_under_its_choice() -> None:
    text = page(Lift(initial={"comes": "maybe"}))
    names = re.findall(r'<input[^>]* name="([^"]+)"', text)
    assert names == [
        "comes",
        *("yes-seats", "yes-starts_on_day", "yes-starts_on_month", "yes-starts_on_year"),
        *("comes", "maybe-seats", "maybe-reason", "comes", "note"),
    ]


def test_each_part_says_for_which_choice_it_is() -> None:
    text = page(Lift())
    shown = re.findall(r'<p class="govuk-body kmtp-reveal__choice">([^<]+)</p>', text)
    heard = re.findall(r'id="([^"]+)" role="group" aria-label="([^"]+)"', text)
    assert shown == ["If your answer is “Yes”:", "If your answer is “Maybe”:"]
    assert heard == [
        ("id_comes_yes", "If your answer is “Yes”"),
        ("id_comes_maybe", "If your answer is “Maybe”"),
    ]


def test_the_summary_leads_to_the_box_under_the_choice() -> None:
    form = Lift({"comes": "yes", "yes-seats": "0"})
    assert list(all_errors([form])) == [("id_yes-seats", "The seats must be 1 or more")]
