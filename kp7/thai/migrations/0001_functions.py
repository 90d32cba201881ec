from pathlib import Path

from django.db import migrations

SQL = Path(__file__).resolve().parent.parent / "sql"


def function(name: str) -> migrations.RunSQL:
    """Create thai_<name>(text) as sql/<name>.sql defines it."""
    return migrations.RunSQL(
        (SQL / f"{name}.sql").read_text(encoding="utf-8"), f"DROP FUNCTION thai_{name}(text)"
    )


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []
    operations = [function("fold"), function("search_key"), function("sort_key")]
