from pathlib import Path

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0003_statistics")]
    operations = [
        migrations.RunSQL(
            (SQL / "headcounts.sql").read_text(encoding="utf-8"), migrations.RunSQL.noop
        ),
        migrations.AlterModelOptions(
            name="codeentry",
            options={"ordering": ["table_name", "order", "code", "valid_from"]},
        ),
        migrations.AddField(
            model_name="codeentry",
            name="revision",
            field=models.IntegerField(db_default=1, default=1, editable=False),
        ),
        migrations.AddConstraint(
            model_name="codeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until__isnull", True),
                    ("valid_from__isnull", True),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="a_code_ends_after_it_starts",
                violation_error_message="วันที่เลิกใช้ต้องอยู่หลังวันที่เริ่มใช้",
            ),
        ),
        migrations.AddConstraint(
            model_name="codeentry",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("table_name", "="),
                    ("code", "="),
                    (
                        models.Func(
                            models.F("valid_from"),
                            models.F("valid_until"),
                            django.contrib.postgres.fields.ranges.RangeBoundary(),
                            function="daterange",
                            output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="a_code_stands_once_at_a_time",
                violation_error_message="ตารางนี้มีรหัสนี้อยู่แล้วในช่วงวันที่เดียวกัน",
            ),
        ),
        migrations.RemoveConstraint(model_name="codeentry", name="a_code_stands_once"),
    ]
