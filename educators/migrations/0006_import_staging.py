import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0005_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        Together([migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("fingerprint", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=120)),
                ("columns", models.JSONField(default=list)),
                ("saved_at", models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name="ImportProblem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("row", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=80)),
                ("value", models.CharField(max_length=200)),
                ("reason", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["row", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ImportTouch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(help_text="The row of the file.")),
                ("educator_key", models.BigIntegerField()),
                ("is_new", models.BooleanField()),
                ("changes", models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name="StagedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("first_name", models.CharField(max_length=80)),
                ("last_name", models.CharField(max_length=80)),
                ("swe_number", models.CharField(max_length=8, null=True)),
                ("email", models.CharField(max_length=254, null=True)),
                ("phone", models.CharField(max_length=30, null=True)),
                ("registered_until", models.DateField(null=True)),
                ("team", models.CharField(max_length=120, null=True)),
                ("team_key", models.BigIntegerField(null=True)),
                ("post", models.CharField(max_length=80, null=True)),
                ("postcode", models.CharField(max_length=8, null=True)),
                ("is_independent", models.BooleanField(null=True)),
                ("base", models.CharField(max_length=8, null=True)),
                ("contracted_hours", models.DecimalField(decimal_places=1, max_digits=4, null=True)),
                ("capacity", models.PositiveSmallIntegerField(null=True)),
                ("joined_on", models.DateField(null=True)),
                ("stage_1", models.DateField(null=True)),
                ("stage_2", models.DateField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("changed", "Changed"),
                            ("same", "Unchanged"),
                            ("refused", "Refused"),
                        ],
                        default="new",
                        max_length=7,
                    ),
                ),
                ("educator_key", models.BigIntegerField(null=True)),
                ("changes", models.JSONField(default=dict)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="import",
            name="import_waits_once",
        ),
        migrations.RemoveConstraint(
            model_name="import",
            name="import_applied_has_a_time",
        ),
        migrations.RemoveConstraint(
            model_name="import",
            name="import_finished_holds_no_rows",
        )]),
        # What waited before the rows had a table of their own is uploaded again.
        migrations.RunSQL(
            "UPDATE educators_import SET state = 'put-away' WHERE state IN ('ready', 'refused')",
            migrations.RunSQL.noop,
        ),
        Together([migrations.RemoveField(
            model_name="import",
            name="problems",
        ),
        migrations.RemoveField(
            model_name="import",
            name="rows",
        ),
        migrations.AddField(
            model_name="import",
            name="applied_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="bad_rows",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="claimed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="import",
            name="columns",
            field=models.JSONField(blank=True, default=list, help_text="What each column of the file is."),
        ),
        migrations.AddField(
            model_name="import",
            name="content",
            field=models.BinaryField(
                help_text="The file itself, until it is applied or put away.", null=True
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="headings",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="import",
            name="marks",
            field=models.JSONField(
                blank=True, default=dict, help_text="How far the trail was when it was applied."
            ),
        ),
        migrations.AddField(
            model_name="import",
            name="note",
            field=models.CharField(blank=True, help_text="Why the last attempt did nothing.", max_length=300),
        ),
        migrations.AddField(
            model_name="import",
            name="problem_count",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="import",
            name="progress",
            field=models.PositiveSmallIntegerField(default=0, help_text="From 0 to 100."),
        ),
        migrations.AddField(
            model_name="import",
            name="row_count",
            field=models.PositiveIntegerField(default=0, verbose_name="rows"),
        ),
        migrations.AddField(
            model_name="import",
            name="samples",
            field=models.JSONField(blank=True, default=list, help_text="The first values of each column."),
        ),
        migrations.AddField(
            model_name="import",
            name="step",
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name="import",
            name="undo_until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="import",
            name="state",
            field=models.CharField(
                choices=[
                    ("columns", "Columns to choose"),
                    ("checking", "Being checked"),
                    ("ready", "Ready to apply"),
                    ("refused", "To be mended"),
                    ("applying", "Being applied"),
                    ("applied", "Applied"),
                    ("undone", "Undone"),
                    ("put-away", "Put away"),
                ],
                default="ready",
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="importevent",
            name="state",
            field=models.CharField(
                choices=[
                    ("columns", "Columns to choose"),
                    ("checking", "Being checked"),
                    ("ready", "Ready to apply"),
                    ("refused", "To be mended"),
                    ("applying", "Being applied"),
                    ("applied", "Applied"),
                    ("undone", "Undone"),
                    ("put-away", "Put away"),
                ],
                default="ready",
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("columns", "checking", "ready", "refused", "applying"))),
                fields=("council", "sha256"),
                name="import_waits_once",
                violation_error_message="This file is already waiting to be applied.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", False), ("state__in", ("applied", "undone"))),
                    models.Q(
                        models.Q(("state__in", ("applied", "undone")), _negated=True),
                        ("applied_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="import_applied_has_a_time",
                violation_error_message="An import that was applied has the time at which it was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="import",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("columns", "checking", "ready", "refused", "applying")),
                    models.Q(("content__isnull", True), ("samples", [])),
                    _connector="OR",
                ),
                name="import_finished_holds_no_file",
                violation_error_message="An import that is finished keeps nobody's data.",
            ),
        ),
        migrations.AddField(
            model_name="columnmapping",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="partnership.organisation"
            ),
        ),
        migrations.AddField(
            model_name="columnmapping",
            name="saved_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="importproblem",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="problems",
                to="educators.import",
            ),
        ),
        migrations.AddField(
            model_name="importtouch",
            name="source",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="touches", to="educators.import"
            ),
        ),
        migrations.AddField(
            model_name="stagedrow",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="staged",
                to="educators.import",
            ),
        ),
        migrations.AddConstraint(
            model_name="columnmapping",
            constraint=models.UniqueConstraint(
                fields=("council", "fingerprint"), name="mapping_is_remembered_once"
            ),
        ),
        migrations.AddIndex(
            model_name="importproblem",
            index=models.Index(fields=["source", "row"], name="problem_by_row"),
        ),
        migrations.AddConstraint(
            model_name="stagedrow",
            constraint=models.UniqueConstraint(fields=("source", "number"), name="staged_row_is_once"),
        )]),
    ]
