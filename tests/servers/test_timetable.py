"""The timetable names tasks that exist, each as a string."""

from concurrent.futures import ThreadPoolExecutor
from importlib import import_module

import pytest
from celery import current_app

from kmtp.celery import EVERY, app


@pytest.mark.parametrize("name", EVERY)
def test_each_task_of_the_timetable_exists(name: str) -> None:
    import_module(name.rpartition(".")[0])
    assert name in app.tasks


def test_the_timetable_is_what_beat_reads() -> None:
    schedule = app.conf.beat_schedule
    assert {entry["task"]: entry["schedule"] for entry in schedule.values()} == EVERY


def test_a_task_called_in_a_thread_of_the_web_server_goes_to_our_queue() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lambda: current_app.main).result() == "kmtp"
