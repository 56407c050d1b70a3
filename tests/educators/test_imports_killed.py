"""A worker that is killed while it applies a spreadsheet leaves nothing half done."""

import hashlib
import os
import random
import signal
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections

from educators.actions.imports import statements
from educators.models import Award, Educator, Import, Posting
from tests import make
from tests.educators.make_imports import apply, upload

pytestmark = pytest.mark.django_db(transaction=True)
MOMENTS = 20
HEAD = "First name,Last name,SWE number,E-mail,Team,Stage 1,Stage 2,Joined the register on\n"
TEXT = HEAD + "".join(
    f"Ann,Lee{n},SW{n},a{n}@kent.example,Chatham Team,1/7/2018,2/7/2019,3/2/2017\n" for n in range(1, 201)
)


def a_file_that_waits(name: str):
    council = make.council(name)
    make.team(council)
    by = make.coordinator(council)
    return upload(council, by, TEXT), by


def content(found: Import) -> str:
    """Everything that an import stores, without its keys."""
    people = Educator.objects.filter(council=found.council_id)
    named = ("educator__last_name", "educator__swe_number")
    events = Educator.pgh_event_models["insert"].objects.filter(council=found.council_id)
    rows = [
        *people.order_by("swe_number").values_list("first_name", "last_name", "email", "full_award_on"),
        *Award.objects.filter(educator__in=people).order_by(*named, "kind").values_list(*named, "awarded_on"),
        *Posting.objects.filter(educator__in=people).order_by(*named).values_list(*named, "started_on"),
        *events.order_by("swe_number").values_list("swe_number", "pgh_label"),
        *found.touches.order_by("number").values_list("number", "is_new"),
        Import.objects.values_list("state", "added", "changed").get(pk=found.pk),
    ]
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def in_a_process(work: Callable[[], object]) -> int:
    """Do it in a process of its own; return its number."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    try:
        work()
    finally:
        os._exit(0)


def test_killed_at_twenty_moments_and_run_again_it_stores_what_an_uninterrupted_run_stores():
    whole, by = a_file_that_waits("Wholeshire")
    start = time.perf_counter()
    os.waitpid(in_a_process(lambda: apply(whole, by)), 0)
    took = time.perf_counter() - start
    chance, seen = random.Random(20), set()
    for moment in range(MOMENTS):
        found, by = a_file_that_waits(f"Shire {moment}")
        before = content(found)
        child = in_a_process(lambda found=found, by=by: apply(found, by))
        time.sleep(chance.uniform(0, took))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        left = content(found)
        seen.add(left == before)
        assert left in (before, content(whole))
        apply(found, by)
        assert content(found) == content(whole)
    assert True in seen, "no process was killed before it had stored everything"


def test_the_same_check_notices_an_import_that_is_stored_bit_by_bit(monkeypatch):
    """The control: each statement is committed by itself, and the process dies after the people."""
    found, by = a_file_that_waits("Bitshire")
    before, run = content(found), statements.run

    def and_commit(statement, facts):
        count = run(statement, facts)
        connection.connection.commit()
        if "INTO educators_educator" in statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return count

    monkeypatch.setattr(statements, "run", and_commit)
    os.waitpid(in_a_process(lambda: apply(found, by)), 0)
    monkeypatch.undo()
    assert content(found) != before
