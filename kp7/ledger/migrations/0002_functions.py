from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(
            (SQL / "functions.sql").read_text(encoding="utf-8"),
            "DROP FUNCTION ledger_record_look(jsonb, uuid, uuid, text);"
            "DROP FUNCTION ledger_keep_change(); DROP FUNCTION ledger_actor()",
        ),
    ]
