"""The addresses of งานพิมพ์."""

from django.urls import path

from kp7.web import batches

BATCH = "<uuid:batch_id>/"

urlpatterns = [
    path("", batches.batches, name="batches"),
    path(BATCH, batches.batch, name="batch"),
    path(f"{BATCH}file/", batches.batch_file, name="batch_file"),
]
