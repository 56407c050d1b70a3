"""``manage.py lifecycles``: docs/lifecycles.md, drawn from the tables in the code."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand

INTRODUCTION = """# Lifecycles

Drawn from the tables in the code by `manage.py lifecycles`; a test compares. A change is one action, made under lock
and recorded; a step cannot be skipped or repeated."""


def page() -> str:
    """Return the page in Markdown: a part for each room that has a lifecycle."""
    return "\n\n".join([INTRODUCTION, *(part(name, module) for name, module in tables())])


def tables() -> Iterator[tuple[str, ModuleType]]:
    """Yield each room's name and its table, for every room that has a ``lifecycle`` module."""
    for app in sorted(apps.get_app_configs(), key=lambda one: one.name):
        name = f"{app.name}.lifecycle"
        if "." not in app.name and find_spec(name):
            yield app.name, import_module(name)


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
