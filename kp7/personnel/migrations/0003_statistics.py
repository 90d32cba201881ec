from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0002_guards")]
    operations = [
        migrations.RunSQL(
            (SQL / "statistics.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION personnel_refresh_statistics()",
        ),
    ]
