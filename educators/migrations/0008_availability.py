import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from kmtp.audit.together import Together

import educators.models.availability
import kmtp.partnership.fields


class Migration(migrations.Migration):
    dependencies = [
        ("educators", "0007_recruitment"),
        ("mail", "0002_letters_to_students"),
        ("partnership", "0003_land"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        Together([migrations.CreateModel(
            name="AvailabilityAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "says",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                (
                    "how_many",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many students"),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("first", "First placement, 70 days"),
                                ("final", "Final placement, 100 days"),
                                ("readiness", "Readiness for practice, shadowing"),
                                ("apprentice", "Apprentice social worker"),
                                ("asye", "ASYE assessment"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                ("days_a_week", models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity", "No room for a student now"),
                            ("workload", "Workload or caseload"),
                            ("team", "Team change"),
                            ("role", "Role change"),
                            ("leave", "Leave or absence"),
                            ("manager", "Not agreed with my manager"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("reminders", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "stopped_reminders",
                    models.BooleanField(default=False, verbose_name="asked for no more reminders"),
                ),
                (
                    "educator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="availability",
                        to="educators.educator",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="availability_answer",
                        to="mail.personallink",
                    ),
                ),
            ],
            options={
                "ordering": ["educator__last_name", "educator__first_name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", kmtp.partnership.fields.AcademicYearField(verbose_name="academic year")),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "remind_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(90),
                            ]
                        ),
                        blank=True,
                        default=educators.models.availability.remind_days,
                        size=None,
                        verbose_name="remind after so many days",
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not sent yet"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partnership.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-opens_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="AvailabilityAnswerEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "says",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "Yes"), ("maybe", "Maybe"), ("no", "No")],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                (
                    "how_many",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many students"),
                ),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("first", "First placement, 70 days"),
                                ("final", "Final placement, 100 days"),
                                ("readiness", "Readiness for practice, shadowing"),
                                ("apprentice", "Apprentice social worker"),
                                ("asye", "ASYE assessment"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("from_day", models.DateField(blank=True, null=True, verbose_name="from")),
                ("days_a_week", models.DecimalField(blank=True, decimal_places=1, max_digits=2, null=True)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("capacity", "No room for a student now"),
                            ("workload", "Workload or caseload"),
                            ("team", "Team change"),
                            ("role", "Role change"),
                            ("leave", "Leave or absence"),
                            ("manager", "Not agreed with my manager"),
                            ("other", "Something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "stopped_reminders",
                    models.BooleanField(default=False, verbose_name="asked for no more reminders"),
                ),
                (
                    "educator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="educators.educator",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="educators.availabilityanswer",
                    ),
                ),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="educators.availabilitycall",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="availabilityanswer",
            name="call",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="educators.availabilitycall",
            ),
        ),
        migrations.CreateModel(
            name="AvailabilityCallEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", kmtp.partnership.fields.AcademicYearField(verbose_name="academic year")),
                ("opens_on", models.DateField()),
                ("closes_on", models.DateField()),
                (
                    "remind_days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            validators=[
                                django.core.validators.MinValueValidator(1),
                                django.core.validators.MaxValueValidator(90),
                            ]
                        ),
                        blank=True,
                        default=educators.models.availability.remind_days,
                        size=None,
                        verbose_name="remind after so many days",
                    ),
                ),
                ("message", models.TextField(blank=True, max_length=1000)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "Not sent yet"), ("open", "Open"), ("closed", "Closed")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                (
                    "council",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="partnership.organisation",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="educators.availabilitycall",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Not answered"),
                            ("confirmed", "Confirmed"),
                            ("waiting", "Corrections waiting"),
                            ("accepted", "Accepted"),
                            ("refused", "Not accepted"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("corrections", models.JSONField(blank=True, default=dict)),
                ("reason", models.CharField(blank=True, max_length=300)),
                ("reminders", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "stopped_reminders",
                    models.BooleanField(default=False, verbose_name="asked for no more reminders"),
                ),
                (
                    "educator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="confirmations",
                        to="educators.educator",
                    ),
                ),
                (
                    "link",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="confirmation",
                        to="mail.personallink",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("asked_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Not answered"),
                            ("confirmed", "Confirmed"),
                            ("waiting", "Corrections waiting"),
                            ("accepted", "Accepted"),
                            ("refused", "Not accepted"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("corrections", models.JSONField(blank=True, default=dict)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "stopped_reminders",
                    models.BooleanField(default=False, verbose_name="asked for no more reminders"),
                ),
                (
                    "educator",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="educators.educator",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="educators.confirmation",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="availabilitycall",
            constraint=models.UniqueConstraint(
                fields=("council", "year"),
                name="availability_call_is_made_once",
                violation_error_message="This council has a call for this academic year already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilitycall",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")),
                fields=("council",),
                name="availability_call_is_the_only_open_one",
                violation_error_message="Another call of this council is open. Close that one first.",
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilitycall",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gt", models.F("opens_on"))),
                name="availability_call_closes_after_it_opens",
                violation_error_message="The last day for answers must be after the day the letters go out.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilitycall",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_availabilitycallevent" ("closes_on", "council_id", "id", "message", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days", "state", "year") VALUES (NEW."closes_on", NEW."council_id", NEW."id", NEW."message", NEW."opens_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."remind_days", NEW."state", NEW."year"); RETURN NULL;',
                    hash="213f505e9faccdf4af96450f332633cc20839d89",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_23394",
                    table="educators_availabilitycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilitycall",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "educators_availabilitycallevent" ("closes_on", "council_id", "id", "message", "opens_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remind_days", "state", "year") VALUES (NEW."closes_on", NEW."council_id", NEW."id", NEW."message", NEW."opens_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."remind_days", NEW."state", NEW."year"); RETURN NULL;',
                    hash="bcc1437a9c187f50884d4238adf2e48c91ac8453",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0e27f",
                    table="educators_availabilitycall",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilityanswerevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8c0c38f404529ca2efad2dd2c53d2b66b99b1863",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_77d1a",
                    table="educators_availabilityanswerevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilityanswer",
            constraint=models.UniqueConstraint(
                fields=("call", "educator"),
                name="availability_is_asked_once",
                violation_error_message="This practice educator is asked in this call already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("says", "")),
                    models.Q(("answered_at__isnull", False), models.Q(("says", ""), _negated=True)),
                    _connector="OR",
                ),
                name="availability_answer_has_a_time",
                violation_error_message="An answer has the time at which it was given.",
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("how_many__isnull", True), ("how_many__range", (1, 6)), _connector="OR"),
                name="availability_is_one_to_six_students",
                violation_error_message="Enter between 1 and 6 students.",
            ),
        ),
        migrations.AddConstraint(
            model_name="availabilityanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("days_a_week__isnull", True),
                    models.Q(("days_a_week__gt", 0), ("days_a_week__lte", 5)),
                    _connector="OR",
                ),
                name="availability_is_up_to_five_days",
                violation_error_message="Enter between half a day and 5 days a week.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilityanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_availabilityanswerevent" ("answered_at", "asked_at", "call_id", "days_a_week", "educator_id", "from_day", "how_many", "id", "kinds", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "says", "stopped_reminders") VALUES (NEW."answered_at", NEW."asked_at", NEW."call_id", NEW."days_a_week", NEW."educator_id", NEW."from_day", NEW."how_many", NEW."id", NEW."kinds", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."says", NEW."stopped_reminders"); RETURN NULL;',
                    hash="bb1159981752347cb38283d54e18b9944f8a8dec",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8e9c3",
                    table="educators_availabilityanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilityanswer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."call_id" IS DISTINCT FROM (NEW."call_id") OR OLD."days_a_week" IS DISTINCT FROM (NEW."days_a_week") OR OLD."educator_id" IS DISTINCT FROM (NEW."educator_id") OR OLD."from_day" IS DISTINCT FROM (NEW."from_day") OR OLD."how_many" IS DISTINCT FROM (NEW."how_many") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kinds" IS DISTINCT FROM (NEW."kinds") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."says" IS DISTINCT FROM (NEW."says") OR OLD."stopped_reminders" IS DISTINCT FROM (NEW."stopped_reminders"))',
                    func='INSERT INTO "educators_availabilityanswerevent" ("answered_at", "asked_at", "call_id", "days_a_week", "educator_id", "from_day", "how_many", "id", "kinds", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "says", "stopped_reminders") VALUES (NEW."answered_at", NEW."asked_at", NEW."call_id", NEW."days_a_week", NEW."educator_id", NEW."from_day", NEW."how_many", NEW."id", NEW."kinds", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."says", NEW."stopped_reminders"); RETURN NULL;',
                    hash="5ff51d12d9487efb68ecb6de16ee5b849ac36b3e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f10bf",
                    table="educators_availabilityanswer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="availabilitycallevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e9c679c4252e4b2f038d86eb8b77f33eb40795f4",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_8d539",
                    table="educators_availabilitycallevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("asked", "waiting"))),
                fields=("educator",),
                name="confirmation_waits_once",
                violation_error_message="This practice educator is asked about the record already.",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("state", "asked")),
                    models.Q(models.Q(("state", "asked"), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="confirmation_answer_has_a_time",
                violation_error_message="A record that was looked at has the time at which it was.",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "refused"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="confirmation_refusal_has_a_reason",
                violation_error_message="Say why the correction is not accepted.",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "educators_confirmationevent" ("answered_at", "asked_at", "corrections", "educator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "stopped_reminders") VALUES (NEW."answered_at", NEW."asked_at", NEW."corrections", NEW."educator_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."state", NEW."stopped_reminders"); RETURN NULL;',
                    hash="494a2ad11f6a7bca450fbbaaffd76b3c7d4237f2",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_51cb3",
                    table="educators_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."answered_at" IS DISTINCT FROM (NEW."answered_at") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."corrections" IS DISTINCT FROM (NEW."corrections") OR OLD."educator_id" IS DISTINCT FROM (NEW."educator_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."stopped_reminders" IS DISTINCT FROM (NEW."stopped_reminders"))',
                    func='INSERT INTO "educators_confirmationevent" ("answered_at", "asked_at", "corrections", "educator_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "state", "stopped_reminders") VALUES (NEW."answered_at", NEW."asked_at", NEW."corrections", NEW."educator_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."state", NEW."stopped_reminders"); RETURN NULL;',
                    hash="f3c7bfdc8484b3157d04aa714929841a3591d09b",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5998c",
                    table="educators_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9833216d3c22cbb928a888cac1a8b313247692c8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_16d7d",
                    table="educators_confirmationevent",
                    when="BEFORE",
                ),
            ),
        )]),
    ]
