"""The addresses of ตารางรหัส."""

from django.urls import path

from kp7.web import code_entries, code_tables

TABLE = "<slug:table>/"
ENTRY = f"{TABLE}<uuid:entry_id>/"

urlpatterns = [
    path("", code_tables.code_tables, name="code_tables"),
    path(TABLE, code_tables.code_table, name="code_table"),
    path(f"{TABLE}export/", code_tables.code_table_export, name="code_table_export"),
    path(f"{TABLE}add/", code_entries.code_entry_add, name="code_entry_add"),
    path(ENTRY, code_entries.code_entry, name="code_entry"),
    path(f"{ENTRY}correct/", code_entries.code_entry_correct, name="code_entry_correct"),
    path(f"{ENTRY}change/", code_entries.code_entry_change, name="code_entry_change"),
    path(f"{ENTRY}end/", code_entries.code_entry_end, name="code_entry_end"),
    path(f"{ENTRY}reopen/", code_entries.code_entry_reopen, name="code_entry_reopen"),
]
