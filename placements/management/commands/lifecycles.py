"""``manage.py lifecycles``: docs/lifecycles.md, drawn from the tables in the code."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

INTRODUCTION = """# Lifecycles

Drawn from the tables in the code by `manage.py lifecycles`; a test compares. A change is one action, made under lock
and recorded; a step cannot be skipped or repeated."""


#: What a room calls the module with its table, and under which name the page shows it ("" for the room's own).
MODULES = {"lifecycle": "", "recruitment": "recruitment"}


def page() -> str:
    """Return the page in Markdown: a part for each room that has a lifecycle."""
    return "\n\n".join([INTRODUCTION, *(part(name, module) for name, module in tables())])


def tables() -> Iterator[tuple[str, ModuleType]]:
    """Yield the name and the table of every room that has one."""
    rooms = sorted(app.name for app in apps.get_app_configs() if "." not in app.name)
    for room, (module, shown) in product(rooms, MODULES.items()):
        if find_spec(f"{room}.{module}"):
            yield shown or room, import_module(f"{room}.{module}")


def part(name: str, module: ModuleType) -> str:
    """Return one room's table and its drawing."""
    return "\n\n".join([f"## {title(name)}", table(module), drawing(module)])


def title(name: str) -> str:
    """Return a room's name as a heading: ``time_audit`` is ``Time audit``."""
    return name.replace("_", " ").capitalize()


def table(module: ModuleType) -> str:
    """Return every change: from where, to where, and whether it asks for a reason."""
    lines = ["| change | from | to | asks why |", "|---|---|---|---|"]
    for change in module.CHANGES.values():
        sources = ", ".join(label(module, state) for state in change.sources)
        why = "yes" if change.asks_why else ""
        lines.append(f"| {change.label} | {sources} | {label(module, change.target)} | {why} |")
    return "\n".join(lines)


def drawing(module: ModuleType) -> str:
    """Return the same as a diagram."""
    lines = ["```mermaid", "stateDiagram-v2"]
    lines += [f'    state "{state.label}" as {code(key)}' for key, state in module.STATES.items()]
    lines.append(f"    [*] --> {code(next(iter(module.STATES)))}")
    for change in module.CHANGES.values():
        lines += [f"    {code(state)} --> {code(change.target)}: {change.label}" for state in change.sources]
    return "\n".join([*lines, "```"])


def label(module: ModuleType, state: str) -> str:
    """Return a state in words."""
    return str(module.STATES[state].label)


def code(state: str) -> str:
    """Return a state's name as a diagram takes it."""
    return state.replace("-", "_")


class Command(BaseCommand):
    """Print the page."""

    help = "Prints docs/lifecycles.md."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        self.stdout.write(page())
