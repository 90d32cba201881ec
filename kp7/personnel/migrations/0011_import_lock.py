from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("personnel", "0008_transfers")]
    operations = [
        migrations.RunSQL(
            (SQL / "import_lock.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION personnel_lock_for_import(uuid)",
        ),
    ]
