"""Each action: what it does, what it refuses, and what the trail says."""

from datetime import date

import pytest

from educators import history
from educators.actions import achievements, register
from educators.models import Activity, Award, Educator, Training
from kmtp.audit import Refused
from kmtp.partnership.academic_year import AcademicYear
from tests import make

pytestmark = pytest.mark.django_db
DAY = date(2020, 3, 2)


@pytest.fixture
def by(kent):
    return make.coordinator(kent)


@pytest.fixture
def stella(kent):
    return make.educator(kent)


def status(educator) -> str:
    return Educator.objects.with_status(DAY).get(pk=educator.pk).status


def test_a_break_starts_and_ends(stella, by):
    register.start_break(educator=stella, on=DAY, by=by, why="Parental leave")
    assert status(stella) == "on-break"
    with pytest.raises(Refused, match="on a break already"):
        register.start_break(educator=stella, on=DAY, by=by, why="Again")
    register.end_break(educator=stella, on=DAY, by=by, today=DAY)
    assert status(stella) == "active"
    with pytest.raises(Refused, match="is not on a break"):
        register.end_break(educator=stella, on=DAY, by=by, today=DAY)


def test_leaving_can_be_undone(stella, by):
    register.leave(educator=stella, on=DAY, by=by, why="Retired")
    assert status(stella) == "left"
    for refused in (register.leave, register.start_break):
        with pytest.raises(Refused, match="has left the register"):
            refused(educator=stella, on=DAY, by=by, why="Again")
    register.return_to_register(educator=stella, on=DAY, by=by, today=DAY)
    assert status(stella) == "active"
    with pytest.raises(Refused, match="is on the register already"):
        register.return_to_register(educator=stella, on=DAY, by=by, today=DAY)


@pytest.mark.parametrize("action", [register.leave, register.start_break])
def test_nobody_leaves_before_joining(stella, by, action):
    with pytest.raises(Refused, match="joined the register on 01 Sep 2017"):
        action(educator=stella, on=date(2017, 8, 31), by=by, why="Too early")


def test_an_award_an_activity_and_a_place_are_recorded_once(kent, by):
    trainee = make.educator(kent, stage=0)
    record = {
        achievements.record_award: lambda: {
            "award": Award(educator=trainee, kind="stage-1", awarded_on=DAY),
            "today": DAY,
        },
        achievements.record_activity: lambda: {
            "activity": Activity(educator=trainee, kind="asye", started_on=DAY),
            "today": DAY,
        },
        achievements.add_training: lambda: {
            "training": Training(educator=trainee, stage="stage-2", year=AcademicYear(2019))
        },
    }
    for action, facts in record.items():
        action(**facts(), by=by)
        with pytest.raises(Refused, match="is on the record already"):
            action(**facts(), by=by)
    assert (trainee.awards.count(), trainee.activities.count(), trainee.trainings.count()) == (1, 1, 1)


def test_completing_training_records_the_award_once(kent, by):
    trainee = make.educator(kent, stage=0)
    place = Training.objects.create(educator=trainee, stage="stage-1", year=AcademicYear(2019))
    achievements.complete_training(training=place, on=DAY, by=by, today=DAY)
    assert list(trainee.awards.values_list("kind", "awarded_on")) == [("stage-1", DAY)]
    for again in (
        lambda: achievements.complete_training(training=place, on=DAY, by=by, today=DAY),
        lambda: achievements.withdraw_from_training(training=place, on=DAY, by=by, why="Moved"),
    ):
        with pytest.raises(Refused, match="ended already: completed"):
            again()


def test_withdrawing_leaves_no_award(kent, by):
    trainee = make.educator(kent, stage=0)
    place = Training.objects.create(educator=trainee, stage="stage-1", year=AcademicYear(2019))
    achievements.withdraw_from_training(training=place, on=DAY, by=by, why="Moved away")
    place.refresh_from_db()
    assert (place.state, trainee.awards.count()) == ("withdrawn", 0)


def test_only_her_own_record_is_corrected_by_herself(kent, by):
    stella = make.educator(kent, sign_in=True)
    stella.phone = "01634 000000"
    register.correct_own(educator=stella, fields=["phone"], by=stella.person)
    with pytest.raises(Refused, match="somebody else"):
        register.correct_own(educator=stella, fields=["phone"], by=by)


def test_the_history_says_what_happened_to_the_record_and_what_hangs_on_it(kent, by):
    stella = register.add(
        educator=Educator(council=kent, first_name="Stella", last_name="Two", joined_on=DAY), by=by
    )
    achievements.record_award(award=Award(educator=stella, kind="stage-2", awarded_on=DAY), by=by, today=DAY)
    register.start_break(educator=stella, on=DAY, by=by, why="Parental leave")
    # One test is one transaction, so all entries have one time.
    assert sorted((entry.what, entry.by, entry.why) for entry in history.of(stella)) == [
        ("Added to the register", "Kent Coordinator", ""),
        ("Award recorded: PEPS Stage 2", "Kent Coordinator", ""),
        ("Break started", "Kent Coordinator", "Parental leave"),
    ]
