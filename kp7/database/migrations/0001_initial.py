from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Demonstration",
            fields=[
                ("id", models.SmallAutoField(primary_key=True, serialize=False)),
                ("seeded_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "ข้อมูลสาธิต"},
        ),
    ]
