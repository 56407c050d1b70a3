"""Imports and foreign keys go down only; pure modules stay pure."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]

#: From the ground up. Neighbours share a floor and never import one another.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("kmtp.env", "kmtp.figures", "kmtp.servers", "kmtp.settings", "kmtp.formats"),
    ("kmtp.audit",),
    ("kmtp.ui",),
    ("kmtp.partnership",),
    ("kmtp.spreadsheet",),
    ("kmtp.mail",),
    ("kmtp.accounts",),
    ("educators",),
    ("placements",),
    ("forums", "evaluations", "time_audit"),
    ("kmtp.reports",),
    ("kmtp.demo",),
    ("kmtp.home", "kmtp.navigation", "kmtp.health", "kmtp.urls", "kmtp.celery", "kmtp.wsgi"),
)
RANKS = {name: (height, name) for height, floor in enumerate(FLOORS) for name in floor}
PACKAGES = ("kmtp", "educators", "placements", "forums", "evaluations", "time_audit")
#: Arrows that the ranks would allow and the plan does not: a forum knows educators only.
FORBIDDEN = {("forums", "placements")}
PURE = (
    "kmtp/env.py",
    "kmtp/figures.py",
    *(f"kmtp/spreadsheet/{name}.py" for name in ("cells", "checking", "columns", "mapping", "sheet")),
    "kmtp/partnership/academic_year.py",
    "kmtp/partnership/hexagons.py",
    "educators/currency.py",
    "educators/guide_text.py",
    "educators/map.py",
    "educators/offering.py",
    "educators/record_check.py",
    "educators/recruitment.py",
    "educators/renewal.py",
    "educators/target.py",
    "educators/targets.py",
    "evaluations/alerts.py",
    "evaluations/collation.py",
    "evaluations/reminders.py",
    "placements/days.py",
    "placements/kinds.py",
    "placements/lifecycle.py",
    "placements/documents.py",
    "placements/eligibility.py",
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "placements/matching").glob("*.py")),
    *sorted(str(path.relative_to(ROOT)) for path in (ROOT / "placements/spreadsheet").glob("*.py")),
    "placements/auditing.py",
    "placements/fees.py",
    "placements/working_days.py",
    "placements/steps.py",
    "forums/lifecycle.py",
    "forums/reminders.py",
    "evaluations/instruments.py",
    "evaluations/triangulation.py",
    "time_audit/hours.py",
    "time_audit/categories.py",
    "time_audit/lifecycle.py",
    "time_audit/reminders.py",
    "time_audit/weeks.py",
)
#: The library that solves integer programmes, and the arrays that it reads.
SOLVER = {"highspy", "numpy"}


def sources() -> Iterator[Path]:
    for package in PACKAGES:
        yield from (path for path in (ROOT / package).rglob("*.py") if "migrations" not in path.parts)


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def home(module: str) -> str | None:
    """Return the longest listed name that ``module`` begins with."""
    parts = module.split(".")
    names = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((name for name in names if name in RANKS), None)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_uphill(source: str, target: str) -> bool:
    (from_height, from_name), (to_height, to_name) = RANKS[source], RANKS[target]
    beside = from_height == to_height and from_name != to_name
    are_rooms = 0 < from_height < len(FLOORS) - 1
    return to_height > from_height or (beside and are_rooms) or (source, target) in FORBIDDEN


def uphill() -> list[str]:
    found = []
    for path in sources():
        source = home(module_of(path))
        for name in imports(path):
            target = home(name)
            if source and target and source != target and is_uphill(source, target):
                found.append(f"{module_of(path)} imports {name}")
    return sorted(found)


def test_every_module_has_its_floor():
    assert [module_of(path) for path in sources() if home(module_of(path)) is None] == (
        ["kmtp"] if (ROOT / "kmtp/__init__.py").exists() else []
    )


def test_imports_go_down_only():
    assert uphill() == []


def test_the_walk_would_find_an_uphill_import():
    assert is_uphill("educators", "placements")
    assert is_uphill("forums", "evaluations")
    assert is_uphill("forums", "placements")
    assert not is_uphill("placements", "educators")


def test_foreign_keys_go_down_only():
    found = []
    for model in apps.get_models():
        source = home(model.__module__)
        for field in model._meta.get_fields():
            if source and field.concrete and field.is_relation and field.related_model:
                target = home(field.related_model.__module__)
                if target and target != source and is_uphill(source, target):
                    found.append(f"{model.__name__}.{field.name} -> {field.related_model.__name__}")
    assert found == []


@pytest.mark.parametrize("name", PURE)
def test_pure_modules_import_only_the_standard_library_and_each_other(name):
    pure = {module_of(ROOT / other) for other in PURE}
    foreign = [
        module
        for module in imports(ROOT / name)
        if module.split(".")[0] not in sys.stdlib_module_names
        and not any(module == p or module.startswith(f"{p}.") or p.startswith(f"{module}") for p in pure)
    ]
    assert foreign == []


def test_the_solver_library_stands_in_one_module():
    found = {
        module_of(path) for path in sources() if any(name.split(".")[0] in SOLVER for name in imports(path))
    }
    assert found <= {"placements.solver"}
