"""Alerts, reminders and collation, each as a table of cases."""

from datetime import date
from decimal import Decimal

import pytest

from evaluations import instruments
from evaluations.alerts import raised
from evaluations.collation import Counted, Rate, summarise
from evaluations.reminders import due

V = instruments.REGISTRY["2019.1"]


@pytest.mark.parametrize(
    ("answers", "moment", "rules"),
    [
        ({}, "end", []),
        ({"edi.harm": "yes"}, "end", ["edi.harm"]),
        ({"edi.harm": "partly"}, "midpoint", ["edi.harm"]),
        ({"edi.harm": "no", "ind.safety": "yes"}, "end", []),
        ({"ind.safety": "no"}, "end", ["ind.safety"]),
        ({"ind.safety": "partly"}, "end", []),
        ({"obs.count": Decimal(2)}, "end", ["obs.count"]),
        ({"obs.count": Decimal(0)}, "end", ["obs.count"]),
        ({"obs.count": Decimal(3)}, "end", []),
        ({"obs.count": Decimal(1)}, "midpoint", []),
        (
            {"edi.harm": "yes", "ind.safety": "no", "obs.count": 1},
            "end",
            ["edi.harm", "ind.safety", "obs.count"],
        ),
    ],
)
def test_answers_raise_alerts(answers, moment, rules):
    assert raised(answers, moment=moment, observations=3) == rules


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        (date(2020, 6, 1), None),
        (date(2020, 6, 7), None),
        (date(2020, 6, 8), "first"),
        (date(2020, 6, 14), "first"),
        (date(2020, 6, 15), "second"),
        (date(2020, 7, 20), "second"),
        (date(2020, 7, 30), "second"),
        (date(2020, 7, 31), None),
    ],
)
def test_the_newest_reminder_is_due_while_there_is_time(today, kind):
    found = due(opens_on=date(2020, 6, 1), closes_on=date(2020, 7, 30), today=today)
    assert (found.key if found else None) == kind


def summary(key, *counted):
    return summarise(V.question(key), "student", [Counted(*one) for one in counted])


def test_fewer_than_five_answers_are_not_shown():
    result = summary("prep.match", (Decimal(5), 4))
    assert (result.n_in_words, result.mean, result.shares) == ("fewer than 5", None, ())


def test_nobody_answering_is_not_a_secret():
    assert summary("prep.match").n_in_words == "0"


def test_a_mean_stands_beside_number_and_spread():
    result = summary("prep.match", (Decimal("5.0"), 3), (Decimal("4.0"), 2))
    assert (result.n, result.mean_in_words) == (5, "4.6")
    assert result.spread_in_words == "Strongly agree 3, Agree 2"


def test_not_applicable_counts_in_no_mean():
    result = summary("prep.match", (Decimal(5), 5), ("na", 3))
    assert (result.n, result.mean) == (8, Decimal(5))


def test_a_mean_of_fewer_than_five_numbers_is_not_shown():
    assert summary("prep.match", (Decimal(5), 4), ("na", 3)).mean is None


def test_numbers_have_a_range_for_a_spread():
    assert summary("sup.minutes", (Decimal("60.0"), 4), (Decimal("90.0"), 2)).spread_in_words == "60 to 90"


def test_each_of_several_choices_is_counted():
    result = summary("pe.cpd_need", ("theory,digital", 3), ("theory", 2))
    assert {share.key: share.times for share in result.shares if share.times} == {"theory": 5, "digital": 3}


def test_words_are_counted_and_not_shown():
    result = summary("text.best", ("", 6))
    assert (result.n, result.shares, result.spread_in_words) == (6, (), "")


def test_a_response_rate_names_both_numbers():
    assert Rate(8, 6).in_words == "6 of 8 answered (75 %)"
    assert Rate(0, 0).in_words == "nobody was asked"


@pytest.mark.parametrize(("of_all", "hidden"), [(6, False), (7, True), (10, True), (11, False)])
def test_a_selection_that_leaves_out_a_few_people_is_not_shown(of_all, hidden):
    from evaluations import collation, instruments

    question = next(
        one for one in instruments.REGISTRY[instruments.LATEST].questions if one.kind == instruments.LIKERT
    )
    found = collation.summarise(question, "student", [collation.Counted(4, 6)], of_all=of_all)
    assert (found.is_suppressed, found.mean is None) == (hidden, hidden)
