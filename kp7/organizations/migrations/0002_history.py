from django.db import migrations

from kp7.database.guards import kept


class Migration(migrations.Migration):
    dependencies = [("organizations", "0001_initial"), ("ledger", "0002_functions")]
    operations = [
        kept("organizations_standing", effective="valid_from", without=("search_key", "sort_key")),
        kept("organizations_post", without=("password",)),
        kept("organizations_officer"),
        kept("organizations_holding"),
    ]
