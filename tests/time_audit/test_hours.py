"""The arithmetic, with the case study's own table."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from time_audit import hours
from time_audit.hours import AskedWeek, Phase

D = Decimal
HOUR = 60


def case_study() -> list[AskedWeek]:
    """Eleven practice educators, 25 weeks each: 1,922 and 236 hours, highest weeks 28 and 19."""
    day = [28 * HOUR] + _spread(1922 * HOUR - 28 * HOUR, 274)
    late = [19 * HOUR] + _spread(236 * HOUR - 19 * HOUR, 274)
    return [AskedWeek(i // 25, i, day[i], late[i]) for i in range(275)]


def _spread(total: int, parts: int) -> list[int]:
    return [total // parts + (1 if i < total % parts else 0) for i in range(parts)]


def test_the_case_study_gives_7_hours_and_not_its_published_point_7():
    found = hours.summarise(case_study())
    assert (found.participants, found.returned, found.expected, found.coverage) == (11, 275, 275, D("100.0"))
    assert (found.daytime.hours, found.out_of_hours.hours) == (D("1922.0"), D("236.0"))
    assert (found.daytime.average.hours, found.out_of_hours.average.hours) == (D("6.99"), D("0.86"))
    assert found.both.average.hours == D("7.85")
    assert (found.daytime.highest, found.out_of_hours.highest) == (D("28.00"), D("19.00"))
    assert found.share_out_of_hours == D("10.9")
    assert found.daytime.average.formula == "1,922 h ÷ 275 PE-weeks returned"


@pytest.mark.parametrize(
    ("weeks", "daytime", "out_of_hours"),
    [
        (220, "8.74", "1.07"),
        (264, "7.28", "0.89"),
        (275, "6.99", "0.86"),
        (286, "6.72", "0.83"),
        (308, "6.24", "0.77"),
        (330, "5.82", "0.72"),
        (337, "5.70", "0.70"),
    ],
)
def test_the_average_follows_from_the_number_of_weeks(weeks, daytime, out_of_hours):
    averages = [hours.Average(total * HOUR, weeks, "PE-weeks returned") for total in (1922, 236)]
    assert [str(average.hours) for average in averages] == [daytime, out_of_hours]


def test_no_number_of_weeks_gives_both_published_averages():
    def rounds_to(total, weeks, place):
        return (D(total) / weeks).quantize(D(place))

    both = [
        w for w in range(200, 400) if rounds_to(1922, w, "1") == 7 and rounds_to(236, w, "0.1") == D("0.7")
    ]
    assert both == []


def test_zeros_count_and_blanks_do_not():
    found = hours.summarise(
        [AskedWeek(1, 1, 120, 0), AskedWeek(1, 2, 0, 0), AskedWeek(1, 3), AskedWeek(2, 1)]
    )
    assert (found.participants, found.returned, found.expected) == (2, 2, 4)
    assert found.daytime.average.hours == D("1.00")
    assert found.daytime.alternative.hours == D("0.50")
    assert found.daytime.alternative.formula == "2 h ÷ 4 placement weeks elapsed"
    assert found.coverage_in_words == "2 of 4 weeks (50.0 %)"


def test_nothing_asked_or_nothing_returned_has_no_average():
    for asked in ([], [AskedWeek(1, 1)]):
        found = hours.summarise(asked)
        assert (found.daytime.average.hours, found.daytime.median, found.daytime.quartiles) == (
            None,
            None,
            None,
        )
        assert found.daytime.highest is None
        assert found.share_out_of_hours is None


def test_the_median_and_the_middle_half():
    found = hours.summarise([AskedWeek(1, i, i * HOUR, 0) for i in (1, 2, 3, 4, 9)]).daytime
    assert (found.median, found.quartiles, found.highest) == (D("3.00"), (D("2.00"), D("4.00")), D("9.00"))
    assert hours.summarise([AskedWeek(1, 1, 90, 0)]).daytime.quartiles == (D("1.50"), D("1.50"))


def test_thirds_stand_in_their_order():
    weeks = [
        AskedWeek(1, i, HOUR, 0, phase) for i, phase in enumerate((Phase.END, Phase.INDUCTION, Phase.END))
    ]
    assert [(p, s.returned) for p, s in hours.by_phase(weeks).items()] == [
        (Phase.INDUCTION, 1),
        (Phase.END, 2),
    ]


def test_a_small_service_area_is_put_together_with_the_next_smallest():
    weeks = [
        AskedWeek((name, i), i, HOUR, 0, None, name)
        for name, n in (("A", 9), ("B", 6), ("C", 1))
        for i in range(n)
    ]
    found = hours.by_service(hours.pooled(weeks, "Others"))
    assert {name: summary.participants for name, summary in found.items()} == {"A": 9, "Others": 7}
    assert list(hours.by_service(hours.pooled(weeks[:15], "Others"))) == ["A", "B"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", 0),
        ("  ", 0),
        ("0", 0),
        ("1.5", 90),
        ("1,5", 90),
        (".5", 30),
        ("2", 120),
        ("1:30", 90),
        ("0:05", 5),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 h 30 min", 90),
        ("1.5 hours", 90),
        ("2h", 120),
        ("45 min", 45),
        ("45m", 45),
        ("1.33", 80),
        ("100", 6000),
    ],
)
def test_time_is_read_as_people_write_it(typed, expected):
    assert hours.minutes(typed) == expected


@pytest.mark.parametrize(
    "typed", ["x", "-1", "1:60", "1:5:3", "1.5.2", ".", "=1+1", "100.1", "100:01", "999", "٣", "1e3"]
)
def test_what_is_not_a_time_is_refused(typed):
    with pytest.raises(ValueError, match="hours"):
        hours.minutes(typed)


@pytest.mark.parametrize(
    ("amount", "shown"), [(0, ""), (90, "1.5"), (120, "2"), (20, "0:20"), (80, "1:20"), (600, "10")]
)
def test_a_box_shows_minutes_shortly(amount, shown):
    assert hours.box(amount) == shown


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0 h"), (30, "30 min"), (90, "1 h 30 min"), (115320, "1,922 h")]
)
def test_minutes_in_words(amount, said):
    assert hours.in_words(amount) == said


def test_a_long_week_is_warned_of_and_an_impossible_one_refused():
    assert hours.warnings(28 * HOUR, 19 * HOUR) == []  # the case study's highest weeks pass without a word
    assert hours.warnings(37 * HOUR, 20 * HOUR) == []
    assert [len(hours.warnings(*pair)) for pair in ((2221, 0), (0, 1201), (2221, 1201))] == [1, 1, 2]
    assert hours.too_much(80 * HOUR, 20 * HOUR) == ""
    assert "100 h 1 min" in hours.too_much(80 * HOUR, 20 * HOUR + 1)


@pytest.mark.parametrize("wrong", [(None, 5), (5, None), (-1, 0), (0, -1)])
def test_half_a_week_and_less_than_nothing_are_refused(wrong):
    with pytest.raises(ValueError):
        AskedWeek(1, 1, *wrong)


MINUTES = st.integers(0, 6000)
WEEKS = st.lists(
    st.builds(
        lambda who, what: AskedWeek(who, None, *(what or (None, None))),
        st.integers(1, 9),
        st.none() | st.tuples(MINUTES, MINUTES),
    ),
    max_size=60,
)


@given(MINUTES)
def test_a_box_reads_back_as_the_same_minutes(amount):
    assert hours.minutes(hours.box(amount)) == amount


@given(WEEKS)
def test_a_summary_is_whole(weeks):
    found = hours.summarise(weeks)
    assert found.both.total == found.daytime.total + found.out_of_hours.total
    assert 0 <= found.returned <= found.expected == len(weeks)
    assert all(len(measure.minutes) == found.returned for measure in found.measures)


@given(WEEKS)
def test_a_blank_week_moves_the_alternative_and_never_the_average(weeks):
    before, after = hours.summarise(weeks), hours.summarise([*weeks, AskedWeek(1, None)])
    assert after.daytime.average == before.daytime.average
    assert after.daytime.alternative.weeks == before.daytime.alternative.weeks + 1


@given(WEEKS.filter(lambda weeks: any(week.is_returned for week in weeks)))
def test_the_spread_stands_in_order(weeks):
    for measure in hours.summarise(weeks).measures:
        low, high = measure.quartiles
        assert low <= measure.median <= high <= measure.highest
        assert measure.alternative.hours <= measure.average.hours <= measure.highest


@given(WEEKS)
def test_pooling_keeps_every_hour_and_leaves_no_small_group_alone(weeks):
    named = [
        AskedWeek(w.participant, w.week, w.daytime, w.out_of_hours, None, f"S{w.participant % 4}")
        for w in weeks
    ]
    groups = hours.by_service(hours.pooled(named, "Others"))
    assert sum(one.both.total for one in groups.values()) == hours.summarise(weeks).both.total
    assert all(not one.is_small for one in groups.values()) or list(groups) == ["Others"]
