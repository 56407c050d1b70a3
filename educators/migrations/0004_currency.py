import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kmtp.audit.together import Together


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0003_standing_and_policy"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together([migrations.CreateModel(
            name="Cpd",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="day")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4)),
                ("title", models.CharField(max_length=120, verbose_name="what it was about")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("forum", "Forum"),
                            ("course", "Course or workshop"),
                            ("reading", "Reading or research"),
                            ("supervision", "Supervision of practice education"),
                            ("other", "Something else"),
                        ],
                        max_length=11,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=80, verbose_name="who gave it")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "CPD",
                "verbose_name_plural": "CPD",
                "ordering": ["-on"],
            },
        ),
        migrations.CreateModel(
            name="CpdEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("on", models.DateField(verbose_name="day")),
                ("hours", models.DecimalField(decimal_places=1, max_digits=4)),
                ("title", models.CharField(max_length=120, verbose_name="what it was about")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("forum", "Forum"),
                            ("course", "Course or workshop"),
                            ("reading", "Reading or research"),
                            ("supervision", "Supervision of practice education"),
                            ("other", "Something else"),
                        ],
                        max_length=11,
                    ),
                ),
                ("provider", models.CharField(blank=True, max_length=80, verbose_name="who gave it")),
                ("recorded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReturnPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("agreed_on", models.DateField()),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("review_on", models.DateField(verbose_name="day of the review")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("steps", models.TextField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Under way"), ("completed", "Completed"), ("ended", "Ended early")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-starts_on"],
            },
        ),
        migrations.CreateModel(
            name="ReturnPlanEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("agreed_on", models.DateField()),
                ("starts_on", models.DateField(verbose_name="first day")),
                ("review_on", models.DateField(verbose_name="day of the review")),
                ("ends_on", models.DateField(verbose_name="last day")),
                ("steps", models.TextField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Under way"), ("completed", "Completed"), ("ended", "Ended early")],
                        default="open",
                        max_length=9,
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="cpd",
            name="educator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="cpd", to="educators.educator"
            ),
        ),
        migrations.AddField(
            model_name="cpdevent",
            name="educator",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="educators.educator",
            ),
        ),
        migrations.AddField(
            model_name="cpdevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="cpdevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="educators.cpd",
            ),
        ),
        migrations.AddField(
            model_name="returnplan",
            name="educator",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="return_plans",
                to="educators.educator",
            ),
        ),
        migrations.AddField(
            model_name="returnplan",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="return_mentees",
                to="educators.educator",
            ),
        ),
        migrations.AddField(
            model_name="returnplanevent",
            name="educator",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="educators.educator",
            ),
        ),
        migrations.AddField(
            model_name="returnplanevent",
            name="mentor",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="educators.educator",
            ),
        ),
        migrations.AddField(
            model_name="returnplanevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="returnplanevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="educators.returnplan",
            ),
        ),
        migrations.AddConstraint(
            model_name="cpd",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gt", 0), ("hours__lte", 100)),
                name="cpd_has_hours",
                violation_error_message="Enter between 0.5 and 100 hours.",
            ),
        ),
        migrations.AddConstraint(
            model_name="cpd",
            constraint=models.UniqueConstraint(
                fields=("educator", "on", "title"),
                name="cpd_is_written_once",
                violation_error_message="This is already on the record.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cpd",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_cpdevent" ("educator_id", "hours", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "title") VALUES (NEW."educator_id", NEW."hours", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider", NEW."recorded_at", NEW."title"); RETURN NULL;',
                    hash="1391255a2d462b453cdf0377aab407038fa7d12f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b1c45",
                    table="educators_cpd",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cpd",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_cpdevent" ("educator_id", "hours", "id", "kind", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider", "recorded_at", "title") VALUES (NEW."educator_id", NEW."hours", NEW."id", NEW."kind", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider", NEW."recorded_at", NEW."title"); RETURN NULL;',
                    hash="f16e54c7a53517507646d5a8a11050e028ccc493",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30d49",
                    table="educators_cpd",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="cpdevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7d6fb0a70d8ecfd6ce54012696db2caa8e3cf44f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_30229",
                    table="educators_cpdevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("educator",),
                name="return_plan_is_open_once",
                violation_error_message="A return plan is open already. Complete or end that one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("review_on__gte", models.F("starts_on")), ("review_on__lte", models.F("ends_on"))
                ),
                name="return_plan_days_stand_in_order",
                violation_error_message="The review must be between the first and the last day of the plan.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("mentor__isnull", True),
                    models.Q(("mentor", models.F("educator")), _negated=True),
                    _connector="OR",
                ),
                name="return_plan_mentor_is_somebody_else",
                violation_error_message="Choose a mentor who is somebody else.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_on__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("ended_on__isnull", False)),
                    _connector="OR",
                ),
                name="return_plan_has_an_end_when_it_is_over",
                violation_error_message="Enter the day the plan ended.",
            ),
        ),
        migrations.AddConstraint(
            model_name="returnplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="return_plan_that_ended_says_why",
                violation_error_message="Say why the plan ended.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_returnplanevent" ("agreed_on", "educator_id", "ended_on", "ends_on", "id", "mentor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "starts_on", "state", "steps") VALUES (NEW."agreed_on", NEW."educator_id", NEW."ended_on", NEW."ends_on", NEW."id", NEW."mentor_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."review_on", NEW."starts_on", NEW."state", NEW."steps"); RETURN NULL;',
                    hash="2aff9f78755077543c526361992b204ba467c1cf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_c19f0",
                    table="educators_returnplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_returnplanevent" ("agreed_on", "educator_id", "ended_on", "ends_on", "id", "mentor_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "review_on", "starts_on", "state", "steps") VALUES (NEW."agreed_on", NEW."educator_id", NEW."ended_on", NEW."ends_on", NEW."id", NEW."mentor_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."review_on", NEW."starts_on", NEW."state", NEW."steps"); RETURN NULL;',
                    hash="ab9430622d308fbd98906beda9569e0c9dd5f3e8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_87750",
                    table="educators_returnplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="returnplanevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="dde8c6238dc3f1ad3876b43e4b9e650c79fd5b30",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b041b",
                    table="educators_returnplanevent",
                    when="BEFORE",
                ),
            ),
        )]),
    ]
