"""Many changes of the schema as one operation of a migration, with the models drawn once.

Django draws every model that is related to a changed one anew for each operation. Here nearly every model is
related to people and organisations, and each tracked model brings another with three triggers: a migration that
makes forty models took a minute for that alone, in every new database of a test run.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger


class Together(Operation):
    """Make the changes one after another against the models as they are after all of them.

    A model that is made here is made as it ends, so what is added to it here is part of that. SQL and Python
    need the state in between, and stand beside this, not within.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Keep the operations."""
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what it is made of."""
        return type(self).__name__, [], {"operations": self.operations}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Note all changes before any model is drawn again."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make the changes."""
        for operation in self._needed():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take them back, the last first."""
        for operation in reversed(self._needed()):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Return how many changes there are."""
        return f"Make {len(self.operations)} changes together"

    def _needed(self) -> list[Operation]:
        made = {one.name_lower for one in self.operations if isinstance(one, CreateModel)}
        return [one for one in self.operations if not _comes_with(one, made)]


def _comes_with(operation: Operation, made: set[str]) -> bool:
    """Say whether an operation only adds to a model that is made here."""
    if isinstance(operation, CreateModel | AddTrigger | RemoveTrigger):
        return False
    return getattr(operation, "model_name_lower", "") in made
