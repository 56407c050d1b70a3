"""Many changes of the schema at once give what they give one after another, there and back."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from kmtp.audit.together import Together

pytestmark = pytest.mark.django_db(transaction=True)


def steps() -> list:
    """Return changes that make two models, bind them to each other, and add a rule and an index."""
    key = ("id", models.BigAutoField(primary_key=True))
    return [
        migrations.CreateModel("Nest", [key, ("name", models.CharField(max_length=9))]),
        migrations.CreateModel("Bird", [key]),
        migrations.AddField("Bird", "nest", models.ForeignKey("audit.Nest", models.CASCADE)),
        migrations.AddIndex("Nest", models.Index(fields=["name"], name="nest_by_name")),
        migrations.AddConstraint("Nest", models.CheckConstraint(condition=~models.Q(name=""), name="named")),
    ]


def shape() -> list:
    """Return the columns, rules and indexes of both tables."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_name IN ('audit_nest', 'audit_bird') ORDER BY 1, 2"
        )
        found = cursor.fetchall()
        cursor.execute(
            "SELECT relname, pg_get_constraintdef(c.oid) FROM pg_constraint c JOIN pg_class r ON r.oid = conrelid"
            " WHERE relname IN ('audit_nest', 'audit_bird') AND contype <> 'n' ORDER BY 1, 2"
        )
        found += cursor.fetchall()
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'audit_%' ORDER BY 1")
        return found + [(row[0].split(" ON ")[1],) for row in cursor.fetchall()]


def there(operations: list) -> list:
    """Apply the changes; return the shape, and take everything back."""
    before, states = ProjectState(), []
    with connection.schema_editor() as editor:
        for operation in operations:
            after = before.clone()
            operation.state_forwards("audit", after)
            operation.database_forwards("audit", editor, before, after)
            states.append((operation, before, after))
            before = after
    found = shape()
    with connection.schema_editor() as editor:
        for operation, before, after in reversed(states):
            operation.database_backwards("audit", editor, after, before)
    return found


def test_the_same_tables_rules_and_indexes_come_of_it_and_go_again():
    one_by_one = there(steps())
    assert len(one_by_one) > 8
    assert there([Together(steps())]) == one_by_one
    assert shape() == []


def test_it_is_written_as_it_was_made():
    name, arguments, keywords = Together(steps()).deconstruct()
    assert (name, arguments, len(keywords["operations"])) == ("Together", [], 5)
    assert Together(steps()).describe() == "Make 5 changes together"
