"""The solver library says nothing: its banner would stand in a worker's log between the lines of the log."""

import subprocess
import sys

SOLVES = """
from placements import solver
from tests.placements.matching.world import educator, offer, problem, student, team
asked = problem([student()], [offer()], [team()], [educator()])
assert len(solver.propose(asked).placements) == 1
"""


def test_the_solver_prints_nothing_from_its_first_use_in_a_process_on():
    done = subprocess.run([sys.executable, "-c", SOLVES], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("", "")
