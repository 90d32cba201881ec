"""What a database says about itself."""

from django.db import models


class Demonstration(models.Model):
    """One row marks a database of invented people, for ever: it is shown on this machine only."""

    id = models.SmallAutoField(primary_key=True)
    seeded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "ข้อมูลสาธิต"

    def __str__(self) -> str:
        return f"{self.seeded_at:%Y-%m-%d}"
