"""The academic year as a value."""

from datetime import date

import pytest

from kmtp.partnership.academic_year import AcademicYear


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2019, 8, 31), "2018/19"), (date(2019, 9, 1), "2019/20"), (date(2020, 8, 31), "2019/20")],
)
def test_a_day_is_in_the_year_that_starts_in_september(day, year):
    assert str(AcademicYear.of(day)) == year
    assert day in AcademicYear.of(day)


@pytest.mark.parametrize("text", ["2019/20", "2019-20", "2019/2020", " 2019/20 "])
def test_a_year_is_read_as_people_write_it(text):
    assert AcademicYear.parse(text) == AcademicYear(2019)


@pytest.mark.parametrize("text", ["2019/21", "19/20", "", "2019", "1066/67"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(ValueError, match=r"academic year|like 2019/20"):
        AcademicYear.parse(text)


def test_years_follow_one_another():
    year = AcademicYear(2019)
    assert (str(year.previous), str(year.next)) == ("2018/19", "2020/21")
    assert (year.starts_on, year.ends_on) == (date(2019, 9, 1), date(2020, 8, 31))
