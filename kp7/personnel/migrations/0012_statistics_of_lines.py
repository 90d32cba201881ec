from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0011_import_lock")]
    operations = [
        migrations.RunSQL(
            (SQL / "statistics_of_lines.sql").read_text(encoding="utf-8"),
            (SQL / "statistics.sql")
            .read_text(encoding="utf-8")
            .replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION"),
        ),
    ]
